"""Proofs of plates: out of the store, made ahead by workers, or drawn here.

A formula is drawn once for all its places and all builds.
"""

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from functools import cache, partial

from octavo import __version__
from octavo.makers import version
from octavo.model.bench import Store
from octavo.plates.plate import Plate

Draw = Callable[[bytes], bytes]

# Pieces of work that a worker is given at once: it loads for the first what all need.
_TOGETHER = 32


class Proofs:
    """The proofs of one build, as they are kept in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[str, bytes] = {}
        self._coming: dict[str, Callable[[], bytes]] = {}

    def begin(self, wanted: Iterable[tuple[Plate, bytes]], executor: Executor) -> None:
        """Have workers draw what of `wanted` is neither kept nor begun.

        What nobody asks for in the end is not kept.
        """
        sources: dict[Draw, dict[str, bytes]] = {}
        for plate, source in wanted:
            key = _key(plate, source)
            if key in self._made or key in self._coming:
                continue
            found = self._store.get(key)
            if found is None:
                sources.setdefault(plate.draw, {})[key] = source
            else:
                self._made[key] = found
        for draw, rows in sources.items():
            keys = list(rows)
            for start in range(0, len(keys), _TOGETHER):
                some = keys[start : start + _TOGETHER]
                drawn = executor.submit(_drawn, draw, [rows[key] for key in some])
                for nth, key in enumerate(some):
                    self._coming[key] = partial(_one, drawn, nth)

    def proof(self, plate: Plate, source: bytes) -> bytes:
        """What `plate` draws of `source`, put into the store where it was not there."""
        key = _key(plate, source)
        if key not in self._made:
            coming = self._coming.pop(key, None)
            found = self._store.get(key) if coming is None else None
            if found is None:
                found = plate.draw(source) if coming is None else coming()
                self._store.put(key, found)
            self._made[key] = found
        return self._made[key]


def _drawn(draw: Draw, sources: list[bytes]) -> list[bytes]:
    """What a plate draws of each, by a worker."""
    return [draw(source) for source in sources]


def _one(drawn: Future[list[bytes]], nth: int) -> bytes:
    return drawn.result()[nth]


def _key(plate: Plate, source: bytes) -> str:
    """What a proof is kept under.

    The digest stands for the source, which may be a photograph of many megabytes.
    """
    return hashlib.sha256(_versions(plate).encode() + source).hexdigest()


@cache
def _versions(plate: Plate) -> str:
    made_with = "".join(f"{name} {version(name)}\n" for name in plate.packages)
    return f"{plate.name} {plate.revision}\noctavo {__version__}\n{made_with}"
