"""What is handed to and fro: works as their files have them, citations as they are set."""

from collections.abc import Callable
from typing import TypeAlias

from octavo.diagnostics import Span
from octavo.model.inlines import Mention
from octavo.value import value

Item: TypeAlias = dict[str, object]
"""A work as CSL-JSON has it (Citation Style Language, csl-data.json)."""

Place: TypeAlias = Callable[[int, int], Span]
"""The place in its file of a stretch of the text, by offsets."""

Complain: TypeAlias = Callable[..., None]
"""Says that something is wrong: code, span, help, words for the message."""


@value
class Record:
    """A work: its key, where that stands, and how to have it as CSL.

    Only works that are cited are made into items, which takes a while. `parents` are
    the keys of works that it has fields of.
    """

    key: str
    span: Span
    item: Callable[[], Item]
    parents: tuple[str, ...] = ()


class Unusable(Exception):
    """A style that nothing can be set in; says why, what to do, and where in its file."""

    def __init__(
        self, why: str, help: str = "", line: int = 1, column: int = 1
    ) -> None:
        super().__init__(why)
        self.help = help
        self.line = line
        self.column = column


@value
class Cluster:
    """What is cited in one place; `works` are the numbers of the mentioned items."""

    mentions: tuple[Mention, ...]
    works: tuple[int, ...]
    running: bool


@value
class Listed:
    """An entry of the bibliography as marked text; `label` is its number or ""."""

    work: int
    label: str
    text: str


@value
class Written:
    """All of a book's citations, each as marked text, and its bibliography in order.

    `unset` are the numbers of works that the style could not set.
    """

    citations: tuple[str, ...]
    entries: tuple[Listed, ...]
    unset: tuple[int, ...]


OTHERS = "\U000f0030"
"""Stands for the authors that “and others” leaves out, as the last of the names."""

_OURS = str.maketrans(dict.fromkeys(range(0xF0000, 0xF0100)))


def unmarked(text: str) -> str:
    """`text` without the characters that are marks of our own (plane 15, private)."""
    return text.translate(_OURS)
