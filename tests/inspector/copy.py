"""A PDF taken apart for inspection, and the paper that it should be on."""

import io
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pikepdf
from inspector.leaves import Leaf, leaves
from inspector.tree import Piece, pieces

MM = 72 / 25.4


class Paper(NamedTuple):
    """A page and its margins in points; `line` is the distance of lines of text."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    line: float


_B5 = Paper(176 * MM, 250 * MM, 28 * MM, 28 * MM, 60, 74.66, 14)
_A4 = Paper(210 * MM, 297 * MM, 41 * MM, 41 * MM, 72, 94.89, 15)
_LETTER = Paper(612, 792, 43.95 * MM, 43.95 * MM, 66, 81, 15)
PAPERS = {"b5": _B5, "a4": _A4, "letter": _LETTER}
INNER = {"b5": 24 * MM, "a4": 36 * MM, "letter": 40 * MM}


@dataclass(frozen=True)
class Copy:
    """A finished file on `paper`; with `inner` it is bound, and that the inner margin.

    `roots` are names of folders that must not be told of.
    """

    data: bytes
    paper: Paper
    inner: float = 0.0

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        """The objects."""
        return pikepdf.open(io.BytesIO(self.data))

    @cached_property
    def leaves(self) -> list[Leaf]:
        """The pages."""
        return leaves(self.data)

    def across(self, leaf: Leaf) -> bool:
        """Whether the page is set across, for a table that is wider than high."""
        return (leaf.width > leaf.height) != (self.paper.width > self.paper.height)

    @cached_property
    def upright(self) -> list[Leaf]:
        """The pages that are not set across."""
        return [leaf for leaf in self.leaves if not self.across(leaf)]

    @cached_property
    def pieces(self) -> list[Piece]:
        """What the text consists of; empty in a file without a structure."""
        return pieces(self.pdf)

    def margins(self, page: int) -> tuple[float, float]:
        """Left and right margin of the page."""
        if not self.inner:
            return self.paper.left, self.paper.right
        outer = self.paper.left + self.paper.right - self.inner
        return (outer, self.inner) if page % 2 else (self.inner, outer)
