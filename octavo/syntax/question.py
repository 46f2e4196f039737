"""Questions of a question bank, `> [!question|kind, level, time] What is …?`.

A callout of type question with metadata (Obsidian Help, “Callouts”; dialect rule R8.4):
the title asks, the metadata says what kind of question it is, and the body answers. The
rule of callouts tells them apart.
"""

from dataclasses import replace

from octavo.diagnostics import Span
from octavo.model.blocks import Block, Paragraph, Question
from octavo.model.inlines import Inline, LineBreak, Strong, Text
from octavo.syntax.rule import Branch, Reader, Rule


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """The question; labels that share a paragraph with their text are set apart."""
    meta = branch.token.meta
    answer = reader.blocks(branch.branches[1:])
    return (
        Question(
            span=reader.span(branch.start, branch.end),
            title=reader.line(branch.branches[0]),
            facts=meta["facts"],
            blocks=tuple(part for block in answer for part in _labelled(block)),
            id=meta.get("id", ""),
        ),
    )


def _labelled(block: Block) -> tuple[Block, ...]:
    """The block, or the label that is its first line and the text below that."""
    match block:
        case Paragraph(inlines=(Strong() as label, *rest)):
            below = rest
        case _:
            return (block,)
    while below and _blank(below[0]):
        below = below[1:]
    if not below:
        return (replace(block, inlines=(label,)),)
    if not isinstance(below[0], LineBreak):
        return (block,)
    span = _from(below[1].span, block.span)
    return (
        Paragraph(span=label.span, inlines=(label,)),
        replace(block, span=span, inlines=tuple(below[1:])),
    )


def _blank(inline: Inline) -> bool:
    return isinstance(inline, Text) and not inline.text.strip()


def _from(start: Span, whole: Span) -> Span:
    return whole._replace(line=start.line, column=start.column)


RULE = Rule(name="question", blocks=(("question", node),))
