"""One sheet → one drawing. Runs in a worker; takes and gives values only.

The sheet is laid out with stand-ins for page numbers, painted into PDF objects of its
own, and taken apart: content streams are cut where a number goes, fonts and pictures
are left for `bind` to write once.
"""

import re
import zlib
from functools import lru_cache
from hashlib import sha256
from typing import Any

import pydyf

from octavo.model.drawing import (
    Drawing,
    FontSet,
    FontUse,
    Form,
    Objects,
    Picture,
    Slot,
)
from octavo.typeset import internals
from octavo.typeset.door import Press, listening, plainly
from octavo.typeset.layout import lay_out
from octavo.typeset.order import Kit, Order
from octavo.typeset.structure import settle_structure

_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")


@lru_cache(maxsize=2)
def press(kit: Kit) -> Press:
    """The press for a kit; a worker prepares it once."""
    return Press(kit.styles, kit.assets)


def draw(kit: Kit, order: Order) -> Drawing:
    """The drawing of one sheet."""
    ready = press(kit)
    cutter = _Cutter(order)
    forms: dict[Any, Any] = {}
    with listening() as heard:
        document = lay_out(
            ready,
            order.sheet,
            dict(order.wants),
            first=order.first,
            verso=order.verso,
            assets=order.assets,
        )
        with internals.drawing_apart(cutter.cut, forms):
            painted = internals.paint(document, tagged=order.tagged, before=cutter.turn)
            made = _taken_apart(order, document, painted, forms)
    lost = order.sheet.notes - internals.notes_set(document.pages)
    return Drawing(
        sheet=order.sheet.name,
        pages=len(document.pages),
        heard=(*ready.heard, *plainly(heard)),
        notes_lost=max(0, lost),
        unfilled=tuple(sorted(cutter.unfilled)),
        **made,
    )


class _Cut:
    """Stands in a content stream for a slot that is not numbered yet."""

    def __init__(self, **fields: Any) -> None:
        self.fields = fields


class _Cutter:
    """Takes page numbers out of content streams while pages are painted."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._totals = {
            anchor: len(shape) for anchor, shape in order.wants if not shape.strip("0")
        }
        self._align = 1.0 if order.sheet.kind == "contents" else 0.0
        self._page = 0
        self._folios: dict[Any, tuple[bool, float]] = {}
        self._shown: dict[Any, int] = {}
        self.unfilled: set[str] = set()

    def turn(self, place: int, page: Any) -> None:
        """The next page."""
        self._page = place
        self._folios = internals.folio_boxes(page) if self._order.counted else {}

    def cut(self, stream: Any, box: Any) -> None:
        """Replace what was shown last, if it is a page number."""
        if box in self._folios:
            self._cut_folio(stream, box)
            return
        element = getattr(box, "element", None)
        anchor = "" if element is None else element.get("data-page-of", "")
        total = self._totals.get(anchor, 0)
        if not total or not box.text or box.text.strip("0"):
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
        figures = internals.figures_of(stream, box)
        tokens = _tokens(shown)
        where = [n for n, token in enumerate(tokens) if token.startswith(b"<")]
        if figures is None or len(where) != len(box.text):
            # Not one glyph a character, or figures of several fonts: the number has to
            # be printed while the sheet is drawn.
            self.unfilled.add(fields["anchor"])
            return
        font, glyphs = figures
        begin, end = where[place], where[place + count - 1]
        gap = b"".join(tokens[begin + 1 : where[place + 1]]) if count > 1 else b""
        stream.stream[-1] = _Cut(
            page=self._page,
            count=count,
            figures=tuple(b"<%04x>" % glyph for glyph in glyphs),
            widths=tuple(float(font.widths[glyph]) for glyph in glyphs),
            before=b"".join(tokens[:begin]),
            gap=gap,
            after=b"".join(tokens[end + 1 :]),
            **fields,
        )


def _tokens(shown: bytes) -> list[bytes]:
    """Glyphs, each in its own brackets, and shifts of a `TJ` operator's array.

    None for any other operator.
    """
    tokens: list[bytes] = []
    if not shown.endswith(b"] TJ"):
        return tokens
    for glyphs, shift in _TOKEN.findall(shown[1:-4]):
        if shift:
            tokens.append(shift)
        tokens += [b"<%s>" % glyphs[n : n + 4] for n in range(0, len(glyphs), 4)]
    return tokens


def _taken_apart(
    order: Order, document: Any, painted: Any, forms: dict[Any, Any]
) -> dict[str, Any]:
    """The fields of a drawing that come from what was painted."""
    pdf, streams, resources, pictures, anchors = painted
    known = _settle(pdf, resources, pictures)
    parents: tuple[tuple[int, bytes], ...] = ()
    ids: tuple[tuple[str, int], ...] = ()
    part = 0
    if order.tagged:
        parents, ids, part = settle_structure(
            pdf, document, streams, forms, order.sheet.name
        )
    kept = _Kept(pdf)
    digests = [
        kept.page(page, stream)
        for page, stream in zip(pdf.page_objects, streams, strict=True)
    ]
    references = b" ".join(pdf.page_references)
    pdf.pages.clear()
    pdf.pages.update(
        {
            "Type": "/Pages",
            "Parent": b"2 0 R",
            "Kids": b"[" + references + b"]",
            "Count": len(streams),
        }
    )
    pdf.catalog.free = "f"
    kept.others(streams)
    return {
        "objects": kept.objects(),
        "slots": tuple(kept.slots),
        "forms": tuple(kept.forms),
        "fonts": _font_uses(document.fonts.values()),
        "pictures": tuple(known.values()),
        "page_numbers": tuple(page.number for page in pdf.page_objects),
        "anchors": tuple((name, *place) for name, place in anchors.items()),
        "parents": parents,
        "ids": ids,
        "part": part,
        "digests": tuple(digests),
    }


class _Kept:
    """What of a sheet's PDF goes into its drawing."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.slots: list[Slot] = []
        self.forms: list[Form] = []
        self.streams: list[tuple[int, bytes, bytes]] = []

    def page(self, page: Any, stream: Any) -> str:
        """Number the pieces of a page's content; a digest of them."""
        contents = []
        digest = sha256(page["MediaBox"].data)
        for piece in _pieces(stream):
            holder = pydyf.Object()
            holder.free = "f"
            self.pdf.add_object(holder)
            contents.append(holder.reference)
            if isinstance(piece, _Cut):
                self._slot(piece, holder.number)
                digest.update(b"\0slot\0")
            else:
                digest.update(piece)
                self.streams.append((holder.number, *_deflated({}, piece)))
        page["Contents"] = b"[" + b" ".join(contents) + b"]"
        return digest.hexdigest()

    def others(self, pages: list[Any]) -> None:
        """Keep groups, patterns and shadings."""
        for item in self.pdf.objects:
            if item.free == "f" or not isinstance(item, pydyf.Stream):
                continue
            pieces = _pieces(item)
            if any(isinstance(piece, _Cut) for piece in pieces):
                head = pydyf.Dictionary(item.extra).data
                filled = tuple(
                    self._slot(piece, 0) if isinstance(piece, _Cut) else piece
                    for piece in pieces
                )
                self.forms.append(Form(number=item.number, head=head, pieces=filled))
            else:
                head, data = _deflated(item.extra, b"\n".join(pieces))
                self.streams.append((item.number, head, data))

    def _slot(self, cut: _Cut, number: int) -> int:
        self.slots.append(Slot(number=number, **cut.fields))
        return len(self.slots) - 1

    def objects(self) -> Objects:
        """All that is kept, numbered."""
        return Objects(
            span=len(self.pdf.objects),
            dictionaries=tuple(
                (item.number, item.data)
                for item in self.pdf.objects
                if item.free != "f" and not isinstance(item, pydyf.Stream)
            ),
            streams=tuple(sorted(self.streams)),
        )


def _pieces(stream: Any) -> list[Any]:
    """The content of a stream: bytes, and what was cut out between them."""
    pieces: list[Any] = []
    run: list[Any] = []
    for item in stream.stream:
        if isinstance(item, _Cut):
            pieces += [_joined(run), item]
            run = []
        else:
            run.append(item)
    return [*pieces, _joined(run)]


def _joined(run: list[Any]) -> bytes:
    return b"\n".join(pydyf._to_bytes(item) for item in run)


def _deflated(extra: Any, content: bytes) -> tuple[bytes, bytes]:
    """Dictionary and data of a stream, compressed unless it is already."""
    head = pydyf.Dictionary(extra)
    data = content
    if "Filter" not in head:
        data = zlib.compress(content, 6)
        head["Filter"] = "/FlateDecode"
    head["Length"] = len(data)
    return head.data, data


def _settle(pdf: Any, resources: Any, pictures: Any) -> dict[str, Picture]:
    """Number everything that resources name; pictures by digest.

    Pictures are not numbered here, since several sheets may show the same.
    """
    known: dict[str, Picture] = {}
    marks: dict[str, bytes] = {}

    def below(inner: Any) -> None:
        if "Resources" in inner.extra:
            own = inner.extra["Resources"]
            own["Font"] = internals.FONTS_OBJECT
            settle(own)
            pdf.add_object(own)
            inner.extra["Resources"] = own.reference

    def settle(named: Any) -> None:
        for kind in ("XObject", "Pattern", "Shading"):
            for key, inner in named.get(kind, {}).items():
                if inner is None:
                    if key not in marks:
                        picture = _picture(pictures[key])
                        known[picture.digest] = picture
                        marks[key] = b"\x05%s\x06" % picture.digest.encode()
                    named[kind][key] = marks[key]
                    continue
                pdf.add_object(inner)
                named[kind][key] = inner.reference
                if kind != "Shading":
                    below(inner)
        for state in named.get("ExtGState", {}).values():
            if "G" in state.get("SMask", {}):
                state["SMask"]["G"] = state["SMask"]["G"].reference

    settle(resources)
    return known


def _picture(entry: Any) -> Picture:
    """A bitmap as WeasyPrint would write it."""
    made = entry["image"].get_x_object(entry["interpolate"], max(entry["dpi_ratios"]))
    mask = made.extra.pop("SMask", None)
    head, data = _deflated(made.extra, _joined(made.stream))
    covered = mask and _deflated(mask.extra, _joined(mask.stream))
    whole = sha256(head + data)
    whole.update(b"".join(covered) if covered else b"")
    return Picture(digest=whole.hexdigest(), head=head, data=data, mask=covered)


def _font_uses(fonts: Any) -> tuple[FontUse, ...]:
    """What was used of each font, sorted by name."""
    uses = {}
    for font in fonts:
        uses[font.hash] = FontUse(
            name=font.hash,
            description=font.described,
            glyphs=tuple(sorted(font.to_unicode.items())),
            widths=tuple(sorted((g, float(w)) for g, w in font.widths.items())),
            missing=tuple(sorted(font.missing.items())),
        )
    return tuple(uses[name] for name in sorted(uses))


def cut_fonts(kit: Kit, uses: tuple[FontUse, ...]) -> FontSet:
    """The fonts of a book, each cut down once to all that its sheets use."""
    ready = press(kit)
    pdf = internals.LocalPDF()
    fonts = {}
    with listening(), internals.drawing_apart(lambda stream, box: None, {}):
        for use in uses:
            font = internals.font_described(ready.fonts.font_map, use.description)
            font.hash = use.name
            font.name = b"/%s+%s" % (use.name.encode(), font.name.split(b"+", 1)[-1])
            font.to_unicode = dict(use.glyphs)
            font.widths = dict(use.widths)
            font.missing = dict(use.missing)
            fonts[use.name] = font
        references = internals.fonts_written(pdf, fonts)
        pdf.pages.free = pdf.catalog.free = "f"
        kept = _Kept(pdf)
        kept.others([])
        return FontSet(
            objects=kept.objects(),
            fonts=tuple(
                (name, int(reference.strip(b"\x01\x02")))
                for name, reference in references.items()
            ),
        )
