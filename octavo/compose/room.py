"""How a table fits the page or a screen, reckoned in characters before it is set.

Half an em is reckoned for a character of the sans in the sizes of `tokens.css`. A size
in `_SIZES` is the characters of a line of B5 and those that the space between two columns
takes; at the second and third words may be divided. Other papers have more or fewer.

A screen is that of a telephone, 360 pixels with a margin and letters of 16 pixels: more
room than that no reader need have.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from octavo.compose.turns import width
from octavo.model.area import B5, Area
from octavo.model.displays import Cell, Row, Table
from octavo.model.inlines import LineBreak, Math
from octavo.model.nodes import walk
from octavo.model.wording import text_of

_SIZES = {"": (78, 1.83), "smaller": (85, 2.0), "smallest": (97, 1.14)}
"""8.75 pt with 8 pt between columns, 8 pt with 8 pt, 7 pt with 4 pt."""
_FIRST = ((5, ""), (8, "smaller"), (97, "smallest"))
"""With more columns than this the next smaller size is the first to be tried."""
LONG = 24
"""A word of more characters is divided wherever its cell ends."""
_DIVIDED = 10
"""What is left of a long word where words may be divided."""
_UPRIGHT, _FEW = 6, 3
"""A table of more columns may be turned, one of no more rows have its rows for columns."""
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
    fixed. `turned` is set across the height of a page.
    """

    size: str
    tall: tuple[bool, ...] = ()
    brief: bool = False
    shares: tuple[int, ...] = ()
    turned: bool = False


class _Least(NamedTuple):
    """What a column has to hold: its longest word, and formulas, which have no joint."""

    word: int
    formula: float


def room(node: Table, area: Area, *, alone: bool = False) -> Room:
    """What the words of a table, and their number, allow.

    One that is `alone`, in nothing else, may have a page for itself.
    """
    least = [_least(cells) for cells in _columns(node)]
    part, turned = area.width / B5.width, False
    size = _size(least, part)
    if size is None and alone and len(least) > _UPRIGHT:
        turned = (size := _size(least, area.height / B5.width)) is not None
    if turned:
        part = area.height / B5.width
    line, gap = _SIZES["smallest" if size is None else size]
    shares = _shares(node, line * part - gap * len(least))
    heights = [
        max((_lines(c, s) for c, s in zip(row.cells, shares, strict=False)), default=1)
        for row in node.rows
    ]
    lines = sum(heights)
    return Room(
        size="records" if size is None else size,
        turned=turned,
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


def swapped(node: Table) -> Table | None:
    """The table of few rows with its rows for columns; None if it has more."""
    if not 0 < len(node.rows) <= _FEW:
        return None
    head, *rows = (Row(span=node.span, cells=tuple(cells)) for cells in _columns(node))
    if any(len(row.cells) < len(head.cells) for row in rows):
        return None
    return replace(node, head=head, rows=tuple(rows), align=("",) * len(head.cells))


def _least(cells: tuple[Cell, ...]) -> _Least:
    formulas = [
        2 * below.width
        for cell in cells
        for below in walk(cell)
        if isinstance(below, Math)
    ]
    return _Least(longest(cells), max(formulas, default=0.0))


def _size(least: list[_Least], part: float) -> str | None:
    """The largest size that fits, for `part` times the measure of B5."""
    first = next((size for most, size in _FIRST if len(least) <= most), "records")
    sizes = tuple(_SIZES)
    tried = sizes[sizes.index(first) :] if first in sizes else ()
    return next((size for size in tried if _fits(least, size, part)), None)


def _fits(least: list[_Least], size: str, part: float) -> bool:
    line, gap = _SIZES[size]
    most = _DIVIDED if size else LONG
    wide = sum(max(min(word, most), formula) + gap for word, formula in least)
    return wide <= line * part


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
