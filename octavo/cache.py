"""Finished pieces on disk: a store that survives the process and never lies.

A piece that cannot be written is not an error, and one that was damaged counts as
absent: the cache can only make a build quicker.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

_DIGEST = 32
_LIMIT = 1_000_000_000
_MARK = "octavo-"
_STRAY = ".part"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
# What a cache makes, or made when it had more shelves. The mark tells it from other
# stores, git's objects for one.
_SHELF = re.compile(r"[0-9a-f]{1,2}")
_MADE = re.compile(rf"{_MARK}(?:[0-9a-f]{{62,63}}|[0-9a-z_]+\{_STRAY})")

# When it was used, where it lies, its size.
_Piece: TypeAlias = tuple[float, str, int]


class Cache:
    """A `Store` in a folder. Two builds may use the same folder at once.

    `within` is the folder whose size is bounded by `trim`: the cache's own, or one
    that holds the caches of several handbooks. `damaged` counts the pieces that were
    found to be others than were put there.
    """

    def __init__(
        self, folder: Path, within: Path | None = None, limit: int = _LIMIT
    ) -> None:
        self._folder = folder
        self._within = within or folder
        self._limit = limit
        self.damaged = 0

    def get(self, key: str) -> bytes | None:
        """The bytes kept under `key`; None if there are none, or not the same any more.

        A piece that is used is marked as used now, which keeps it from `trim`.
        """
        place = self._place(key)
        try:
            stored = place.read_bytes()
        except OSError:
            return None
        digest, data = stored[:_DIGEST], stored[_DIGEST:]
        if _sealed(key, data) != digest:
            self.damaged += 1
            with suppress(OSError):
                place.unlink()
            return None
        with suppress(OSError):
            os.utime(place)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, whole or not at all; a full disk is no error."""
        place = self._place(key)
        stray = place.with_name(f"{_MARK}{os.urandom(8).hex()}{_STRAY}")
        with suppress(OSError):
            try:
                _write(stray, _sealed(key, data), data)
                stray.replace(place)
            except BaseException:
                stray.unlink(missing_ok=True)
                raise

    def trim(self) -> None:
        """Remove what was used longest ago until the limit is kept.

        Unfinished pieces of builds that were killed go first, being the oldest of
        their kind; those younger than a day may belong to a build that is running.
        Files that no cache has made stay, and do not count: the folder may be one the
        user keeps other things in.
        """
        pieces = list(self._pieces())
        total = sum(size for _, _, size in pieces)
        newest = max((used for used, _, _ in pieces), default=0.0)
        for used, path, size in sorted(pieces):
            abandoned = path.endswith(_STRAY) and newest - used > 86400
            if total <= self._limit and not abandoned:
                continue
            with suppress(OSError):
                Path(path).unlink()
                total -= size

    def _place(self, key: str) -> Path:
        # Keys are the callers' words; what names a file is always a digest. To make a
        # folder takes longer than to make a file in one, so there are few.
        name = hashlib.sha256(key.encode()).hexdigest()
        return Path(f"{self._folder}/{name[0]}/{_MARK}{name[1:]}")

    def _pieces(self) -> Iterator[_Piece]:
        """What is kept; asked of the system piece by piece, as texts, for all builds."""
        for folder, folders, _ in os.walk(self._within):
            shelves = [name for name in folders if _SHELF.fullmatch(name)]
            folders[:] = [name for name in folders if name not in shelves]
            for name in shelves:
                yield from _lying(f"{folder}/{name}")


def _lying(folder: str) -> Iterator[_Piece]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _MADE.fullmatch(entry.name):
                with suppress(OSError):
                    about = entry.stat(follow_symlinks=False)
                    yield about.st_mtime, entry.path, about.st_size


def _write(path: Path, *parts: bytes) -> None:
    """Write a file that was not there; its folder is made if need be.

    A build that fills a cache writes hundreds: each call of the system is a moment, and
    a file object makes three that are for nothing here.
    """
    try:
        descriptor = os.open(path, _NEW, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, _NEW, 0o600)
    try:
        for part in parts:
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _sealed(key: str, data: bytes) -> bytes:
    """A digest of a piece and of what it is: one under another's name is damaged."""
    whole = hashlib.sha256(f"{len(key)} {key}".encode())
    whole.update(data)
    return whole.digest()
