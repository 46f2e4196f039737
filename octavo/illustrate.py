"""A resolved book → the same book with its formulas, listings and pictures drawn.

Nothing after this stage opens a file of the source.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.find import token_values
from octavo.model.area import B5, Area
from octavo.model.asset import Asset
from octavo.model.blocks import Paragraph
from octavo.model.book import Book, Chapter, Part, Task
from octavo.model.changes import replace_all
from octavo.model.displays import Figure
from octavo.model.inlines import Image, Substitute
from octavo.model.known import those
from octavo.model.nodes import Node
from octavo.model.vault import Loader
from octavo.plates import PLATES
from octavo.plates.plate import Materials, Plate
from octavo.proofs import Proofs

Change = Callable[[Node], Node | tuple[Node, ...]]

_CONCERNED = frozenset((Figure, *PLATES))
_FOREKNOWN = frozenset(kind for kind, plate in PLATES.items() if not plate.reads)


def materials(
    book: Book, load: Loader, tokens: tuple[tuple[str, str], ...] = (), area: Area = B5
) -> Materials:
    """What plates draw on.

    `tokens` are the design tokens that the handbook sets, which drawings follow; `area`
    is the type area that they have to fit.
    """
    own = {name.removeprefix("--"): value for name, value in tokens}
    return Materials(
        load=load,
        tokens={**token_values(), **own},
        language=book.metadata.language,
        area=area,
    )


def foreknown(
    chapters: Iterable[Chapter], given: Materials
) -> Iterator[tuple[Plate, bytes]]:
    """What will be drawn of chapters whose references are not settled yet.

    Pictures are left out: their files are read where they stand, one at a time.
    """
    for chapter in chapters:
        for node in those(chapter.blocks, _FOREKNOWN):
            plate = PLATES[type(node)]
            source = plate.source(node, given)  # type: ignore[arg-type]  # PLATES has its class
            if source is not None:
                yield plate, source


def illustrate(
    book: Book, given: Materials, proofs: Proofs, cover: str = ""
) -> Outcome[Book]:
    """The book without undrawn formulas, listings or pictures, and all its pictures.

    `pictures` are sorted by name, each once. A formula that is not understood becomes
    code, a picture that cannot be read its file's name, each with a diagnostic; nothing
    here is an error, and a part of the book without drawings stays the same object.
    `cover` is the path of a picture in the source that the handbook names as its cover.
    """
    pictures: dict[str, Asset] = {}
    told: list[Diagnostic] = []

    def change(node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, Figure):
            return _without_picture(node)
        plate = PLATES[type(node)]
        source = plate.source(node, given)  # type: ignore[arg-type]  # PLATES has its class
        proof = b"" if source is None else proofs.proof(plate, source)
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
    blocks = replace_all(chapter.blocks, change, kinds=_CONCERNED)
    title = replace_all(chapter.title_inlines, change, kinds=_CONCERNED)
    if blocks is chapter.blocks and title is chapter.title_inlines:
        return chapter
    return replace(chapter, blocks=blocks, title_inlines=title)


def _task(task: Task, change: Change) -> Task:
    return replace(task, inlines=replace_all(task.inlines, change, kinds=_CONCERNED))


def _without_picture(node: Figure) -> Figure | tuple[Paragraph, ...]:
    """A figure, or the paragraphs left of it, with its caption, when it lost its picture."""
    image: object = node.image
    if not isinstance(image, Substitute):
        return node
    left = Paragraph(span=node.span, inlines=(image,), id=node.id)
    words = Paragraph(span=node.span, inlines=node.caption)
    return (left, words) if node.caption else (left,)
