"""What the pages of a PDF show: every glyph with its place, every picture."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class Glyph:
    """A character; points from the top left, `base` is its baseline.

    `mark` is the number of the marked content it belongs to, -1 for none; `upright`
    says that it is not turned, as labels of a chart may be.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    font: str
    size: float
    colour: tuple[int, int, int]
    mark: int
    upright: bool

    @property
    def face(self) -> str:
        """The font without the name of its subset."""
        return self.font.partition("+")[2] or self.font


@dataclass(frozen=True)
class Line:
    """Glyphs on one baseline that belong together, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """Its words; a blank where glyphs stand apart."""
        out = [self.glyphs[0].text]
        for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False):
            wide = glyph.left - before.right > 0.14 * glyph.size
            out.append(f" {glyph.text}" if wide else glyph.text)
        return "".join(out)

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def base(self) -> float:
        return max(glyph.base for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)


@dataclass(frozen=True)
class Shot:
    """A bitmap, as it is placed."""

    left: float
    right: float
    top: float
    bottom: float
    dpi: float


@dataclass(frozen=True)
class Leaf:
    """A page: how large it is, what stands on it, how it looks in grey."""

    number: int
    label: str
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    shots: tuple[Shot, ...]
    drawn: int
    ground: tuple[bytes, int, int]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Upright lines from the top down, those beside one another from left to right."""
        return lined(tuple(glyph for glyph in self.glyphs if glyph.upright))

    def behind(self, x: float, y: float) -> tuple[int, int, int]:
        """The colour painted at a point."""
        data, stride, wide = self.ground
        at = int(y) * stride + min(int(x), wide - 1) * 3
        blue, green, red = data[at : at + 3]
        return red, green, blue


def lined(glyphs: tuple[Glyph, ...]) -> tuple[Line, ...]:
    """Glyphs in lines: on one baseline, no further apart than two columns are."""
    out = []
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.left)):
        if rows and abs(rows[-1][0].base - glyph.base) < 0.4:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda glyph: glyph.left)
        part = [row[0]]
        for glyph in row[1:]:
            if glyph.left - max(g.right for g in part[-3:]) > 1.6 * glyph.size:
                out.append(Line(tuple(part)))
                part = []
            part.append(glyph)
        out.append(Line(tuple(part)))
    return tuple(out)


def leaves(data: bytes) -> list[Leaf]:
    """All pages of a file."""
    with pypdfium2.PdfDocument(data) as document:
        return [
            _leaf(number, document.get_page_label(number), page)
            for number, page in enumerate(document)
        ]


def _leaf(number: int, label: str, page: pypdfium2.PdfPage) -> Leaf:
    x, bottom, right, y = page.get_trimbox()
    objects = list(page.get_objects(max_depth=8))
    kinds = [item.type for item in objects]
    drawn = sum(
        kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE) for kind in kinds
    )
    bitmap = page.render(scale=1)
    ground = bytes(bitmap.buffer), bitmap.stride, bitmap.width
    assert bitmap.n_channels == 3
    return Leaf(
        number=number,
        label=label,
        width=right - x,
        height=y - bottom,
        glyphs=tuple(glyphs(page, x, y)),
        shots=tuple(_shots(objects, x, y)),
        drawn=drawn,
        ground=ground,
    )


def _shots(objects: list[pypdfium2.PdfObject], x: float, y: float) -> Iterator[Shot]:
    for item in objects:
        if item.type != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        left, bottom, right, top = item.get_bounds()
        wide, high = item.get_px_size()
        dpi = min(wide / (right - left), high / (top - bottom)) * 72
        yield Shot(left - x, right - x, y - top, y - bottom, dpi)


def glyphs(page: pypdfium2.PdfPage, x: float, y: float) -> Iterator[Glyph]:
    """The glyphs of a page whose top left is at `x` and `y`, in the order of its text."""
    text = page.get_textpage()
    name = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    matrix = pdfium.FS_MATRIX()
    places = range(text.count_chars())

    def owner(place: int) -> int | None:
        item = pdfium.FPDFText_GetTextObject(text, place)
        return ctypes.addressof(item.contents) if item else None

    for _, run in groupby(places, owner):
        run_places = list(run)
        first = run_places[0]
        item = pdfium.FPDFText_GetTextObject(text, first)
        if not item:
            continue
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item)
        pdfium.FPDFText_GetFontInfo(text, first, name, 200, ctypes.byref(flags))
        pdfium.FPDFText_GetMatrix(text, first, matrix)
        scale = abs(matrix.d) or abs(matrix.b)
        size = pdfium.FPDFText_GetFontSize(text, first) * scale
        colour = _colour(text, first)
        upright = abs(matrix.b) < 0.01 * scale
        for place in run_places:
            character = chr(pdfium.FPDFText_GetUnicode(text, place))
            if character.isspace() or pdfium.FPDFText_IsGenerated(text, place) == 1:
                continue
            left, bottom, right, top = text.get_charbox(place, loose=True)
            origin, base = ctypes.c_double(), ctypes.c_double()
            pdfium.FPDFText_GetCharOrigin(text, place, origin, base)
            yield Glyph(
                text=character,
                # Where the pen was: slanted letters reach back over it.
                left=(origin.value if upright else left) - x,
                right=right - x,
                top=y - top,
                bottom=y - bottom,
                base=y - base.value,
                font=name.value.decode(),
                size=size,
                colour=colour,
                mark=mark,
                upright=upright,
            )


def _colour(text: pypdfium2.PdfTextPage, place: int) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(text, place, red, green, blue, alpha)
    return red.value, green.value, blue.value
