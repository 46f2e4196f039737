"""Glossary, bibliography and index of a book: which notes they are, where they stand."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from octavo.model.book import Role
from octavo.model.document import Document, Library
from octavo.model.inlines import IndexMark
from octavo.model.known import those
from octavo.orders.order import Gathering, Place

_MARKS: frozenset[type] = frozenset((IndexMark,))
_KINDS = ("glossary", "bibliography", "index")
"""What the property `type` of a note may say, in the order they stand in."""


def kinds_of(library: Library) -> Mapping[PurePosixPath, str]:
    """The notes that are one of these by their property `type`.

    The first of the type `index` is one, if there is anything to print in it: many
    vaults call notes so that are lists of links.
    """
    kinds: dict[PurePosixPath, str] = {}
    for path in sorted(library):
        kind = library[path].properties.extra.get("type", "").strip().casefold()
        if kind in _KINDS and not (kind == "index" and kind in kinds.values()):
            kinds[path] = kind
    said = set(kinds.values())
    if "index" not in said or "glossary" in said:
        return kinds
    if any(map(_is_marked, library.values())):
        return kinds
    return {path: kind for path, kind in kinds.items() if kind != "index"}


def _is_marked(document: Document) -> bool:
    return bool(document.properties.index or those(document.blocks, _MARKS))


def at_the_end(
    gatherings: tuple[Gathering, ...], kinds: Mapping[PurePosixPath, str]
) -> tuple[Gathering, ...]:
    """The gatherings with such notes behind all others, where books have them.

    For an order that nobody wrote: a name alone would put a glossary between two
    chapters, and number it. A folder's line goes with the last of its notes.
    """
    moved: list[Place] = []
    kept: list[Gathering] = []
    for gathering in gatherings:
        rest: list[Place] = []
        for place in gathering.places:
            if place.path in kinds:
                moved.append(replace(place, level=1))
            else:
                rest.append(place)
        kept.append(replace(gathering, places=tuple(_with_notes(rest))))
    if not moved:
        return gatherings
    moved.sort(key=lambda place: _KINDS.index(kinds[place.path]))
    return (*kept, Gathering(title="", places=tuple(moved), role=Role.BACK))


def _with_notes(places: list[Place]) -> list[Place]:
    """The places without lines that have nothing below them any more."""
    kept: list[Place] = []
    for place in reversed(places):
        if not place.draft or (kept and kept[-1].level > place.level):
            kept.append(place)
    return kept[::-1]


def role_of(place: int, kinds: list[str]) -> Role:
    """The role of such a chapter among all, whose kinds are given in order.

    It has no number, so it is no part of the body: it comes before or after it. A book
    that is nothing else is its own body.
    """
    if all(kinds):
        return Role.BODY
    return Role.BACK if not all(kinds[:place]) else Role.FRONT
