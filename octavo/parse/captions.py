"""Captions: a paragraph `Table: …`, `Figure: …` or `Listing: …` beside what it names."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from octavo.model.blocks import Block, Division, Embed, Paragraph
from octavo.model.displays import CodeBlock, Diagram, Figure, MathBlock, Table
from octavo.model.inlines import Anchor, Image, Inline, LineBreak, Text
from octavo.model.nodes import walk
from octavo.syntax.lead import Lead, lead

Named: TypeAlias = Figure | Diagram | Table | CodeBlock

_NAMES: dict[type, tuple[str, str]] = {
    Figure: ("Figure", "a picture, a diagram or a chart"),
    Table: ("Table", "a table"),
    CodeBlock: ("Listing", "a listing"),
}
"""The English word for each kind, and what it fits."""


class Stray(NamedTuple):
    """A caption that belongs to nothing: its place in the blocks, and what to do."""

    caption: Paragraph
    word: str
    help: str


def captioned(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Stray, ...]]:
    """The blocks with captions in what they stand beside, and captions left over.

    A caption belongs to the nearest thing of its kind that has none: the one directly
    before it, else the one directly after it; the other way round where the first that
    leaves no choice stands before what it names. The id of its paragraph becomes the
    thing's; where that has its own, the words keep it.
    """
    parted = [_parted(block) for block in blocks]
    leads = [_lead(block) for block in parted]
    if not any(leads):
        return tuple(parted), ()
    above = _above(parted, leads)
    made: list[Block] = []
    strays: list[Stray] = []
    waiting: Paragraph | None = None
    for at, (block, led) in enumerate(zip(parted, leads, strict=True)):
        before = made[-1] if made else None
        after = parted[at + 1] if at + 1 < len(parted) else None
        if waiting is not None:
            made[-1] = _with(block, waiting)  # type: ignore[arg-type]  # it fits
            waiting = None
        elif led is None or not isinstance(block, Paragraph):
            made.append(block)
        elif _fits(before, led) and not (led.kind in above and _fits(after, led)):
            made[-1] = _with(before, block)  # type: ignore[arg-type]  # it fits
        elif _fits(after, led):
            made.append(block)
            waiting = block
        else:
            made.append(block)
            if _meant(before) or _meant(after) or block.id:
                help = _help(before, after, led)
                strays.append(Stray(block, led.word, help))
    return tuple(made), tuple(strays)


def _above(blocks: Sequence[Block], leads: Sequence[Lead | None]) -> set[type]:
    """The kinds whose captions stand before what they name, going by the first of each.

    One between two things says nothing.
    """
    first: dict[type, bool] = {}
    for at, led in enumerate(leads):
        if led is None:
            continue
        before = at > 0 and _fits(blocks[at - 1], led)
        after = at + 1 < len(blocks) and _fits(blocks[at + 1], led)
        if before != after:
            first.setdefault(led.kind, after)
    return {kind for kind, after in first.items() if after}


def _lead(block: Block) -> Lead | None:
    """The word that makes a paragraph a caption; None if it says nothing, or is none."""
    match block:
        case Paragraph(inlines=(Text(text=text), *rest)):
            led = lead(text)
            return led if led and (rest or text[led.end :].strip()) else None
        case _:
            return None


def _fits(block: Block | None, led: Lead) -> bool:
    own = _kind(block)
    return isinstance(block, Named) and own is led.kind and not block.caption


def _meant(block: Block | None) -> bool:
    """Whether someone may have written a caption for this, or another beside it."""
    match block:
        case Paragraph():
            pictured = any(isinstance(node, Image) for node in walk(block))
            return pictured or _lead(block) is not None
        case _:
            return isinstance(block, Named | Division | MathBlock | Embed)


def _help(before: Block | None, after: Block | None, led: Lead) -> str:
    beside = [block for block in (before, after) if block is not None]
    if led.kind is Table and any(map(_is_layout, beside)):
        return "write the table in markdown, or the words in its `<caption>`"
    kinds = [_kind(block) for block in beside if isinstance(block, Named)]
    _, things = _NAMES[led.kind]
    if led.kind in kinds:
        titled = "; a title in quotes is one" if led.kind is Figure else ""
        return f"{things} has one caption{titled}"
    if kinds:
        word, others = _NAMES[kinds[0]]
        return f"`{word}: …` is the caption of {others}"
    return f"put it directly before or after {things}"


def _is_layout(block: Block) -> bool:
    """Whether this is a table of HTML that could not become one of ours."""
    return isinstance(block, Division) and block.name == "table"


def _kind(block: Block | None) -> type:
    return Figure if isinstance(block, Diagram) else type(block)


def _parted(block: Block) -> Block:
    """A picture with its caption on the line below it is a figure."""
    match block:
        case Paragraph(inlines=(Image() as image, LineBreak(), *words)):
            below = replace(block, inlines=tuple(words))
            led = _lead(below)
            if led and led.kind is Figure and not image.title:
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
    led = lead(first.text)
    assert led is not None, "it is a caption"
    text = first.text[led.end :]
    return (replace(first, text=text), *rest) if text else tuple(rest)
