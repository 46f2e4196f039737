"""A listing that goes on overleaf ends below its last line on the page.

WeasyPrint makes a box that is broken as high as the page has room (CSS Fragmentation 3,
5.4). Where a page ends early, so as not to break what belongs together, the ground of a
listing would be drawn down to its foot.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

from weasyprint import layout
from weasyprint.formatting_structure.boxes import LineBox, ParentBox

PLACES = "page get_image_from_uri"
"""What the renderer's function that places grounds and borders asks for."""


@contextmanager
def trimmed_listings() -> Iterator[None]:
    """While the block runs, what is drawn of a listing is as high as its lines."""
    place = layout.layout_backgrounds
    if list(signature(place).parameters) != PLACES.split():
        yield
        return

    def layout_backgrounds(page: Any, get_image: Any) -> None:
        for box in _blocks(page):
            if box.element_tag == "pre" and box.style["height"] == "auto":
                _trim(box)
        place(page, get_image)

    layout.layout_backgrounds = layout_backgrounds
    try:
        yield
    finally:
        layout.layout_backgrounds = place


def _blocks(box: Any) -> Iterator[Any]:
    """What stands below one another in a box, down to its lines."""
    stack = [box]
    while stack:
        block = stack.pop()
        yield block
        if isinstance(block, ParentBox) and not isinstance(block, LineBox):
            stack.extend(block.children)


def _trim(listing: Any) -> None:
    """Take off what is below the last line, and blank ones at the end where it goes on.

    Only one that goes on is higher than its lines.
    """
    lines = [line for line in _blocks(listing) if isinstance(line, LineBox)]
    ends = [_foot(line) - listing.content_box_y() for line in lines]
    if ends and listing.height > max(ends):
        worded = (
            end for line, end in zip(lines, ends, strict=True) if _has_words(line)
        )
        listing.height = max(worded, default=max(ends))


def _foot(line: Any) -> float:
    return float(line.position_y + line.height)


def _has_words(line: Any) -> bool:
    return any(getattr(box, "text", "").strip() for box in line.descendants())
