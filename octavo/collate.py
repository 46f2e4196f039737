"""Names in order: of notes in folders, of terms in an alphabet; what a name says.

A floor below what needs it: the orders, navigation blocks, links to folders, glossaries.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import TypeAlias

Key: TypeAlias = tuple[tuple[int, int, str], ...]

_RUN = re.compile(r"(\d+)")
_PREFIX = re.compile(r"^\d+(?:\.\d+)*[\s._)-]+(?=\S)")
# No year or compact date, no number of things (“100 days”), none that others follow.
_ORDINAL = re.compile(
    r"^(?!(?:1[89]|20)\d\d(?:\d{4})?(?!\d)|[1-9]\d{2,7}\s)"
    r"\d+(?:\.\d+)*[\s._)-]+(?=[^\s._)\d-])"
)
_ZERO = re.compile(r"^(00[_\- ]|0_)")
_INDEX = ("index", "readme", "_index", "_category_")
MARKDOWN = (".md", ".markdown", ".mdx", ".qmd", ".rmd")
"""What the names of notes end in; the last three are markdown with code beside it."""

_CONTENTS = frozenset(
    (
        *("contents", "table of contents", "toc", "map of content", "map of contents"),
        *("moc", "inhalt", "inhaltsverzeichnis", "sommaire", "table des matières"),
        *("índice", "sumário", "indice", "sommario", "inhoud", "spis treści"),
        *("оглавление", "содержание", "目录", "目次", "목차"),
    )
)
_FOLDS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}
)
_LETTERS = {
    **dict.fromkeys(("sv", "fi"), "z å ä ö"),
    **dict.fromkeys(("da", "nb", "nn", "no"), "z æ ø å"),
    "es": "n ñ",
    "pl": "a ą|c ć|e ę|l ł|n ń|o ó|s ś|z ź ż",
    "cs": "c č|h ch|r ř|s š|z ž",
    "sk": "a ä|c č|h ch|o ô|s š|z ž",
    "tr": "c ç|g ğ|h ı|o ö|s ş|u ü",
    "et": "s š z ž|w õ ä ö ü",
    "lt": "c č|s š|z ž",
    "hu": "c cs|d dz dzs|g gy|l ly|n ny|o ö ő|s sz|t ty|u ü ű|z zs",
    "ru": "и й",
    "uk": "г ґ|е є|и і ї й",
}
"""Letters that a language counts as its own, each group behind the one it begins with."""
_HOMES = frozenset(
    ["index", "home", "start", "startseite", "accueil", "inicio", "início", "главная"]
)


def natural(text: str) -> Key:
    """A sort key: runs of digits by value, other text case-folded by code point.

    A run of digits comes before other text. Equal keys are possible (`01` and `1`);
    sort by the text itself after them.
    """
    return tuple(
        _by_value(run) if run.isdecimal() else (1, 0, run.casefold())
        for run in _RUN.split(text)
        if run
    )


def _by_value(digits: str) -> tuple[int, int, str]:
    """A sort key for a number, however long: Python reads none of 4300 digits."""
    if not digits.isascii():
        digits = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    bare = digits.lstrip("0")
    return (0, len(bare), bare)


def alphabetical(text: str, language: str) -> tuple[Key, str, str]:
    """A sort key for terms in the alphabet of `language` (BCP 47); no two texts share it.

    Accents are folded away (NFKD) but for the language's own letters, signs do not
    count, digits count by value. What it gives depends on nothing that is installed.
    """
    lower = unicodedata.normalize("NFC", text).casefold()
    return natural(_lettered(lower, _own_letters(language))), lower, text


def initial(text: str, language: str) -> str:
    """The letter that a term stands under, upper case; "" for a sign, a digit, Han."""
    key = _lettered(text.casefold(), _own_letters(language))
    own = {placed: letter for letter, placed in _own_letters(language).items()}
    first = own.get(key[:2], key[:1])
    if not first.isalpha() or "\u3400" <= first <= "\u9fff":
        return ""
    return first.upper()


@cache
def _own_letters(language: str) -> Mapping[str, str]:
    """The letters of a language that sort apart, with what they are sorted as."""
    groups = _LETTERS.get(language.lower().partition("-")[0], "")
    return {
        letter: group[0] + chr(0xE000 + at)
        for group in groups.split("|")
        for at, letter in enumerate(group.split()[1:])
    }


def _lettered(lower: str, own: Mapping[str, str]) -> str:
    """Letters and digits alone, accents folded, own letters behind their neighbours."""
    out: list[str] = []
    at = 0
    lower = unicodedata.normalize("NFC", lower)
    while at < len(lower):
        size = next((n for n in (3, 2, 1) if lower[at : at + n] in own), 0)
        if size:
            out.append(own[lower[at : at + size]])
        else:
            size = 1
            plain = unicodedata.normalize("NFKD", lower[at].translate(_FOLDS))
            out += [c for c in plain if c.isalnum() or c.isspace()]
        at += size
    return " ".join("".join(out).split())


def prefixed(name: str) -> bool:
    """Whether a name begins with a number that orders it (`01_`, `1. `, `2-`)."""
    return _PREFIX.match(name) is not None


def unprefixed(name: str) -> str:
    """The name without the number that orders it; a bare number stays.

    So does one that other numbers follow (`80-20`), a date (`2024-01-31`), a year and a
    number of things (“100 days”): they say more than in what order names stand.
    """
    return _ORDINAL.sub("", name, count=1)


def prettified(name: str) -> str:
    """A folder's name as a title: no number, blanks, first letter upper case (R10.9)."""
    plain = " ".join(re.sub(r"[_-]+", " ", unprefixed(name)).split())
    return plain[:1].upper() + plain[1:] if plain else name


def names_contents(stem: str) -> bool:
    """Whether a note of this name is a table of contents (rule R10.3)."""
    return _bare(stem) in _CONTENTS


def names_home(stem: str) -> bool:
    """Whether a note of this name is where readers start (rule R10.3)."""
    return _bare(stem) in _HOMES


def names_folder(stem: str) -> bool:
    """Whether a note of this name says nothing but that it is its folder's (R10.8)."""
    return stem.casefold() in _INDEX


def _bare(stem: str) -> str:
    return " ".join(re.sub(r"[_\-\s]+", " ", unprefixed(stem)).casefold().split())


def index_note(
    folder: PurePosixPath, paths: Iterable[PurePosixPath]
) -> PurePosixPath | None:
    """The index note of `folder` among `paths`, by rule R10.8; None without one."""
    inside = sorted(
        (path for path in paths if path.parent == folder), key=_order_of_names
    )
    stems = {path: path.stem.casefold() for path in inside}
    for name in _INDEX:
        for path in inside:
            if stems[path] == name:
                return path
    for path in inside:
        if _ZERO.match(path.stem):
            return path
    own = folder.name.casefold()
    return next((path for path in inside if own and stems[path] == own), None)


def in_folders(
    paths: Iterable[PurePosixPath], ranks: Mapping[PurePosixPath, int] | None = None
) -> tuple[PurePosixPath, ...]:
    """`paths` depth first by rule R10.7: index note, then notes and subfolders.

    Notes and subfolders stand in one natural order where any name at their level has
    a number in front, else the notes come first. What has a rank (a note or a folder)
    comes before what has none, by rank.
    """
    return _below(PurePosixPath(), 0, paths, ranks or {})


def _below(
    folder: PurePosixPath,
    depth: int,
    paths: Iterable[PurePosixPath],
    ranks: Mapping[PurePosixPath, int],
) -> tuple[PurePosixPath, ...]:
    """The paths in a folder whose own path has `depth` parts."""
    notes: list[PurePosixPath] = []
    inside: dict[str, list[PurePosixPath]] = {}
    for path in paths:
        parts = path.parts
        if len(parts) == depth + 1:
            notes.append(path)
        else:
            inside.setdefault(parts[depth], []).append(path)
    deeper = {folder / name: below for name, below in inside.items()}
    index = index_note(folder, notes)
    numbered = any(prefixed(_label(path)) for path in [*notes, *deeper])

    def key(path: PurePosixPath) -> tuple[int, bool, bool, tuple[Key, str]]:
        after = not numbered and path in deeper
        rank = ranks.get(path, len(ranks))
        return rank, path != index, after, _order_of_names(path)

    out: list[PurePosixPath] = []
    for path in sorted([*notes, *deeper], key=key):
        below = deeper.get(path)
        out += (path,) if below is None else _below(path, depth + 1, below, ranks)
    return tuple(out)


def _label(path: PurePosixPath) -> str:
    return path.stem if path.suffix.lower() in MARKDOWN else path.name


def _order_of_names(path: PurePosixPath) -> tuple[Key, str]:
    return natural(_label(path)), path.name
