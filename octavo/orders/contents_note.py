"""The order of a note that lists the others (rule R10.3)."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from octavo.collate import names_contents, names_home, unprefixed
from octavo.diagnostics import Outcome
from octavo.model.blocks import (
    Block,
    BulletList,
    Callout,
    Division,
    Heading,
    OrderedList,
    Quote,
)
from octavo.model.book import Role
from octavo.model.displays import Table
from octavo.model.document import Document
from octavo.model.inlines import Link, WikiLink
from octavo.model.known import holds_none, those
from octavo.model.nodes import Node
from octavo.model.wording import text_of
from octavo.orders.lists import mostly_lists
from octavo.orders.order import (
    Arrangement,
    Gathering,
    Order,
    Place,
    Question,
    with_neighbours,
)

_REACH, _LEAST = 0.6, 3
_LINKS: frozenset[type] = frozenset((Link, WikiLink))


def arrange(question: Question) -> Outcome[Arrangement | None]:
    """By first link, under the headings that have links; the rest beside neighbours.

    Of several contents notes the one that reaches most counts, then the one in the
    higher folder.
    """
    best: tuple[PurePosixPath, tuple[Gathering, ...]] | None = None
    most = 0
    for path in sorted(question.candidates, key=lambda path: (len(path.parts), path)):
        document = question.library[path]
        if not lists_others(document):
            continue
        gatherings = _gatherings(question, document)
        reached = sum(len(each.places) for each in gatherings)
        enough = max(_LEAST, _REACH * len(question.candidates), most + 1)
        if reached >= enough:
            best, most = (path, gatherings), reached
    if best is None:
        return Outcome(None)
    return Outcome(_arranged(question, *best))


def lists_others(document: Document) -> bool:
    """Whether a note is called as one that lists the others, or says `toc: true`."""
    stem = document.path.stem
    if names_contents(stem) or names_home(stem):
        return True
    return document.properties.extra.get("toc", "").casefold() == "true"


def _gatherings(question: Question, document: Document) -> tuple[Gathering, ...]:
    """The candidates it links to in lists and tables, gathered under its headings."""
    wanted = set(question.candidates) | set(question.named)
    wanted.discard(document.path)
    gatherings: list[Gathering] = []
    title, places = "", list[Place]()
    for block in document.blocks:
        if isinstance(block, Heading):
            if places:
                gatherings.append(Gathering(title=title, places=tuple(places)))
            title, places = _part_title(block), []
        for link, level in _links(block, 0):
            note = question.shelf.note(link, document.path)
            if note in wanted:
                wanted.discard(note)
                places.append(Place(path=note, level=level))
    if places:
        gatherings.append(Gathering(title=title, places=tuple(places)))
    return tuple(gatherings)


def _part_title(heading: Heading) -> str:
    return unprefixed(" ".join(text_of(heading).split()))


def _links(node: Block, depth: int) -> Iterator[tuple[WikiLink | Link, int]]:
    """Links in items and rows below `node`, with the level of the chapters they mean."""
    if holds_none(node, _LINKS):
        return
    match node:
        case BulletList() | OrderedList():
            for item in node.items:
                below = depth
                for inner in item.blocks:
                    if isinstance(inner, BulletList | OrderedList):
                        yield from _links(inner, below)
                        continue
                    for link in _plain_links(inner):
                        # What an item without a link holds is nested under no chapter.
                        below = depth + 1
                        yield link, min(below, 2)
        case Table():
            for link in _plain_links(node):
                yield link, 1
        case Quote() | Callout() | Division():
            for inner in node.blocks:
                yield from _links(inner, depth)
        case _:
            pass


def _plain_links(node: Node) -> Iterator[WikiLink | Link]:
    found = those((node,), _LINKS)
    return (inner for inner in found if isinstance(inner, WikiLink | Link))


def _arranged(
    question: Question, path: PurePosixPath, gatherings: tuple[Gathering, ...]
) -> Arrangement:
    """The answer: gatherings, notes it does not name put in, itself where it is prose."""
    printed = not mostly_lists(question.library[path].blocks)
    named = {place.path for each in gatherings for place in each.places}
    known = [place.path for each in gatherings for place in each.places]
    others = [other for other in question.candidates if other != path]
    order = with_neighbours(known, others)
    added = tuple(other for other in order if other not in named)
    parted = any(each.title for each in gatherings)
    out: list[Gathering] = []
    if printed:
        out.append(_front((Place(path=path),), parted=parted))
    for each in gatherings:
        places: list[Place] = []
        for place in each.places:
            places += [place, *_after(place.path, order, named)]
        titled = bool(each.title) or not parted
        out.append(
            Gathering(title=each.title, places=tuple(places))
            if titled
            else _front(tuple(places), parted=True)
        )
    placed = {place.path for each in out for place in each.places}
    rest = tuple(Place(path=other) for other in order if other not in placed)
    if rest:
        role = Role.BACK if parted else Role.BODY
        out.append(Gathering(title="", places=rest, role=role))
    return Arrangement(gatherings=tuple(out), parted=parted, added=added)


def _front(places: tuple[Place, ...], *, parted: bool) -> Gathering:
    role = Role.FRONT if parted else Role.BODY
    return Gathering(title="", places=places, role=role)


def _after(
    path: PurePosixPath, order: tuple[PurePosixPath, ...], named: set[PurePosixPath]
) -> Iterator[Place]:
    """The notes of the same folder put in right after `path`."""
    for other in order[order.index(path) + 1 :]:
        if other in named or other.parent != path.parent:
            return
        yield Place(path=other)


ORDER = Order(name="contents-note", rule="R10.3", arrange=arrange)
