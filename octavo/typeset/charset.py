"""CID-keyed fonts whose characters are their glyphs.

A PDF names characters of such a font (Compact Font Format, 18) and WeasyPrint writes the
numbers of glyphs, which are others in fonts for East Asia: some viewers then show nothing.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fontTools.ttLib import TTFont

# The door before the renderer: it hides the machine's fonts, and says what is lacking.
from octavo.typeset import door  # noqa: F401

try:
    from weasyprint.pdf.fonts import Font
except ImportError:
    # A renderer with another inside writes them its own way.
    Font = None


@contextmanager
def glyphs_for_characters() -> Iterator[None]:
    """While the block runs, fonts are written as `by_glyph` makes them."""
    clean = getattr(Font, "clean", None)
    if clean is None:
        yield
        return

    def cleaned(self: Any, *given: Any) -> None:
        clean(self, *given)
        self.file_content = by_glyph(self.file_content)

    Font.clean = cleaned
    try:
        yield
    finally:
        Font.clean = clean


def by_glyph(data: bytes) -> bytes:
    """The font with every glyph as the character of the same number.

    Fonts of other kinds come back as they are.
    """
    if data[:4] != b"OTTO":
        return data
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if "CFF " not in font:
        return data
    top = font["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS"):
        return data
    count = len(top.CharStrings.charStringsIndex)
    names = [".notdef", *(f"cid{number:05d}" for number in range(1, count))]
    top.charset = top.CharStrings.charset = names
    top.CharStrings.charStrings = dict(zip(names, range(count), strict=True))
    font.setGlyphOrder(names)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
