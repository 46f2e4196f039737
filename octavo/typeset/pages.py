"""What stands on the renderer's pages, told by the names it gives its boxes.

The plain way and the checklist need no more than this of its inside, and nothing here
is imported from there: in a renderer whose inside has changed nothing is found, and
nothing breaks.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

PT = 0.75
"""Points in a CSS pixel, the unit of the renderer's boxes."""


TOTAL = re.compile(r"\bcounters?\(\s*pages\b")
"""Where styles ask for the number of all pages, which is that of a sheet's."""
_SIDED = re.compile(r"@page[^{@]*:(?:left|right)\b")


def sided(styles: str) -> bool:
    """Whether pages on the left are to look other than those on the right."""
    return _SIDED.search(styles) is not None


def tells_of_others(styles: str) -> bool:
    """Whether pages may show how many there are, or words that stand on another.

    These are `target-text` and its kin (CSS Generated Content 3, “Cross references”), which in a
    margin each page asks for anew.
    """
    return TOTAL.search(styles) is not None or "target-" in styles.lower()


def boxes(page: Any) -> Iterator[Any]:
    """All boxes of a page, from its page box down, in document order."""
    stack = [page._page_box]
    while stack:
        box = stack.pop()
        # What is placed absolutely stands in the tree behind a placeholder.
        box = getattr(box, "_box", box)
        yield box
        if hasattr(box, "all_children"):
            stack.extend(reversed(list(box.all_children())))


def notes_set(pages: Sequence[Any]) -> int:
    """How many footnotes stand at the foot of these pages, each counted once.

    One that is higher than its page begins above it and does not count.
    """
    return len({note for page in pages for note in notes_on(page)})


def notes_on(page: Any) -> frozenset[Any]:
    """The elements of the footnotes at the foot of a page."""
    return frozenset(
        note.element
        for area in page._page_box.children
        if type(area).__name__ == "FootnoteAreaBox"
        for note in area.children
        if note.element is not None
        and note.position_y >= page._page_box.content_box_y() - 1
    )


def notes_begun(pages: Sequence[Any]) -> list[int]:
    """How many footnotes of these pages begin on each."""
    seen: set[Any] = set()
    counts = []
    for page in pages:
        here = notes_on(page) - seen
        seen |= here
        counts.append(len(here))
    return counts


def is_across(page: Any) -> bool:
    """Whether a page is wider than high."""
    return bool(page.width > page.height)


def lines_on(page: Any) -> int:
    """How many lines a page has; 0 where more than lines stand there.

    Notes at the foot, running heads and folios are not counted.
    """
    lines = 0
    stack = [page._page_box.children[0]]
    while stack:
        box = stack.pop()
        box = getattr(box, "_box", box)
        name = type(box).__name__
        if "Replaced" in name or "Table" in name:
            return 0
        if name == "LineBox":
            lines += 1
        elif hasattr(box, "children"):
            stack.extend(box.children)
    return lines


def begins(pages: Sequence[Any]) -> Mapping[Any, int]:
    """The elements that a page begins with, and its number from 0."""
    found: dict[Any, int] = {}
    for number, page in enumerate(pages):
        box = page._page_box
        while getattr(box, "children", ()):
            box = box.children[0]
            found.setdefault(box.element, number)
    return found


def extents(
    pages: Sequence[Any], wanted: Collection[Any]
) -> Mapping[Any, Mapping[int, float]]:
    """How high the lines of the elements `wanted` are in all, on each of their pages."""
    found: dict[Any, dict[int, float]] = {}
    for number, page in enumerate(pages):
        for box, element in _lines(page, wanted):
            if element is not None:
                here = found.setdefault(element, {})
                here[number] = here.get(number, 0.0) + box.height
    return found


def rest(page: Any) -> tuple[float, float]:
    """How high the room below the text of a page is, and how high that for text."""
    area = page._page_box
    top, height = area.content_box_y(), area.height
    for box in area.children:
        if type(box).__name__ == "FootnoteAreaBox" and box.children:
            height = min(height, box.position_y - top)
    ends = [box.position_y + box.height for box, _ in _lines(page, ())]
    return top + height - max(ends, default=top), area.height


def _lines(page: Any, wanted: Collection[Any]) -> Iterator[tuple[Any, Any | None]]:
    """Lines and pictures of a page's text, each with that of `wanted` it stands in."""
    stack: list[tuple[Any, Any | None]] = [(page._page_box.children[0], None)]
    while stack:
        box, within = stack.pop()
        box = getattr(box, "_box", box)
        within = box.element if box.element in wanted else within
        name = type(box).__name__
        if name == "LineBox" or "Replaced" in name:
            yield box, within
        else:
            stack.extend((child, within) for child in getattr(box, "children", ()))
