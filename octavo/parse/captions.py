"""Captions: a paragraph `Table: …`, `Figure: …` or `Listing: …` beside what it names.

A note does not know the book it will stand in, so that the words of every language of
`octavo.words` are understood: English in a German book, German in an English one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from octavo.model.nodes import (
    Anchor,
    Block,
    CodeBlock,
    Diagram,
    Figure,
    Image,
    Inline,
    LineBreak,
    Paragraph,
    Table,
    Text,
)
from octavo.words import LANGUAGES

Named: TypeAlias = Figure | Diagram | Table | CodeBlock

_KINDS: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Figure, tuple(words.figure for words in LANGUAGES.values())),
    (Table, tuple(words.table for words in LANGUAGES.values())),
    (CodeBlock, tuple(words.listing for words in LANGUAGES.values())),
)
_WORDS: dict[str, type] = {
    pattern.format("").strip().casefold(): kind
    for kind, patterns in _KINDS
    for pattern in patterns
}
_LEAD = re.compile(r"\s*([^\W\d_]{1,20})\s?(?::\s+|:$|：\s*)")


def captioned(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, captions taken out of the sequence and into what they stand beside.

    A caption belongs to the nearest thing of its kind that has none: the one directly
    before it, else the one directly after it. The id of its paragraph becomes the
    thing's; where that has its own, the words keep it.
    """
    made: list[Block] = []
    waiting: Paragraph | None = None
    for block in map(_parted, blocks):
        before = made[-1] if made else None
        kind = _kind(block)
        if isinstance(block, Paragraph) and kind and _fits(before, kind):
            made[-1] = _with(before, block)  # type: ignore[arg-type]  # it fits
            waiting = None
            continue
        if waiting is not None and _fits(block, _kind(waiting)):
            made[-1] = _with(block, waiting)  # type: ignore[arg-type]  # it fits
            waiting = None
            continue
        waiting = block if isinstance(block, Paragraph) and kind else None
        made.append(block)
    return tuple(made)


def _kind(block: Block) -> type | None:
    """What a paragraph is the caption of, going by its first word; else None."""
    match block:
        case Paragraph(inlines=(Text(text=text), *rest)):
            found = _LEAD.match(text)
            said = found is not None and bool(rest or text[found.end() :].strip())
            return _WORDS.get(found[1].casefold()) if found and said else None
        case _:
            return None


def _fits(block: Block | None, kind: type | None) -> bool:
    own = Figure if isinstance(block, Diagram) else type(block)
    return isinstance(block, Named) and own is kind and not block.caption


def _parted(block: Block) -> Block:
    """A picture with its caption on the line below it is a figure."""
    match block:
        case Paragraph(inlines=(Image() as image, LineBreak(), *words)):
            below = replace(block, inlines=tuple(words))
            if _kind(below) is Figure and not image.title:
                return _with(Figure(span=block.span, image=image), below)
    return block


def _with(block: Named, caption: Paragraph) -> Block:
    words = _words(caption.inlines)
    if caption.id and block.id:
        words = (Anchor(span=caption.span, id=caption.id), *words)
    return replace(block, caption=words, id=block.id or caption.id)


def _words(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A caption without the word that made it one."""
    first, *rest = inlines
    assert isinstance(first, Text), "captions begin with a word"
    found = _LEAD.match(first.text)
    assert found is not None, "it is a caption"
    text = first.text[found.end() :]
    return (replace(first, text=text), *rest) if text else tuple(rest)
