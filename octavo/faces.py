"""The letters of a book → fonts for scripts other than Latin, Greek and Cyrillic.

octavo brings one for most living scripts; those for Chinese, Japanese and Korean are
large, and come in packages of their own (`octavo[cjk]`). A book carries only the fonts
that it has letters for. What the text fonts lack is looked for in all fonts there are,
so styles name only those of which there is one for text and one for all else.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from octavo.find import digest, package_folder, product_folder, unchanged
from octavo.model.asset import Asset

SCRIPTS = {
    "Arabic": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe",
    "Armenian": "\u0530-\u058f\ufb13-\ufb17",
    "Bengali": "\u0980-\u09ff",
    "Devanagari": "\u0900-\u097f\ua8e0-\ua8ff",
    "Ethiopic": "\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f",
    "Georgian": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
    "Gujarati": "\u0a80-\u0aff",
    "Gurmukhi": "\u0a00-\u0a7f",
    "Hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Kannada": "\u0c80-\u0cff",
    "Khmer": "\u1780-\u17ff\u19e0-\u19ff",
    "Lao": "\u0e80-\u0eff",
    "Malayalam": "\u0d00-\u0d7f",
    "Myanmar": "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
    "Oriya": "\u0b00-\u0b7f",
    "Sinhala": "\u0d80-\u0dff",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Thai": "\u0e00-\u0e7f",
}
"""Scripts that octavo has a font for, and where Unicode has their letters."""

_KINDS = ("Sans", "Serif")
_CUTS = {400: "Regular", 600: "SemiBold"}
# Before this are Latin, Greek and Cyrillic.
_FIRST = "\u0530"
_ASCII = bytes(range(128))
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff]")
_TRADITIONAL = re.compile("zh-(hant|tw|hk|mo)")


class Region(NamedTuple):
    """A way of writing Chinese characters: `charset` has those its fonts have."""

    language: str
    package: str
    ending: str
    charset: str


REGIONS = (
    Region("ko", "pylopdf_fonts_ko", "KR", "cp949"),
    Region("ja", "pylopdf_fonts_jp", "JP", "euc_jisx0213"),
    Region("zh", "pylopdf_fonts_zh_cn", "SC", "gb18030"),
    Region("zh-tw", "pylopdf_fonts_zh_tw", "TC", "big5hkscs"),
)


class Face(NamedTuple):
    """A font to be declared: the file `name` in `folder`."""

    family: str
    weight: int
    name: str
    folder: Path

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / self.name

    @property
    def asset_name(self) -> str:
        """What the rule calls it."""
        return f"fonts/{self.name}"

    @property
    def rule(self) -> str:
        """The rule that declares it."""
        return (
            f"@font-face {{ font-family: '{self.family}'; font-weight: {self.weight}; "
            f"src: url('octavo:{self.asset_name}') }}"
        )

    @property
    def design(self) -> str:
        """The name of the design that it is, or is cut from, as its makers have it."""
        words = _CAMEL.sub(" ", self.name.partition("-")[0])
        return words.replace("Octavo", "Noto Sans")

    @property
    def asset(self) -> Asset:
        """The font itself."""
        return brought(self.path, self.asset_name, f"font/{self.path.suffix[1:]}")


def brought(path: Path, name: str, media_type: str) -> Asset:
    """A file that comes along, by this name; it is read when it is wanted."""
    known = digest(path)
    read = partial(unchanged, path, known)
    return Asset(name=name, media_type=media_type, data=read, digest=known)


def letters_of(text: str) -> str:
    """The letters of a text that another font may be wanted for, each once, sorted."""
    if text.isascii():
        return ""
    # A book is nearly all ASCII, which bytes are rid of in a tenth of the time.
    others = text.encode().translate(None, _ASCII).decode()
    return "".join(sorted(sign for sign in {*others} if sign >= _FIRST))


def faces(letters: str, language: str) -> tuple[Face, ...]:
    """The fonts for the letters of a book in `language`; others than those do not count."""
    text = letters_of(letters)
    if not text:
        return ()
    folder = product_folder("styles") / "fonts"
    ours = (
        Face(f"Octavo {script}", weight, f"Octavo{script}-{cut}.ttf", folder)
        for script, ranges in SCRIPTS.items()
        if re.search(f"[{ranges}]", text)
        for weight, cut in _CUTS.items()
    )
    return (*ours, *_east_asian(text, language.lower()))


def package(signs: str) -> str:
    """The package that has a font for letters of one script; "" if there is none to add."""
    if not _EAST_ASIAN.search(signs):
        return ""
    region = _ordered(signs, "")[0]
    return "" if package_folder(region.package) else region.package.replace("_", "-")


def _east_asian(text: str, language: str) -> Iterator[Face]:
    """Fonts of as few regions as have all the letters, the book's own first.

    Chinese characters look otherwise in every region. Of the first region bold words in
    text are set in its sans, which is how they are told apart there; its fonts have one
    weight.
    """
    wanted = set(_EAST_ASIAN.findall(text))
    first = True
    for region in _ordered(text, language):
        found = {sign for sign in wanted if _encoded(sign, region.charset)}
        folder = package_folder(region.package) if found else None
        if folder is None:
            continue
        sans, serif = (f"Noto{kind}{region.ending}-Regular.otf" for kind in _KINDS)
        wanted -= found
        if not first:
            yield Face(f"Octavo Han {region.ending}", 400, sans, folder)
            continue
        first = False
        yield Face("Octavo Han", 400, sans, folder)
        yield Face("Octavo Han Serif", 400, serif, folder)
        yield Face("Octavo Han Serif", 600, sans, folder)


def _ordered(text: str, language: str) -> list[Region]:
    """The book's own region, those whose letters it has, Chinese, and the rest."""
    own = "zh-tw" if _TRADITIONAL.match(language) else language[:2]
    seen = {"ko": _HANGUL.search(text), "ja": _KANA.search(text)}
    return sorted(
        REGIONS,
        key=lambda each: (
            each.language != own,
            not seen.get(each.language),
            each.language != "zh",
        ),
    )


def _encoded(sign: str, charset: str) -> bool:
    try:
        sign.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
