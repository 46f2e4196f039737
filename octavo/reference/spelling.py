"""Targets as text: their segments, their endings, and the paths they can spell.

Dialect rules R4.3 and R4.4, as far as they need no files.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from octavo.collate import MARKDOWN as ENDINGS
from octavo.collate import unprefixed
from octavo.model.asset import PICTURES

SOUNDS = frozenset(("3gp", "aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"))
FILMS = frozenset(("avi", "m4v", "mkv", "mov", "mp4", "ogv", "webm"))
MARKDOWN = tuple(ending[1:] for ending in ENDINGS)
_MEDIA = {
    **dict.fromkeys(SOUNDS, "sound"),
    **dict.fromkeys(FILMS, "film"),
    "base": "base",
    "canvas": "canvas",
    "excalidraw": "Excalidraw",
    "pdf": "PDF",
}
_KNOWN = PICTURES | frozenset(_MEDIA) | frozenset(MARKDOWN)

_BLANKS = re.compile(r"[\s_-]+")


def spaced(name: str) -> str:
    """A path or a target in NFC, each run of white space in it one blank (rule R4.1)."""
    return " ".join(normalize("NFC", name).split())


def suffix_of(target: str) -> str:
    """The file name extension of a target, in lower case without its dot; or ""."""
    name = target.rpartition("/")[2]
    if name in ("", "."):
        name = PurePosixPath(target).name
    stem, _, suffix = name.rpartition(".")
    return suffix.lower() if stem else ""


def is_medium(target: str) -> bool:
    """Whether a target's ending says that it is no note: a picture, sound, a PDF."""
    suffix = suffix_of(target)
    picture_or_other = suffix in _KNOWN and suffix not in MARKDOWN
    return picture_or_other or target.lower().endswith(".excalidraw.md")


def medium_of(target: str) -> str:
    """What a file is that a page cannot hold: sound, film, PDF, canvas; else ""."""
    name = target.lower().removesuffix(".md")
    return _MEDIA.get(suffix_of(name), "")


def medium_of_file(path: str) -> str:
    """The same of a file that is no note; markdown that is none is a drawing."""
    return medium_of(path) or ("Excalidraw" if suffix_of(path) in MARKDOWN else "")


def last_name(target: str) -> str:
    """The last segment of a target, without `.md`: what a reader would call it."""
    name = target.rstrip("/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and stem and suffix.lower() in MARKDOWN else name


def ascent(target: str) -> tuple[int, str]:
    """How many folders a target goes up first, and what is left of it."""
    segments = [part for part in target.split("/") if part not in ("", ".")]
    ups = 0
    while ups < len(segments) and segments[ups] == "..":
        ups += 1
    return ups, "/".join(segments[ups:])


def bare_of(target: str) -> str:
    """The target without `/`, `./` and `../` in front."""
    return ascent(target)[1]


def spellings(bare: str) -> tuple[str, ...]:
    """The file names a target can stand for, in order (rule R4.3)."""
    if suffix_of(bare) in _KNOWN:
        return (bare, f"{bare}.md")
    return (*(f"{bare}.{suffix}" for suffix in MARKDOWN), bare)


def stem_of(bare: str) -> str:
    """The target without `.md`."""
    stem, dot, suffix = bare.rpartition(".")
    return stem if dot and suffix.lower() in MARKDOWN else bare


def places(
    target: str, here: PurePosixPath, spelled: tuple[str, ...]
) -> Iterator[tuple[str, bool]]:
    """Where the target can stand exactly, in the order of steps 1 to 4 of R4.4.

    The second of each pair says that it left the root and was brought back.
    """
    rooted = target.startswith("/")
    dots = target.startswith("./") or target.split("/", 1)[0] in (".", "..")
    ups = ascent(target)[0]
    folder = () if rooted else here.parent.parts
    stays = ups <= len(folder)
    start = [spaced(part) for part in folder[: len(folder) - ups]]
    if stays and not rooted:
        for name in spelled:
            if path := _joined(start, name):
                yield path, False
    if rooted or not dots or not stays:
        for name in spelled:
            if path := _joined([], name):
                yield path, not stays


def _joined(start: list[str], name: str) -> str:
    """The path of `name` below `start`, "" when it leaves the root."""
    parts = list(start)
    for part in name.split("/"):
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return ""
    return "/".join(parts)


def ends_in(path: PurePosixPath, wanted: str, folded: bool) -> bool:
    """Whether a path ends in the whole segments of `wanted`, which may be folded."""
    name = spaced(str(path))
    return f"/{name.casefold() if folded else name}".endswith(f"/{wanted}")


def loosened(name: str) -> str:
    """A name as step 8 compares it: no number in front, `_`, `-` and case ignored."""
    return _BLANKS.sub(" ", unprefixed(name)).strip().casefold()
