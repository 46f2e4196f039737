"""The wording of nodes: what a reader would say of them."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from octavo.model.displays import CodeBlock, MathBlock
from octavo.model.inlines import (
    Code,
    Image,
    InlineEmbed,
    LineBreak,
    Math,
    Tag,
    Text,
    WikiLink,
)
from octavo.model.known import those
from octavo.model.nodes import Node


def _name_of(node: WikiLink | InlineEmbed) -> str:
    return "" if node.inlines else node.target or node.subpath.lstrip("#^")


_SAID: dict[type, Callable[[Any], str]] = {
    Text: attrgetter("text"),
    Code: attrgetter("text"),
    CodeBlock: attrgetter("text"),
    Math: attrgetter("tex"),
    MathBlock: attrgetter("tex"),
    Tag: lambda tag: f"#{tag.name}",
    LineBreak: lambda _: " ",
    Image: attrgetter("alt"),
    WikiLink: _name_of,
    InlineEmbed: _name_of,
}
"""What a node itself says to a reader."""
_SPEAKING = frozenset(_SAID)


def text_of(node: Node | tuple[Node, ...]) -> str:
    """The words of a node as a reader would say them: no markup, no note marks.

    Code and formulas give their source, line ends a blank; pictures give their
    description.
    """
    nodes = node if isinstance(node, tuple) else (node,)
    if len(nodes) == 1 and type(nodes[0]) is Text:
        # Most headings, and much else that is read over and over.
        return nodes[0].text
    return "".join([_SAID[type(here)](here) for here in those(nodes, _SPEAKING)])
