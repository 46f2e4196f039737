"""What stands on a page, read from the renderer's layout boxes."""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

from weasyprint.formatting_structure.boxes import (
    MarginBox,
    TextBox,
)
from weasyprint.layout import inline
from weasyprint.layout.leader import leader_index
from weasyprint.text.line_break import create_layout, line_size

from octavo.typeset.pages import boxes

_LEADER = "context line containing_block"
"""What the renderer's function that fills a leader asks for."""
_FEWEST = 3
"""Fewer dots lead nowhere: one alone is a full stop."""


def folio_boxes(page: Any) -> dict[Any, tuple[bool, float]]:
    """The words of margin boxes that print the page number.

    Each with whether the number stands first in them, and how they are aligned: 0 at
    the left, ½ in the middle, 1 at the right.
    """
    found: dict[Any, tuple[bool, float]] = {}
    for box in page._page_box.children:
        if not isinstance(box, MarginBox) or not isinstance(
            box.style["content"], tuple
        ):
            continue
        items = [str(item) for item in box.style["content"]]
        places = [n for n, item in enumerate(items) if "counter" in item]
        if not any("'page'" in items[place] for place in places):
            continue
        align = {"center": 0.5, "right": 1.0, "end": 1.0}.get(
            box.style["text_align_all"], 0.0
        )
        first = places[0] == 0
        found.update(
            (inner, (first, align))
            for inner in box.descendants()
            if isinstance(inner, TextBox)
        )
    return found


@contextmanager
def merged_leaders() -> Iterator[None]:
    """While the block runs, each leader is one box of text, or none at all.

    WeasyPrint sets a box for every dot, fifty and more in a row of the contents, and
    goes through them all for each page.
    """
    fill = inline.handle_leader
    if list(signature(fill).parameters) != _LEADER.split():
        yield
        return

    def filled(context: Any, line: Any, containing_block: Any) -> None:
        fill(context, line, containing_block)
        # A line with a leader is as wide as there is room.
        if line.width == containing_block.width:
            _, leader = leader_index(line)
            if leader is not None and leader.children:
                few = len(leader.children) < _FEWEST
                leader.children = () if few else (_merged(leader),)

    inline.handle_leader = filled
    try:
        yield
    finally:
        inline.handle_leader = fill


def leaders_of(page: Any) -> list[Any]:
    """The leaders on a page."""
    return [box for box in boxes(page) if box.is_leader and box.children]


def _merged(leader: Any) -> Any:
    """The dots of a leader as one box of text."""
    dots = leader.children
    last = max(dots, key=lambda dot: dot.position_x)
    end = last.position_x + last.width
    row = _row(last, len(dots))
    # Set together dots may stand a hair closer: there may be room for more of them.
    # What has to agree from row to row is where they end.
    pitch = row.width / len(dots)
    count = int((end - leader.content_box_x()) / pitch)
    row = _row(last, count) if count > len(dots) else row
    row.position_x = end - row.width
    return row


def _row(dot: Any, count: int) -> Any:
    """So many dots as one box of text."""
    dots = dot.copy()
    dots.text = dot.text * count
    dots.pango_layout = create_layout(dots.text, dots.style, None, None, 0)
    line, _ = dots.pango_layout.get_first_line()
    dots.width, _ = line_size(line, dots.style)
    dots.pango_layout.deactivate()
    return dots
