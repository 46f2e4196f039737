"""What the file has to carry, and what its type may look like."""

import re
from collections.abc import Iterator

import pikepdf
from inspector.copy import Copy

_LEAST = 6.5
_DPI = 144
_MARKUP = re.compile(r"\*\*|\[\[|\]\]|\{\{|\}\}|(?<![“‘\"'])(?:```|~~~)|\|---|!\[")
"""A fence in quotation marks is one that the text speaks of, and opens no listing."""


def fonts(copy: Copy) -> Iterator[str]:
    """T17: every font is embedded, a subset, and says what its glyphs mean."""
    for item in copy.pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        kind, name = str(item.Subtype), str(item.get("/BaseFont", ""))
        if kind == "/Type3":
            yield f"{name} is drawn (Type 3)"
        elif kind == "/Type0":
            descriptor = item.DescendantFonts[0].FontDescriptor
            if not {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"{name} is not embedded"
            if "/ToUnicode" not in item:
                yield f"{name} does not say what its glyphs mean"
            if not re.match(r"/\w+\+", name):
                yield f"{name} is no subset"
        elif kind not in ("/CIDFontType2", "/CIDFontType0"):
            yield f"{name} is a font of the viewer's"


def characters(copy: Copy) -> Iterator[str]:
    """T18: every character is known."""
    for leaf in copy.leaves:
        for line in leaf.lines:
            if "\ufffd" in line.text or "\x00" in line.text:
                yield f"{leaf.number}: an unknown character in {line.text}"


def smallest_type(copy: Copy) -> Iterator[str]:
    """T19: nothing is smaller than 6.5 points."""
    for leaf in copy.leaves:
        for line in leaf.lines:
            small = [glyph for glyph in line.glyphs if glyph.size < _LEAST - 0.01]
            if small:
                yield f"{leaf.number}: {small[0].size:.2f} pt in {line.text}"


def resolution(copy: Copy) -> Iterator[str]:
    """T20: bitmaps have 144 dots an inch as they are placed."""
    for leaf in copy.leaves:
        for shot in leaf.shots:
            if shot.dpi < _DPI - 1:
                yield f"{leaf.number}: a picture with {shot.dpi:.0f} dpi"


def catalogue(copy: Copy) -> Iterator[str]:
    """T22, T25, T26: title and language; no script, no attachment, no machine's folders."""
    root, told = copy.pdf.Root, copy.pdf.docinfo
    if "/Lang" not in root:
        yield "no language"
    if not str(told.get("/Title", "")):
        yield "no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not displayed"
    for key in ("/OpenAction", "/AA", "/JavaScript"):
        if key in root:
            yield f"{key} in the catalogue"
    if copy.pdf.is_encrypted or copy.pdf.attachments:
        yield "encrypted, or with attachments"
    for key, value in told.items():
        if re.search(r"/(?:home|root|tmp|Users|work)/", str(value)):
            yield f"{key} tells of a folder: {value}"


def contrast(copy: Copy) -> Iterator[str]:
    """T24: text stands out from its ground by 4.5 : 1, large type by 3 : 1."""
    for leaf in copy.leaves:
        for line in leaf.lines:
            glyph = line.glyphs[0]
            # On one side of a line there may be a picture. A pixel is a point wide, and
            # the next to the ink may have some of it.
            ratio = max(
                _ratio(glyph.colour, leaf.behind(x, line.base - 0.3 * glyph.size))
                for x in (line.left - 2, line.right + 2)
            )
            least = 3 if glyph.size >= 18 else 4.5
            if ratio < least:
                yield f"{leaf.number}: {ratio:.1f} : 1 in {line.text}"


def _ratio(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast of two colours (WCAG 2.2, “contrast ratio”)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def leftover_markup(copy: Copy) -> Iterator[str]:
    """T27: no mark-up of the source is left outside of code."""
    for leaf in copy.leaves:
        for line in leaf.lines:
            words = "".join(
                glyph.text if "Mono" not in glyph.face else " " for glyph in line.glyphs
            )
            if _MARKUP.search(words):
                yield f"{leaf.number}: {line.text}"
