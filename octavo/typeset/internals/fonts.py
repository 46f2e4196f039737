"""Fonts as Pango and WeasyPrint hold them: figures shaped, descriptions, subsets."""

from collections.abc import Mapping
from typing import Any

from weasyprint.draw import text as draw_text
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import create_layout

from octavo.model.drawing import FIGURES
from octavo.typeset.charset import glyphs_for_characters
from octavo.typeset.standins import boxes_for_missing


def font_of(stream: Any) -> tuple[str, float]:
    """Resource name and size of the font that was set last."""
    name, size = stream._current_font
    return str(name), float(size)


def figures_of(stream: Any, textbox: Any) -> tuple[Any, list[int]] | None:
    """The font of all page numbers' letters in the words' own style, and their glyphs.

    They are entered into the font as used. None if they are not all of one
    font, one glyph each.
    """
    layout = create_layout(FIGURES, textbox.style, None, None, 0)
    line, _ = layout.get_first_line()
    run = line.runs[0]
    count = len(FIGURES)
    if run == ffi.NULL or run.next != ffi.NULL or run.data.glyphs.num_glyphs != count:
        return None
    pango_font = run.data.item.analysis.font
    font, size = stream.add_font(pango_font)
    glyphs = [glyph.glyph for glyph in run.data.glyphs.glyphs[0:count]]
    if any(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for glyph in glyphs):
        return None
    for figure, glyph in zip(FIGURES, glyphs, strict=True):
        font.to_unicode.setdefault(glyph, figure)
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
    with glyphs_for_characters(), boxes_for_missing() as settle_boxes:
        written = dict(build_fonts_dictionary(pdf, fonts, True, True, options))
    settle_boxes(pdf)
    return written


def glyph_of_missing(self: Any, codepoint: int) -> int:
    """A glyph number beyond the font's own, the same in every sheet.

    WeasyPrint counts missing characters in the order met, so two sheets would use one
    number for two characters.
    """
    free = 0xFFFF - self.glyph_count
    glyph = self.missing[codepoint] = self.glyph_count + codepoint % free
    return int(glyph)
