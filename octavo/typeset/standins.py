"""Characters that no font has, each drawn as the box that a font has for them.

The renderer has the box shown by a reference to no glyph, which PDF/UA forbids
(ISO 14289-1, 7.21.8), and as wide as the font makes it, so that it may stand in its
neighbours. Here the font gets a glyph of its own for every width that is wanted.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pydyf
from fontTools.ttLib import TTFont

# The door before the renderer: it hides the machine's fonts, and says what is lacking.
from octavo.typeset import door  # noqa: F401

try:
    from weasyprint.pdf.fonts import Font
except ImportError:
    # A renderer with another inside shows them its own way.
    Font = None

_MOST = 0xFFFF
"""Glyphs that a font has at the most."""


@contextmanager
def boxes_for_missing() -> Iterator[Callable[[Any], None]]:
    """While the block runs, fonts are written with boxes.

    It gives what has to be called with the file once all its fonts are in it.
    """
    clean: Any = getattr(Font, "clean", None)
    maps: dict[bytes, Mapping[int, int]] = {}

    def cleaned(self: Any, to_unicode: Any, *given: Any) -> None:
        clean(self, to_unicode, *given)
        widths = {glyph: self.widths[glyph] for glyph in self.missing.values()}
        data, boxes = with_boxes(self.file_content, widths) if widths else (b"", {})
        if boxes:
            self.file_content, self.missing = data, {}
            maps[self.name] = {**{glyph: glyph for glyph in self.to_unicode}, **boxes}

    def settle(pdf: Any) -> None:
        for item in list(pdf.objects) if maps else ():
            described = isinstance(item, pydyf.Dictionary) and "CIDToGIDMap" in item
            if described and item["BaseFont"] in maps:
                item["CIDToGIDMap"] = _written(pdf, maps[item["BaseFont"]])

    if clean is not None:
        Font.clean = cleaned
    try:
        yield settle
    finally:
        if clean is not None:
            Font.clean = clean


def with_boxes(
    data: bytes, widths: Mapping[int, float]
) -> tuple[bytes, Mapping[int, int]]:
    """A font with a box for each of `widths`, and the glyph of each number's box.

    Widths are thousandths of the type size. Fonts whose glyphs are no outlines of
    TrueType's are given back as they are, with no boxes.
    """
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    order = font.getGlyphOrder()
    sizes = sorted(set(widths.values()))
    if "glyf" not in font or len(order) + len(sizes) > _MOST:
        return data, {}
    places = {}
    for width in sizes:
        places[width] = len(font.getGlyphOrder())
        _add_box(font, f"box{width}", round(width * font["head"].unitsPerEm / 1000))
    # Widths for certain sizes in pixels, which no PDF is shown at.
    if "hdmx" in font:
        del font["hdmx"]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue(), {glyph: places[width] for glyph, width in widths.items()}


def _add_box(font: TTFont, name: str, advance: int) -> None:
    """Add the glyph that a font has for none, as wide as wanted."""
    none = font.getGlyphOrder()[0]
    box = deepcopy(font["glyf"][none])
    own = font["hmtx"][none][0]
    if box.numberOfContours > 0 and own:
        box.coordinates.scale((advance / own, 1))
        box.coordinates.toInt()
        box.recalcBounds(font["glyf"])
    font["glyf"][name] = box
    font["hmtx"][name] = (advance, getattr(box, "xMin", 0))
    if "vmtx" in font:
        font["vmtx"][name] = font["vmtx"][none]
    font.setGlyphOrder(font["glyf"].glyphOrder)


def _written(pdf: Any, glyphs: Mapping[int, int]) -> Any:
    """The map from characters of a PDF to glyphs of the font; none for all others."""
    table = bytearray(2 * (max(glyphs) + 1))
    for character, glyph in glyphs.items():
        table[2 * character : 2 * character + 2] = glyph.to_bytes(2, "big")
    stream = pydyf.Stream([bytes(table)], compress=True)
    pdf.add_object(stream)
    return stream.reference
