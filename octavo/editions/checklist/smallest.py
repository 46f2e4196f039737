"""Everything at the smallest size that is read: how much fits, and what never does."""

from collections import Counter
from collections.abc import Sequence

from octavo.editions.checklist.forecast import ONE_LINE
from octavo.editions.checklist.makeup import MOST, SIZES, Made, expected, heights
from octavo.editions.checklist.markup import Frame, Group, Item
from octavo.editions.checklist.paper import Measure, Paper
from octavo.typeset import columns
from octavo.value import value

_NAMED = 3  # groups at most that are named
_LAST = len(SIZES) - 1
_WORTH = 1.15  # of the best forecast: what is expected to take more is not measured
_FULL = 0.999  # of a column; the rest is for what sums lose
_LINES = 1.5  # of the height of one line: what is higher has several


@value
class Strip:
    """All groups in one of `count` columns, however long."""

    count: int
    groups: tuple[columns.Group, ...]

    def fitting(self, paper: Paper) -> int:
        """How many items from the first on go on a sheet."""
        return columns.fitting(self.groups, self.count, paper.room)

    def sheets(self, paper: Paper) -> float:
        """How many sheets it takes."""
        return columns.total(self.groups) / (self.count * paper.room)

    def pages(self, paper: Paper) -> tuple[float, ...]:
        """How much of a column's height each item takes, with the head above it."""
        return tuple(
            (high + (group.again if place else group.head)) / paper.room
            for group in self.groups
            for place, high in enumerate(group.items)
        )


@value
class Overfull:
    """By how much it does not fit: sheets needed, items over, the first of those.

    `largest` are the fewest groups that have most of the items, with their number, if
    these are few. `lines` is how many items have more than one line.
    """

    sheets: float
    over: int
    items: int
    first: Item
    largest: tuple[tuple[str, int], ...]
    lines: int


@value
class TooLong:
    """An item that takes more than a page, and what part of it there is room for.

    `pages` counts its heading, too.
    """

    item: Item
    pages: float
    part: float


def strips(
    frame: Frame, groups: Sequence[Group], paper: Paper, measure: Measure
) -> tuple[Strip, ...]:
    """The numbers of columns that hold most; a single one, too, where an item needs it."""

    def strip(count: int) -> Strip:
        high = heights(frame, groups, paper, SIZES[_LAST], count, measure)
        return Strip(count=count, groups=high)

    forecast = expected(frame, groups, paper)
    enough = _WORTH * forecast.least(_LAST)
    counts = range(1, MOST + 1)
    worth = [count for count in counts if forecast.fill(count, _LAST) <= enough]
    found = tuple(map(strip, worth))
    if 1 not in worth and any(
        high > _FULL for one in found for high in one.pages(paper)
    ):
        found += (strip(1),)
    return found


def at_smallest(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> Made | None:
    """One sheet with all of `groups`, None if it is certain that they do not fit.

    The search for the size leaves out what its forecast says is no use trying.
    """
    for strip in strips(frame, groups, paper, measure):
        found = columns.fill(strip.groups, strip.count, paper.room)
        if found is not None:
            return Made(paper=paper, groups=groups, size=SIZES[_LAST], columns=found)
    return None


def too_long(
    frame: Frame, groups: Sequence[Group], paper: Paper, measure: Measure
) -> tuple[TooLong, ...]:
    """Items that not even a single column holds."""
    found = strips(frame, groups, paper, measure)
    strip = next((strip for strip in found if strip.count == 1), None)
    if strip is None:
        return ()  # what a narrow column holds, a wide one does
    items = (one for group in groups for one in group.items)
    return tuple(
        TooLong(item=one, pages=pages, part=(own + paper.room * (1 - pages)) / own)
        for one, own, pages in zip(
            items,
            (own for group in strip.groups for own in group.items),
            strip.pages(paper),
            strict=True,
        )
        if pages > _FULL
    )


def overfull(
    frame: Frame, groups: Sequence[Group], paper: Paper, measure: Measure
) -> Overfull:
    """True figures of groups that no sheet holds: of the columns that hold most."""
    items = [one for group in groups for one in group.items]
    found = strips(frame, groups, paper, measure)
    best = max(found, key=lambda strip: strip.fitting(paper))
    fits = best.fitting(paper)
    line = ONE_LINE * SIZES[_LAST]
    return Overfull(
        sheets=max(min(strip.sheets(paper) for strip in found), 1.01),
        over=len(items) - fits,
        items=len(items),
        first=items[fits],
        largest=_largest(groups),
        lines=sum(
            high > _LINES * line for group in best.groups for high in group.items
        ),
    )


def _largest(groups: Sequence[Group]) -> tuple[tuple[str, int], ...]:
    counts = Counter[str]()
    for group in groups:
        counts[group.title] += len(group.items)
    named = counts.most_common(_NAMED)
    for few in range(1, min(_NAMED + 1, len(counts))):
        if 2 * sum(count for _, count in named[:few]) > counts.total():
            return tuple(named[:few])
    return ()
