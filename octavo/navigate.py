"""Navigation blocks of notes: found, taken out, kept as previous, next and up.

Rules R9.1 to R9.7, over all notes at once, since a block without a title counts only
when other notes bear it out. What a line is, is decided in `octavo.wayline`. The pages
have running heads and the other editions make their own navigation, so nothing that
readers need is lost.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.collate import in_folders
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.model.document import Document, Library, Navigation
from octavo.model.nodes import (
    Block,
    Break,
    Footnote,
    Heading,
    Link,
    Paragraph,
    Strong,
    WikiLink,
    text_of,
)
from octavo.model.vault import Kind, Vault
from octavo.reach import Shelf
from octavo.signpost import Way, heads_navigation, names_contents, names_home
from octavo.wayline import Wayline, has_label, lines_of, wayline

_TITLED, _UNTITLED = 8, 4
"""How many lines a block with and without a title may have (R9.2, R9.3)."""
_SAME_SHAPE = 3
"""In how many notes a shape must stand to be borne out (R9.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Blocks `start` to `end` (exclusive) of a note that read like navigation."""

    start: int
    end: int
    lines: tuple[Wayline, ...]
    titled: bool

    def link(self, way: Way) -> WikiLink | Link | None:
        """The first link that points this way."""
        for line in self.lines:
            for link, towards in line.links:
                if towards is way:
                    return link
        return None


def navigate(library: Library) -> Outcome[Library]:
    """The library without navigation blocks, each note's `navigation` filled.

    Where the block stood before a note's title, the note's title and heading are
    settled here, since `parse` could not see that the heading comes first.
    """
    tops = {path: _top(library[path]) for path in library}
    bottoms = {path: _bottom(library[path], tops[path]) for path in library}
    _bear_out(library, tops, bottoms)
    told: list[Diagnostic] = []
    after: dict[PurePosixPath, Document] = {}
    for path, document in library.items():
        after[path] = _without(document, tops[path], bottoms[path])
        if after[path] is not document:
            told += _mismatch(document, tops[path], bottoms[path])
    count = sum(1 for document in after.values() if document.navigation.spans)
    if count:
        told.append(tell("nav-stripped", Span.whole(PurePosixPath()), count=count))
    return Outcome(after, in_order(told))


def _top(document: Document) -> _Stretch | None:
    """The stretch before or directly after the title (R9.4)."""
    blocks = document.blocks
    start = _past_breaks(blocks, 0)
    found = _from(document, start)
    title = blocks[start] if start < len(blocks) else None
    if found is None and document.heading is None and _is_title(title):
        found = _from(document, _past_breaks(blocks, start + 1))
    return found


def _bottom(document: Document, top: _Stretch | None) -> _Stretch | None:
    """The stretch with nothing but breaks and notes after it (R9.4)."""
    blocks = document.blocks
    end = len(blocks)
    while end and isinstance(blocks[end - 1], Break | Footnote):
        end -= 1
    least = 0 if top is None else top.end
    # A titled block has at most a title, its lines and nothing between.
    for start in range(end - 1, max(least, end - 1 - _TITLED) - 1, -1):
        found = _from(document, start)
        if found is not None and found.end == end:
            before = _before(blocks, start)
            if found.titled or not isinstance(before, Heading):
                return found
        if isinstance(blocks[start], Break):
            break
    return None


def _past_breaks(blocks: tuple[Block, ...], start: int) -> int:
    while start < len(blocks) and isinstance(blocks[start], Break):
        start += 1
    return start


def _before(blocks: tuple[Block, ...], start: int) -> Block | None:
    """The block before `start` that is no break; a heading there heads this stretch."""
    return next((b for b in reversed(blocks[:start]) if not isinstance(b, Break)), None)


def _is_title(block: Block | None) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _from(document: Document, start: int) -> _Stretch | None:
    """The stretch that begins at block `start`, None when there is none."""
    blocks = document.blocks
    if start >= len(blocks):
        return None
    if _heads(blocks[start]):
        return _titled(document, start)
    lines = lines_of(blocks[start])
    ways = [wayline(line, titled=False) for line in lines]
    read = tuple(way for way in ways if way is not None)
    if not 0 < len(ways) == len(read) <= _UNTITLED:
        return None
    if not any(line.directed for line in read):
        return None
    return _Stretch(start=start, end=start + 1, lines=read, titled=False)


def _heads(block: Block) -> bool:
    """Whether a block is, or begins with, the title of a navigation block."""
    if isinstance(block, Heading):
        return heads_navigation(text_of(block))
    if not isinstance(block, Paragraph):
        return False
    first = lines_of(block)[0]
    bold = len(first) == 1 and isinstance(first[0], Strong)
    return bold and heads_navigation(text_of(first[0]))


def _titled(document: Document, start: int) -> _Stretch | None:
    """A title and the navigation lines up to a break, a heading, or the end (R9.2)."""
    blocks = document.blocks
    lines = [] if isinstance(blocks[start], Heading) else lines_of(blocks[start])[1:]
    end = start + 1
    while end < len(blocks):
        block = blocks[end]
        if isinstance(block, Break | Footnote):
            break
        if isinstance(block, Heading) and not _underlined(block):
            break
        lines += lines_of(block) or [()]
        end += 1
        if isinstance(block, Heading):
            break  # The dashes that made it a heading are the block's break.
    ways = [wayline(line, titled=True) for line in lines]
    read = tuple(way for way in ways if way is not None)
    if not 0 < len(ways) == len(read) <= _TITLED:
        return None
    if not any(line.links for line in read):
        return None
    stem = document.path.stem
    listing = names_contents(stem) or names_home(stem)
    if listing and not any(line.labelled for line in read):
        return None
    return _Stretch(start=start, end=end, lines=read, titled=True)


def _underlined(heading: Heading) -> bool:
    """Whether navigation lines became a heading by the dashes right below them."""
    return heading.level == 2 and all(has_label(line) for line in lines_of(heading))


def _bear_out(
    library: Library,
    tops: dict[PurePosixPath, _Stretch | None],
    bottoms: dict[PurePosixPath, _Stretch | None],
) -> None:
    """Drop the stretches without a title that no other note bears out (R9.3)."""
    shelf = Shelf(Vault(name="", kind=Kind.PLAIN), library)
    order = in_folders(library)
    neighbours: dict[PurePosixPath, dict[Way, PurePosixPath | None]] = {
        path: {
            Way.PREVIOUS: order[place - 1] if place else None,
            Way.NEXT: order[place + 1] if place + 1 < len(order) else None,
        }
        for place, path in enumerate(order)
    }
    for stretches in (tops, bottoms):
        shapes = Counter(
            _shape(stretch) for stretch in stretches.values() if stretch is not None
        )
        for path, stretch in stretches.items():
            if stretch is None or stretch.titled:
                continue
            beside = any(
                neighbours[path][way] == shelf.note(link, path)
                for way in (Way.PREVIOUS, Way.NEXT)
                if (link := stretch.link(way)) is not None
            )
            if not beside and shapes[_shape(stretch)] < _SAME_SHAPE:
                stretches[path] = None


def _shape(stretch: _Stretch) -> tuple[tuple[str, ...], ...]:
    return tuple(line.shape for line in stretch.lines)


def _without(
    document: Document, top: _Stretch | None, bottom: _Stretch | None
) -> Document:
    """The note without its stretches; the note itself when nothing else is left."""
    if top is None and bottom is None:
        return document
    blocks = document.blocks
    left = [block for place, block in enumerate(blocks) if not _covers(top, place)]
    if top is not None:
        here = top.start
        if here < len(left) and isinstance(left[here], Break):
            del left[here]
    if bottom is not None:
        gone = set(map(id, blocks[bottom.start : bottom.end]))
        first = next(n for n, block in enumerate(left) if id(block) in gone)
        kept = left[:first]
        if kept and isinstance(kept[-1], Break):
            kept.pop()
        left = kept + [block for block in left[first:] if isinstance(block, Footnote)]
    text = [block for block in left if not isinstance(block, Break | Footnote)]
    if not text or (len(text) == 1 and _is_title(text[0])):
        return document
    navigation = _navigation(document, top, bottom)
    return _settled(replace(document, blocks=tuple(left), navigation=navigation))


def _covers(stretch: _Stretch | None, place: int) -> bool:
    return stretch is not None and stretch.start <= place < stretch.end


def _settled(document: Document) -> Document:
    """The note with the heading that now comes first as its title (R10.10)."""
    start = _past_breaks(document.blocks, 0)
    first = document.blocks[start]
    if document.heading is not None or not _is_title(first):
        return document
    text = " ".join(text_of(first).split())
    given = document.properties.title
    if given and given.casefold() != text.casefold():
        return document
    return replace(
        document,
        title=given or text or document.title,
        heading=first,
        blocks=document.blocks[start + 1 :],
    )


def _navigation(
    document: Document, top: _Stretch | None, bottom: _Stretch | None
) -> Navigation:
    stretches = [stretch for stretch in (top, bottom) if stretch is not None]
    lines = [line for stretch in stretches for line in stretch.lines]

    def first(way: Way) -> WikiLink | Link | None:
        found = (stretch.link(way) for stretch in stretches)
        return next((link for link in found if link is not None), None)

    return Navigation(
        previous=first(Way.PREVIOUS),
        next=first(Way.NEXT),
        up=first(Way.UP),
        tail=next((line.tail for line in lines if line.tail), ""),
        links=tuple(link for line in lines for link, _ in line.links),
        spans=tuple(_span(document, stretch) for stretch in stretches),
    )


def _span(document: Document, stretch: _Stretch) -> Span:
    first = document.blocks[stretch.start].span
    last = document.blocks[stretch.end - 1].span
    return replace(first, end_line=last.end_line, end_column=last.end_column)


def _mismatch(
    document: Document, top: _Stretch | None, bottom: _Stretch | None
) -> tuple[Diagnostic, ...]:
    if top is None or bottom is None:
        return ()
    for way in (Way.PREVIOUS, Way.NEXT):
        above, below = top.link(way), bottom.link(way)
        if above and below and _address(above) != _address(below):
            return (tell("nav-mismatch", below.span),)
    return ()


def _address(link: WikiLink | Link) -> str:
    return link.target if isinstance(link, WikiLink) else link.href
