"""Names of notes: their natural order in folders, and what a name says of a note.

A floor below what needs it: the orders, navigation blocks and links to folders.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypeAlias

Key: TypeAlias = tuple[tuple[int, int, str], ...]

_RUN = re.compile(r"(\d+)")
_PREFIX = re.compile(r"^\d+(?:\.\d+)*[\s._)-]+(?=\S)")
_ZERO = re.compile(r"^(00[_\- ]|0_)")
_INDEX = ("index", "readme", "_index")
_CONTENTS = frozenset(
    (
        *("contents", "table of contents", "toc", "map of content", "map of contents"),
        *("moc", "inhalt", "inhaltsverzeichnis", "sommaire", "table des matières"),
        *("índice", "sumário", "indice", "sommario", "inhoud", "spis treści"),
        *("оглавление", "содержание", "目录", "目次", "목차"),
    )
)
_HOMES = frozenset(
    ["index", "home", "start", "startseite", "accueil", "inicio", "início", "главная"]
)


def natural(text: str) -> Key:
    """A sort key: runs of digits by value, other text case-folded by code point.

    A run of digits comes before other text. Equal keys are possible (`01` and `1`);
    sort by the text itself after them.
    """
    return tuple(
        (0, int(run), "") if run.isdecimal() else (1, 0, run.casefold())
        for run in _RUN.split(text)
        if run
    )


def prefixed(name: str) -> bool:
    """Whether a name begins with a number that orders it (`01_`, `1. `, `2-`)."""
    return _PREFIX.match(name) is not None


def unprefixed(name: str) -> str:
    """The name without the number that orders it; a bare number stays."""
    return _PREFIX.sub("", name, count=1)


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
    return _below(PurePosixPath(), tuple(paths), ranks or {})


def _below(
    folder: PurePosixPath,
    paths: tuple[PurePosixPath, ...],
    ranks: Mapping[PurePosixPath, int],
) -> tuple[PurePosixPath, ...]:
    notes = [path for path in paths if path.parent == folder]
    deeper: dict[PurePosixPath, list[PurePosixPath]] = {}
    for path in paths:
        if path.parent != folder:
            name = path.relative_to(folder).parts[0]
            deeper.setdefault(folder / name, []).append(path)
    index = index_note(folder, notes)
    numbered = any(prefixed(_label(path)) for path in [*notes, *deeper])

    def key(path: PurePosixPath) -> tuple[int, bool, bool, tuple[Key, str]]:
        after = not numbered and path in deeper
        rank = ranks.get(path, len(ranks))
        return rank, path != index, after, _order_of_names(path)

    out: list[PurePosixPath] = []
    for path in sorted([*notes, *deeper], key=key):
        out += _below(path, tuple(deeper[path]), ranks) if path in deeper else (path,)
    return tuple(out)


def _label(path: PurePosixPath) -> str:
    return path.stem if path.suffix.lower() in (".md", ".markdown") else path.name


def _order_of_names(path: PurePosixPath) -> tuple[Key, str]:
    return natural(_label(path)), path.name
