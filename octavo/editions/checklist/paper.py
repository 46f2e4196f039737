"""The paper of a sheet: its sizes, and what of them is left for columns."""

from collections.abc import Callable
from dataclasses import replace

from octavo.editions.checklist.markup import Frame, edges_proof
from octavo.value import value

MARGIN = 24 * 72 / 25.4 / 2  # 12 mm: home printers need up to 10
GAP = 16.0
_BESIDE_HEAD, _BESIDE_FOOT = 14.0, 10.0
_MOST = 0.4  # of the page for the longest title, so that items have room

Measure = Callable[[str], tuple[float, ...]]
"""A document → heights of its measured blocks in points."""


@value
class Paper:
    """A size of paper in points, and the ending of the file's name.

    `top` and `foot` are what head and foot take of it, with the space beside them.
    """

    name: str
    word: str
    width: float
    height: float
    suffix: str
    top: float = 58.0
    foot: float = 24.0

    @property
    def room(self) -> float:
        """The height of a column."""
        return self.height - 2 * MARGIN - self.top - self.foot

    def measure_of(self, count: int) -> float:
        """The width of one of `count` columns."""
        return (self.width - 2 * MARGIN - GAP * (count - 1)) / count


PAPERS = {
    "a4": Paper(name="a4", word="A4", width=595.276, height=841.89, suffix=""),
    "letter": Paper(
        name="letter", word="Letter", width=612.0, height=792.0, suffix="-letter"
    ),
}


def headed(paper: Paper, frame: Frame, unit: str, measure: Measure) -> Paper:
    """The paper with as much of it set aside as a long title or foot needs."""
    head, foot = measure(edges_proof(frame, unit, paper.measure_of(1)))
    return replace(
        paper,
        top=max(paper.top, min(head + _BESIDE_HEAD, paper.height * _MOST)),
        foot=max(paper.foot, foot + _BESIDE_FOOT),
    )
