"""What is known of nodes without looking: which types there are among them and below.

A block that is unopened says it of what it holds (`Unopened`), the blocks of a note say
it of them all (`Known`).
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Self

from octavo.model.blocks import Block
from octavo.model.displays import Table
from octavo.model.nodes import BELOW, CHILDREN, NOTHING, Node
from octavo.model.unopened import Openable, Unopened

_LAZY = CHILDREN | {Table: ("head", "rows")}
"""What of a node may be unopened: what a caption says is asked for of every table."""
OPENABLE: frozenset[type] = frozenset(
    kind for kind in CHILDREN if issubclass(kind, Openable)
)
_GIVEN: dict[type, tuple[str, ...]] = {
    kind: tuple(
        each.name for each in fields(kind) if each.init and each.name not in _LAZY[kind]
    )
    for kind in OPENABLE
}


def given(node: Node) -> tuple[tuple[str, object], ...]:
    """The fields of a block that are known while it is unopened, with their values."""
    return tuple((name, getattr(node, name)) for name in _GIVEN[type(node)])


def below(kind: type) -> tuple[str, ...]:
    """The fields of blocks of a type that may be unopened; none for nodes that never are."""
    return _LAZY[kind] if kind in OPENABLE else ()


def holds_none(node: Node, kinds: frozenset[type]) -> bool:
    """Whether it is known, without looking, that below a node is none of these types.

    So it may be asked for what else `Unopened.holds` can say.
    """
    if type(node) not in OPENABLE:
        return False
    own: Unopened | None = node.unopened  # type: ignore[union-attr]  # by the line before
    return own is not None and own.holds.isdisjoint(kinds)


class Known(tuple[Block, ...]):
    """The blocks of a note, and what is known of them all without looking.

    `holds` are the types of the blocks and of all below them, and what else
    `Unopened.holds` can say. Whatever makes other blocks of these makes a plain tuple,
    unless it knows what they hold (`replace_all`, `some_of`).
    """

    holds: frozenset[type]

    def __new__(cls, blocks: Iterable[Block], holds: frozenset[type]) -> Self:
        """The blocks with what they hold."""
        made = super().__new__(cls, blocks)
        made.holds = holds
        return made

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """The blocks alone: what is known of them is no part of what a book says."""
        return tuple, (tuple(self),)


def hold_none(nodes: tuple[Node, ...], kinds: frozenset[type]) -> bool:
    """Whether it is known that neither the nodes nor any below are of these types."""
    return isinstance(nodes, Known) and nodes.holds.isdisjoint(kinds)


def some_of(
    blocks: tuple[Block, ...],
    kept: Iterable[Block],
    gone: frozenset[type] = NOTHING,
) -> tuple[Block, ...]:
    """Those of the blocks that are kept, of which all holds that is known of them.

    `gone` are types that stood in the others alone, as the caller knows.
    """
    return (
        Known(kept, blocks.holds - gone) if isinstance(blocks, Known) else tuple(kept)
    )


def those(
    nodes: tuple[Node, ...], kinds: frozenset[type], closed: frozenset[type] = NOTHING
) -> list[Node]:
    """The nodes of some types among `walk(nodes, closed)`, in the same order.

    Blocks that have none below them stay unopened.
    """
    if isinstance(nodes, Known) and nodes.holds.isdisjoint(kinds):
        return []
    found: list[Node] = []
    stack = list(nodes[::-1])
    while stack:
        here = stack.pop()
        kind = type(here)
        if kind in kinds:
            found.append(here)
        if kind not in BELOW or kind in closed:
            continue
        if kind in OPENABLE:
            own: Unopened | None = here.unopened  # type: ignore[union-attr]  # it has one
            if own and own.holds.isdisjoint(kinds):
                continue
        for get in BELOW[kind]:
            below = get(here)
            if isinstance(below, tuple):
                stack += below[::-1]
            else:
                stack.append(below)
    return found
