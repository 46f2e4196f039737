"""Groups of items → sheets of paper: which size of type, how many columns, where to cut.

The search of the design: the largest size of type at which all groups fit into two or
three columns, from 10.5 pt down to 7.5 pt in steps of a quarter. At 7.5 pt the sans has
an x-height of 1.3 mm, small print that is still read at arm's length, and the box is
6.6 pt, which a pen can tick; below that a sheet is no longer of use.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from octavo.editions.checklist.markup import Frame, Group, Item, galley_proof
from octavo.typeset import columns

SIZES = tuple(10.5 - 0.25 * step for step in range(13))
"""Sizes of type in points, the most comfortable first."""

MARGIN = 24 * 72 / 25.4 / 2  # 12 mm: home printers need up to 10
COLUMN_TOP = 58.0
_FOOT = 20.0
GAP = 16.0
_FEW = 60  # items up to which two columns are tried before three

Measure = Callable[[str, float], tuple[float, ...]]
"""A document and a size of type → heights of its measured blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A size of paper in points, and the ending of the file's name."""

    name: str
    word: str
    width: float
    height: float
    suffix: str

    @property
    def room(self) -> float:
        """The height of a column."""
        return self.height - 2 * MARGIN - COLUMN_TOP - _FOOT

    def measure_of(self, count: int) -> float:
        """The width of one of `count` columns."""
        return (self.width - 2 * MARGIN - GAP * (count - 1)) / count


PAPERS = {
    "a4": Paper(name="a4", word="A4", width=595.276, height=841.89, suffix=""),
    "letter": Paper(
        name="letter", word="Letter", width=612.0, height=792.0, suffix="-letter"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One sheet made up: a size of type and columns of runs through `groups`."""

    groups: tuple[Group, ...]
    size: float
    columns: columns.Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Overfull:
    """By how much it does not fit: sheets needed, items over, the first of those."""

    sheets: float
    over: int
    items: int
    first: Item


def make_up(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> Made | Overfull:
    """One sheet with all of `groups` in the largest size that fits, or by how much not.

    Sizes are halved between, not tried in turn: measuring is one layout each (13 of
    them took 6 to 11 s, the four that halving needs 1.4 s, for 110 items).
    """
    fits: Made | None = None
    low, high = 0, len(SIZES) - 1
    while low <= high:
        middle = (low + high) // 2
        made = at_size(frame, groups, paper, SIZES[middle], measure)
        if made is not None:
            fits, high = made, middle - 1
        else:
            low = middle + 1
    if fits is not None:
        return fits
    return _overfull(frame, groups, paper, measure)


def at_size(
    frame: Frame,
    groups: tuple[Group, ...],
    paper: Paper,
    size: float,
    measure: Measure,
) -> Made | None:
    """The sheet at this size of type, None if it does not fit."""
    for count, heights in _heights(frame, groups, paper, size, measure):
        found = columns.fill(heights, count, paper.room)
        if found is not None:
            return Made(groups=groups, size=size, columns=found)
    return None


def run_on(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> tuple[Made, ...]:
    """As many sheets as it takes, at the smallest size."""
    sheets: list[Made] = []
    while groups:
        sizes = _heights(frame, groups, paper, SIZES[-1], measure)
        count, heights = max(
            sizes, key=lambda row: columns.fitting(row[1], row[0], paper.room)
        )
        fitting = max(1, columns.fitting(heights, count, paper.room))
        here = _first(groups, fitting)
        found = columns.fill(columns.first(heights, fitting), count, paper.room)
        # An item higher than a whole column has nowhere to go but over the edge.
        alone = ((columns.Run(group=0, first=0, last=1),),)
        sheets.append(Made(groups=here, size=SIZES[-1], columns=found or alone))
        groups = _rest(groups, fitting)
    return tuple(sheets)


def _heights(
    frame: Frame,
    groups: Sequence[Group],
    paper: Paper,
    size: float,
    measure: Measure,
) -> tuple[tuple[int, tuple[columns.Group, ...]], ...]:
    """Heights for two and for three columns, the count to be tried first in front."""
    counts = (2, 3) if sum(len(g.items) for g in groups) <= _FEW else (3, 2)
    widths = [paper.measure_of(count) for count in counts]
    left = iter(measure(galley_proof(frame, groups, widths), size))
    return tuple(
        (
            count,
            tuple(
                columns.Group(
                    head=next(left),
                    again=next(left),
                    items=tuple(next(left) for _ in group.items),
                )
                for group in groups
            ),
        )
        for count in counts
    )


def _overfull(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> Overfull:
    """True figures: the most that fits at the smallest size, over both counts."""
    items = [one for group in groups for one in group.items]
    sizes = _heights(frame, groups, paper, SIZES[-1], measure)
    fits = max(columns.fitting(row, count, paper.room) for count, row in sizes)
    sheets = min(columns.total(row) / (count * paper.room) for count, row in sizes)
    return Overfull(
        sheets=max(sheets, 1.01),
        over=len(items) - fits,
        items=len(items),
        first=items[fits],
    )


def _first(groups: Sequence[Group], count: int) -> tuple[Group, ...]:
    kept: list[Group] = []
    for group in groups:
        if count <= 0:
            break
        kept.append(_with(group, group.items[:count]))
        count -= len(group.items)
    return tuple(kept)


def _rest(groups: Sequence[Group], count: int) -> tuple[Group, ...]:
    kept: list[Group] = []
    for group in groups:
        if count < len(group.items):
            kept.append(_with(group, group.items[max(count, 0) :], again=count > 0))
        count -= len(group.items)
    return tuple(kept)


def _with(group: Group, items: tuple[Item, ...], again: bool = False) -> Group:
    return Group(
        head=group.again if again else group.head,
        again=group.again,
        items=items,
        part=group.part,
        chapter=group.chapter,
    )
