"""Groups that no single sheet holds → as many sheets as it takes, at the smallest size."""

from collections.abc import Sequence
from dataclasses import replace

from octavo.editions.checklist.makeup import SIZES, Made
from octavo.editions.checklist.markup import Frame, Group, Item
from octavo.editions.checklist.paper import Measure, Paper
from octavo.editions.checklist.smallest import Strip, strips
from octavo.typeset import columns


def run_on(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> tuple[Made, ...]:
    """Sheets with all of `groups`, of which no item is higher than a column.

    Measured once: however many sheets there are, they are cut from one long strip.
    """
    sheets: list[Made] = []
    left = strips(frame, groups, paper, measure)
    while groups:
        made, taken = _next(groups, paper, left)
        sheets.append(made)
        groups = _rest(groups, taken)
        left = tuple(
            replace(strip, groups=columns.rest(strip.groups, taken)) for strip in left
        )
    return tuple(sheets)


def _next(
    groups: tuple[Group, ...], paper: Paper, left: Sequence[Strip]
) -> tuple[Made, int]:
    """The sheet with most items, and how many these are."""
    taken, best = max(
        ((strip.fitting(paper), strip) for strip in left),
        key=lambda found: (found[0], found[1].count),
    )
    here = columns.first(best.groups, taken)
    found = columns.fill(here, best.count, paper.room)
    assert found, "so many fit"
    made = Made(
        paper=paper,
        groups=_first(groups, taken),
        size=SIZES[-1],
        columns=found,
    )
    return made, taken


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
