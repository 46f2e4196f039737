"""Emphasis, strong emphasis and two-tilde strikethrough (CommonMark 6.2; GFM 6.5).

One tilde is “about”, not strikethrough (dialect rule R7.6), which is the parser's own
rule.
"""

from octavo.model.nodes import Emphasis, Inline, Strike, Strong
from octavo.syntax.rule import Branch, Reader, Rule

_NODES: dict[str, type[Emphasis] | type[Strong] | type[Strike]] = {
    "em": Emphasis,
    "strong": Strong,
    "s": Strike,
}


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The node of a pair of marks."""
    made = _NODES[branch.kind]
    inlines = reader.inlines(branch.branches)
    return (made(span=reader.span(branch.start, branch.end), inlines=inlines),)


RULE = Rule(name="emphasis", inlines=(("em", node), ("strong", node), ("s", node)))
