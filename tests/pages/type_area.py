"""Where every line of a finished PDF stands, in which font and how large."""

from dataclasses import dataclass

import pypdfium2
from inspector.leaves import Glyph, glyphs


@dataclass(frozen=True)
class Line:
    """Characters that stand on one line of a page, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def top(self) -> float:
        return min(glyph.top for glyph in self.glyphs)


@dataclass(frozen=True)
class Sheet:
    """A page: its size in points, its lines from the top down."""

    width: float
    height: float
    lines: tuple[Line, ...]

    def within(self, top: float, bottom: float) -> tuple[Line, ...]:
        """Lines in the type area, between the margins `top` and `bottom`."""
        return tuple(
            line
            for line in self.lines
            if line.bottom > top and line.top < self.height - bottom
        )


def sheets(data: bytes) -> list[Sheet]:
    """All pages of a PDF."""
    with pypdfium2.PdfDocument(data) as document:
        return [_sheet(page) for page in document]


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    lines: list[list[Glyph]] = []
    for glyph in glyphs(page, 0, height):
        here = lines[-1] if lines else []
        if (
            here
            and abs(here[-1].bottom - glyph.bottom) < 4
            and glyph.left > here[-1].left
        ):
            here.append(glyph)
        else:
            lines.append([glyph])
    made = sorted((Line(tuple(line)) for line in lines), key=lambda line: line.bottom)
    return Sheet(width, height, tuple(made))
