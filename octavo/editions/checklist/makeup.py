"""Groups of items → sheets of paper: which size of type, how many columns, where to cut.

The search of the design: the largest size of type at which all groups fit into two or
three columns, from 10.5 pt down to 7.5 pt in steps of a quarter. At 7.5 pt the sans has
an x-height of 1.3 mm, small print that is still read at arm's length, and the box is
6.6 pt, which a pen can tick; below that a sheet is no longer of use.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, inf

from octavo.editions.checklist.markup import Frame, Group, Item, galley_proof
from octavo.typeset import columns

SIZES = tuple(10.5 - 0.25 * step for step in range(13))
"""Sizes of type in points, the most comfortable first."""

MARGIN = 24 * 72 / 25.4 / 2  # 12 mm: home printers need up to 10
COLUMN_TOP = 58.0
_FOOT = 20.0
GAP = 16.0
_FEW = 60  # items up to which two columns are tried before three

_GUESSES, _STEP = 3, 2  # after so many tries what is left is halved, step by step
_FULL, _GROWTH = 0.98, 1.4
# For a first guess, in em of the sans: a letter, a line with its share of space, the
# room beside the words; and a head in lines.
_LETTER, _LINE, _INDENTS, _HEAD = 0.44, 1.4, 4, 1.5
_TAG = re.compile(r"<[^>]*>")

Measure = Callable[[str], tuple[float, ...]]
"""A document → heights of its measured blocks in points."""


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
    """One sheet made up: a size of type and columns of runs through `groups`.

    `flowing` is one column with an item that is higher than the sheet.
    """

    groups: tuple[Group, ...]
    size: float
    columns: columns.Columns
    flowing: bool = False


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

    A size that is tried says by how much it was missed or met, and so which to try
    next: measuring is a layout, and two or three do where trying all would need 13.
    """
    fits: Made | None = None
    low, high = 0, len(SIZES) - 1
    at, tries = _expected(groups, paper), 0
    while low <= high:
        made, filled = _tried(frame, groups, paper, SIZES[at], measure)
        if made is not None:
            fits, high = made, at - 1
        else:
            low = at + 1
        tries += 1
        guess = _nearer(at, filled)
        at = min(max(guess, low), high)
        if tries >= _GUESSES:
            at = min(max((low + high) // 2, at - _STEP), at + _STEP)
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
    return _tried(frame, groups, paper, size, measure)[0]


def _tried(
    frame: Frame,
    groups: tuple[Group, ...],
    paper: Paper,
    size: float,
    measure: Measure,
) -> tuple[Made | None, float]:
    """The sheet, if it fits, and how much of its columns the groups fill (1 is all)."""
    filled = inf
    for count, heights in _heights(frame, groups, paper, size, measure):
        filled = min(filled, columns.total(heights) / (count * paper.room))
        found = columns.fill(heights, count, paper.room)
        if found is not None:
            return Made(groups=groups, size=size, columns=found), filled
    return None, filled


def _nearer(at: int, filled: float) -> int:
    """The size expected to fill the columns, from how far one fills them.

    Text that runs over several lines takes room as the square of its size, single
    lines as the size itself; and uneven columns leave a little of it free.
    """
    wanted = SIZES[at] * (_FULL / filled) ** (1 / _GROWTH)
    return sum(size > wanted for size in SIZES)


def _expected(groups: Sequence[Group], paper: Paper) -> int:
    """The size to try first, by the letters in all items; only a beginning."""
    size, count = SIZES[len(SIZES) // 2], _counts(groups)[0]
    line = (paper.measure_of(count) / size - _INDENTS) / _LETTER
    lines = sum(
        _HEAD + sum(ceil(len(_TAG.sub("", item.html)) / line) for item in group.items)
        for group in groups
    )
    filled = lines * _LINE * size / (count * paper.room)
    return min(_nearer(len(SIZES) // 2, filled), len(SIZES) - 1)


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
        alone = ((columns.Run(group=0, first=0, last=1),),)
        sheets.append(
            Made(
                groups=here,
                size=SIZES[-1],
                columns=found or alone,
                flowing=found is None,
            )
        )
        groups = _rest(groups, fitting)
    return tuple(sheets)


def _heights(
    frame: Frame,
    groups: Sequence[Group],
    paper: Paper,
    size: float,
    measure: Measure,
) -> Iterator[tuple[int, tuple[columns.Group, ...]]]:
    """Heights for two and for three columns, the count to be tried first in front."""
    for count in _counts(groups):
        width = paper.measure_of(count)
        left = iter(measure(galley_proof(frame, groups, width, size)))
        yield (
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


def _counts(groups: Sequence[Group]) -> tuple[int, int]:
    few = sum(len(group.items) for group in groups) <= _FEW
    return (2, 3) if few else (3, 2)


def _overfull(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> Overfull:
    """True figures: the most that fits at the smallest size, over both counts."""
    items = [one for group in groups for one in group.items]
    sizes = tuple(_heights(frame, groups, paper, SIZES[-1], measure))
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
