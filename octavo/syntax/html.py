"""Raw HTML (CommonMark 4.6 and 6.6; dialect rule R8.8)."""

from octavo.model.nodes import Block, Inline, Paragraph, Text
from octavo.syntax.rule import Branch, Reader, Rule


def inline_text(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A tag."""
    span = reader.span(branch.start, branch.end)
    return (Text(span=span, text=branch.token.content),)


def block(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A block of tags."""
    span = reader.span(branch.start, branch.end)
    text = branch.token.content.strip()
    return (Paragraph(span=span, inlines=(Text(span=span, text=text),)),)


RULE = Rule(
    name="html",
    inlines=(("html_inline", inline_text),),
    blocks=(("html_block", block),),
)
