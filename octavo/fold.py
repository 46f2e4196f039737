"""Blocks of notes → bytes, and back: they come back unopened.

Each node is a row of plain values: which of the types it is, the file it is from, its
lines and columns, its fields. Where a field holds nodes it has their rows. A book has a
hundred thousand nodes, and Python writes rows three times as fast as it pickles nodes.
"""

import marshal
import pickle
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from pathlib import PurePosixPath
from types import GenericAlias
from typing import Any, NamedTuple, TypeAlias, get_args

from octavo.diagnostics import Span
from octavo.model.blocks import Block, Paragraph
from octavo.model.inlines import Text
from octavo.model.known import Known, below
from octavo.model.nodes import CHILDREN, Node
from octavo.model.unopened import (
    Blank,
    Boxed,
    Literal,
    Named,
    Straight,
    Unopened,
)
from octavo.model.wording import text_of
from octavo.punctuation import straight

# Fields of nodes are of many types; `_written` sees to it that they come back as they were.
Row: TypeAlias = list[Any]
Files: TypeAlias = list[PurePosixPath]
_Holds: TypeAlias = tuple[tuple[type, ...], frozenset[type]]

# Later forms tell which objects are the same one; so the same values would not always be
# the same bytes.
_FORM = 2
_PLAIN = frozenset((str, int, float, bool))
# Where the span of a node stands in its row, before its fields.
_SPAN = 2


class _Written(NamedTuple):
    """How nodes of a type are written; numbers are places in a row.

    `inner` are fields that hold nodes, `others` those of values that rows are not made
    of, `closed` those that stay unopened. `marks` say whether there is more to tell of a
    node than its type.
    """

    number: int
    values: Callable[[Any], tuple[Any, ...]]
    inner: tuple[int, ...]
    others: tuple[int, ...]
    closed: tuple[int, ...]
    marks: tuple[tuple[Callable[[Any], object], type], ...]


class _Read(NamedTuple):
    """How nodes of a type are read. `puts` fill their fields; see `_Written`."""

    kind: type
    puts: tuple[tuple[int, Callable[[object, Any], None]], ...]
    inner: tuple[int, ...]
    others: tuple[int, ...]
    names: tuple[str, ...]


def _blank(paragraph: Paragraph) -> bool:
    first = paragraph.inlines[0] if paragraph.inlines else None
    # Nearly all begin with words.
    words = type(first) is Text and first.text.strip()
    return not (words or text_of(paragraph).strip())


def _straight(node: Text) -> bool:
    return straight(node.text)


_MARKS = {"id": Named, "attributes": Named, "task": Boxed, "literal": Literal}
"""What is told of nodes by their fields."""


def _plain(kind: object) -> bool:
    """Whether values that are annotated so are such that rows are made of."""
    if isinstance(kind, GenericAlias):
        return all(each is ... or _plain(each) for each in get_args(kind))
    return kind in _PLAIN


def _written(number: int, kind: type) -> _Written:
    span, *given = [each for each in fields(kind) if each.init]
    assert span.name == "span", "where a node stands comes first"
    assert given, "a node is more than a place"
    at = {each.name: place for place, each in enumerate(given, _SPAN + 1)}
    inner = [at[name] for name in CHILDREN.get(kind, ())]
    unlike = [at[each.name] for each in given if not _plain(each.type)]
    marks: list[tuple[Callable[[Any], object], type]]
    marks = [(attrgetter(name), _MARKS[name]) for name in at if name in _MARKS]
    if kind is Paragraph:
        marks.append((_blank, Blank))
    if kind is Text:
        marks.append((_straight, Straight))
    return _Written(
        number=number,
        values=attrgetter("span", *at),
        inner=tuple(inner),
        others=tuple(place for place in unlike if place not in inner),
        closed=tuple(at[name] for name in below(kind)),
        marks=tuple(marks),
    )


def _read(kind: type) -> _Read:
    written = _WRITTEN[kind]
    names = (each.name for each in fields(kind) if each.init)
    return _Read(
        kind=kind,
        puts=tuple(
            (at, getattr(kind, name).__set__) for at, name in enumerate(names, _SPAN)
        ),
        inner=written.inner,
        others=written.others,
        names=below(kind),
    )


def _unread(read: _Read) -> _Read:
    """How a block is read that stays unopened."""
    closed = _WRITTEN[read.kind].closed
    return read._replace(
        puts=tuple(put for put in read.puts if put[0] not in closed),
        inner=tuple(at for at in read.inner if at not in closed),
    )


_KINDS: tuple[type, ...] = get_args(Node)
_TOLD = (*_KINDS, Named, Boxed, Blank, Literal, Straight)
_NUMBERS = {kind: number for number, kind in enumerate(_TOLD)}
_WRITTEN = {kind: _written(_NUMBERS[kind], kind) for kind in _KINDS}
_OPEN = [_read(kind) for kind in _KINDS]
_CLOSED = [_unread(read) if read.names else read for read in _OPEN]


def folded(blocks: tuple[Block, ...]) -> bytes:
    """The blocks of a note; the same ones are always written as the same bytes."""
    files = [blocks[0].span.path] if blocks else []
    told: dict[tuple[int, ...], int] = {}
    whole: set[type] = set()
    rows = [_leaf(block, files, told, whole) for block in blocks]
    numbers = _numbers(frozenset(whole))
    return marshal.dumps((list(map(str, files)), list(told), numbers, rows), _FORM)


def _leaf(
    block: Block, files: Files, told: dict[tuple[int, ...], int], whole: set[type]
) -> Row:
    """The row of a block. Where some of it stays unopened, that stands at the end.

    Before it is the place of what the block holds among `told`. `whole` gets all that
    is told of it.
    """
    written = _WRITTEN[type(block)]
    holds: set[type] = set()
    if not written.closed:
        return _row(block, files, whole)
    row, own = _begun(block, written, files), [block.span.path]
    content = [_rows(row[at], own, holds) for at in written.closed]
    for at in written.inner:
        row[at] = None if at in written.closed else _rows(row[at], files, holds)
    holds |= {what for mark, what in written.marks if mark(block)}
    whole |= holds
    whole.add(type(block))
    row.append(told.setdefault(_numbers(frozenset(holds)), len(told)))
    row.append(marshal.dumps((list(map(str, own)), content), _FORM))
    return row


def _begun(node: Any, written: _Written, files: Files) -> Row:
    """The row of a node; what it holds is not written yet."""
    row = [written.number, 0, *written.values(node)]
    span = row[_SPAN]
    row[_SPAN] = span[1:]
    # It is the same file nearly always, and takes long to be looked up.
    if span[0] is not files[0]:
        row[1] = _file(span[0], files)
    for at in written.others:
        row[at] = pickle.dumps(row[at], protocol=5)
    return row


def _row(node: Any, files: Files, holds: set[type]) -> Row:
    """The row of a node; `holds` gets all that is told of it."""
    written = _WRITTEN[type(node)]
    row = _begun(node, written, files)
    holds.add(type(node))
    for at in written.inner:
        row[at] = _rows(row[at], files, holds)
    for mark, what in written.marks:
        if mark(node):
            holds.add(what)
    return row


def _rows(nodes: Any, files: Files, holds: set[type]) -> Row:
    """The rows of a tuple of nodes, or the row of one."""
    if isinstance(nodes, tuple):
        return [_row(node, files, holds) for node in nodes]
    return _row(nodes, files, holds)


def _file(path: PurePosixPath, files: Files) -> int:
    if path not in files:
        files.append(path)
    return files.index(path)


@cache
def _numbers(holds: frozenset[type]) -> tuple[int, ...]:
    return tuple(sorted(_NUMBERS[each] for each in holds))


def unfolded(data: bytes) -> tuple[Block, ...]:
    """The blocks, unopened."""
    paths, told, whole, rows = marshal.loads(data)
    files, holds = [_path(path) for path in paths], [_types(each) for each in told]
    made: list[Block] = []
    for row in rows:
        read, own = _CLOSED[row[0]], None
        if read.names:
            kinds, held = holds[row[-2]]
            own = _tuple(Unopened, (read.names, kinds, held, row[-1], opened, None))
        made.append(_node(row, files, read, own))
    return Known(made, _types(whole)[1])


def opened(data: bytes) -> list[Any]:
    """What stands below a block."""
    paths, content = marshal.loads(data)
    files = [_path(path) for path in paths]
    return [_nodes(rows, files) for rows in content]


def _node(row: Row, files: Files, read: _Read, own: Unopened | None = None) -> Any:
    kind, puts, inner, others, names = read
    for at in inner:
        row[at] = _nodes(row[at], files)
    for at in others:
        row[at] = pickle.loads(row[at])
    row[_SPAN] = _tuple(Span, (files[row[1]], *row[_SPAN]))
    made: Any = _new(kind)
    for at, put in puts:
        put(made, row[at])
    if names:
        made.unopened = own
    return made


def _nodes(rows: Row, files: Files) -> Any:
    """A tuple of nodes, or one."""
    if rows and type(rows[0]) is int:
        return _node(rows, files, _OPEN[rows[0]])
    return tuple([_node(row, files, _OPEN[row[0]]) for row in rows])


_new, _tuple = object.__new__, tuple.__new__
# There are few paths and few of these sets, and many places where they stand.
_path = cache(PurePosixPath)


@cache
def _types(numbers: tuple[int, ...]) -> _Holds:
    kinds = tuple(_TOLD[number] for number in numbers)
    return kinds, frozenset(kinds)
