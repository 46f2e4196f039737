"""Changes of nodes: what makes other nodes of some, and of all that hold them."""

from collections.abc import Callable
from dataclasses import replace as dataclass_replace
from typing import TypeVar

from octavo.model.blocks import Block
from octavo.model.inlines import Inline, Text
from octavo.model.known import OPENABLE, Known, given
from octavo.model.nodes import CHILDREN, NOTHING, Node
from octavo.model.unopened import Unopened, unopened

Change = Callable[[Node], Node | tuple[Node, ...]]


def replace(
    node: Node,
    change: Change,
    closed: frozenset[type] = NOTHING,
    kinds: frozenset[type] | None = None,
) -> Node | tuple[Node, ...]:
    """`node` with `change` applied to everything below it, then to itself.

    `change` returns the node it was given, another, or a tuple of nodes to set in its
    place (empty to remove it; only where a sequence holds it). A node below which
    nothing changed stays the same object. What stands below nodes of a type in
    `closed` stays as it is; so do nodes of other types than `kinds`, if that is given.
    """
    after = replace_all((node,), change, closed, kinds)
    return after[0] if len(after) == 1 else after


Kindred = TypeVar("Kindred", Block, Inline, Node)


def replace_all(
    nodes: tuple[Kindred, ...],
    change: Change,
    closed: frozenset[type] = NOTHING,
    kinds: frozenset[type] | None = None,
    within: frozenset[type] | None = None,
    brings: frozenset[type] | None = None,
) -> tuple[Kindred, ...]:
    """`replace` over a sequence; the same tuple when nothing in it changed.

    A change gives blocks for blocks and inlines for inlines. A block is not opened where
    none of `kinds` is below it. One that is unopened and holds none of `within`, if that
    is given, stays as it is: the caller knows that nothing in it would change. `brings`
    is for one that knows, too, which types the change brings that were not there; then
    what is known of `nodes` holds on.
    """
    if isinstance(nodes, Known):
        # Without these there is nothing that the change is made to.
        needed = [each for each in (kinds, within) if each is not None]
        if any(map(nodes.holds.isdisjoint, needed)):
            return nodes
    out: list[Node] | None = None
    for at, node in enumerate(nodes):
        kind = type(node)
        whole: Node = node
        # Most nodes have nothing below them.
        stays = kind not in CHILDREN or kind in closed
        if kind in OPENABLE:
            own: Unopened | None = node.unopened  # type: ignore[union-attr]  # it has one
            if own and within is not None and own.holds.isdisjoint(within):
                if out is not None:
                    out.append(node)
                continue
            if own and within is None and kinds and own.holds.isdisjoint(kinds):
                stays = True
        if not stays:
            whole = _over(node, change, closed, kinds, within)
        after = change(whole) if kinds is None or kind in kinds else whole
        if out is None:
            if after is node:
                continue
            out = list(nodes[:at])
        if isinstance(after, tuple):
            out.extend(after)
        else:
            out.append(after)
    if out is None:
        return nodes
    if brings is not None and isinstance(nodes, Known):
        return Known(out, nodes.holds | brings)  # type: ignore[arg-type]  # blocks, for they were
    return tuple(out)  # type: ignore[arg-type]  # by the convention above


def _over(
    node: Node,
    change: Change,
    closed: frozenset[type],
    kinds: frozenset[type] | None,
    within: frozenset[type] | None,
) -> Node:
    """A node over what is below it when that is changed; the same if nothing was."""
    fresh: dict[str, object] = {}
    for name in CHILDREN[type(node)]:
        below = getattr(node, name)
        if not below:
            continue
        single = not isinstance(below, tuple)
        before = (below,) if single else below
        # Most lines are one text.
        alone = len(before) == 1 and type(before[0]) is Text
        if alone and kinds is not None and Text not in kinds:
            continue
        made = replace_all(before, change, closed, kinds, within)
        if made is not before:
            assert len(made) == 1 or not single, "it holds a single node"
            fresh[name] = made[0] if single else made
    if not fresh:
        return node
    return dataclass_replace(node, **fresh)  # type: ignore[arg-type]  # the names come from CHILDREN


def deferred(node: Kindred, change: Callable[[Kindred], Kindred]) -> Kindred | None:
    """An unopened node that is changed when it is opened; None if it cannot wait.

    Only what it holds may change, and that not in kind (see `Unopened`).
    """
    if type(node) not in OPENABLE:
        return None
    own: Unopened | None = node.unopened  # type: ignore[union-attr]  # by the line before
    if own is None or own.change is not None:
        return None
    waiting = own._replace(change=change)
    return unopened(type(node), given(node), waiting)  # type: ignore[type-var]  # likewise
