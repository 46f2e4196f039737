"""How many pages sheets may take before they are drawn, and how sure that is.

Only a start for the rounds of `settling`: with good guesses few sheets are drawn for
numbers of another length than they get. Everything depends on the sheets and on those
that are drawn already, so that every build goes the same way.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from octavo.model.drawing import Drawing
from octavo.model.galley import Sheet

# A page holds so many letters without paragraphs, or paragraphs without letters; of the
# contents so many rows, or letters where these turn over.
_LETTERS, _BLOCKS = 2400, 40
_ROWS, _ROW_LETTERS = 40, 1200
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"<(?:p|li|tr|h[1-6])\b")
# A sheet that would not fill half a page has one. Others may have twice or half as many
# as measured; once some chapters have shown how many they take, one or a twelfth more or
# less.
_LITTLE = 0.5
_SURER = 12


class Guess(NamedTuple):
    """How many pages a sheet takes, as far as that is known, and the least and most."""

    pages: int
    least: int
    most: int


def filled(sheets: Sequence[Sheet]) -> tuple[bool, ...]:
    """Of each sheet, whether it has to end on a left-hand page for the next to open."""
    return (*(sheet.opens == "recto" for sheet in sheets[1:]), False)[: len(sheets)]


def measured(sheet: Sheet) -> float:
    """How many pages a sheet may take, judged by its letters and its paragraphs."""
    letters = len(_TAG.sub("", sheet.html))
    if sheet.kind == "contents":
        return max(len(sheet.wants) / _ROWS, letters / _ROW_LETTERS)
    return letters / _LETTERS + len(_BLOCK.findall(sheet.html)) / _BLOCKS


def guess_pages(
    sheet: Sheet, measure: float, fills: bool, scale: float | None = None
) -> int:
    """The pages of a sheet of that measure, where chapters take `scale` of theirs.

    One that `fills` its last page's back and opens on a right-hand page has an even
    number.
    """
    bent = measure * (scale or 1) if sheet.kind == "chapter" else measure
    pages = max(1, round(bent + (sheet.kind != "contents") / 2))
    return pages + (pages % 2 if fills and sheet.opens == "recto" else 0)


def guesses(
    sheets: Sequence[Sheet],
    measures: Sequence[float],
    drawings: Sequence[Drawing | None],
) -> list[Guess]:
    """A guess for each sheet, from its measure; of those that are drawn, their pages.

    How many pages the chapters that are drawn took, for their measures, is expected of
    the others.
    """
    scale = _scale(sheets, measures, drawings)
    made = []
    rows = zip(sheets, measures, filled(sheets), drawings, strict=True)
    for sheet, measure, fills, drawing in rows:
        if drawing is not None:
            made.append(Guess(drawing.pages, drawing.pages, drawing.pages))
            continue
        pages = guess_pages(sheet, measure, fills, scale)
        off = 1 + pages // _SURER
        if measure < _LITTLE:
            made.append(Guess(pages, pages, pages))
        elif scale is None:
            made.append(Guess(pages, (pages + 1) // 2, pages * 2))
        else:
            made.append(Guess(pages, max(1, pages - off), pages + off))
    return made


def _scale(
    sheets: Sequence[Sheet],
    measures: Sequence[float],
    drawings: Sequence[Drawing | None],
) -> float | None:
    """By how much the chapters that are drawn were longer than measured, None without."""
    drawn = [
        (measure, drawing.pages - 0.5)
        for sheet, measure, drawing in zip(sheets, measures, drawings, strict=True)
        if drawing is not None and sheet.kind == "chapter"
    ]
    expected = sum(measure for measure, _ in drawn)
    return sum(pages for _, pages in drawn) / expected if expected else None
