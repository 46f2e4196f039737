"""Pages of a sheet → where each begins, told by the signs of its text.

Looked up in the renderer's boxes by the names it gives them, as `pages` does: where its
inside has changed fewer signs are found, and nothing breaks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from octavo.model.galley import Sheet
from octavo.model.opening import DRAWN, WORDS, Opening, name_of, shared, signs

_BESIDE = frozenset(("MarginBox", "FootnoteAreaBox"))
_PICTURES = frozenset(("BlockReplacedBox", "InlineReplacedBox"))
# What styles add; a first letter set apart is text of the sheet all the same.
_ADDED = ("::before", "::after", "::marker", "::footnote-call", "::footnote-marker")


class Place(NamedTuple):
    """Where in a sheet: so many `signs` behind the place `anchor`."""

    anchor: str = ""
    signs: int = 0


BEGINNING = Place()
"""That of a sheet."""


class Read(NamedTuple):
    """A page's opening, and the place at which the page before ends."""

    behind: Place
    opening: Opening


def openings(
    pages: Sequence[Any],
    sheet: Sheet,
    behind: Place = BEGINNING,
    before: Iterable[str] = (),
) -> tuple[tuple[Read, ...], Place]:
    """Where each page of `sheet` begins, without the number that is printed on it.

    The first is `behind` that place, and the anchors `before` stand before it; the last
    ends at the place that is given back.
    """
    name = name_of(sheet.anchors, sheet.name)
    reader = _Reader(behind, before)
    found = []
    for page in pages:
        behind = Place(reader.anchor, reader.count)
        anchor, count, words = reader.page(page)
        opening = Opening(sheet=name, anchor=anchor, signs=count, words=words[:WORDS])
        found.append(Read(behind, opening))
    return tuple(found), Place(reader.anchor, reader.count)


def moved(read: Read, was: Place, now: Place) -> Read:
    """What was read of a page, when the page that it follows ended at another place."""
    behind, opening = read
    if behind.anchor == was.anchor:
        behind = Place(now.anchor, behind.signs + now.signs - was.signs)
    if opening.anchor == was.anchor:
        signs = opening.signs + now.signs - was.signs
        opening = replace(opening, anchor=now.anchor, signs=signs)
    return Read(behind, opening)


class _Reader:
    """Reads page after page; knows how many signs it is behind the last anchor."""

    def __init__(self, behind: Place, before: Iterable[str]) -> None:
        self.anchor, self.count = behind
        self.anchors: set[str] = set(before)
        self.heads: set[Any] = set()

    def page(self, page: Any) -> tuple[str, int, str]:
        """Anchor and signs at the beginning of `page`, and its first words."""
        first: tuple[str, int] | None = None
        words = ""
        for found in self.pieces(page):
            if first is None:
                first = self.anchor, self.count
            if len(words) < WORDS:
                words += found
            self.count += len(found)
        return (*(first or (self.anchor, self.count)), words)

    def pieces(self, page: Any) -> Iterator[str]:
        """The signs of the page's own text, a box at a time."""
        stack = [
            box
            for box in reversed(page._page_box.children)
            if type(box).__name__ not in _BESIDE
        ]
        while stack:
            # What is placed absolutely stands in the tree behind a placeholder.
            box = stack.pop()
            box = getattr(box, "_box", box)
            if self.passed_over(box):
                continue
            kind = type(box).__name__
            if kind == "TextBox":
                if found := signs(box.text):
                    yield found
            elif kind in _PICTURES:
                yield DRAWN
            else:
                stack.extend(reversed(box.children))

    def passed_over(self, box: Any) -> bool:
        """Whether nothing of a box is counted; an anchor that it bears is."""
        element = box.element
        if element is None:
            return False
        if str(box.element_tag).endswith(_ADDED):
            return True
        name = element.get("id")
        if name and name not in self.anchors:
            self.anchors.add(name)
            self.anchor, self.count = name, 0
        if getattr(box, "is_header", False) or getattr(box, "is_footer", False):
            # The head of a table stands again on each of its pages.
            if element in self.heads:
                return True
            self.heads.add(element)
        return not shared(element.get("class"))
