"""Pages → what stands outside their type area.

The renderer sets what cannot be broken over the edge and says nothing. A line is at
fault where it ends behind the type area, or below its foot; what a style has moved there
itself (by a negative margin, by its position) only where it is cut off with the paper.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from textwrap import shorten
from typing import Any, NamedTuple

from octavo.typeset.breaks import as_read
from octavo.typeset.pages import PT

_SLACK = 3 / PT
"""Pixels that the rim of a key may take, which the renderer forgets where it breaks one."""
_MOST = 60
"""Characters of a line that tell which one it is."""
_BLANK = 0.6
"""The widest blank in ems: a listing's. Those at the end of a line hang."""


class Overfull(NamedTuple):
    """A line that is too wide or stands too low.

    `words` are its last ones as far as what is outside, of a table the first ones of all;
    `over` says by how many points, `table` whether it is a table's.
    """

    words: str
    over: float
    table: bool


class _Area(NamedTuple):
    """Where what a box holds may stand, in pixels, and whose it is.

    `line` gathers the words of the line so far; `owner` is the table or the block that
    is told of once.
    """

    left: float
    right: float
    foot: float
    owner: Any = None
    table: bool = False
    line: list[str] | None = None


def overfull(pages: Sequence[Any]) -> tuple[Overfull, ...]:
    """The worst line of each block and of each table that is outside, in order."""
    worst: dict[Any, Overfull] = {}
    for page in pages:
        for owner, found in _outside(page):
            if owner not in worst or worst[owner].over < found.over:
                worst[owner] = found
    return tuple(
        found._replace(words=_head(owner)) if found.table else found
        for owner, found in worst.items()
    )


def _outside(page: Any) -> Iterator[tuple[Any, Overfull]]:
    body = page._page_box
    left, foot = body.content_box_x(), body.content_box_y() + body.height
    paper = _Area(0, page.width, page.height)
    stack = [(body, _Area(left, left + body.width, foot))]
    while stack:
        box, area = stack.pop()
        # What is placed absolutely stands in the tree behind a placeholder.
        box = getattr(box, "_box", box)
        kind = type(box).__name__
        if kind == "MarginBox":
            continue
        if box is not body:
            area = _within(box, kind, area, paper)
        if kind == "TextBox" or "Replaced" in kind:
            over = _over(box, kind, area)
            words = _words(box, kind, area)
            if over > _SLACK and words:
                yield area.owner, Overfull(words, round(over * PT, 1), area.table)
        elif hasattr(box, "children"):
            stack.extend((child, area) for child in reversed(box.children))


def _within(box: Any, kind: str, area: _Area, paper: _Area) -> _Area:
    """The area for what stands in a box."""
    if _moved(box):
        area = area._replace(left=paper.left, right=paper.right, foot=paper.foot)
    if kind == "LineBox":
        return area._replace(line=[])
    if area.table:
        return area
    if kind == "TableBox":
        return area._replace(owner=box.element, table=True)
    return area._replace(owner=box.element) if kind.startswith("Block") else area


def _moved(box: Any) -> bool:
    """Whether a style wants it elsewhere than its place in the text."""
    style = box.style
    margins = (box.margin_left, box.margin_right)
    return (
        style["position"] != "static"
        or bool(style["transform"])
        or any(isinstance(margin, int | float) and margin < 0 for margin in margins)
        or str(box.element_tag).endswith("::marker")
    )


def _over(box: Any, kind: str, area: _Area) -> float:
    """How far a box reaches out of its area: where lines end, and below.

    A line hangs out at its end, whatever its alignment; what begins before the area was
    moved there.
    """
    left, right = box.position_x, box.position_x + box.width
    beyond = area.left - left if box.style["direction"] == "rtl" else right - area.right
    if kind != "TextBox":
        return float(max(beyond, box.position_y + box.height - area.foot))
    blanks = len(box.text) - len(box.text.rstrip())
    beyond -= blanks * _BLANK * box.style["font_size"]
    return float(max(beyond, box.position_y + box.baseline - area.foot))


def _words(box: Any, kind: str, area: _Area) -> str:
    """The line as far as this box; for a picture, what it is called."""
    text = box.text if kind == "TextBox" else (box.element.get("alt") or "")
    if not text.strip():
        return ""
    before = area.line if area.line is not None else []
    before.append(text)
    words = " ".join(as_read("".join(before)).split())
    last = words[-_MOST:]
    return last if last == words else last.partition(" ")[2] or last


def _head(table: Any) -> str:
    """How a table begins: its first row."""
    row = next(table.iter("tr"), table)
    words = " ".join(as_read(" ".join(islice(row.itertext(), _MOST))).split())
    return shorten(words[: 2 * _MOST], _MOST, placeholder="") or words[:_MOST]
