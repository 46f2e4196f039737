"""Figures for the report."""

from dataclasses import replace

from octavo.diagnostics import Outcome
from octavo.model.book import Book
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.mapping import FrozenMapping
from octavo.model.vault import Vault


def tally(book: Book, library: Library, vault: Vault, config: Config) -> Outcome[Book]:
    """The book with the words of its chapters counted, as their notes have them.

    `link` has counted the links. Words of an embedded note count where it is a chapter.
    """
    words = sum(
        library[chapter.path].words
        for chapter in book.printed()
        if chapter.path in library
    )
    counts = FrozenMapping({**book.counts, "words": words})
    return Outcome(replace(book, counts=counts))
