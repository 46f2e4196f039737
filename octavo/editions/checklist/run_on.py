"""Groups that no single sheet holds → as many sheets as it takes.

Two or three are filled evenly, so that the last is not the rest of the others and the
type is as large as may be; of many, all but the last are full anyway.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from octavo.editions.checklist.makeup import SIZES, Made, at_size, make_up
from octavo.editions.checklist.markup import Frame, Group, Item
from octavo.editions.checklist.paper import Measure, Paper
from octavo.editions.checklist.smallest import Strip, strips
from octavo.typeset import columns

_FEW = 3  # sheets that are filled evenly
_HALVINGS = 6  # of what is left empty: to within a line or two


def run_on(
    frame: Frame, groups: tuple[Group, ...], paper: Paper, measure: Measure
) -> tuple[Made, ...]:
    """Sheets with all of `groups`, of which no item is higher than a sheet.

    Measured once to find the portions: however many there are, they are cut from one
    long strip.
    """
    left = strips(frame, groups, paper, measure)
    portions = _portions(left, paper)
    if len(portions) > _FEW:
        return tuple(_smallest(groups, portions, paper, left))
    portions = _evened(portions, left, paper)
    sheets = [
        make_up(frame, made.groups, paper, measure) or made
        for made in _smallest(groups, portions, paper, left)
    ]
    size = min(made.size for made in sheets)
    return tuple(at_size(frame, made, size, measure) or made for made in sheets)


def _portions(left: Sequence[Strip], paper: Paper) -> tuple[int, ...]:
    """How many items go on each sheet, as many as fit; 0 is the last if one does not."""
    portions: list[int] = []
    while left[0].groups and 0 not in portions:
        portions.append(max(strip.fitting(paper) for strip in left))
        left = _behind(left, portions[-1])
    return tuple(portions)


def _evened(
    portions: tuple[int, ...], left: Sequence[Strip], paper: Paper
) -> tuple[int, ...]:
    """As many portions for paper that is as low as it can be."""
    low, high = 0.0, paper.room
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        lower = replace(paper, foot=paper.foot + paper.room - middle)
        tried = _portions(left, lower)
        if len(tried) == len(portions) and 0 not in tried:
            portions, high = tried, middle
        else:
            low = middle
    return portions


def _smallest(
    groups: tuple[Group, ...],
    portions: Sequence[int],
    paper: Paper,
    left: Sequence[Strip],
) -> Iterator[Made]:
    """A sheet for each portion, at the smallest size."""
    for portion in portions:
        best = max(left, key=lambda strip: strip.fitting(paper))
        here = columns.first(best.groups, portion)
        found = columns.fill(here, best.count, paper.room)
        assert found is not None, "so many fit"
        yield Made(
            paper=paper,
            groups=_first(groups, portion),
            size=SIZES[-1],
            columns=found,
        )
        groups = _rest(groups, portion)
        left = _behind(left, portion)


def _behind(left: Sequence[Strip], taken: int) -> tuple[Strip, ...]:
    return tuple(
        replace(strip, groups=columns.rest(strip.groups, taken)) for strip in left
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
    return replace(group, head=group.again if again else group.head, items=items)
