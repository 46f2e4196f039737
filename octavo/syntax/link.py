"""Markdown links, reference links and `<autolinks>` (CommonMark 6.3 and 6.5)."""

from octavo.model.nodes import Inline, Link
from octavo.syntax.rule import Branch, Reader, Rule


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The link, its address as written."""
    token = branch.token
    return (
        Link(
            span=reader.span(branch.start, branch.end),
            inlines=reader.inlines(branch.branches),
            href=str(token.attrs.get("href", "")),
            title=str(token.attrs.get("title", "")),
            bare=token.markup in {"autolink", "bare"},
        ),
    )


RULE = Rule(name="link", inlines=(("link", node),))
