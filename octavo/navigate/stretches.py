"""Where a note's navigation blocks could stand: its top and its bottom (R9.2 to R9.4)."""

from octavo.collate import names_contents, names_home
from octavo.model.blocks import Block, Break, Footnote, Heading, Paragraph
from octavo.model.document import Document
from octavo.model.inlines import Link, Strong, WikiLink
from octavo.model.known import those
from octavo.model.stretch import Stretch, Stretches
from octavo.model.wording import text_of
from octavo.navigate.contents_marks import marks_in, words_of
from octavo.navigate.signpost import heads_navigation
from octavo.navigate.wayline import has_label, lines_of, wayline

LINKS: frozenset[type] = frozenset((Link, WikiLink))
"""What navigation is made of."""
_TITLED, _UNTITLED = 8, 4
"""How many lines a block with and without a title may have (R9.2, R9.3)."""


def stretches(document: Document) -> Stretches:
    """What in a note may be navigation, and what may be marks of contents."""
    top = _top(document)
    bottom = _bottom(document, top)
    places: set[int] = set()
    for each in (top, bottom):
        places.update(range(each.start, each.end) if each else ())
    blocks = document.blocks
    others = tuple(block for at, block in enumerate(blocks) if at not in places)
    return Stretches(
        top=top,
        bottom=bottom,
        marks=marks_in(blocks),
        linked=bool(those(others, LINKS)),
    )


def _top(document: Document) -> Stretch | None:
    """The stretch before or directly after the title (R9.4)."""
    blocks = document.blocks
    start = past_breaks(blocks, 0)
    found = _from(document, start)
    title = blocks[start] if start < len(blocks) else None
    if found is None and document.heading is None and is_title(title):
        found = _from(document, past_breaks(blocks, start + 1))
    return found


def _bottom(document: Document, top: Stretch | None) -> Stretch | None:
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


def past_breaks(blocks: tuple[Block, ...], start: int) -> int:
    """The first place from `start` on that holds no thematic break."""
    while start < len(blocks) and isinstance(blocks[start], Break):
        start += 1
    return start


def _before(blocks: tuple[Block, ...], start: int) -> Block | None:
    """The block before `start` that is no break; a heading there heads this stretch."""
    return next((b for b in reversed(blocks[:start]) if not isinstance(b, Break)), None)


def is_title(block: Block | None) -> bool:
    """Whether a block could be a note's title: a heading of level 1."""
    return isinstance(block, Heading) and block.level == 1


def _from(document: Document, start: int) -> Stretch | None:
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
    return Stretch(
        start=start,
        end=start + 1,
        lines=read,
        titled=False,
        words=words_of(blocks[start : start + 1]),
    )


def _heads(block: Block) -> bool:
    """Whether a block is, or begins with, the title of a navigation block."""
    if isinstance(block, Heading):
        return heads_navigation(text_of(block))
    if not isinstance(block, Paragraph):
        return False
    first = lines_of(block)[0]
    bold = len(first) == 1 and isinstance(first[0], Strong)
    return bold and heads_navigation(text_of(first[0]))


def _titled(document: Document, start: int) -> Stretch | None:
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
    return Stretch(
        start=start,
        end=end,
        lines=read,
        titled=True,
        words=words_of(blocks[start:end]),
    )


def _underlined(heading: Heading) -> bool:
    """Whether navigation lines became a heading by the dashes right below them."""
    return heading.level == 2 and all(has_label(line) for line in lines_of(heading))
