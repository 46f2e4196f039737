"""Pages that were drawn one by one → the drawing of their sheet.

A page's numbers begin behind those of the pages before it. What all pages of a sheet
have in common is written here: the node that holds them (ISO 32000-2, 7.7.3.2), and the
element that holds their structure (14.7.2).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from octavo.model.drawing import (
    Drawing,
    DrawnPage,
    FontUse,
    Form,
    Objects,
    Picture,
    Slot,
)
from octavo.model.galley import Sheet
from octavo.typeset.catalogue import dictionary, reference, text
from octavo.typeset.file import DOCUMENT, PAGES
from octavo.typeset.order import digest_of

V = TypeVar("V")
_MARK = re.compile(rb"\x01(\d+)\x02|\x03(\d+)\x04")
_NODE, _PART = 1, 2
"""The objects that all pages of a sheet share, here and, the first, in each page."""


def joined(pages: Sequence[DrawnPage], sheet: Sheet) -> Drawing:
    """The drawing of a sheet of these pages, without what was heard and read of it."""
    whole = _Whole(tagged=any(page.part for page in pages))
    for page in pages:
        whole.add(page)
    # What styles hide has no place; a link to it leads to the sheet at least.
    anchors = dict.fromkeys(sheet.anchors, (0, 0.0, pages[0].top))
    found: dict[str, tuple[int, float, float]] = {}
    for page in pages:
        for name, x, y in page.anchors:
            found.setdefault(name, (page.index, x, y))
    fonts = merged_uses(page.fonts for page in pages)
    return Drawing(
        sheet=sheet.name,
        pages=len(pages),
        objects=whole.objects(sheet.language),
        slots=tuple(whole.slots),
        forms=tuple(whole.forms),
        fonts=fonts,
        uses=digest_of(map(repr, fonts)),
        pictures=_once(page.pictures for page in pages),
        page_numbers=tuple(whole.numbers),
        anchors=tuple((name, *place) for name, place in (anchors | found).items()),
        parents=tuple(whole.parents),
        ids=tuple(whole.ids),
        part=_PART if whole.tagged else 0,
        unfilled=tuple(sorted({each for page in pages for each in page.unfilled})),
        digests=tuple(page.digest for page in pages),
    )


class _Whole:
    """The numbered objects of several pages, as they come to stand behind one another."""

    def __init__(self, *, tagged: bool) -> None:
        self.tagged = tagged
        self.slots: list[Slot] = []
        self.forms: list[Form] = []
        self.numbers: list[int] = []
        self.parents: list[tuple[int, bytes]] = []
        self.ids: list[tuple[str, int]] = []
        self._kids: list[int] = []
        self._dictionaries: list[tuple[int, bytes]] = []
        self._streams: list[tuple[int, bytes, bytes]] = []
        self._base = _PART
        # The same figures, and what stands around them, are in nearly all slots: kept
        # once, they are soon read again, and take little room.
        self._figures: dict[object, object] = {}

    def add(self, page: DrawnPage) -> None:
        """The next page."""
        base, part = self._base, page.part

        def moved(mark: re.Match[bytes]) -> bytes:
            local, key = mark.groups()
            if key is not None:
                return b"\x03%d\x04" % (base + int(key))
            number = int(local)
            if number == _NODE:
                return mark[0]
            return b"\x01%d\x02" % (_PART if number == part else base + number)

        def settled(body: bytes) -> bytes:
            return _MARK.sub(moved, body)

        dictionaries, streams = page.objects.opened()
        self._dictionaries += ((base + n, settled(body)) for n, body in dictionaries)
        self._streams += ((base + n, settled(head), data) for n, head, data in streams)
        begun = len(self.slots)
        self.slots += (
            replace(
                slot,
                number=slot.number and base + slot.number,
                figures=self._once(slot.figures),
                widths=self._once(slot.widths),
                gap=self._once(slot.gap),
                after=self._once(slot.after),
            )
            for slot in page.slots
        )
        self.forms += (
            Form(
                number=base + form.number,
                head=settled(form.head),
                pieces=tuple(
                    begun + piece if isinstance(piece, int) else piece
                    for piece in form.pieces
                ),
            )
            for form in page.forms
        )
        self.numbers.append(base + page.number)
        self.parents += ((base + key, settled(row)) for key, row in page.parents)
        self.ids += ((name, base + number) for name, number in page.ids)
        self._kids += (base + kid for kid in page.kids)
        self._base += page.objects.span

    def _once(self, figures: V) -> V:
        known: Any = self._figures.setdefault(figures, figures)
        return known  # type: ignore[no-any-return]  # it is equal to what was given

    def objects(self, language: str) -> Objects:
        """All objects, with the node of the pages and the sheet's element."""
        node = [
            ("Type", b"/Pages"),
            ("Parent", reference(PAGES)),
            ("Kids", _array(self.numbers)),
            ("Count", b"%d" % len(self.numbers)),
        ]
        shared = [(_NODE, dictionary(node))]
        if self.tagged:
            part = [
                ("Type", b"/StructElem"),
                ("S", b"/Part"),
                ("K", _array(self._kids)),
                ("P", reference(DOCUMENT)),
            ]
            if language:
                part.append(("Lang", text(language)))
            shared.append((_PART, dictionary(part)))
        return Objects.of(
            span=self._base,
            dictionaries=(*shared, *self._dictionaries),
            streams=tuple(self._streams),
        )


def _array(numbers: Iterable[int]) -> bytes:
    return b"[" + b" ".join(b"\x01%d\x02" % number for number in numbers) + b"]"


def _once(shown: Iterable[tuple[Picture, ...]]) -> tuple[Picture, ...]:
    """Each picture once, in the order met."""
    known: dict[str, Picture] = {}
    for pictures in shown:
        for picture in pictures:
            known.setdefault(picture.digest, picture)
    return tuple(known.values())


def merged_uses(used: Iterable[tuple[FontUse, ...]]) -> tuple[FontUse, ...]:
    """What is used of each font in all; where there is a difference the first counts."""
    merged: dict[str, FontUse] = {}
    for uses in used:
        for use in uses:
            first = merged.get(use.name, use)
            merged[use.name] = FontUse(
                name=use.name,
                description=first.description,
                glyphs=_union(first.glyphs, use.glyphs),
                widths=_union(first.widths, use.widths),
                missing=_union(first.missing, use.missing),
            )
    return tuple(merged[name] for name in sorted(merged))


def _union(
    first: tuple[tuple[int, V], ...], second: tuple[tuple[int, V], ...]
) -> tuple[tuple[int, V], ...]:
    """Both, sorted by key; where both have it the first counts."""
    return tuple(sorted((dict(second) | dict(first)).items()))
