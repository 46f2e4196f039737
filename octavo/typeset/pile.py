"""Bytes as they are made → a file without a name, where they lie until they are published.

A book of three thousand pages has as many bytes as all else that is known of it.
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from tempfile import TemporaryFile, gettempdir

from octavo.diagnostics import Lacking
from octavo.model.piled import Piled

_PIECE = 1 << 20
MAKE_ROOM = "free some, or set TMPDIR to a folder on another disk"
_FOLDER = "set TMPDIR to a folder that can be written to"


def piled(made: Iterable[bytes]) -> Piled:
    """The bytes, which are let go one by one as they are made."""
    digest, size = sha256(), 0
    file = _Nameless()
    for each in made:
        file.add(each)
        digest.update(each)
        size += len(each)
    return Piled(size=size, digest=digest.hexdigest(), pieces=file.pieces)


class _Nameless:
    """A file that is there as long as somebody has this, however the process ends."""

    def __init__(self) -> None:
        try:
            with TemporaryFile() as file:
                self._descriptor = os.dup(file.fileno())
        except OSError as why:
            what = f"a folder for temporary files ({why.strerror})"
            raise Lacking(what, _FOLDER) from why

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)

    def add(self, piece: bytes) -> None:
        """Write a piece behind the others."""
        rest = memoryview(piece)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError as why:
            what = f"room in {gettempdir()} ({why.strerror})"
            raise Lacking(what, MAKE_ROOM) from why

    def pieces(self) -> Iterator[bytes]:
        """All that was written."""
        at = 0
        while piece := os.pread(self._descriptor, _PIECE, at):
            yield piece
            at += len(piece)
