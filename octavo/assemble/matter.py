"""The glossary of a book: which note is one, and where it stands."""

from dataclasses import replace

from octavo.model.book import Role
from octavo.model.document import Document, Library
from octavo.orders.order import Gathering, Place

GLOSSARY = "glossary"


def kind_of(document: Document) -> str:
    """`glossary` for a note whose property `type` says so, else ""."""
    said = document.properties.extra.get("type", "").strip().casefold()
    return said if said == GLOSSARY else ""


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
    return (*kept, Gathering(title="", places=tuple(moved), role=Role.BACK))


def role_of(place: int, kinds: list[str]) -> Role:
    """The role of such a chapter among all, whose kinds are given in order.

    It has no number, so it is no part of the body: it comes before or after it. A book
    that is nothing else is its own body.
    """
    if all(kinds):
        return Role.BODY
    return Role.BACK if not all(kinds[:place]) else Role.FRONT
