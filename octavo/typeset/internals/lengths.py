"""Lengths of a box that its style tells, whatever box it stands in.

WeasyPrint 70 resolves eighteen lengths of every box each time it lays it out. Where none
is a percentage or a calculation they are the same for all boxes of one style.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.css import Style
from weasyprint.layout import absolute, block, column, grid, inline, page, table
from weasyprint.layout import float as floats

from octavo.typeset.internals.version import READ

_SIDES = ("top", "right", "bottom", "left")
_GIVEN = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{least}{way}" for least in ("", "min_", "max_") for way in ("width", "height")),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)


@contextmanager
def told_lengths() -> Iterator[None]:
    """While the block runs, lengths that a style tells are resolved once."""
    if weasyprint.VERSION != READ:
        yield
        return
    resolve = block.resolve_percentages

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        known = vars(style).get("lengths") if isinstance(style, Style) else False
        if known:
            vars(box).update(known)
            return
        resolve(box, containing_block)
        if known is None:
            style.lengths = _told(style) and {
                name: getattr(box, name) for name in (*_GIVEN, *_BORDERS)
            }

    places = (absolute, block, column, floats, grid, inline, page, table)
    for place in places:
        place.resolve_percentages = resolve_percentages
    try:
        yield
    finally:
        for place in places:
            place.resolve_percentages = resolve


def _told(style: Any) -> bool:
    """Whether the lengths depend on nothing but the style."""
    # Where borders of cells collapse, they are those of the neighbours too.
    return style["border_collapse"] != "collapse" and all(
        style[name] == "auto" or getattr(style[name], "unit", "") == "px"
        for name in _GIVEN
    )
