"""Lists of figures, of tables and of questions, for books that have many of a kind."""

from collections.abc import Iterator
from dataclasses import replace

from octavo.diagnostics import Outcome
from octavo.model.blocks import Question
from octavo.model.book import Book, Catalogue, Entry, standing
from octavo.model.config import Config
from octavo.model.displays import Diagram, Figure, Table
from octavo.model.document import Library
from octavo.model.vault import Vault
from octavo.model.wording import text_of
from octavo.sentences import first_sentence, on_one_line

_LISTED: frozenset[type] = frozenset((Diagram, Figure, Question, Table))
_MANY = 10
"""From so many on a kind has a list of its own."""


def catalogues(
    book: Book, library: Library, vault: Vault, config: Config
) -> Outcome[Book]:
    """The book with its catalogues, each in the order of the book.

    What embeds copied is in them once: where it was written, else where it stands first.

    Runs after `anchors`, which gives an id to all that has a number, and `smarten`,
    after which words are final.
    """
    entries = list(_entries(book))
    kept = {
        (kind, each.number): each for kind, each, copied in reversed(entries) if copied
    }
    kept |= {(kind, each.number): each for kind, each, copied in entries if not copied}
    listed: dict[str, list[Entry]] = {"figure": [], "table": [], "question": []}
    for kind, entry, _ in entries:
        if kept[kind, entry.number] is entry:
            listed[kind].append(entry)
    made = tuple(
        Catalogue(kind=kind, entries=tuple(entries))
        for kind, entries in listed.items()
        if len(entries) >= _MANY
    )
    return Outcome(replace(book, catalogues=made))


def _entries(book: Book) -> Iterator[tuple[str, Entry, bool]]:
    for chapter in book.chapters():
        for node, copied in standing(chapter.blocks, _LISTED) if chapter.page else ():
            match node:
                case Figure() | Diagram() if node.number:
                    kind, words = "figure", node.caption
                case Table() if node.number:
                    kind, words = "table", node.caption
                case Question():
                    kind, words = "question", node.title
                case _:
                    continue
            text = first_sentence(on_one_line(text_of(words)))
            yield (
                kind,
                Entry(
                    text=text,
                    anchor=node.id,
                    level=chapter.level + 1,
                    number=node.number,
                    role=chapter.role,
                ),
                copied,
            )
