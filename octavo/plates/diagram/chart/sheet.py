"""Which pixels of a plot are taken."""

from math import ceil, floor
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in pixels, from the upper left."""

    left: float
    top: float
    right: float
    foot: float

    def grown(self, by: float) -> "Box":
        """The box with so much more on each side."""
        left, top, right, foot = self
        return Box(left - by, top - by, right + by, foot + by)


class Sheet:
    """Rows of pixels, each a number whose bits are those that are taken.

    So a box costs as many steps as it has rows, however much lies in it already.
    """

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = max(floor(width), 0), max(floor(height), 0)
        self._rows = [0] * self._height

    def free(self, box: Box) -> bool:
        """Whether the box is on the sheet, and nothing is in it."""
        if box.left < 0 or box.top < 0:
            return False
        if box.right > self._width or box.foot > self._height:
            return False
        return self.clear(box)

    def clear(self, box: Box) -> bool:
        """Whether nothing is in as much of the box as is on the sheet."""
        bits = self._bits(box)
        return not any(row & bits for row in self._rows[self._span(box)])

    def take(self, box: Box) -> None:
        """From now on the box is taken, as far as it is on the sheet."""
        bits, span = self._bits(box), self._span(box)
        self._rows[span] = [row | bits for row in self._rows[span]]

    def _bits(self, box: Box) -> int:
        left = min(max(floor(box.left), 0), self._width)
        right = min(max(ceil(box.right), left), self._width)
        return (1 << right) - (1 << left)

    def _span(self, box: Box) -> slice:
        top = min(max(floor(box.top), 0), self._height)
        return slice(top, min(max(ceil(box.foot), top), self._height))
