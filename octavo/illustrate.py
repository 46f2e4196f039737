"""A resolved book → the same book with its formulas, listings and pictures drawn.

Nothing after this stage opens a file of the source. Proofs of what was drawn go into
the store, so a formula is drawn once for all its places and all builds.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath

from octavo import __version__
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.find import token_values
from octavo.model.area import B5, Area
from octavo.model.asset import Asset
from octavo.model.bench import Store
from octavo.model.book import Book, Chapter, Part, Task
from octavo.model.nodes import (
    Figure,
    Image,
    Node,
    Paragraph,
    Substitute,
    replace_all,
)
from octavo.model.vault import Loader
from octavo.plates import PLATES
from octavo.plates.plate import Materials, Plate

Proofs = Callable[[Plate, bytes], bytes]
Change = Callable[[Node], Node | tuple[Node, ...]]


def illustrate(
    book: Book,
    load: Loader,
    store: Store,
    cover: str = "",
    tokens: tuple[tuple[str, str], ...] = (),
    area: Area = B5,
) -> Outcome[Book]:
    """The book without undrawn formulas, listings or pictures, and all its pictures.

    `pictures` are sorted by name, each once. A formula that is not understood becomes
    code, a picture that cannot be read its file's name, each with a diagnostic; nothing
    here is an error, and a part of the book without drawings stays the same object.
    `cover` is the path of a picture in the source that the handbook names as its cover;
    `tokens` are the design tokens it sets, which drawings follow, `area` is the type
    area that they have to fit.
    """
    pictures: dict[str, Asset] = {}
    told: list[Diagnostic] = []
    proofs = _kept(store)
    own = {name.removeprefix("--"): value for name, value in tokens}
    given = Materials(
        load=load,
        tokens={**token_values(), **own},
        language=book.metadata.language,
        area=area,
    )

    def change(node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, Figure):
            return _without_picture(node)
        plate = PLATES.get(type(node))
        if plate is None:
            return node
        source = plate.source(node, given)  # type: ignore[arg-type]  # PLATES has its class
        proof = b"" if source is None else proofs(plate, source)
        placed, said = plate.place(node, proof)  # type: ignore[arg-type]  # as above
        told.extend(said)
        if placed.picture is not None:
            pictures[placed.picture.name] = placed.picture
        return placed.node

    drawn = replace(
        book,
        parts=tuple(_part(part, change) for part in book.parts),
        tasks=tuple(_task(task, change) for task in book.tasks),
    )
    front = change(_named(cover)) if cover else None
    name = front.asset if isinstance(front, Image) else ""
    sorted_pictures = tuple(picture for _, picture in sorted(pictures.items()))
    return Outcome(replace(drawn, pictures=sorted_pictures, cover=name), in_order(told))


def _named(cover: str) -> Image:
    """The picture that `handbook.toml` names, as if it stood there."""
    place = Span.whole(PurePosixPath("handbook.toml"))
    return Image(span=place, target=cover, path=PurePosixPath(cover))


def _part(part: Part, change: Change) -> Part:
    chapters = tuple(_chapter(chapter, change) for chapter in part.chapters)
    return replace(part, chapters=chapters)


def _chapter(chapter: Chapter, change: Change) -> Chapter:
    blocks = replace_all(chapter.blocks, change)
    title = replace_all(chapter.title_inlines, change)
    if blocks is chapter.blocks and title is chapter.title_inlines:
        return chapter
    return replace(chapter, blocks=blocks, title_inlines=title)


def _task(task: Task, change: Change) -> Task:
    return replace(task, inlines=replace_all(task.inlines, change))


def _without_picture(node: Figure) -> Figure | tuple[Paragraph, ...]:
    """A figure, or the paragraphs left of it, with its caption, when it lost its picture."""
    image: object = node.image
    if not isinstance(image, Substitute):
        return node
    left = Paragraph(span=node.span, inlines=(image,), id=node.id)
    words = Paragraph(span=node.span, inlines=node.caption)
    return (left, words) if node.caption else (left,)


def _version(name: str) -> str:
    """The version of a package; of some a plate can do without."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _kept(store: Store) -> Proofs:
    """Proofs out of the store, made and put there when they are not in it."""

    @cache
    def versions(plate: Plate) -> str:
        made_with = "".join(f"{name} {_version(name)}\n" for name in plate.packages)
        return f"{plate.name} {plate.revision}\noctavo {__version__}\n{made_with}"

    made: dict[str, bytes] = {}

    def proof(plate: Plate, source: bytes) -> bytes:
        # The digest stands for the source, which may be a photograph of many megabytes.
        key = hashlib.sha256(versions(plate).encode() + source).hexdigest()
        if key not in made:
            found = store.get(key)
            if found is None:
                found = plate.draw(source)
                store.put(key, found)
            made[key] = found
        return made[key]

    return proof
