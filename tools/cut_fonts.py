"""Cut the static fonts of `styles/fonts/` out of the variable ones they come from.

Run by a developer when a source font changes, never by a build:

    uv pip install fontpkg-source-serif-4 fontpkg-source-sans-3 \
        fontpkg-source-code-pro manimgx-fonts ziamath
    python tools/cut_fonts.py [NAME …]

Equal sources give equal bytes: no time stamp is written. The licences of Source Serif,
Sans and Code reserve the name “Source” (SIL Open Font License 1.1, clause 3), so every
cut gets a name of ours; the copyright and licence records stay in the file, and
`OFL.txt` beside it holds the licence.

Why static cuts: an engine asked for 10.5 pt takes the optical size from CSS pixels and
embeds one more font for every size in use (measured with WeasyPrint 70: 22 fonts
against 13, files 23 % larger, writing 2.5 times as long).

Why TrueType and not WOFF2: the typesetter unpacks WOFF2 in every worker process before
its first page.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

OUT = Path(__file__).resolve().parent.parent / "styles" / "fonts"

SERIF = ("fontpkg_source_serif_4", "files/SourceSerif4[opsz,wght].ttf")
SERIF_ITALIC = ("fontpkg_source_serif_4", "files/SourceSerif4-Italic[opsz,wght].ttf")
SANS = ("fontpkg_source_sans_3", "files/SourceSans3[wght].ttf")
SANS_ITALIC = ("fontpkg_source_sans_3", "files/SourceSans3-Italic[wght].ttf")
MONO = ("fontpkg_source_code_pro", "files/SourceCodePro[wght].ttf")
MONO_ITALIC = ("fontpkg_source_code_pro", "files/SourceCodePro-Italic[wght].ttf")
STIX = ("ziamath", "fonts/STIXTwoMath-Regular.ttf")
NOTO = ("manimgx_fonts", "NotoSans[wght].ttf")
EMOJI = ("manimgx_fonts", "NotoEmoji[wght].ttf")

STYLES = {300: "Light", 400: "Regular", 600: "SemiBold"}

# What the styles ask for, and what shaping needs unasked; stylistic sets, swashes and
# small capitals are left out and take a third of the glyphs with them.
FEATURES = [
    *("ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "rlig", "clig"),
    *("lnum", "tnum", "pnum", "onum", "sups", "subs", "frac", "numr", "dnom", "ordn"),
    *("case", "zero"),
]

Range = tuple[int, int]
BLANKS = {0x20, 0xA0}
# Signs the text fonts lack: letterlike signs, arrows, operators, technical signs,
# enclosed figures, shapes, dingbats, mathematical letters.
SIGNS: tuple[Range, ...] = (
    *((0x2070, 0x209F), (0x2100, 0x23FF), (0x2460, 0x27FF), (0x2900, 0x2BFF)),
    (0x1D400, 0x1D7FF),
)
# Indices and exponents written as characters (ᵢ, ₙ, ᵀ) and the hyphen that never breaks.
LETTERS: tuple[Range, ...] = (
    *((0x1D2C, 0x1D6A), (0x1D9B, 0x1DBF), (0x2010, 0x2011), (0x2070, 0x209C)),
    (0x2C7C, 0x2C7D),
)
# Pictographs people put into notes; flags, clock faces, zodiac, families, skin tones
# and most animals and dishes are left out for size.
PICTURES: tuple[Range, ...] = (
    *((0x200D, 0x200D), (0x20E3, 0x20E3), (0x2100, 0x27FF), (0x2900, 0x2BFF)),
    *((0x30, 0x39), (0x23, 0x23), (0x2A, 0x2A), (0xFE0F, 0xFE0F)),
    *((0x1F300, 0x1F311), (0x1F315, 0x1F321), (0x1F331, 0x1F335), (0x1F340, 0x1F343)),
    *((0x1F355, 0x1F355), (0x1F37A, 0x1F37F), (0x1F380, 0x1F389), (0x1F393, 0x1F393)),
    *((0x1F3A8, 0x1F3AF), (0x1F3B2, 0x1F3B6), (0x1F3C1, 0x1F3C6), (0x1F3D7, 0x1F3D7)),
    *((0x1F3DB, 0x1F3DB), (0x1F3E0, 0x1F3E6), (0x1F3F3, 0x1F3F7), (0x1F40C, 0x1F40D)),
    *((0x1F41B, 0x1F41E), (0x1F422, 0x1F422), (0x1F433, 0x1F433), (0x1F440, 0x1F44F)),
    *((0x1F464, 0x1F465), (0x1F468, 0x1F469), (0x1F47B, 0x1F47F), (0x1F480, 0x1F480)),
    *((0x1F48E, 0x1F48E), (0x1F493, 0x1F49F), (0x1F4A1, 0x1F4AF), (0x1F4B0, 0x1F4FF)),
    *((0x1F500, 0x1F54F), (0x1F570, 0x1F57A), (0x1F587, 0x1F5FF), (0x1F600, 0x1F64F)),
    *((0x1F680, 0x1F681), (0x1F697, 0x1F697), (0x1F6A6, 0x1F6AD), (0x1F6D1, 0x1F6E9)),
    *((0x1F7E0, 0x1F7EB), (0x1F90C, 0x1F930), (0x1F937, 0x1F937), (0x1F947, 0x1F949)),
    *((0x1F970, 0x1F97A), (0x1F984, 0x1F984), (0x1F9D0, 0x1F9D0), (0x1F9E0, 0x1F9F9)),
    *((0x1FA79, 0x1FA84), (0x1FAE0, 0x1FAE8), (0x1FAF0, 0x1FAF8)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One file to make: a place on the axes of `source`, under a name of ours.

    `signs` limits it to those ranges, empty for all; `but` names a font whose
    characters are left to it.
    """

    family: str
    source: tuple[str, str]
    weight: int = 400
    italic: bool = False
    optical: int | None = None
    signs: tuple[Range, ...] = ()
    but: tuple[str, str] | None = None

    @property
    def style(self) -> str:
        """The style as fonts write it: Regular, Italic, SemiBold Italic."""
        upright = STYLES[self.weight]
        if not self.italic:
            return upright
        return "Italic" if upright == "Regular" else f"{upright} Italic"

    @property
    def name(self) -> str:
        """The PostScript name, which is also the file's stem."""
        return f"{self.family}-{self.style}".replace(" ", "")


def upright_and_italic(
    family: str,
    sources: tuple[tuple[str, str], tuple[str, str]],
    weights: tuple[int, ...],
    italics: tuple[int, ...],
    optical: int | None = None,
) -> tuple[Cut, ...]:
    """The cuts of one family, uprights before italics."""
    return tuple(
        Cut(
            family=family,
            source=sources[italic],
            weight=weight,
            italic=italic,
            optical=optical,
        )
        for italic, chosen in ((False, weights), (True, italics))
        for weight in chosen
    )


_SERIF, _SANS, _MONO = (SERIF, SERIF_ITALIC), (SANS, SANS_ITALIC), (MONO, MONO_ITALIC)
CUTS: tuple[Cut, ...] = (
    *upright_and_italic("Octavo Serif", _SERIF, (400, 600), (400, 600), 11),
    *upright_and_italic("Octavo Serif Caption", _SERIF, (400, 600), (400,), 8),
    *upright_and_italic("Octavo Serif Display", _SERIF, (400, 600), (400,), 36),
    *upright_and_italic("Octavo Sans", _SANS, (300, 400, 600), (400, 600)),
    *upright_and_italic("Octavo Mono", _MONO, (400, 600), (400,)),
    Cut(family="Octavo Signs", source=STIX, signs=SIGNS, but=EMOJI),
    Cut(family="Octavo Letters", source=NOTO, signs=LETTERS),
    Cut(family="Octavo Pictures", source=EMOJI, signs=PICTURES),
)


def opened(source: tuple[str, str]) -> TTFont:
    """The font of an installed package."""
    package, path = source
    return TTFont(str(files(package).joinpath(path)), recalcTimestamp=False)


def characters(cut: Cut, font: TTFont) -> Iterable[int]:
    """The code points the cut keeps."""
    have = set(font.getBestCmap())
    if cut.signs:
        have = {c for c in have if any(low <= c <= high for low, high in cut.signs)}
    if cut.but:
        have -= set(opened(cut.but).getBestCmap())
    # A blank between two signs is set in their font, and must not come out as a box.
    return have | BLANKS


def thinned(cut: Cut, font: TTFont) -> TTFont:
    """The font without glyphs, features and tables that no page of ours uses."""
    options = Options(
        layout_features=FEATURES if not cut.signs or cut.source == EMOJI else [],
        name_IDs=["*"],
        notdef_outline=True,
        glyph_names=False,
        hinting=False,
        drop_tables=["MATH", "DSIG", "BASE", "meta", "JSTF"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters(cut, font))
    subsetter.subset(font)
    return font


def placed(cut: Cut, font: TTFont) -> TTFont:
    """The font at its place on the axes, no axis left."""
    if "fvar" not in font:
        return font
    place: dict[str, float] = {"wght": cut.weight}
    if cut.optical:
        place["opsz"] = cut.optical
    instancer.instantiateVariableFont(font, place, inplace=True)
    if "STAT" in font:
        del font["STAT"]
    return font


def named(cut: Cut, font: TTFont) -> TTFont:
    """The font under our name (OpenType, `name`: ids 1 to 6, 16 and 17)."""
    names = font["name"]
    kept = {n: names.getDebugName(n) for n in (0, 5, 9, 13, 14)}
    names.names = []
    four = cut.style in ("Regular", "Italic")
    words = {
        **{n: text for n, text in kept.items() if text},
        1: cut.family if four else f"{cut.family} {STYLES[cut.weight]}",
        2: cut.style if four else ("Italic" if cut.italic else "Regular"),
        3: f"octavo: {cut.name}",
        4: f"{cut.family} {cut.style}",
        6: cut.name,
        16: cut.family,
        17: cut.style,
    }
    for number, text in words.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = cut.weight
    italic = 0x01 if cut.italic else 0
    font["OS/2"].fsSelection = (
        font["OS/2"].fsSelection & ~0x61 | italic | (0 if italic else 0x40)
    )
    font["head"].macStyle = 0x02 if cut.italic else 0
    return font


def main(chosen: list[str]) -> None:
    """Write the cuts named in `chosen`, or all of them."""
    OUT.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        if chosen and cut.name not in chosen:
            continue
        font = named(cut, placed(cut, thinned(cut, opened(cut.source))))
        path = OUT / f"{cut.name}.ttf"
        font.save(path)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
