"""How wide words are in the fonts of drawings."""

from functools import cache
from io import BytesIO

from fontTools.ttLib import TTFont

from octavo.find import font

_WIDE = 0x1100
"""From here on (Hangul, CJK and pictures) a character without a glyph takes an em."""


class Widths:
    """The advance widths of one font, in em."""

    def __init__(self, file: bytes) -> None:
        face = TTFont(BytesIO(file), lazy=True)
        em = face["head"].unitsPerEm
        metrics = face["hmtx"].metrics
        self._widths: dict[int, float] = {
            code: metrics[name][0] / em for code, name in face.getBestCmap().items()
        }

    def of(self, text: str) -> float:
        """The width of a line."""
        found = self._widths
        return sum(
            found.get(ord(sign), 1.0 if ord(sign) >= _WIDE else 0.6) for sign in text
        )


@cache
def widths(name: str) -> Widths:
    """The widths of a font that is shipped with octavo."""
    return Widths(font(name))
