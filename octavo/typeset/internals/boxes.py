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
            dots = last.copy()
            dots.text = "".join(dot.text for dot in leader.children)
            dots.pango_layout = create_layout(dots.text, dots.style, None, None, 0)
            line, _ = dots.pango_layout.get_first_line()
            dots.width, _ = line_size(line, dots.style)
            # Set together dots may stand a hair closer; what has to agree from row to
            # row is where they end.
            dots.position_x = last.position_x + last.width - dots.width
            leader.children = (dots,)
            merged[leader] = dots
    return merged
