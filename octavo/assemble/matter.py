"""The glossary and the bibliography of a book: which notes they are, where they stand."""

from dataclasses import replace

from octavo.model.book import Role
from octavo.model.document import Document, Library
from octavo.orders.order import Gathering, Place

KINDS = ("glossary", "bibliography")
"""What the property `type` of a note may say, in the order they stand in."""


def kind_of(document: Document) -> str:
    """One of KINDS for a note whose property `type` says so, else ""."""
    said = document.properties.extra.get("type", "").strip().casefold()
    return said if said in KINDS else ""


def at_the_end(
    gatherings: tuple[Gathering, ...], library: Library
) -> tuple[Gathering, ...]:
    """The gatherings with such notes behind all others, where books have them.

    For an order that nobody wrote: a name alone would put a glossary between two
    chapters, and number it.
    """
    moved: list[Place] = []
    kept: list[Gathering] = []
    for gathering in gatherings:
        rest: list[Place] = []
        for place in gathering.places:
            if kind_of(library[place.path]):
                moved.append(replace(place, level=1))
            else:
                rest.append(place)
        kept.append(replace(gathering, places=tuple(rest)))
    if not moved:
        return gatherings
    moved.sort(key=lambda place: KINDS.index(kind_of(library[place.path])))
    return (*kept, Gathering(title="", places=tuple(moved), role=Role.BACK))


def role_of(place: int, kinds: list[str]) -> Role:
    """The role of such a chapter among all, whose kinds are given in order.

    It has no number, so it is no part of the body: it comes before or after it. A book
    that is nothing else is its own body.
    """
    if all(kinds):
        return Role.BODY
    return Role.BACK if not all(kinds[:place]) else Role.FRONT
