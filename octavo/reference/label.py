"""The words of a reference that has none of its own, and words fit for a link."""

from typing import get_args

from octavo.model.changes import replace_all
from octavo.model.inlines import (
    Anchor,
    FootnoteMark,
    IndexMark,
    Inline,
    Link,
    Text,
    WikiLink,
)
from octavo.model.nodes import Node
from octavo.model.unopened import Literal, Named, Straight
from octavo.reference.spelling import last_name

BROUGHT: frozenset[type] = frozenset((*get_args(Inline), Literal, Named, Straight)) - {
    Anchor,
    FootnoteMark,
    IndexMark,
}
"""What may be in the words of other notes once they are `flattened`."""


def spelled(node: WikiLink) -> tuple[Inline, ...]:
    """What to call a target of which nothing but its spelling is known."""
    name = last_name(node.target).strip() or node.target
    heading = node.subpath.rpartition("#")[2]
    if heading and not heading.startswith("^"):
        name = f"{name} › {heading}" if name else heading
    return (Text(span=node.span, text=name),)


def flattened(inlines: tuple[Inline, ...], own: bool = False) -> tuple[Inline, ...]:
    """Inlines as they may stand inside a link: without links, notes and anchors.

    Words that are the link's `own`, not those of its target, keep the marks of notes.
    """

    def change(node: Node) -> Node | tuple[Node, ...]:
        match node:
            case Link():
                return node.inlines
            case WikiLink():
                return node.inlines or spelled(node)
            case FootnoteMark() if own:
                return node
            case FootnoteMark() | Anchor() | IndexMark():
                return ()
            case _:
                return node

    return replace_all(inlines, change)
