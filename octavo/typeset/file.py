"""A PDF file as it grows (ISO 32000-1, 7.5): objects in, bytes out."""

import zlib
from collections.abc import Callable, Sequence
from hashlib import sha256

from octavo.model.drawing import Objects
from octavo.typeset.catalogue import dictionary, reference

# Numbers that drawings name literally; see `internals`.
CATALOG, PAGES, INFO, _, STRUCTURE, DOCUMENT, FONTS = range(1, 8)
NAMES, PARENTS, METADATA, IDS = range(8, 12)
_FIRST_FREE = 16
_PER_STREAM = 256


class File:
    """A PDF that grows: streams as they come, dictionaries gathered into streams."""

    def __init__(self) -> None:
        self._parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        self._length = len(self._parts[0])
        self._next = _FIRST_FREE
        self._dictionaries: list[tuple[int, bytes]] = []
        self._rows: list[tuple[int, int, int, int]] = [(0, 0, 0, 65535)]

    def reserve(self, count: int) -> int:
        """The first of `count` free numbers, less one: local numbers begin at 1."""
        base = self._next - 1
        self._next += count
        return base

    def dictionary(self, number: int, body: bytes) -> None:
        """Put an object that is no stream."""
        self._dictionaries.append((number, body))

    def stream(self, number: int, head: bytes, data: bytes) -> None:
        """Put a stream whose dictionary is whole."""
        self._rows.append((number, 1, self._length, 0))
        part = b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, head, data)
        self._parts.append(part)
        self._length += len(part)

    def copy(
        self, objects: Objects, base: int, place: Callable[[bytes], bytes]
    ) -> None:
        """Put numbered objects behind `base`, their marks replaced by `place`."""
        for number, head, data in objects.streams:
            self.stream(base + number, place(head), data)
        for number, body in objects.dictionaries:
            self.dictionary(base + number, place(body))

    def written(self, identifier: bytes) -> bytes:
        """The whole file; `identifier` is 32 hex digits made of what is in it."""
        for start in range(0, len(self._dictionaries), _PER_STREAM):
            self._gather(self._dictionaries[start : start + _PER_STREAM])
        number, start = self._next, self._length
        self._rows.append((number, 1, start, 0))
        self._rows.sort()
        sections: list[list[int]] = []
        for row in self._rows:
            if sections and sections[-1][0] + sections[-1][1] == row[0]:
                sections[-1][1] += 1
            else:
                sections.append([row[0], 1])
        table = zlib.compress(
            b"".join(
                kind.to_bytes(1, "big")
                + place.to_bytes(4, "big")
                + nth.to_bytes(2, "big")
                for _, kind, place, nth in self._rows
            ),
            1,
        )
        index = b" ".join(b"%d %d" % (first, count) for first, count in sections)
        identifiers = b"[<%s> <%s>]" % (identifier, identifier)
        head = [
            ("Type", b"/XRef"),
            ("Size", b"%d" % (number + 1)),
            ("Index", b"[" + index + b"]"),
            ("W", b"[1 4 2]"),
            ("Root", reference(CATALOG)),
            ("Info", reference(INFO)),
            ("ID", identifiers),
            ("Filter", b"/FlateDecode"),
            ("Length", b"%d" % len(table)),
        ]
        self._parts.append(
            b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (number, dictionary(head), table, start)
        )
        return b"".join(self._parts)

    def _gather(self, some: Sequence[tuple[int, bytes]]) -> None:
        """Put dictionaries into one object stream (7.5.7)."""
        number = self._next
        self._next += 1
        offsets, at = [], 0
        for nth, (own, body) in enumerate(some):
            offsets.append(b"%d %d" % (own, at))
            at += len(body) + 1
            self._rows.append((own, 2, number, nth))
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

    def digest(self) -> bytes:
        """A digest of everything put so far."""
        whole = sha256()
        for part in self._parts:
            whole.update(part)
        for number, body in self._dictionaries:
            whole.update(b"%d " % number + body)
        return whole.hexdigest()[:32].encode()
