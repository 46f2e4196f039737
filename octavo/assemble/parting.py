"""Chapters in order → parts, where the order itself names none (rule R10.9)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath

from octavo.collate import index_note, names_folder, prettified
from octavo.model.book import Role
from octavo.model.document import Library
from octavo.orders.lists import mostly_lists
from octavo.orders.order import Gathering, Place

_PARTS, _NOTES = 2, 2
"""At least two folders with two notes or more make a book of parts."""


def parted(
    places: tuple[Place, ...], library: Library, *, written: bool
) -> tuple[Gathering, ...]:
    """The places as parts: by `part` properties, else by top folders, else as they are.

    Notes of the root stand in no part: before the first part they are front matter,
    after it back matter. The order within a part is that of `places`. Folders whose
    notes stand apart in the order are no parts: they would change it. To an order that
    somebody has `written` no line is added.
    """
    called = folder_titles(library)
    places = nested(places, called, lines=not written)
    named = [
        "" if place.draft else library[place.path].properties.part for place in places
    ]
    by_folder = _has_parts(place.path for place in places if not place.draft)
    by_folder = by_folder and _together(place.path for place in places)
    if not by_folder and not any(named):
        return (Gathering(title="", places=places),)
    keys: list[tuple[str, str]] = []
    for place, part in zip(places, named, strict=True):
        folder = place.path.parts[0] if len(place.path.parts) > 1 else ""
        keys.append(("part", part) if part else ("folder", folder if by_folder else ""))
    groups: dict[tuple[str, str], list[Place]] = {}
    front: list[Place] = []
    back: list[Place] = []
    for key, place in zip(keys, places, strict=True):
        if key != ("folder", ""):
            groups.setdefault(key, []).append(place)
        elif groups:
            back.append(place)
        else:
            front.append(place)
    parts = [
        Gathering(
            title=name if kind == "part" else _title(name, group, library, called),
            places=tuple(group),
        )
        for (kind, name), group in groups.items()
    ]
    ends = [
        Gathering(title="", places=tuple(places), role=role)
        for places, role in ((front, Role.FRONT), (back, Role.BACK))
        if places
    ]
    return tuple(sorted((*parts, *ends), key=lambda each: _RANKS[each.role]))


_RANKS = {Role.FRONT: 0, Role.BODY: 1, Role.BACK: 2}


def folder_titles(library: Library) -> dict[PurePosixPath, str]:
    """What index notes say of their folders that say nothing else (`_index.md`)."""
    return {
        path.parent: document.properties.title
        for path, document in library.items()
        if names_folder(path.stem) and not document.blocks and not document.heading
    }


def nested(
    places: tuple[Place, ...], called: Mapping[PurePosixPath, str], *, lines: bool
) -> tuple[Place, ...]:
    """Places with the levels that deeper folders give them (R10.9, last sentence).

    Where the notes of a folder stand together, its index note stands where the folder
    does, if it comes first, and the others one level deeper. Without one the folder's
    name stands there, a line of the contents without a page, where there are to be such
    `lines`; `called` says what else it is called. Top folders, being parts or taking their
    place, nest nothing. An order that nests has the say.
    """
    if any(place.level > 1 or place.draft for place in places):
        return places
    inside: dict[PurePosixPath, list[PurePosixPath]] = {}
    for place in places:
        inside.setdefault(place.path.parent, []).append(place.path)
    whole = _whole_folders(places)
    indices: dict[PurePosixPath, PurePosixPath | None] = {}
    seen: set[PurePosixPath] = set()
    out: list[Place] = []
    for place in places:
        path = place.path
        level = 1
        for folder in _deep_folders(path):
            if folder not in whole:
                continue
            if folder not in indices:
                indices[folder] = index_note(folder, inside.get(folder, ()))
            index = indices[folder]
            if index is None and lines:
                if folder not in seen:
                    seen.add(folder)
                    title = called.get(folder) or prettified(folder.name)
                    out.append(
                        Place(path=folder, listed=title, level=level, draft=True)
                    )
                level += 1
            level += index is not None and index != path and index in seen
        seen.add(path)
        out.append(replace(place, level=level))
    return tuple(out)


def _deep_folders(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """The folders below top folders that hold a note, the outermost first."""
    return (folder for folder in reversed(path.parents) if len(folder.parts) >= 2)


def _whole_folders(places: tuple[Place, ...]) -> frozenset[PurePosixPath]:
    """The deeper folders whose notes follow one another, with nothing between."""
    first: dict[PurePosixPath, int] = {}
    counts: Counter[PurePosixPath] = Counter()
    apart: set[PurePosixPath] = set()
    for at, place in enumerate(places):
        for folder in _deep_folders(place.path):
            if first.setdefault(folder, at) + counts[folder] != at:
                apart.add(folder)
            counts[folder] += 1
    return frozenset(first.keys() - apart)


def _together(paths: Iterable[PurePosixPath]) -> bool:
    """Whether the notes of each top folder follow one another, the root's aside."""
    tops = (path.parts[0] for path in paths if len(path.parts) > 1)
    runs = [top for top, _ in groupby(tops)]
    return len(runs) == len(set(runs))


def _has_parts(paths: Iterable[PurePosixPath]) -> bool:
    counts = Counter(path.parts[0] for path in paths if len(path.parts) > 1)
    return sum(1 for count in counts.values() if count >= _NOTES) >= _PARTS


def _title(
    folder: str,
    places: list[Place],
    library: Library,
    called: Mapping[PurePosixPath, str],
) -> str:
    """The breadcrumb's tail all notes share, else the index's title, else the folder."""
    documents = [library[place.path] for place in places if not place.draft]
    tails = {document.navigation.tail for document in documents}
    if len(tails) == 1 and (tail := next(iter(tails))):
        return tail
    notes = (place.path for place in places if not place.draft)
    index = index_note(PurePosixPath(folder), notes)
    if index is not None and mostly_lists(library[index].blocks):
        return library[index].title
    return called.get(PurePosixPath(folder)) or prettified(folder)
