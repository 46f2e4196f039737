"""A block quote that begins “Note:”, in a book with a preprocessor for notes.

Such a preprocessor (`trpl-note` of The Rust Programming Language) makes a note of the
quote; here it is a callout of type note (dialect rule R11.8).
"""

from dataclasses import replace

from octavo.model.blocks import Block, Callout, Paragraph, Quote
from octavo.model.inlines import Text
from octavo.model.vault import Kind
from octavo.syntax.rule import Branch, Reader, Rule

_LABEL = "Note:"


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """The callout, without the word that its label says; or a plain quotation."""
    blocks = reader.blocks(branch.branches)
    span = reader.span(branch.start, branch.end)
    name = branch.token.meta.get("id", "")
    match blocks:
        case (Paragraph(inlines=(Text() as text, *more)) as first, *rest) if (
            text.text.startswith(_LABEL)
        ):
            bare = text.text.removeprefix(_LABEL).lstrip()
            inlines = tuple(more)
            if bare:
                column = text.span.column + len(text.text) - len(bare)
                place = text.span._replace(column=column)
                inlines = (Text(span=place, text=bare), *more)
            body = (replace(first, inlines=inlines), *rest) if inlines else tuple(rest)
            return (
                Callout(
                    span=span,
                    kind="note",
                    written="note",
                    title=(),
                    blocks=body,
                    id=name,
                ),
            )
    return (Quote(span=span, blocks=blocks, id=name),)


RULE = Rule(
    name="note_quote",
    kinds=(Kind.MDBOOK,),
    blocks=(("blockquote", node),),
)
