"""Marks in whose place other programs list a note's headings, taken out (rule R12).

The book has contents of its own. A heading that says no more than “Contents” goes with
the mark that is all there is below it.
"""

from collections.abc import Iterable
from dataclasses import replace

from octavo.collate import names_contents
from octavo.model.blocks import Block, Heading, Paragraph
from octavo.model.document import Document
from octavo.model.inlines import WikiLink
from octavo.model.known import some_of
from octavo.model.wording import text_of
from octavo.reference.shelf import Shelf
from octavo.syntax.contents_mark import is_contents_mark

_NAMES = frozenset(("toc", "_toc_"))


def marks_in(blocks: tuple[Block, ...]) -> tuple[int, ...]:
    """The places of blocks that are such marks, or are if no note is called so."""
    return tuple(at for at, block in enumerate(blocks) if _may_be_mark(block))


def without_marks(document: Document, shelf: Shelf) -> Document:
    """The note without such marks, their lines among those that were taken out."""
    blocks, found = document.blocks, document.stretches.marks
    marks = [at for at in found if _is_mark(blocks[at], document, shelf)]
    if not marks:
        return document
    gone = {each for at in marks for each in (at, *_head(blocks, at))}
    spans = (blocks[at].span for at in sorted(gone))
    return replace(
        document,
        blocks=some_of(blocks, (b for at, b in enumerate(blocks) if at not in gone)),
        navigation=replace(document.navigation, spans=tuple(spans)),
        words=document.words - words_of(blocks[at] for at in gone),
    )


def words_of(blocks: Iterable[Block]) -> int:
    """How many words stand in blocks."""
    return sum(len(text_of(block).split()) for block in blocks)


def _may_be_mark(block: Block) -> bool:
    match block:
        case Paragraph(inlines=(WikiLink(subpath="", inlines=()) as link,)):
            return link.target.casefold() in _NAMES
    return is_contents_mark(block)


def _is_mark(block: Block, document: Document, shelf: Shelf) -> bool:
    """Whether a block that may be one is: `[[toc]]` only where no note is called so."""
    match block:
        case Paragraph(inlines=(WikiLink() as link,)):
            return shelf.note(link, document.path) is None
    return True


def _head(blocks: tuple[Block, ...], at: int) -> tuple[int, ...]:
    """The heading of a mark, if it has nothing else to say and to head."""
    before = blocks[at - 1] if at else None
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    if not isinstance(before, Heading):
        return ()
    ends = isinstance(after, Heading) and after.level <= before.level
    empty = after is None or ends
    said = text_of(before).strip(" \t:：")
    return (at - 1,) if empty and names_contents(said) else ()
