"""Nodes: the closed set of what a note's text is made of, and the way through them.

Every pass and `compose` match over the set with `assert_never`, so a new node is a type
error until each reader has decided.
"""

from collections.abc import Iterator
from operator import attrgetter
from typing import TypeAlias

from octavo.model.blocks import (
    Block,
    BulletList,
    Callout,
    Definition,
    Definitions,
    Division,
    Embed,
    Excerpt,
    Footnote,
    Heading,
    Item,
    Listing,
    OrderedList,
    Paragraph,
    Piece,
    Question,
    Quote,
    Work,
    Works,
)
from octavo.model.displays import (
    Cell,
    CodeBlock,
    Diagram,
    Figure,
    Row,
    Table,
)
from octavo.model.inlines import (
    Citation,
    Element,
    Emphasis,
    Inline,
    InlineEmbed,
    Link,
    Mark,
    Strike,
    Strong,
    Substitute,
    WikiLink,
    WorkMark,
)

Node: TypeAlias = Inline | Block | Piece

CHILDREN: dict[type, tuple[str, ...]] = {
    Emphasis: ("inlines",),
    Strong: ("inlines",),
    Strike: ("inlines",),
    Mark: ("inlines",),
    Element: ("inlines",),
    WikiLink: ("inlines",),
    Link: ("inlines",),
    Substitute: ("inlines",),
    InlineEmbed: ("inlines",),
    Citation: ("inlines",),
    WorkMark: ("inlines",),
    Heading: ("inlines",),
    Paragraph: ("inlines",),
    Item: ("blocks",),
    BulletList: ("items",),
    OrderedList: ("items",),
    Quote: ("blocks",),
    Callout: ("title", "blocks"),
    Question: ("title", "blocks"),
    CodeBlock: ("caption",),
    Listing: ("caption", "blocks"),
    Cell: ("inlines",),
    Row: ("cells",),
    Table: ("caption", "head", "rows"),
    Figure: ("image", "caption"),
    Diagram: ("caption",),
    Definition: ("term", "blocks"),
    Definitions: ("pairs",),
    Footnote: ("blocks",),
    Embed: ("inlines",),
    Excerpt: ("blocks",),
    Division: ("blocks",),
    Work: ("inlines",),
    Works: ("works",),
}
"""The fields of a node that hold nodes, in the order of the text."""
BELOW = {
    kind: tuple(attrgetter(name) for name in reversed(names))
    for kind, names in CHILDREN.items()
}
"""How to get what stands below a node, the last first."""

NOTHING: frozenset[type] = frozenset()
BLOCKS_ONLY: frozenset[type] = frozenset(
    (Paragraph, Heading, CodeBlock, Table, Figure, Diagram)
)
"""Nodes that hold lines of text: `walk` and `replace` may stop at them."""


def walk(
    node: Node | tuple[Node, ...], closed: frozenset[type] = NOTHING
) -> Iterator[Node]:
    """The node (or each of a tuple of nodes) and all below, in document order.

    What stands below nodes of a type in `closed` is left out.
    """
    stack: list[Node] = list(reversed(node)) if isinstance(node, tuple) else [node]
    while stack:
        here = stack.pop()
        yield here
        kind = type(here)
        if kind not in BELOW or kind in closed:
            continue
        for get in BELOW[kind]:
            below = get(here)
            if isinstance(below, tuple):
                stack += below[::-1]
            else:
                stack.append(below)
