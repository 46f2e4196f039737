"""What stands on a page, read from the renderer's layout boxes."""

from typing import Any

from weasyprint.formatting_structure.boxes import (
    MarginBox,
    TextBox,
)
from weasyprint.text.line_break import create_layout, line_size

from octavo.typeset.pages import boxes


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


def merged_leaders(document: Any) -> dict[Any, Any]:
    """Make each leader one line of text; the text boxes by the leaders they fill.

    WeasyPrint sets a box for every dot, fifty and more in a row of the contents.
    """
    merged = {}
    for page in document.pages:
        for leader in boxes(page):
            if not leader.is_leader or not leader.children:
                continue
            last = max(leader.children, key=lambda dot: dot.position_x)
            end = last.position_x + last.width
            dots = _row(last, len(leader.children))
            # Set together dots may stand a hair closer: there may be room for more of
            # them. What has to agree from row to row is where they end.
            pitch = dots.width / len(leader.children)
            count = int((end - leader.content_box_x()) / pitch)
            dots = _row(last, count) if count > len(leader.children) else dots
            dots.position_x = end - dots.width
            leader.children = (dots,)
            merged[leader] = dots
    return merged


def _row(dot: Any, count: int) -> Any:
    """So many dots as one box of text."""
    dots = dot.copy()
    dots.text = dot.text * count
    dots.pango_layout = create_layout(dots.text, dots.style, None, None, 0)
    line, _ = dots.pango_layout.get_first_line()
    dots.width, _ = line_size(line, dots.style)
    return dots
