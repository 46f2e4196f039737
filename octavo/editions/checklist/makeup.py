"""Groups of items → sheets of paper: which size of type, how many columns, where to cut.

The largest size of type is sought at which all groups fit into two or three columns, from
12 pt, read from a wall, down to 7.5 pt in steps of a quarter. At 7.5 pt the sans has an
x-height of 1.3 mm, small print that is still read at arm's length, and the box is 6.6 pt,
which a pen can tick; below that a sheet is no longer of use. What room is left over goes
between the items.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from octavo.editions.checklist.forecast import Column, Forecast, forecast
from octavo.editions.checklist.markup import (
    Frame,
    Group,
    Item,
    edges_proof,
    galley_proof,
)
from octavo.typeset import columns

SIZES = tuple(12 - 0.25 * step for step in range(19))
"""Sizes of type in points, the most comfortable first."""

MARGIN = 24 * 72 / 25.4 / 2  # 12 mm: home printers need up to 10
GAP = 16.0
_BESIDE_HEAD, _BESIDE_FOOT = 14.0, 10.0
_MOST = 0.4  # of the page for the longest title, so that items have room
_AIR = 0.5  # em between items at most, where there is room
_CLOSER = 2  # steps in size that a sheet without broken groups is worth
_FEW = 60  # items up to which two columns are tried before three

_GUESSES, _STEP = 3, 2  # after so many tries what is left is halved, step by step
_NAMED = 3  # groups that a diagnostic names
_HOPELESS = 1.1  # a forecast that is no use trying

Measure = Callable[[str], tuple[float, ...]]
"""A document → heights of its measured blocks in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One sheet made up: a size of type and columns of runs through `groups`.

    `paper` is what it was made for, `air` the points between items. `flowing` is one
    column with an item that is higher than the sheet.
    """

    paper: Paper
    groups: tuple[Group, ...]
    size: float
    columns: columns.Columns
    air: float = 0.0
    flowing: bool = False

    @property
    def broken(self) -> bool:
        """Whether a group goes on in another column, though it need not."""
        needed = len(self.groups) < len(self.columns)
        return not needed and any(run.first for run in chain(*self.columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class Overfull:
    """By how much it does not fit: sheets needed, items over, the first of those.

    `largest` are groups with more items than others, most first, with their number.
    """

    sheets: float
    over: int
    items: int
    first: Item
    largest: tuple[tuple[str, int], ...]


def make_up(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> Made | Overfull:
    """One sheet with all of `groups` in the largest size that fits, or by how much not.

    A size that is tried corrects the forecast of the others, so that two or three are
    measured where trying all would need nineteen.
    """
    expected = _forecast(frame, groups, paper)
    fits: Made | None = None
    low, high, tries = 0, len(SIZES) - 1, 0
    while low <= high:
        at = min(max(expected.size(), low), high)
        if tries >= _GUESSES:
            at = min(max((low + high) // 2, at - _STEP), at + _STEP)
        made, expected = _tried(frame, groups, paper, at, measure, expected)
        if made is not None:
            fits, high = made, at - 1
        else:
            low = at + 1
        tries += 1
    if fits is not None:
        return _kept_whole(frame, fits, measure)
    return _overfull(frame, groups, paper, measure)


def _forecast(frame: Frame, groups: tuple[Group, ...], paper: Paper) -> Forecast:
    ways = [
        Column(count=count, width=paper.measure_of(count), height=paper.room)
        for count in _counts(groups)
    ]
    return forecast(frame, groups, ways, SIZES)


def _kept_whole(frame: Frame, made: Made, measure: Measure) -> Made:
    """The sheet with no group broken, if that is to be had in a size not much smaller.

    Smaller type takes no more lines, so what would do with the same lines, will.
    """
    if not made.broken:
        return made
    at, count, room = SIZES.index(made.size), len(made.columns), made.paper.room
    heights = _heights(frame, made.groups, made.paper, made.size, count, measure)
    for size in SIZES[at + 1 : at + 1 + _CLOSER]:
        found = columns.fill(columns.scaled(heights, size / made.size), count, room)
        if found is None or replace(made, columns=found).broken:
            continue
        smaller = at_size(frame, made, size, measure)
        if smaller is not None and not smaller.broken:
            return smaller
    return made


def at_size(frame: Frame, made: Made, size: float, measure: Measure) -> Made | None:
    """The same sheet at this size of type, None if it does not fit."""
    expected = _forecast(frame, made.groups, made.paper)
    at = SIZES.index(size)
    return _tried(frame, made.groups, made.paper, at, measure, expected)[0]


def _tried(
    frame: Frame,
    groups: tuple[Group, ...],
    paper: Paper,
    at: int,
    measure: Measure,
    expected: Forecast,
) -> tuple[Made | None, Forecast]:
    """The sheet, if it fits, and what is now to be expected of other sizes."""
    first, second = _counts(groups)
    for count in (first, second):
        if count == second and expected.fill(count, at) > _HOPELESS:
            break
        heights = _heights(frame, groups, paper, SIZES[at], count, measure)
        filled = columns.total(heights) / (count * paper.room)
        expected = expected.corrected(count, at, filled)
        found = columns.fill(heights, count, paper.room)
        if found is not None:
            air = _air(heights, found, paper.room, SIZES[at])
            made = Made(
                paper=paper, groups=groups, size=SIZES[at], columns=found, air=air
            )
            return made, expected
    return None, expected


def _air(
    heights: Sequence[columns.Group],
    found: columns.Columns,
    room: float,
    size: float,
) -> float:
    """What the fullest column has to spare for each of its heads and items."""
    return min(
        _AIR * size,
        *(
            (room - columns.height(heights, column))
            / sum(1 + run.last - run.first for run in column)
            for column in found
            if column
        ),
    )


def run_on(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> tuple[Made, ...]:
    """As many sheets as it takes, at the smallest size.

    Measured once: however many sheets there are, they are cut from one long strip.
    """
    sheets: list[Made] = []
    strips = _smallest(frame, groups, paper, measure)
    while groups:
        fitting, count, heights = max(
            (columns.fitting(strip, count, paper.room), count, strip)
            for count, strip in strips
        )
        fitting = max(1, fitting)
        found = columns.fill(columns.first(heights, fitting), count, paper.room)
        alone = ((columns.Run(group=0, first=0, last=1),),)
        sheets.append(
            Made(
                paper=paper,
                groups=_first(groups, fitting),
                size=SIZES[-1],
                columns=found or alone,
                flowing=found is None,
            )
        )
        groups = _rest(groups, fitting)
        strips = tuple((count, columns.rest(strip, fitting)) for count, strip in strips)
    return tuple(sheets)


def _heights(
    frame: Frame,
    groups: Sequence[Group],
    paper: Paper,
    size: float,
    count: int,
    measure: Measure,
) -> tuple[columns.Group, ...]:
    """Heights of everything at a size, in so many columns."""
    width = paper.measure_of(count)
    left = iter(measure(galley_proof(frame, groups, width, size)))
    return tuple(
        columns.Group(
            head=next(left),
            again=next(left),
            items=tuple(next(left) for _ in group.items),
        )
        for group in groups
    )


def _smallest(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> tuple[tuple[int, tuple[columns.Group, ...]], ...]:
    """Each number of columns, and all heights in it at the smallest size."""
    return tuple(
        (count, _heights(frame, groups, paper, SIZES[-1], count, measure))
        for count in _counts(groups)
    )


def _counts(groups: Sequence[Group]) -> tuple[int, int]:
    few = sum(len(group.items) for group in groups) <= _FEW
    return (2, 3) if few else (3, 2)


def _overfull(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> Overfull:
    """True figures: the most that fits at the smallest size, over both counts."""
    items = [one for group in groups for one in group.items]
    sizes = _smallest(frame, groups, paper, measure)
    fits = max(columns.fitting(row, count, paper.room) for count, row in sizes)
    sheets = min(columns.total(row) / (count * paper.room) for count, row in sizes)
    return Overfull(
        sheets=max(sheets, 1.01),
        over=len(items) - fits,
        items=len(items),
        first=items[fits],
        largest=_largest(groups),
    )


def _largest(groups: Sequence[Group]) -> tuple[tuple[str, int], ...]:
    counts = Counter[str]()
    for group in groups:
        counts[group.title] += len(group.items)
    return tuple(counts.most_common(_NAMED)) if len(counts) > 1 else ()


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
    return replace(group, head=group.again if again else group.head, items=items)
