"""All that octavo knows of WeasyPrint's inside: nothing else reaches past its door.

Read in version 70.0. What is here may change with any release, so `as_expected` looks
whether the names are still there; if not, books are set the plain way.
"""

import inspect
from collections.abc import Callable
from typing import Any

import weasyprint
from weasyprint.draw import text as draw_text
from weasyprint.pdf.anchors import add_links
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.pdf.stream import Stream
from weasyprint.pdf.tags import add_tags
from weasyprint.text.line_break import create_layout

from octavo.typeset.internals.boxes import folio_boxes, leaders_of, merged_leaders
from octavo.typeset.internals.breaking import broken_lines
from octavo.typeset.internals.fonts import (
    figures_of,
    font_described,
    font_of,
    fonts_written,
)
from octavo.typeset.internals.matching import Remembering, remembered
from octavo.typeset.internals.painting import (
    FONTS_OBJECT,
    LocalPDF,
    drawing_apart,
    paint,
    tag,
)
from octavo.typeset.internals.shortened import shortened
from octavo.typeset.internals.trimming import trimmed_listings

__all__ = [
    "FONTS_OBJECT", "LocalPDF", "Remembering", "as_expected", "broken_lines",
    "drawing_apart", "figures_of", "folio_boxes", "font_described", "font_of",
    "fonts_written", "leaders_of", "merged_leaders", "paint", "remembered", "shortened",
    "tag", "trimmed_listings",
]  # fmt: skip

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
