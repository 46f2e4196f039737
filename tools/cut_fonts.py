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
from fontTools.ttLib.tables.otTables import Lookup, MultipleSubst
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
# All pictographs there are, with the digits of keys; a tone of skin joins what it is of.
PICTURES: tuple[Range, ...] = (
    *((0x200D, 0x200D), (0x20E3, 0x20E3), (0x2100, 0x27FF), (0x2900, 0x2BFF)),
    *((0x30, 0x39), (0x23, 0x23), (0x2A, 0x2A), (0x3030, 0x3299), (0xFE0F, 0xFE0F)),
    (0x1F000, 0x1FAFF),
)
# What the text fonts have stays theirs; the rest are letters of other scripts, what
# joins them or keeps them apart, and the ring that stands for a letter.
SCRIPTS: tuple[Range, ...] = (
    *((0x0530, 0x1CFF), (0x200C, 0x200F), (0x25CC, 0x25CC), (0x2D00, 0xFEFF)),
)
NAMED = (
    *(
        "Arabic",
        "Armenian",
        "Bengali",
        "Devanagari",
        "Ethiopic",
        "Georgian",
        "Gujarati",
    ),
    *("Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya"),
    *("Sinhala", "Tamil", "Telugu", "Thai"),
)
"""Scripts of which Noto Sans has a font."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One file to make: a place on the axes of `source`, under a name of ours.

    `signs` limits it to those ranges, empty for all; `but` names a font whose
    characters are left to it. Signs stand by themselves unless they are `joined`.
    """

    family: str
    source: tuple[str, str]
    weight: int = 400
    italic: bool = False
    optical: int | None = None
    signs: tuple[Range, ...] = ()
    but: tuple[str, str] | None = None
    joined: bool = False

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
    *(
        Cut(
            family=f"Octavo {script}",
            source=("manimgx_fonts", f"NotoSans{script}[wght].ttf"),
            weight=weight,
            signs=SCRIPTS,
            joined=True,
        )
        for script in NAMED
        for weight in (400, 600)
    ),
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
    features = FEATURES if not cut.signs or cut.source == EMOJI else []
    options = Options(
        # Letters of some scripts are not to be read without all that a font does to them.
        layout_features=["*"] if cut.joined else features,
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


def bare(cut: Cut, font: TTFont) -> TTFont:
    """A font of pictures in which the sign that asks for a picture leaves no glyph.

    It would stand between the letters of a ligature (4️⃣), and the PDF would take what
    is copied of the one for what is copied of the other.
    """
    if cut.source != EMOJI:
        return font
    drop = MultipleSubst()
    drop.mapping = {font.getBestCmap()[0xFE0F]: []}
    first = Lookup()
    first.LookupType, first.LookupFlag, first.SubTable = 2, 0, [drop]
    table = font["GSUB"].table
    for lookup in table.LookupList.Lookup:
        for part in lookup.SubTable:
            for record in getattr(part, "SubstLookupRecord", ()):
                record.LookupListIndex += 1
    for record in table.FeatureList.FeatureRecord:
        later = [index + 1 for index in record.Feature.LookupListIndex]
        record.Feature.LookupListIndex = [0, *later]
    table.LookupList.Lookup.insert(0, first)
    return font


def placed(cut: Cut, font: TTFont) -> TTFont:
    """The font at its place on the axes, no axis left."""
    if "fvar" not in font:
        return font
    place = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    place["wght"] = cut.weight
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
        font = named(cut, placed(cut, bare(cut, thinned(cut, opened(cut.source)))))
        path = OUT / f"{cut.name}.ttf"
        font.save(path)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
