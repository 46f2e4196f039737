"""How full columns will be at a size of type, by counting letters.

Measuring is a layout and takes long; a forecast says which size to measure first, and
after each measurement, by how much it was wrong, which one next. Nothing but the number
of layouts depends on it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil, inf

from octavo.editions.checklist.markup import Frame, Group
from octavo.value import value

# Of our sans and our style sheet, in em: a letter, a line, what stands beside the words
# of an item without and with a page number, the space above an item, a head.
_LETTER, _LINE, _BESIDE, _NUMBER, _ABOVE, _HEAD = 0.45, 1.26, 1.6, 2.4, 0.36, 2.24

ONE_LINE = _LINE + _ABOVE
"""The height of an item of one line, in em."""

# More than three columns are for items of a line: others would be set word below word.
_WIDE, _SHORT = 3, 1.25

_TAG = re.compile(r"<[^>]*>")


@value
class Column:
    """A way to set columns: so many, so wide and so high, in points."""

    count: int
    width: float
    height: float


@value
class Forecast:
    """`fills` by number of columns and place of the size: 1 is full. `error` corrects it."""

    fills: dict[int, tuple[float, ...]]
    error: float = 1.0

    def size(self) -> int:
        """The place of the first size that is expected to fit, else of the last."""
        last = len(next(iter(self.fills.values()))) - 1
        return next((at for at in range(last) if self.least(at) <= 1), last)

    def least(self, at: int) -> float:
        """How full the least full way is expected to be at a size."""
        return min(fills[at] for fills in self.fills.values()) * self.error

    def fill(self, count: int, at: int) -> float:
        """How full so many columns are expected to be at a size."""
        return self.fills[count][at] * self.error

    def corrected(self, count: int, at: int, measured: float) -> "Forecast":
        """The forecast, now that a size is measured."""
        return replace(self, error=measured / self.fills[count][at])


def forecast(
    frame: Frame,
    groups: Sequence[Group],
    ways: Sequence[Column],
    sizes: Sequence[float],
) -> Forecast:
    """What is to be expected of each way at each size; of one not to be used, no fit."""
    letters = Counter(
        len(_TAG.sub("", item.proof)) for group in groups for item in group.items
    )
    beside = _BESIDE + _NUMBER * frame.numbered

    def fill(way: Column, size: float) -> float:
        line = max(1, (way.width / size - beside) / _LETTER)
        lines = sum(ceil(long / line) * often for long, often in letters.items())
        if way.count > _WIDE and lines > _SHORT * letters.total():
            return inf
        em = lines * _LINE + letters.total() * _ABOVE + len(groups) * _HEAD
        return em * size / (way.count * way.height)

    return Forecast(
        fills={way.count: tuple(fill(way, size) for size in sizes) for way in ways}
    )
