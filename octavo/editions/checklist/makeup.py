"""Groups of items → sheets of paper: which size of type, how many columns, where to cut.

The largest size of type is sought at which all groups fit, from 12 pt, read from a wall,
down to 7.5 pt in steps of a quarter. More than 12 pt looks like a notice and less, on a
sheet that is half empty, like a form to be filed. At 7.5 pt the sans has an x-height of
1.3 mm, small print that is still read at arm's length, and the box is 6.6 pt, which a pen
can tick; below that a sheet is no longer of use. Few items stand in one column across the
sheet, many short ones in as many as four. What room is left over goes between the items.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from octavo.editions.checklist.forecast import Column, Forecast, forecast
from octavo.editions.checklist.markup import Frame, Group, galley_proof
from octavo.editions.checklist.paper import Measure, Paper
from octavo.typeset import columns
from octavo.value import value

SIZES = tuple(12 - 0.25 * step for step in range(19))
"""Sizes of type in points, the most comfortable first."""

MOST = 4
"""Columns at most."""

_AIR = 0.5  # em between items at most, where there is room; twice that in one column
_CLOSER = 2  # steps in size that a sheet without broken groups is worth
_ALONE = 24  # items up to which one column is looked at first
_FEW = 60  # items up to which two columns are tried before three

_GUESSES, _STEP = 3, 2  # after so many tries what is left is halved, step by step
_HOPELESS = 1.1  # a forecast that is no use trying


@value
class Made:
    """One sheet made up: a size of type and columns of runs through `groups`.

    `paper` is what it was made for, `air` the points between items.
    """

    paper: Paper
    groups: tuple[Group, ...]
    size: float
    columns: columns.Columns
    air: float = 0.0

    @property
    def broken(self) -> bool:
        """Whether a group goes on in another column, though it need not."""
        needed = len(self.groups) < len(self.columns)
        return not needed and any(run.first for run in chain(*self.columns))


def make_up(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> Made | None:
    """One sheet with all of `groups` in the largest size that fits, None if none does."""
    search = _Search(frame, groups, paper, measure)
    made = search.largest()
    return None if made is None else search.kept_whole(made)


def at_size(frame: Frame, made: Made, size: float, measure: Measure) -> Made | None:
    """The same sheet at this size of type, None if it does not fit."""
    search = _Search(frame, made.groups, made.paper, measure)
    return search.tried(SIZES.index(size))


def heights(
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


def expected(frame: Frame, groups: Sequence[Group], paper: Paper) -> Forecast:
    """What is to be expected of each number of columns at each size."""
    ways = [
        Column(count=count, width=paper.measure_of(count), height=paper.room)
        for count in range(1, MOST + 1)
    ]
    return forecast(frame, groups, ways, SIZES)


class _Search:
    """The search for the size and the columns of one sheet.

    A size that is tried corrects the forecast of the others, so that two or three are
    measured where trying all would need nineteen.
    """

    def __init__(
        self,
        frame: Frame,
        groups: tuple[Group, ...],
        paper: Paper,
        measure: Measure,
    ) -> None:
        self.frame, self.groups, self.paper = frame, groups, paper
        self.measure = measure
        self.expected = expected(frame, groups, paper)

    def largest(self) -> Made | None:
        """The sheet in the largest size that fits."""
        fits: Made | None = None
        low, high, tries = 0, len(SIZES) - 1, 0
        while low <= high:
            at = min(max(self.expected.size(), low), high)
            if tries >= _GUESSES:
                at = min(max((low + high) // 2, at - _STEP), at + _STEP)
            made = self.tried(at)
            if made is not None:
                fits, high = made, at - 1
            else:
                low = at + 1
            tries += 1
        return fits

    def tried(self, at: int) -> Made | None:
        """The sheet, if it fits at the size in that place."""
        for count in self._counts(at):
            fill = self.expected.fill(count, at)
            if fill > max(_HOPELESS, self.expected.least(at)):
                continue
            high = heights(
                self.frame, self.groups, self.paper, SIZES[at], count, self.measure
            )
            filled = columns.total(high) / (count * self.paper.room)
            self.expected = self.expected.corrected(count, at, filled)
            found = columns.fill(high, count, self.paper.room)
            if found is not None:
                return Made(
                    paper=self.paper,
                    groups=self.groups,
                    size=SIZES[at],
                    columns=found,
                    air=_air(high, found, self.paper.room, SIZES[at]),
                )
        return None

    def _counts(self, at: int) -> tuple[int, ...]:
        """Numbers of columns, the one that looks best first."""
        items = sum(len(group.items) for group in self.groups)
        if items <= _ALONE and at == 0:
            return (1, 2, 3, 4)
        return (2, 3, 4, 1) if items <= _FEW else (3, 2, 4, 1)

    def kept_whole(self, made: Made) -> Made:
        """The sheet with no group broken, if that is to be had in a size not much smaller.

        Smaller type takes no more lines, so what would do with the same lines, will.
        """
        if not made.broken:
            return made
        at, count, room = SIZES.index(made.size), len(made.columns), self.paper.room
        high = heights(
            self.frame, self.groups, self.paper, made.size, count, self.measure
        )
        for size in SIZES[at + 1 : at + 1 + _CLOSER]:
            found = columns.fill(columns.scaled(high, size / made.size), count, room)
            if found is None or replace(made, columns=found).broken:
                continue
            smaller = self.tried(SIZES.index(size))
            if smaller is not None and not smaller.broken:
                return smaller
        return made


def _air(
    high: Sequence[columns.Group],
    found: columns.Columns,
    room: float,
    size: float,
) -> float:
    """What the fullest column has to spare for each of its heads and items."""
    return min(
        _AIR * size * (2 if len(found) == 1 else 1),
        *(
            (room - columns.height(high, column))
            / sum(1 + run.last - run.first for run in column)
            for column in found
            if column
        ),
    )
