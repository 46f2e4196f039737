"""The lines of the contents, and of the lists of figures, tables and questions."""

from collections.abc import Iterable, Iterator

from octavo.model.book import Catalogue, Entry
from octavo.value import value
from octavo.words.vocabulary import Words

_WORD = 30
"""A word of no more characters fits a line of the contents together with leaders."""


@value
class Listing:
    """A heading and the lines below it: the contents, or what a book has many of."""

    heading: str
    lines: tuple["Line", ...]


@value
class Line:
    """A line of the contents; `kind` is part, chapter or section.

    In a list of figures, tables or questions it is `listed`.

    `number` is as printed ("Part 1", "3", ""); `anchor` is "" for a draft. `last` is
    the last word of the text if leaders can be kept on its line, `words` the rest.
    `apart` asks for a gap before it.
    """

    kind: str
    number: str
    text: str
    anchor: str
    apart: bool = False

    @property
    def words(self) -> str:
        """The text without its last word."""
        return self.text.removesuffix(self.last)

    @property
    def last(self) -> str:
        """The last word, "" for one that may have to be broken itself."""
        word = self.text.rpartition(" ")[2]
        return word if len(word) <= _WORD else ""


def contents(entries: Iterable[Entry], words: Words, depth: int) -> Iterator[Line]:
    """The lines of the contents down to level `depth`, chapters being level 1."""
    for entry in entries:
        if entry.level > depth or entry.minor:
            continue
        kind = {0: "part", 1: "chapter"}.get(entry.level, "section")
        number = entry.number
        if kind == "part":
            number = words.part.format(number) if number else ""
        yield Line(
            kind=kind,
            number=number,
            text=entry.text,
            anchor=entry.anchor,
            apart=entry.apart,
        )
        yield from contents(entry.entries, words, depth)


def listed(catalogue: Catalogue, words: Words) -> Iterator[Line]:
    """The lines of a list of figures, tables or questions."""
    for entry in catalogue.entries:
        number = words.listed(catalogue.kind, entry.number)
        yield Line(kind="listed", number=number, text=entry.text, anchor=entry.anchor)
