"""What outlives a build where several follow one another in one process."""

import gc
from pathlib import PurePosixPath

from octavo.cache import Cache
from octavo.model.bench import Store
from octavo.model.dialect import Dialect
from octavo.model.rack import Laden
from octavo.model.vault import Loader, Note
from octavo.trees import Tree
from octavo.workers import Crew

# Bytes: more than an edit puts there, an edition and its pages.
_HEAVY = 32_000_000


class Shelf:
    """A store, with what builds took from it lately and put there at hand.

    What they put is written by `settle`, when nobody waits for it, or when there is too
    much of it; at once before `settle` is asked first, since what a first build has done
    when it is interrupted is the work of minutes. What others put into the store
    meanwhile under a name at hand is not looked for: it is the same, or one of those
    that are only a beginning to go on from.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._taken: dict[str, bytes] = {}
        self._before: dict[str, bytes] = {}
        self._put: dict[str, bytes] = {}
        self._weight = 0
        self._room = 0

    def get(self, key: str) -> bytes | None:
        """The bytes kept under `key`, or None."""
        put = self._put.get(key)
        if put is not None:
            return put
        data = self._taken.get(key) or self._before.pop(key, None)
        data = data or self._store.get(key)
        if data is not None:
            self._taken[key] = data
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""
        self._taken.pop(key, None)
        self._before.pop(key, None)
        self._put[key] = data
        self._weight += len(data)
        if self._weight > self._room:
            self._write()

    def settle(self) -> None:
        """Write what was put; let go what was not taken since this was asked last."""
        self._write()
        self._taken, self._before = {}, self._taken
        self._room = _HEAVY

    def _write(self) -> None:
        for key, data in self._put.items():
            self._store.put(key, data)
        self._put.clear()
        self._weight = 0


class Shop:
    """A workshop that stays open between builds.

    `crew` stays at work; `trees` are those of the notes as they were last, by path,
    each with all that it was made from; `loaded` are the files, other than notes, that
    were ever read from the folder of notes; `shelf` is a store with what builds took from
    the cache at hand, None without one, and the `rack` has what they made of values.
    """

    def __init__(self, crew: Crew, cache: Cache | None) -> None:
        self.crew = crew
        self.cache = cache
        self.shelf = None if cache is None else Shelf(cache)
        self.trees: dict[PurePosixPath, tuple[Note, Dialect, Tree]] = {}
        self.loaded: set[PurePosixPath] = set()
        self.rack = Laden()
        self._new = True

    def tidy(self) -> None:
        """Do what a build leaves for when nobody waits."""
        self.rack.settle()
        if self.cache is not None and self.shelf is not None:
            self.shelf.settle()
            self.cache.trim()
        if self._new:
            # To look through all that a first build leaves takes a tenth of a second, and
            # it would be done while the next is waited for. Nearly all of it stays.
            self._new = False
            gc.collect()
            gc.freeze()

    def noting(self, load: Loader) -> Loader:
        """`load`, with a note of each path that it was asked for."""

        def noted(path: PurePosixPath) -> bytes:
            self.loaded.add(path)
            return load(path)

        return noted
