"""Blocks of known height → columns of one page, as even as they can be.

Pure arithmetic over heights in points; `octavo.typeset.measure` supplies them. The rule
is that of a page make-up: groups stay whole where that is possible, a broken group
keeps at least two items on either side and repeats its head, and among all ways that
fit the one with the lowest tallest column wins, of several the evenest, of these the one
whose first columns are the fullest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, takewhile

_KEPT = 2  # items of a broken group that stay together on either side of the break
_BREAK_COST = 0.2  # of a column's height: how much unevenness one broken group is worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items under a head; heights in points, each including its own space around it.

    `again` is the height of the head where the group goes on in another column.
    """

    head: float
    again: float
    items: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Items `first` to `last` (exclusive) of the group `group`, in one column."""

    group: int
    first: int
    last: int


Columns = tuple[tuple[Run, ...], ...]


class _Line:
    """All items of all groups in a row, with what a column from one to another costs."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = groups
        self.place = [
            (number, index)
            for number, group in enumerate(groups)
            for index in range(len(group.items))
        ]
        self.size = len(self.place)
        self._items = [0.0, *accumulate(groups[g].items[i] for g, i in self.place)]
        self._heads = [
            0.0,
            *accumulate(groups[g].head if i == 0 else 0.0 for g, i in self.place),
        ]

    def height(self, start: int, end: int) -> float:
        """The height of a column that holds the items `start` to `end`."""
        if start == end:
            return 0.0
        height = self._items[end] - self._items[start]
        height += self._heads[end] - self._heads[start]
        group, index = self.place[start]
        return height + (self.groups[group].again if index else 0.0)

    def breaks(self, at: int) -> bool:
        """Whether a cut before item `at` goes through a group."""
        return 0 < at < self.size and self.place[at][1] > 0

    def cuts(self) -> list[int]:
        """The places where a column may end, in order."""
        legal = [0]
        for at in range(1, self.size):
            group, index = self.place[at]
            left = len(self.groups[group].items) - index
            if index == 0 or (index >= _KEPT and left >= _KEPT):
                legal.append(at)
        return [*legal, self.size] if self.size else legal

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """The items `start` to `end` as runs of groups."""
        found: list[Run] = []
        for group, index in self.place[start:end]:
            if found and found[-1].group == group:
                found[-1] = Run(group=group, first=found[-1].first, last=index + 1)
            else:
                found.append(Run(group=group, first=index, last=index + 1))
        return tuple(found)


def fill(groups: Sequence[Group], columns: int, height: float) -> Columns | None:
    """The groups in `columns` columns no higher than `height`; None if they do not fit.

    Dynamic programming over the legal cuts: `low[at][broken]` is the lowest tallest
    column of all ways to set the items before `at` with so many broken groups. Columns
    at the end may stay empty. The squares of the heights are the less the evener these
    are; ends are negative, so that the lesser way is the one that ends its columns later.
    Sums of the same heights differ in their last digits, hence the rounding.
    """
    if total(groups) > columns * height:
        return None
    line = _Line(groups)
    cuts = line.cuts()
    Way = tuple[float, int, tuple[int, ...]]  # noqa: N806  # a type, local to the search
    low: dict[tuple[int, int], Way] = {(0, 0): (0.0, 0, ())}
    for _ in range(columns):
        next_low: dict[tuple[int, int], Way] = {}
        for (start, broken), (tallest, squares, ends) in low.items():
            for end in cuts:
                if end < start or end == start < line.size:
                    continue  # an empty column stands only at the end
                here = line.height(start, end)
                if here > height:
                    break
                key = (end, broken + line.breaks(end))
                even = squares + round(here) ** 2
                way = (max(tallest, round(here, 3)), even, (*ends, -end))
                if key not in next_low or way < next_low[key]:
                    next_low[key] = way
        low = next_low
    finished = [
        (tallest + broken * height * _BREAK_COST, squares, ends)
        for (end, broken), (tallest, squares, ends) in low.items()
        if end == line.size
    ]
    if not finished:
        return None
    cut = (0, *(-end for end in min(finished)[-1]))
    return tuple(line.runs(a, b) for a, b in pairwise(cut))


def height(groups: Sequence[Group], column: Sequence[Run]) -> float:
    """How high a column is."""
    high = 0.0
    for run in column:
        group = groups[run.group]
        high += group.again if run.first else group.head
        high += sum(group.items[run.first : run.last])
    return high


def fitting(groups: Sequence[Group], columns: int, height: float) -> int:
    """How many items from the first on fit; found by halving, so `fill` runs few times."""
    heights = accumulate(item for group in groups for item in group.items)
    fits, over = 0, 1
    over += sum(1 for _ in takewhile(lambda high: high <= columns * height, heights))
    while over - fits > 1:
        middle = (fits + over) // 2
        if fill(first(groups, middle), columns, height) is None:
            over = middle
        else:
            fits = middle
    return fits


def first(groups: Sequence[Group], count: int) -> tuple[Group, ...]:
    """The first `count` items, in their groups."""
    kept: list[Group] = []
    for group in groups:
        if count <= 0:
            break
        kept.append(
            Group(head=group.head, again=group.again, items=group.items[:count])
        )
        count -= len(group.items)
    return tuple(kept)


def rest(groups: Sequence[Group], count: int) -> tuple[Group, ...]:
    """What `first` leaves; a group that goes on has the head for that."""
    kept: list[Group] = []
    for group in groups:
        if count < len(group.items):
            head = group.again if count > 0 else group.head
            items = group.items[max(count, 0) :]
            kept.append(Group(head=head, again=group.again, items=items))
        count -= len(group.items)
    return tuple(kept)


def scaled(groups: Sequence[Group], by: float) -> tuple[Group, ...]:
    """All heights times a factor."""
    return tuple(
        Group(
            head=group.head * by,
            again=group.again * by,
            items=tuple(item * by for item in group.items),
        )
        for group in groups
    )


def total(groups: Sequence[Group]) -> float:
    """The height of everything in one endless column."""
    return sum(group.head + sum(group.items) for group in groups)
