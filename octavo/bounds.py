"""What a value of the configuration must be besides having the right type."""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

_UNITS: Final = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0}
_NO_BLANKS: Final = re.compile(r"[^\s\x00-\x20\x7f<>\"]*")
# As a QR code that is 44 pt wide, each of its squares is then a third of a millimetre.
_LONGEST: Final = 120
_PROFILE: Final = re.compile(r"[\w./+-]+\.ic[cm]", re.IGNORECASE)
_PAGES: Final = {"b5": "176x250mm", "a4": "210x297mm", "letter": "8.5x11in"}


# RFC 5646, 2.1: language, script, region, variants, extensions, private use. Languages
# of four letters and more are reserved: such a word is “English” or “german”.
_TAG: Final = re.compile(
    r"""(?: [a-z]{2,3} (?: -[a-z]{3} ){0,3}
            (?: -[a-z]{4} )?
            (?: -(?: [a-z]{2} | [0-9]{3} ) )?
            (?: -(?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )*
            (?: -[0-9a-wyz] (?: -[a-z0-9]{2,8} )+ )*
            (?: -x (?: -[a-z0-9]{1,8} )+ )?
        | x (?: -[a-z0-9]{1,8} )+ )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def is_language(tag: str) -> bool:
    """Whether a text has the shape of a BCP 47 tag: `en`, `pt-BR`, `zh-Hant-TW`."""
    return _TAG.fullmatch(tag) is not None


def _language(value: object) -> str:
    return "" if is_language(str(value)) else "a language tag, as “en” or “pt-BR”"


def page_size(page: str) -> tuple[float, float] | None:
    """Width and height in points of `b5`, `a4`, `letter` or `WIDTHxHEIGHT`, else None.

    Units are mm, cm, in, pt; one unit at the end serves both lengths (ISO 216 for the
    names, 25.4 mm to the inch, 72 points to the inch).
    """
    written = _PAGES.get(page.lower(), page)
    found = re.fullmatch(
        r"\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)?\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)\s*",
        written.lower(),
    )
    if found is None:
        return None
    width, unit, height, last = found.groups()
    return float(width) * _UNITS[unit or last], float(height) * _UNITS[last]


def _page(value: object) -> str:
    size = page_size(str(value))
    if size is None:
        return "“b5”, “a4”, “letter”, or a size as “170mmx240mm”"
    return "" if min(size) >= 144 and max(size) <= 2880 else "between 2 and 40 inches"


def _depth(value: object) -> str:
    return "" if isinstance(value, int) and 1 <= value <= 6 else "from 1 to 6"


def _slug(value: object) -> str:
    fine = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(value))
    return "" if fine else "small letters a to z, digits and single hyphens"


def _inside(value: object) -> str:
    path = PurePosixPath(str(value))
    leads_out = path.is_absolute() or ".." in path.parts
    return "a path inside the handbook's folder" if leads_out else ""


def finished(glob: str) -> bool:
    """Whether a pattern can match: each `[` is closed, nothing is escaped at the end."""
    from pathspec import GitIgnoreSpec

    try:
        patterns = GitIgnoreSpec.from_lines([glob]).patterns
    except ValueError:
        return False
    return all(pattern.include is not None for pattern in patterns)


def length(written: str) -> float | None:
    """The points of a length as “3mm”; None for anything else."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)\s*", written.lower())
    return float(found[1]) * _UNITS[found[2]] if found else None


def _bleed(value: object) -> str:
    points = length(str(value))
    if points is None:
        return "a length, as “3mm”"
    return "" if points <= 72 else "at most an inch"


def _glob(value: object) -> str:
    text = str(value).strip()
    fine = not text or text.startswith("#") or finished(text)
    return "" if fine else "a pattern in which every “[” is closed by a “]”"


def _some(value: object) -> str:
    return "" if value else "at least one; leave the key out for all of them"


def _profile(value: object) -> str:
    fine = value == "" or _PROFILE.fullmatch(str(value))
    return "" if fine else "the name of a file in the [styles] folder, as “press.icc”"


def _address(value: object) -> str:
    text = str(value)
    try:
        parts = urlsplit(text)
        found = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        found = ""
    if text and (not found or not _NO_BLANKS.fullmatch(text)):
        return "the whole address, as “https://example.org/book”"
    if len(text.encode()) > _LONGEST:
        return f"no longer than {_LONGEST} bytes, for a code that telephones can read"
    return ""


CHECKS: Final[Mapping[str, Callable[[object], str]]] = MappingProxyType(
    {
        "checklist.paper": _some,
        "handbook.editions": _some,
        "handbook.exclude[]": _glob,
        "handbook.language": _language,
        "handbook.slug": _slug,
        "handbook.source": _inside,
        "site.url": _address,
        "pdf.page": _page,
        "pdf.toc_depth": _depth,
        "print.bleed": _bleed,
        "print.profile": _profile,
        "epub.cover": _inside,
        "epub.toc_depth": _depth,
    }
)
"""What a value of the right type must still be; the answer is "" or the help.

`[]` after a key means each member of its list.
"""
