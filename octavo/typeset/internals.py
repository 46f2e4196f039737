"""All that octavo knows of WeasyPrint's inside: nothing else reaches past its door.

Read in version 70.0. What is here may change with any release, so `as_expected` looks
whether the names are still there; if not, books are set the plain way.

The functions of WeasyPrint that paint a page, add its links and tag its text are used
as they are, over a file of the sheet's own (`LocalPDF`). Four names are replaced while
that happens, by `drawing_apart`: references become marks, a page number's operator is
taken out, a missing glyph is numbered by its code point, and marked content remembers
the stream it stands in.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint
from tinycss2.color5 import D50, D65
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure.boxes import (
    FootnoteAreaBox,
    MarginBox,
    ParentBox,
    TextBox,
)
from weasyprint.matrix import Matrix
from weasyprint.pdf.anchors import add_links
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.pdf.stream import Stream
from weasyprint.pdf.tags import add_tags
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import create_layout

PT = 0.75
"""Points in a CSS pixel, the unit of the renderer's boxes."""

FONTS_OBJECT = b"7 0 R"
DOCUMENT_OBJECT = b"6 0 R"

_SIGNATURES: tuple[tuple[Callable[..., Any], str], ...] = (
    (draw_text.draw_first_line, "stream textbox text_overflow block_ellipsis matrix"),
    (add_links, "links_and_anchors matrix pdf page names tags"),
    (add_tags, "pdf document pdf_version page_streams"),
    (build_fonts_dictionary, "pdf fonts compress subset options"),
    (create_layout, "text style context max_width justification_spacing"),
    (Font.get_unused_glyph_id, "self codepoint"),
    (Stream.marked, "self box tag"),
    (Stream.add_font, "self pango_font"),
    (
        Stream.__init__,
        "self fonts page_rectangle resources images tags color_profiles output_intent"
        " args kwargs",
    ),
)


def as_expected() -> bool:
    """Whether the renderer's inside has the names and shapes this module relies on."""
    return weasyprint.VERSION.split(".")[0] == "70" and all(
        list(inspect.signature(function).parameters) == names.split()
        for function, names in _SIGNATURES
    )


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


class LocalPDF(pydyf.PDF):  # type: ignore[misc]  # pydyf has no types
    """Numbered objects of one sheet; written by nobody, taken apart by `draw`."""

    def __init__(self) -> None:
        super().__init__()
        self.page_objects: list[Any] = []

    def add_page(self, page: Any) -> None:
        """Number a page and remember it; its node is made when the file is bound."""
        self.add_object(page)
        self.page_objects.append(page)

    @property
    def page_references(self) -> tuple[bytes, ...]:
        """References to the pages in order; the original builds a tuple each time."""
        return tuple(page.reference for page in self.page_objects)


@contextmanager
def drawing_apart(
    cut: Callable[[Any, Any], None], forms: dict[Any, Any]
) -> Iterator[None]:
    """While the block runs, references are marks and page numbers are taken out.

    `cut(stream, textbox)` is called when a line of text has been shown. `forms` is
    filled with the stream in which each tagged box was painted.
    """
    first_line, reference = draw_text.draw_first_line, pydyf.Object.reference
    unused, marked, add_font = (
        Font.get_unused_glyph_id,
        Stream.marked,
        Stream.add_font,
    )

    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        emojis = first_line(stream, textbox, *rest)
        cut(stream, textbox)
        return emojis

    @contextmanager
    def remember(self: Any, box: Any, tag: str) -> Iterator[None]:
        with marked(self, box, tag):
            forms[box] = self
            yield

    def describe(self: Any, pango_font: Any) -> Any:
        font, size = add_font(self, pango_font)
        if not hasattr(font, "described"):
            description = get_pango_font_key(pango_font)[1]
            words = pango.pango_font_description_to_string(description)
            font.described = ffi.string(words).decode()
        return font, size

    draw_text.draw_first_line = draw_first_line
    pydyf.Object.reference = property(lambda self: b"\x01%d\x02" % self.number)
    Font.get_unused_glyph_id = _glyph_of_missing
    Stream.marked, Stream.add_font = remember, describe
    try:
        yield
    finally:
        draw_text.draw_first_line, pydyf.Object.reference = first_line, reference
        Font.get_unused_glyph_id = unused
        Stream.marked, Stream.add_font = marked, add_font


def _glyph_of_missing(self: Any, codepoint: int) -> int:
    """A glyph number beyond the font's own, the same in every sheet.

    WeasyPrint counts missing characters in the order met, so two sheets would use one
    number for two characters.
    """
    free = 0xFFFF - self.glyph_count
    glyph = self.missing[codepoint] = self.glyph_count + codepoint % free
    return int(glyph)


def paint(document: Any, *, tagged: bool, before: Callable[[int, Any], None]) -> Any:
    """All pages of `document` in a `LocalPDF`, and its parts beside it.

    As `weasyprint.pdf.generate_pdf` does, without fonts, metadata and outlines. Gives
    (pdf, page streams, resources, pictures, anchors); contents and resources are for
    the caller to settle. `before(place, page)` is called before a page is painted.
    """
    pdf = LocalPDF()
    pictures: dict[str, Any] = {}
    anchors: dict[str, Any] = {}
    lab = {"Range": pydyf.Array((-125, 125, -125, 125))}
    space = pydyf.Dictionary(
        {
            name: pydyf.Array(
                ("/Lab", pydyf.Dictionary({"WhitePoint": pydyf.Array(white), **lab}))
            )
            for name, white in (("lab-d50", D50), ("lab-d65", D65))
        }
    )
    pdf.add_object(space)
    kinds = ("ExtGState", "XObject", "Pattern", "Shading")
    resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
    resources.update({"ColorSpace": space.reference, "Font": FONTS_OBJECT})
    pdf.add_object(resources)
    streams = []
    for place, page in enumerate(document.pages):
        tags: dict[Any, Any] | None = {} if tagged else None
        matrix = Matrix(PT, 0, 0, -PT, 0, page.height * PT)
        left, top = -page.bleed["left"], -page.bleed["top"]
        right = page.width + page.bleed["right"]
        bottom = page.height + page.bleed["bottom"]
        stream = Stream(
            document.fonts,
            (left, top, right - left, bottom - top),
            resources,
            pictures,
            tags,
            document.color_profiles,
            document.output_intent,
        )
        stream.transform(d=-1, f=page.height * PT)
        streams.append(stream)
        described = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                **_page_boxes(page),
                "Resources": resources.reference,
            }
        )
        if tagged:
            described["Tabs"] = "/S"
        pdf.add_page(described)
        links = [link for link in page.links if link[0] != "attachment"]
        here = {
            name: matrix.transform_point(x, y)
            for name, (x, y, *_) in page.anchors.items()
            if name not in anchors
        }
        anchors.update({name: (place, *point) for name, point in here.items()})
        add_links((links, ()), matrix, pdf, described, [], tags)
        before(place, page)
        page.paint(stream, PT)
    return pdf, streams, resources, pictures, anchors


def _page_boxes(page: Any) -> dict[str, Any]:
    """Media, trim and bleed box of a page; bleed goes at most 10 points beyond."""
    bleed = {side: width * PT for side, width in page.bleed.items()}
    width, height = page.width * PT, page.height * PT

    def grown(most: float) -> Any:
        by = {side: min(most, size) for side, size in bleed.items()}
        return pydyf.Array(
            [-by["left"], -by["top"], width + by["right"], height + by["bottom"]]
        )

    return {"MediaBox": grown(9e9), "TrimBox": grown(0), "BleedBox": grown(10)}


def tag(pdf: Any, document: Any, streams: list[Any]) -> tuple[Any, Any]:
    """Structure elements of all pages: (parent tree, the element that holds them)."""
    pdf.catalog["Lang"] = ""
    start = len(pdf.objects)
    add_tags(pdf, document, "1.7", streams)
    parents, root, part = pdf.objects[start : start + 3]
    root.free = "f"
    part["S"], part["P"] = "/Part", DOCUMENT_OBJECT
    return parents, part


def figures_of(stream: Any, textbox: Any) -> tuple[Any, list[int]] | None:
    """The font of the figures 0 to 9 in the words' own style, and their glyphs.

    They are entered into the font as used. None if the figures are not all of one
    font, one glyph each.
    """
    layout = create_layout("0123456789", textbox.style, None, None, 0)
    line, _ = layout.get_first_line()
    run = line.runs[0]
    if run == ffi.NULL or run.next != ffi.NULL or run.data.glyphs.num_glyphs != 10:
        return None
    pango_font = run.data.item.analysis.font
    font, size = stream.add_font(pango_font)
    glyphs = [glyph.glyph for glyph in run.data.glyphs.glyphs[0:10]]
    if any(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for glyph in glyphs):
        return None
    for figure, glyph in enumerate(glyphs):
        font.to_unicode.setdefault(glyph, str(figure))
        if glyph not in font.widths:
            pango.pango_font_get_glyph_extents(
                pango_font, glyph, stream.ink_rect, stream.logical_rect
            )
            font.widths[glyph] = round(
                stream.logical_rect.width * 1000 * draw_text.FROM_UNITS / size
            )
    return font, glyphs


_FROM_STRING = (
    "PangoFontDescription * pango_font_description_from_string (const char *);"
)
# Large, so that rounding of its ascent and descent to the size does not show.
_SIZE = 1000


def font_described(font_map: Any, description: str) -> Any:
    """The font that Pango finds for a description, ready to be cut down."""
    if not hasattr(pango, "pango_font_description_from_string"):
        ffi.cdef(_FROM_STRING)
    wanted = ffi.gc(
        pango.pango_font_description_from_string(description.encode()),
        pango.pango_font_description_free,
    )
    pango.pango_font_description_set_absolute_size(wanted, _SIZE * draw_text.TO_UNITS)
    setting = ffi.gc(
        pango.pango_font_map_create_context(font_map), gobject.g_object_unref
    )
    loaded = ffi.gc(
        pango.pango_font_map_load_font(font_map, setting, wanted),
        gobject.g_object_unref,
    )
    _, found, size = get_pango_font_key(loaded)
    return Font(loaded, found, size)


def fonts_written(pdf: Any, fonts: Mapping[str, Any]) -> dict[str, bytes]:
    """Every font cut down and put into `pdf`: resource name → reference."""
    options = {"hinting": False, "pdf_version": "1.7"}
    return dict(build_fonts_dictionary(pdf, fonts, True, True, options))
