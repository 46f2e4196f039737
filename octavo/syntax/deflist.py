"""Definition lists, `term` and `: text` below (dialect rule R8.10; Pandoc's syntax)."""

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from octavo.model.nodes import Block, Definition, Definitions
from octavo.model.vault import Kind
from octavo.syntax.rule import Branch, Reader, Rule


def install(md: MarkdownIt) -> None:
    """Add the plugin's rule."""
    deflist_plugin(md)


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """The list: each term with what is said of it; several terms may share it."""
    pairs: list[Definition] = []
    parts = branch.branches
    for at, term in enumerate(parts):
        if term.kind != "dt":
            continue
        stop = at + 1
        while stop < len(parts) and parts[stop].kind == "dd":
            stop += 1
        below = [block for part in parts[at + 1 : stop] for block in part.branches]
        start, end = term.start, parts[stop - 1].end
        pairs.append(
            Definition(
                span=reader.span(start, max(end, term.end)),
                term=reader.line(term),
                blocks=reader.blocks(below),
            )
        )
    span = reader.span(branch.start, branch.end)
    return (
        Definitions(span=span, pairs=tuple(pairs), id=branch.token.meta.get("id", "")),
    )


RULE = Rule(
    name="deflist",
    kinds=(Kind.MDBOOK, Kind.PLAIN),
    install=install,
    blocks=(("dl", node),),
)
