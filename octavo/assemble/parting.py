"""Chapters in order → parts, where the order itself names none (rule R10.9)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from octavo.collate import index_note, prettified
from octavo.model.book import Role
from octavo.model.document import Library
from octavo.orders.lists import mostly_lists
from octavo.orders.order import Gathering, Place

_PARTS, _NOTES = 2, 2
"""At least two folders with two notes or more make a book of parts."""


def parted(places: tuple[Place, ...], library: Library) -> tuple[Gathering, ...]:
    """The places as parts: by `part` properties, else by top folders, else as they are.

    Notes of the root stand in no part: before the first part they are front matter,
    after it back matter. The order within a part is that of `places`.
    """
    places = nested(places)
    named = [library[place.path].properties.part for place in places]
    by_folder = _has_parts(place.path for place in places)
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
            title=name if kind == "part" else _title(name, group, library),
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


def nested(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Places with the levels that deeper folders give them (R10.9, last sentence).

    A folder's index note stands where the folder does, its other notes one level
    deeper, wherever the index note comes before them; top folders, being parts or
    taking their place, nest nothing. An order that nests has the say.
    """
    if any(place.level > 1 for place in places):
        return places
    inside: dict[PurePosixPath, list[PurePosixPath]] = {}
    for place in places:
        inside.setdefault(place.path.parent, []).append(place.path)
    indices: dict[PurePosixPath, PurePosixPath | None] = {}
    seen: set[PurePosixPath] = set()
    out: list[Place] = []
    for place in places:
        path = place.path
        level = 1
        for folder in path.parents:
            if len(folder.parts) < 2:
                break
            if folder not in indices:
                indices[folder] = index_note(folder, inside.get(folder, ()))
            index = indices[folder]
            level += index is not None and index != path and index in seen
        seen.add(path)
        out.append(replace(place, level=level))
    return tuple(out)


def _has_parts(paths: Iterable[PurePosixPath]) -> bool:
    counts = Counter(path.parts[0] for path in paths if len(path.parts) > 1)
    return sum(1 for count in counts.values() if count >= _NOTES) >= _PARTS


def _title(folder: str, places: list[Place], library: Library) -> str:
    """The breadcrumb's tail all notes share, else the index's title, else the folder."""
    documents = [library[place.path] for place in places]
    tails = {document.navigation.tail for document in documents}
    if len(tails) == 1 and (tail := next(iter(tails))):
        return tail
    index = index_note(PurePosixPath(folder), (place.path for place in places))
    if index is not None and mostly_lists(library[index].blocks):
        return library[index].title
    return prettified(folder)
