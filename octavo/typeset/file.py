"""A PDF file as it grows (ISO 32000-1, 7.5): objects in, bytes out."""

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from octavo.typeset.catalogue import dictionary, reference
from octavo.value import value

# Numbers that drawings name literally; see `internals`.
CATALOG, PAGES, INFO, _, STRUCTURE, DOCUMENT, FONTS = range(1, 8)
NAMES, PARENTS, METADATA, IDS, PROFILE = range(8, 13)
FIRST_FREE = 16
_MARKED = b"\n%\xe2\xe3\xcf\xd3\n"
_PER_STREAM = 256
# A row of the cross-reference table, with `/W [1 4 2]` (7.5.8): its kind, where the
# object stands, which of those there it is.
_ROW = struct.Struct(">BIH")
_IN_FILE, _IN_STREAM = 1, 2
# In a row as a number: where its kind and its place begin, and what says that it is free
# and will not be used again.
_KIND, _AT, _NEVER = 48, 16, 0xFFFF
# So many bytes of a table, some thousand rows, are reckoned with at a time.
_STRETCH = _ROW.size * 8192


@value
class Block:
    """Objects that follow one another in a file, wherever they begin there.

    `rows` are those of the cross-reference table from object `first` on, with places
    counted from the beginning of `data`; zeros for numbers that are not here.
    """

    data: bytes
    first: int
    rows: bytes
    digest: bytes


class Section:
    """Objects on their way to a block: streams as they come, dictionaries gathered."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._dictionaries: list[tuple[int, bytes]] = []
        self._rows: dict[int, bytes] = {}

    def dictionary(self, number: int, body: bytes) -> None:
        """Put an object that is no stream."""
        self._dictionaries.append((number, body))

    def stream(self, number: int, head: bytes, data: bytes) -> None:
        """Put a stream whose dictionary is whole."""
        self._rows[number] = _ROW.pack(_IN_FILE, len(self._data), 0)
        self._data += b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (
            number,
            head,
            data,
        )

    def closed(self, free: int) -> Block:
        """All that was put; streams of dictionaries take numbers from `free` on.

        They take as many as `streams` says.
        """
        for start in range(0, len(self._dictionaries), _PER_STREAM):
            some = self._dictionaries[start : start + _PER_STREAM]
            self._gather(free + start // _PER_STREAM, some)
        data = bytes(self._data)
        first = min(self._rows, default=free)
        rows = bytearray(_ROW.size * (max(self._rows, default=first) + 1 - first))
        for number, row in self._rows.items():
            at = _ROW.size * (number - first)
            rows[at : at + _ROW.size] = row
        return Block(
            data=data, first=first, rows=bytes(rows), digest=sha256(data).digest()
        )

    def streams(self) -> int:
        """How many numbers `closed` takes."""
        return streams_for(len(self._dictionaries))

    def _gather(self, number: int, some: Sequence[tuple[int, bytes]]) -> None:
        """Put dictionaries into one object stream (7.5.7)."""
        offsets, at = [], 0
        for nth, (own, body) in enumerate(some):
            offsets.append(b"%d %d" % (own, at))
            at += len(body) + 1
            self._rows[own] = _ROW.pack(_IN_STREAM, number, nth)
        head = b" ".join(offsets) + b"\n"
        data = zlib.compress(head + b"\n".join(body for _, body in some), 3)
        pairs = [
            ("Type", b"/ObjStm"),
            ("N", b"%d" % len(some)),
            ("First", b"%d" % len(head)),
            ("Filter", b"/FlateDecode"),
            ("Length", b"%d" % len(data)),
        ]
        self.stream(number, dictionary(pairs), data)


def streams_for(dictionaries: int) -> int:
    """How many streams so many dictionaries are gathered into."""
    return -(-dictionaries // _PER_STREAM)


def written(blocks: Iterable[Block], last: int, version: str) -> Iterator[bytes]:
    """The file, of that `version`; object `last` is its cross-reference table.

    It comes in pieces: each block is let go once it is written, since together they are
    as large as the file. The identifier is made of what is in them (14.4).
    """
    whole = sha256()
    head = b"%PDF-" + version.encode() + _MARKED
    yield head
    begins = len(head)
    table = bytearray(_ROW.size * (last + 1))
    for block in blocks:
        _enter(table, block, begins)
        whole.update(block.digest)
        begins += len(block.data)
        yield block.data
    _ROW.pack_into(table, _ROW.size * last, _IN_FILE, begins, 0)
    _fill_gaps(table)
    body = zlib.compress(table, 1)
    identifier = whole.hexdigest()[:32].encode()
    pairs = [
        ("Type", b"/XRef"),
        ("Size", b"%d" % (last + 1)),
        ("W", b"[1 4 2]"),
        ("Root", reference(CATALOG)),
        ("Info", reference(INFO)),
        ("ID", b"[<%s> <%s>]" % (identifier, identifier)),
        ("Filter", b"/FlateDecode"),
        ("Length", b"%d" % len(body)),
    ]
    yield b"%d 0 obj\n%s\nstream\n" % (last, dictionary(pairs))
    yield body
    yield b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % begins


def _enter(table: bytearray, block: Block, begins: int) -> None:
    """Enter a block's objects into the table of a file that it `begins` in there.

    Many rows are reckoned with as one number: one by one, a hundred thousand objects take
    as long as everything else in a file.
    """
    first = _ROW.size * block.first
    for start in range(0, len(block.rows), _STRETCH):
        own = block.rows[start : start + _STRETCH]
        rows = int.from_bytes(own)
        in_file = rows >> _KIND & _lasts(len(own))
        rows += in_file * begins << _AT
        # Numbers that are not here may stand in another block.
        part = slice(first + start, first + start + len(own))
        table[part] = (int.from_bytes(table[part]) | rows).to_bytes(len(own))


def _fill_gaps(table: bytearray) -> None:
    """Give every number a row: those that nobody has are free, for good."""
    for start in range(0, len(table), _STRETCH):
        own = table[start : start + _STRETCH]
        rows, lasts = int.from_bytes(own), _lasts(len(own))
        used = (rows >> _KIND | rows >> _KIND + 1) & lasts
        rows |= (used ^ lasts) * _NEVER
        table[start : start + len(own)] = rows.to_bytes(len(own))


def _lasts(length: int) -> int:
    """The last bit of each row of a table, as a number."""
    return int.from_bytes(b"\0\0\0\0\0\0\1" * (length // _ROW.size))
