"""Page numbers are taken out of content streams while pages are painted."""

import re
from typing import Any

from octavo.typeset import internals
from octavo.typeset.order import Order

_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")


class Cut:
    """Stands in a content stream for a slot that is not numbered yet."""

    def __init__(self, **fields: Any) -> None:
        self.fields = fields


class Cutter:
    """Takes page numbers out of content streams while pages are painted.

    `unfilled` are the anchors of the page (or "") whose number could not be left open.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._totals = {
            anchor: len(shape) for anchor, shape in order.wants if not shape.strip("0")
        }
        self._align = 1.0 if order.sheet.kind == "contents" else 0.0
        self._page = 0
        self._folios: dict[Any, tuple[bool, float]] = {}
        self._shown: dict[Any, int] = {}
        self._figures: dict[Any, Any] = {}
        self.unfilled: set[str] = set()

    def turn(self, place: int, page: Any) -> None:
        """The page of the sheet that is painted next, counted from 0."""
        self._page = place
        # Fonts are the page's own, and are told of their figures when these are shaped.
        self._figures.clear()
        self.unfilled = set()
        self._folios = internals.folio_boxes(page) if self._order.counted else {}

    def cut(self, stream: Any, box: Any) -> None:
        """Replace what was shown last, if it is a page number."""
        if box in self._folios:
            self._cut_folio(stream, box)
            return
        element = getattr(box, "element", None)
        anchor = "" if element is None else element.get("data-page-of", "")
        total = self._totals.get(anchor, 0)
        if not total or not box.text.strip():
            return
        if box.text.strip("0"):
            # Styles made something else of the figures.
            self.unfilled.add(anchor)
            return
        # Where a number is broken over two lines, each box shows some of its figures.
        start = self._shown.get(element, 0) % total
        self._shown[element] = start + len(box.text)
        self._replace(
            stream,
            box,
            place=0,
            count=len(box.text),
            anchor=anchor,
            total=total,
            start=start,
            align=self._align,
        )

    def _cut_folio(self, stream: Any, box: Any) -> None:
        number = str(self._order.first + self._page)
        first, align = self._folios[box]
        place = box.text.find(number) if first else box.text.rfind(number)
        if place < 0:
            self.unfilled.add("")
            return
        count = len(number)
        self._replace(
            stream,
            box,
            place=place,
            count=count,
            anchor="",
            total=count,
            start=0,
            align=align,
        )

    def _replace(
        self, stream: Any, box: Any, *, place: int, count: int, **fields: Any
    ) -> None:
        shown = stream.stream[-1]
        tokens = _tokens(shown)
        where = [n for n, token in enumerate(tokens) if token.startswith(b"<")]
        figures = self._figures_of(stream, box, tokens)
        if figures is None or len(where) != len(box.text):
            # Not one glyph a character, or figures of several fonts: the number has to
            # be printed while the sheet is drawn.
            self.unfilled.add(fields["anchor"])
            return
        shapes, widths = figures
        begin, end = where[place], where[place + count - 1]
        gap = b"".join(tokens[begin + 1 : where[place + 1]]) if count > 1 else b""
        stream.stream[-1] = Cut(
            page=self._page,
            count=count,
            figures=shapes,
            widths=widths,
            before=b"".join(tokens[:begin]),
            gap=gap,
            after=b"".join(tokens[end + 1 :]),
            **fields,
        )

    def _figures_of(self, stream: Any, box: Any, tokens: list[bytes]) -> Any:
        """The figures in the words' style, shaped once for each font and glyph shown.

        The glyph tells features apart: tabular from proportional, raised from plain.
        """
        key = (*internals.font_of(stream), *tokens[:1])
        if key not in self._figures:
            found = internals.figures_of(stream, box)
            self._figures[key] = found and (
                tuple(b"<%04x>" % glyph for glyph in found[1]),
                tuple(float(found[0].widths[glyph]) for glyph in found[1]),
            )
        return self._figures[key]


def _tokens(shown: bytes) -> list[bytes]:
    """Glyphs, each in its own brackets, and shifts of a `TJ` operator's array.

    None for any other operator. A shift begins with a blank, since two may follow one
    another where letters are tracked, and one that hardly is has no place in a PDF
    as it is written here (ISO 32000-2, 7.3.3).
    """
    tokens: list[bytes] = []
    if not shown.endswith(b"] TJ"):
        return tokens
    for glyphs, shift in _TOKEN.findall(shown[1:-4]):
        if shift:
            tokens.append(b" 0" if b"e" in shift else b" " + shift)
        tokens += [b"<%s>" % glyphs[n : n + 4] for n in range(0, len(glyphs), 4)]
    return tokens
