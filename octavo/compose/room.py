"""How a table fits the page, reckoned in characters before anything is set.

The figures are those of B5 with the type of `tokens.css`: a measure of 340 pt, half an
em for a character of the sans. A size in `_SIZES` is the characters of a line and those
that the space between two columns takes; at the second and third words may be divided.
Narrower paper divides words more often, and nothing leaves it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from octavo.compose.turns import width
from octavo.model.nodes import Cell, LineBreak, Table, text_of, walk

_SIZES = {"": (78, 1.83), "smaller": (85, 2.0), "smallest": (97, 1.14)}
"""8.75 pt with 8 pt between columns, 8 pt with 8 pt, 7 pt with 4 pt."""
_FIRST = ((5, ""), (8, "smaller"), (97, "smallest"))
"""With more columns than this the next smaller size is the first to be tried."""
LONG = 24
"""A word of more characters is divided wherever its cell ends."""
_DIVIDED = 10
"""What is left of a long word where words may be divided."""
_BREAKS = 12
"""A row of more lines may be broken across pages."""
_BRIEF_ROWS, _BRIEF_LINES = 6, 30
"""A table of no more rows, and of no more lines, stays on one page."""
_JOINT = re.compile(r"[\s\-–—/]+")


class Room(NamedTuple):
    """How a table is set.

    `size` is "", `smaller`, `smallest`, or `records` where no size is small enough. `tall`
    says of each row whether it may be broken, `brief` whether the table may not.
    """

    size: str
    tall: tuple[bool, ...]
    brief: bool


def room(node: Table) -> Room:
    """What the words of a table, and their number, allow."""
    widths = [longest(cells) for cells in _columns(node)]
    size = next(
        filter(lambda size: _fits(widths, size), _tried(len(widths))), "records"
    )
    line, gap = _SIZES.get(size, _SIZES["smallest"])
    shares = _shares(node, line - gap * len(widths))
    heights = [
        max((_lines(c, s) for c, s in zip(row.cells, shares, strict=False)), default=1)
        for row in node.rows
    ]
    return Room(
        size=size,
        tall=tuple(height > _BREAKS for height in heights),
        brief=len(heights) <= _BRIEF_ROWS and sum(heights) <= _BRIEF_LINES,
    )


def longest(cells: tuple[Cell, ...]) -> int:
    """Characters of the longest word in cells that no line ends within."""
    words = [word for cell in cells for word in _JOINT.split(text_of(cell))]
    return max([width([("", word)]) for word in words], default=0)


def _tried(columns: int) -> tuple[str, ...]:
    first = next((size for most, size in _FIRST if columns <= most), "records")
    sizes = tuple(_SIZES)
    return sizes[sizes.index(first) :] if first in sizes else ()


def _fits(widths: list[int], size: str) -> bool:
    line, gap = _SIZES[size]
    most = _DIVIDED if size else LONG
    return sum(min(width, most) + gap for width in widths) <= line


def _columns(node: Table) -> Iterator[tuple[Cell, ...]]:
    """The cells of each column, the head's among them."""
    rows = (node.head, *node.rows)
    for at in range(max(len(row.cells) for row in rows)):
        yield tuple(row.cells[at] for row in rows if at < len(row.cells))


def _shares(node: Table, line: float) -> list[float]:
    """The characters of a line in each column: as the longest cells are to each other."""
    most = [
        max(float(len(text_of(cell))) for cell in cells) + 1 for cells in _columns(node)
    ]
    return [max(line * longest / sum(most), 2) for longest in most]


def _lines(cell: Cell, share: float) -> int:
    ends = sum(isinstance(below, LineBreak) and below.hard for below in walk(cell))
    return int(len(text_of(cell)) / share) + 1 + ends
