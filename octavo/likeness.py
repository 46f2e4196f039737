"""Blocks → bytes by which they are known again; what is unopened stays so.

Blocks that are made in the same way make the same bytes, other blocks others. Of what
stands below an unopened block it counts which bytes it is made of, and which change waits
for it; blocks that wait for the same one have it in common.
"""

import marshal
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from pathlib import PurePosixPath
from types import GenericAlias
from typing import Any, NamedTuple, get_args

from octavo.keep import pickled
from octavo.model.blocks import Block
from octavo.model.known import below
from octavo.model.nodes import CHILDREN, Node
from octavo.model.unopened import Openable, Unopened

# Later forms tell which objects are the same one; so the same values would not always be
# the same bytes.
_FORM = 2
_PLAIN = frozenset((str, int, float, bool))


class _Fields(NamedTuple):
    """What is written of nodes of a type, open or unopened: which it is, and its fields.

    Numbers are places among the fields, of which the span is the first: `inner` hold
    nodes, `others` values that are not written as they are.
    """

    number: int
    values: Callable[[Any], tuple[Any, ...]]
    inner: tuple[int, ...]
    others: tuple[int, ...]


def _plain(kind: object) -> bool:
    """Whether values that are annotated so are written as they are."""
    if isinstance(kind, GenericAlias):
        return all(each is ... or _plain(each) for each in get_args(kind))
    return kind in _PLAIN


def _fields(number: int, kind: type, unwritten: tuple[str, ...] = ()) -> _Fields:
    span, *given = [
        each for each in fields(kind) if each.init and each.name not in unwritten
    ]
    assert span.name == "span", "where a node stands comes first"
    assert given, "a node is more than a place"
    at = {each.name: place for place, each in enumerate(given, 1)}
    inner = [at[name] for name in CHILDREN.get(kind, ()) if name in at]
    unlike = [at[each.name] for each in given if not _plain(each.type)]
    return _Fields(
        number=number,
        values=attrgetter("span", *at),
        inner=tuple(inner),
        others=tuple(place for place in unlike if place not in inner),
    )


_KINDS: tuple[type, ...] = get_args(Node)
_OPEN = {kind: _fields(number, kind) for number, kind in enumerate(_KINDS)}
_SHUT = {
    kind: _fields(number, kind, below(kind))
    for number, kind in enumerate(_KINDS, len(_KINDS))
    if issubclass(kind, Openable)
}


def likeness(blocks: tuple[Block, ...]) -> bytes:
    """The bytes of a chapter's blocks.

    Nodes are written a generation at a time, and of each those of a type together: that
    takes a third of the time that each by itself does.
    """
    written: list[object] = []
    calls: dict[int, object] = {}
    nodes: list[Any] = list(blocks)
    while nodes:
        order, groups = _sorted(nodes)
        written += bytes(order), [*groups]
        nodes = []
        for fields_, group in groups.values():
            written += _columns(fields_, group, nodes)
            if fields_.number >= len(_KINDS):
                written.append(_shut(group, calls))
    called = pickled(list(calls.values()))
    try:
        return marshal.dumps((called, written), _FORM)
    except ValueError:
        # Text that a library made may be of a type of its own.
        return pickled(blocks)


def _sorted(
    nodes: list[Any],
) -> tuple[list[int], dict[int, tuple[_Fields, list[Any]]]]:
    """What each of the nodes is, and those that are the same together."""
    order: list[int] = []
    groups: dict[int, tuple[_Fields, list[Any]]] = {}
    for node in nodes:
        kind = type(node)
        own = kind in _SHUT and node.unopened is not None
        found = _SHUT[kind] if own else _OPEN[kind]
        number = found.number
        order.append(number)
        if number not in groups:
            groups[number] = found, []
        groups[number][1].append(node)
    return order, groups


def _columns(fields_: _Fields, group: list[Any], nodes: list[Any]) -> list[Any]:
    """The fields of nodes of a type, each for all of them; `nodes` gets those below."""
    columns: list[Any] = list(zip(*map(fields_.values, group), strict=True))
    spans = columns[0]
    path: PurePosixPath = spans[0][0]
    columns[0] = [span[1:] for span in spans]
    for at in fields_.inner:
        held = columns[at]
        lengths = columns[at] = []
        for each in held:
            single = not isinstance(each, tuple)
            lengths.append(-1 if single else len(each))
            if single:
                nodes.append(each)
            else:
                nodes += each
    for at in fields_.others:
        columns[at] = [pickled(each) for each in columns[at]]
    # They are from the same file nearly always.
    elsewhere = [
        (at, str(span[0]))
        for at, span in enumerate(spans)
        if span[0] is not path and span[0] != path
    ]
    columns.append((str(path), elsewhere))
    return columns


def _shut(group: list[Any], calls: dict[int, object]) -> tuple[list[bytes], list[int]]:
    """What unopened blocks are made of, and which changes wait; `calls` gets these."""
    shut: list[Unopened] = [node.unopened for node in group]
    calls |= {id(each.change): each.change for each in shut}
    places = {which: place for place, which in enumerate(calls)}
    return [each.data for each in shut], [places[id(each.change)] for each in shut]
