"""Pages painted into PDF objects of their own.

WeasyPrint's functions that paint a page, add its links and tag its text are used as
they are, over a file of the sheet's own (`LocalPDF`). Some names are replaced while
that happens, by `drawing_apart`.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.draw import text as draw_text
from weasyprint.matrix import Matrix
from weasyprint.pdf import D50, D65
from weasyprint.pdf.anchors import add_links
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.pdf.tags import add_tags
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import get_pango_font_key

from octavo.typeset.internals.fonts import glyph_of_missing
from octavo.typeset.internals.languages import languages_told
from octavo.typeset.links import links_of_lines
from octavo.typeset.pages import PT

FONTS_OBJECT = b"7 0 R"


class LocalPDF(pydyf.PDF):  # type: ignore[misc]  # pydyf has no types
    """Numbered objects of one sheet; written by nobody, taken apart by `draw`.

    `page_references` shadows a property that builds a tuple of all pages at each of
    the many times it is read.
    """

    page_references: list[bytes] = []  # noqa: RUF012  # replaced for each file

    def __init__(self) -> None:
        super().__init__()
        self.page_objects: list[Any] = []
        self.page_references = []

    def add_page(self, page: Any) -> None:
        """Number a page and remember it; its node is made when the file is bound."""
        self.add_object(page)
        self.page_objects.append(page)
        self.page_references.append(page.reference)


@contextmanager
def drawing_apart(
    cut: Callable[[Any, Any], None],
    forms: dict[Any, Any],
    quiet: Collection[Any] = (),
) -> Iterator[None]:
    """While the block runs, references are marks and page numbers are taken out.

    `cut(stream, textbox)` is called when a line of text has been shown. `forms` is
    filled with the stream in which each tagged box was painted. What is in `quiet` is
    painted as an artifact, which is not read aloud.
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

    def remember(self: Any, box: Any, tag: str) -> Any:
        if box in quiet:
            return self.artifact()
        forms[box] = self
        return marked(self, box, tag)

    def describe(self: Any, pango_font: Any) -> Any:
        font, size = add_font(self, pango_font)
        if not hasattr(font, "described"):
            description = get_pango_font_key(pango_font)[1]
            words = pango.pango_font_description_to_string(description)
            font.described = ffi.string(words).decode()
        return font, size

    draw_text.draw_first_line = draw_first_line
    pydyf.Object.reference = property(lambda self: b"\x01%d\x02" % self.number)
    Font.get_unused_glyph_id = glyph_of_missing
    Stream.marked, Stream.add_font = remember, describe
    try:
        yield
    finally:
        draw_text.draw_first_line, pydyf.Object.reference = first_line, reference
        Font.get_unused_glyph_id = unused
        Stream.marked, Stream.add_font = marked, add_font


def paint(
    document: Any,
    page: Any,
    *,
    tagged: bool,
    linked: bool,
    turned: bool,
    bleed: float,
) -> Any:
    """A page in a `LocalPDF` of its own, and its parts beside it.

    As `weasyprint.pdf.generate_pdf` does, without fonts, metadata and outlines. Gives
    (pdf, content stream, resources, pictures, anchors); contents and resources are for
    the caller to settle, the fonts are those of `document`. Links are there where it is
    `linked`. A page that is `turned` is shown turned to the left.
    """
    pdf = LocalPDF()
    pictures: dict[str, Any] = {}
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
    described = pydyf.Dictionary(
        {
            "Type": "/Page",
            "Parent": pdf.pages.reference,
            **_page_boxes(page, bleed),
            "Resources": resources.reference,
        }
    )
    if turned:
        described["Rotate"] = 270
    if tagged:
        described["Tabs"] = "/S"
    pdf.add_page(described)
    links = links_of_lines(page) if linked else []
    anchors = {
        name: matrix.transform_point(x, y) for name, (x, y, *_) in page.anchors.items()
    }
    add_links((links, ()), matrix, pdf, described, [], tags)
    _describe(links)
    page.paint(stream, PT)
    return pdf, stream, resources, pictures, anchors


def _describe(links: list[Any]) -> None:
    """Let the description of a link within the book be its words, not its anchor."""
    for kind, _, _, box in links:
        if kind == "internal" and box.element is not None:
            words = " ".join("".join(box.element.itertext()).split())
            if words and "Contents" in box.link_annotation:
                box.link_annotation["Contents"] = pydyf.String(words)


def _page_boxes(page: Any, bleed: float) -> dict[str, Any]:
    """Media, trim and bleed box of a page; `bleed` goes at most so many points beyond."""
    reach = {side: width * PT for side, width in page.bleed.items()}
    width, height = page.width * PT, page.height * PT

    def grown(most: float) -> Any:
        by = {side: min(most, size) for side, size in reach.items()}
        return pydyf.Array(
            [-by["left"], -by["top"], width + by["right"], height + by["bottom"]]
        )

    return {"MediaBox": grown(9e9), "TrimBox": grown(0), "BleedBox": grown(bleed)}


def tag(pdf: Any, page: Any, stream: Any) -> tuple[Any, Any]:
    """Structure elements of a page: (parent tree, the element that holds them)."""
    pdf.catalog["Lang"] = ""
    start = len(pdf.objects)
    with languages_told():
        add_tags(pdf, SimpleNamespace(pages=[page]), "1.7", [stream])
    parents, root, part = pdf.objects[start : start + 3]
    root.free = part.free = "f"
    return parents, part
