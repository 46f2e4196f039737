"""How a table fits the page or a screen, reckoned in characters before it is set.

Half an em is reckoned for a character of the sans in the sizes of `tokens.css`. A size
in `_SIZES` is the characters of a line of B5 and those that the space between two columns
takes; at the second and third words may be divided. Other papers have more or fewer.

A screen is that of a telephone, 360 pixels with a margin and letters of 16 pixels: more
room than that no reader need have.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from octavo.compose.turns import width
from octavo.model.area import B5, Area
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
_BRIEF = ((6, 30), (8, 20), (12, 16))
"""A table of no more rows, and of no more lines, than one of these stays on one page."""
_SCREEN, _SCREEN_GAP = 38, 1.6
_NARROW, _NARROW_GAP = 50, 1.2
"""Characters of a line and between columns: at the usual size, where words may be bold
or code and none is divided, and at a smaller one with less between columns."""
_UNDIVIDED = range(16, 7, -1)
"""Characters of a word that a narrow table need not divide, the most that is tried first."""
_JOINT = re.compile(r"[\s\-–—/]+")


class Room(NamedTuple):
    """How a table is set.

    `size` is "", `smaller`, `smallest`, on a screen `narrow`, or `records` where no size
    is small enough. `tall` says of each row whether it may be broken, `brief` whether the
    table may not; `shares` are the widths of the columns in hundredths, where they are
    fixed.
    """

    size: str
    tall: tuple[bool, ...] = ()
    brief: bool = False
    shares: tuple[int, ...] = ()


def room(node: Table, area: Area) -> Room:
    """What the words of a table, and their number, allow."""
    part = area.width / B5.width
    widths = [longest(cells) for cells in _columns(node)]
    size = next(
        filter(lambda size: _fits(widths, size, part), _tried(len(widths))), "records"
    )
    line, gap = _SIZES.get(size, _SIZES["smallest"])
    shares = _shares(node, line * part - gap * len(widths))
    heights = [
        max((_lines(c, s) for c, s in zip(row.cells, shares, strict=False)), default=1)
        for row in node.rows
    ]
    lines = sum(heights)
    return Room(
        size=size,
        tall=tuple(height > _BREAKS for height in heights),
        brief=any(len(heights) <= rows and lines <= most for rows, most in _BRIEF),
    )


def screen(node: Table) -> Room:
    """What a small screen allows; rows may be broken there wherever they like."""
    widths = [longest(cells) for cells in _columns(node)]
    if sum(width + _SCREEN_GAP for width in widths) <= _SCREEN:
        return Room(size="")
    for undivided in _UNDIVIDED:
        least = [min(width, undivided) + _NARROW_GAP for width in widths]
        spare = _NARROW - sum(least)
        if spare >= 0:
            wide = [sum(row) for row in zip(least, _shares(node, spare), strict=True)]
            shares = tuple(int(100 * width / sum(wide)) for width in wide)
            return Room(size="narrow", shares=shares)
    return Room(size="records")


def longest(cells: tuple[Cell, ...]) -> int:
    """Characters of the longest word in cells that no line ends within."""
    words = [word for cell in cells for word in _JOINT.split(text_of(cell))]
    return max([width([("", word)]) for word in words], default=0)


def _tried(columns: int) -> tuple[str, ...]:
    first = next((size for most, size in _FIRST if columns <= most), "records")
    sizes = tuple(_SIZES)
    return sizes[sizes.index(first) :] if first in sizes else ()


def _fits(widths: list[int], size: str, part: float) -> bool:
    line, gap = _SIZES[size]
    most = _DIVIDED if size else LONG
    return sum(min(width, most) + gap for width in widths) <= line * part


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
