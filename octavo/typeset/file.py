"""A PDF file as it grows (ISO 32000-1, 7.5): objects in, bytes out."""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
# The row of a number nobody has: it is free, and will not be used again.
_FREE = _ROW.pack(0, 0, 0xFFFF)


@value
class Block:
    """Objects that follow one another in a file, wherever they begin there.

    `rows` are those of the cross-reference table, in runs, each behind its first number.
    `streams` are the objects that stand in the file themselves, each with its place from
    the beginning of `data`: their rows are blank.
    """

    data: bytes
    rows: tuple[tuple[int, bytes], ...]
    streams: tuple[tuple[int, int], ...]
    digest: bytes


class Section:
    """Objects on their way to a block: streams as they come, dictionaries gathered.

    Where they are `scattered`, numbers between theirs are those of blocks before.
    """

    def __init__(self, *, scattered: bool = False) -> None:
        self._scattered = scattered
        self._data = bytearray()
        self._dictionaries: list[tuple[int, bytes]] = []
        self._rows: dict[int, bytes] = {}
        self._streams: list[tuple[int, int]] = []

    def dictionary(self, number: int, body: bytes) -> None:
        """Put an object that is no stream."""
        self._dictionaries.append((number, body))

    def stream(self, number: int, head: bytes, data: bytes) -> None:
        """Put a stream whose dictionary is whole."""
        self._rows[number] = _FREE
        self._streams.append((number, len(self._data)))
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
        return Block(
            data=data,
            rows=tuple(_runs(self._rows, scattered=self._scattered)),
            streams=tuple(self._streams),
            digest=sha256(data).digest(),
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


def _runs(rows: Mapping[int, bytes], *, scattered: bool) -> Iterator[tuple[int, bytes]]:
    """The rows in runs; where they are not `scattered`, in one with all between them."""
    numbers = sorted(rows)
    if not scattered and numbers:
        numbers = list(range(numbers[0], numbers[-1] + 1))
    first, run = 0, list[bytes]()
    for number in numbers:
        if number != first + len(run):
            yield first, b"".join(run)
            first, run = number, []
        run.append(rows.get(number, _FREE))
    yield first, b"".join(run)


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
    table = bytearray(_FREE * (last + 1))
    for block in blocks:
        _enter(table, block, begins)
        whole.update(block.digest)
        begins += len(block.data)
        yield block.data
    _ROW.pack_into(table, _ROW.size * last, _IN_FILE, begins, 0)
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

    Of a hundred thousand objects most stand in others, wherever these are.
    """
    for first, rows in block.rows:
        at = _ROW.size * first
        table[at : at + len(rows)] = rows
    for number, place in block.streams:
        _ROW.pack_into(table, _ROW.size * number, _IN_FILE, begins + place, 0)
