"""Marks in whose place other programs list a note's headings, taken out (rule R12).

The book has contents of its own. A heading that says no more than “Contents” goes with
the mark that is all there is below it.
"""

from dataclasses import replace

from octavo.collate import names_contents
from octavo.model.document import Document
from octavo.model.nodes import (
    Block,
    Heading,
    Paragraph,
    WikiLink,
    holds_none,
    text_of,
)
from octavo.model.unopened import Literal
from octavo.reference.shelf import Shelf
from octavo.syntax.contents_mark import is_contents_mark

_NAMES = frozenset(("toc", "_toc_"))
_STANDING: frozenset[type] = frozenset((Literal, WikiLink))
"""What such a mark is made of."""


def without_marks(document: Document, shelf: Shelf) -> Document:
    """The note without such marks, their lines among those that were taken out."""
    blocks = document.blocks
    marks = [at for at, block in enumerate(blocks) if _is_mark(block, document, shelf)]
    if not marks:
        return document
    gone = {each for at in marks for each in (at, *_head(blocks, at))}
    spans = (blocks[at].span for at in sorted(gone))
    navigation = replace(document.navigation, spans=tuple(spans))
    words = sum(len(text_of(blocks[at]).split()) for at in gone)
    return replace(
        document,
        blocks=tuple(block for at, block in enumerate(blocks) if at not in gone),
        navigation=navigation,
        words=document.words - words,
    )


def _is_mark(block: Block, document: Document, shelf: Shelf) -> bool:
    """Whether a block is one, `[[toc]]` only where that is the name of no note."""
    if holds_none(block, _STANDING):
        return False
    match block:
        case Paragraph(inlines=(WikiLink(subpath="", inlines=()) as link,)):
            named = link.target.casefold() in _NAMES
            return named and shelf.note(link, document.path) is None
    return is_contents_mark(block)


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
