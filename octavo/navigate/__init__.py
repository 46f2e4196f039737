"""Navigation blocks of notes: found, taken out, kept as previous, next and up.

Rules R9.1 to R9.7, over all notes at once, since a block without a title counts only
when other notes bear it out. What a line of navigation is, `octavo.navigate.wayline` says, and
where such lines stand, `octavo.navigate.stretches`. The pages have running heads and the other
editions make their own navigation, so nothing that readers need is lost.
"""

from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.collate import in_folders
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.model.blocks import Break, Footnote
from octavo.model.document import Document, Library, Navigation
from octavo.model.inlines import Link, WikiLink
from octavo.model.known import some_of
from octavo.model.nodes import NOTHING
from octavo.model.rack import Rack, bare
from octavo.model.stretch import Stretch, Stretches, Way
from octavo.model.vault import Kind, Vault
from octavo.model.wording import text_of
from octavo.navigate.contents_marks import without_marks
from octavo.navigate.stretches import LINKS, is_title, past_breaks, stretches
from octavo.reference.shelf import Shelf

_BACK = {Way.PREVIOUS: Way.NEXT, Way.NEXT: Way.PREVIOUS}
_SAME_SHAPE = 3
"""In how many notes a shape must stand to be borne out (R9.3)."""


def navigate(library: Library, rack: Rack = bare) -> Outcome[Library]:
    """The library without navigation blocks, each note's `navigation` filled.

    Where the block stood before a note's title, the note's title and heading are
    settled here, since `parse` could not see that the heading comes first. Notes whose
    blocks were taken out before are on the `rack`.
    """
    shelf = Shelf(Vault(name="", kind=Kind.PLAIN), library)
    library = {path: _unmarked(own, shelf) for path, own in library.items()}
    notes = {path: own for path, own in library.items() if path.name != "SUMMARY.md"}
    tops = {path: own.stretches.top for path, own in notes.items()}
    bottoms = {path: own.stretches.bottom for path, own in notes.items()}
    _bear_out(shelf, library, tops, bottoms)
    told: list[Diagnostic] = []
    after: dict[PurePosixPath, Document] = {}
    for path, document in library.items():
        top, bottom = tops.get(path), bottoms.get(path)
        after[path] = rack(_without, document, top, bottom)
        if after[path] is not document:
            told += _mismatch(shelf, path, top, bottom)
    count = sum(1 for document in after.values() if document.navigation.spans)
    if count:
        cleared = "1 note" if count == 1 else f"{count} notes"
        help = "`octavo check -v` lists their lines"
        place = Span.whole(PurePosixPath())
        told.append(tell("nav-stripped", place, help, notes=cleared))
    return Outcome(after, in_order(told))


def _unmarked(document: Document, shelf: Shelf) -> Document:
    """The note without marks of contents, which may have stood before its title."""
    after = without_marks(document, shelf)
    if after is document:
        return document
    settled = _settled(after)
    return replace(settled, stretches=stretches(settled))


def _bear_out(
    shelf: Shelf,
    library: Library,
    tops: dict[PurePosixPath, Stretch | None],
    bottoms: dict[PurePosixPath, Stretch | None],
) -> None:
    """Drop the stretches without a title that no other note bears out (R9.3)."""
    order = in_folders(library)
    neighbours: dict[PurePosixPath, dict[Way, PurePosixPath | None]] = {
        path: {
            Way.PREVIOUS: order[place - 1] if place else None,
            Way.NEXT: order[place + 1] if place + 1 < len(order) else None,
        }
        for place, path in enumerate(order)
    }
    pointed = _pointed(shelf, tops, bottoms)
    for found in (tops, bottoms):
        shapes = Counter(
            _shape(stretch) for stretch in found.values() if stretch is not None
        )
        for path, stretch in found.items():
            if stretch is None or stretch.titled:
                continue
            beside = any(
                there is not None
                and (
                    neighbours[path][way] == there
                    or path in pointed.get((there, back), ())
                )
                for way, back in _BACK.items()
                if (link := stretch.link(way)) is not None
                for there in (shelf.note(link, path),)
            )
            if not beside and shapes[_shape(stretch)] < _SAME_SHAPE:
                found[path] = None


def _pointed(
    shelf: Shelf,
    tops: dict[PurePosixPath, Stretch | None],
    bottoms: dict[PurePosixPath, Stretch | None],
) -> dict[tuple[PurePosixPath, Way], set[PurePosixPath]]:
    """Where each note's stretches say its previous and its next note are.

    Two notes that name each other so bear each other out, whatever order the folders
    suggest: it is what the neighbour in a reading order of their own would do.
    """
    pointed: dict[tuple[PurePosixPath, Way], set[PurePosixPath]] = {}
    for found in (tops, bottoms):
        for path, stretch in found.items():
            for way in _BACK:
                link = None if stretch is None else stretch.link(way)
                there = None if link is None else shelf.note(link, path)
                if there is not None:
                    pointed.setdefault((path, way), set()).add(there)
    return pointed


def _shape(stretch: Stretch) -> tuple[tuple[str, ...], ...]:
    return tuple(line.shape for line in stretch.lines)


def _without(
    document: Document, top: Stretch | None, bottom: Stretch | None
) -> Document:
    """The note without its stretches; the note itself when nothing else is left."""
    if top is None and bottom is None:
        return document
    blocks = document.blocks
    places: set[int] = set()
    if top is not None:
        places.update(range(top.start, top.end))
        if top.end < len(blocks) and isinstance(blocks[top.end], Break):
            places.add(top.end)
    if bottom is not None:
        places.update(range(bottom.start, bottom.end))
        beside = (bottom.start - 1, *range(bottom.end, len(blocks)))
        places.update(n for n in beside if n >= 0 and isinstance(blocks[n], Break))
    left = [block for place, block in enumerate(blocks) if place not in places]
    text = [block for block in left if not isinstance(block, Break | Footnote)]
    if not text or (len(text) == 1 and is_title(text[0])):
        return document
    # Many notes have no more links than those of their navigation.
    seen = document.stretches
    linked = seen.linked or (top, bottom) != (seen.top, seen.bottom)
    return _settled(
        replace(
            document,
            blocks=some_of(blocks, left, NOTHING if linked else LINKS),
            navigation=_navigation(document, top, bottom),
            words=document.words - sum(each.words for each in (top, bottom) if each),
            stretches=Stretches(),
        )
    )


def _settled(document: Document) -> Document:
    """The note with the heading that now comes first as its title (R10.10)."""
    start = past_breaks(document.blocks, 0)
    first = next(iter(document.blocks[start:]), None)
    if first is None or document.heading is not None or not is_title(first):
        return document
    text = " ".join(text_of(first).split())
    given = document.properties.title
    if given and given.casefold() != text.casefold():
        return document
    return replace(
        document,
        title=given or text or document.title,
        heading=first,
        blocks=some_of(document.blocks, document.blocks[start + 1 :]),
    )


def _navigation(
    document: Document, top: Stretch | None, bottom: Stretch | None
) -> Navigation:
    found = [stretch for stretch in (top, bottom) if stretch is not None]
    lines = [line for stretch in found for line in stretch.lines]

    def first(way: Way) -> WikiLink | Link | None:
        links = (stretch.link(way) for stretch in found)
        return next((link for link in links if link is not None), None)

    return Navigation(
        previous=first(Way.PREVIOUS),
        next=first(Way.NEXT),
        up=first(Way.UP),
        tail=next((line.tail for line in lines if line.tail), ""),
        links=tuple(link for line in lines for link, _ in line.links),
        spans=tuple(
            sorted(
                (
                    *document.navigation.spans,
                    *(_span(document, stretch) for stretch in found),
                ),
                key=lambda span: (span.line, span.column),
            )
        ),
    )


def _span(document: Document, stretch: Stretch) -> Span:
    first = document.blocks[stretch.start].span
    last = document.blocks[stretch.end - 1].span
    return first._replace(end_line=last.end_line, end_column=last.end_column)


def _mismatch(
    shelf: Shelf, path: PurePosixPath, top: Stretch | None, bottom: Stretch | None
) -> tuple[Diagnostic, ...]:
    """What is said where two ends of a note name different notes, however spelled."""
    if top is None or bottom is None:
        return ()
    for way in (Way.PREVIOUS, Way.NEXT):
        above, below = top.link(way), bottom.link(way)
        if not above or not below or _address(above) == _address(below):
            continue
        if (meant := shelf.note(above, path)) != shelf.note(below, path) or not meant:
            help = f"at the top it is “{_address(above)}”, which counts"
            return (tell("nav-mismatch", below.span, help),)
    return ()


def _address(link: WikiLink | Link) -> str:
    return link.target if isinstance(link, WikiLink) else link.href
