"""All that octavo knows of WeasyPrint's inside: nothing else reaches past its door.

Read in version 70.0. What is here may change with any release, so `as_expected` looks
whether the names are still there; if not, books are set the plain way.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import FootnoteAreaBox, ParentBox


def boxes(page: Any) -> Iterator[Any]:
    """All boxes of a page, from its page box down, in document order."""
    stack = [page._page_box]
    while stack:
        box = stack.pop()
        # What is placed absolutely stands in the tree behind a placeholder.
        box = getattr(box, "_box", box)
        yield box
        if isinstance(box, ParentBox):
            stack.extend(reversed(list(box.all_children())))


def notes_set(pages: list[Any]) -> int:
    """How many footnotes stand at the foot of these pages, each counted once."""
    return len(
        {
            note.element
            for page in pages
            for area in page._page_box.children
            if isinstance(area, FootnoteAreaBox)
            for note in area.children
            if note.element is not None
        }
    )
