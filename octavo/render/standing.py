"""Sheets that stand as they were set before: those of chapters, and the contents.

A printer keeps type standing that may be wanted again. What a sheet says depends on its
text, on the templates and settings, and on where in the book those places are that it
refers to; which they are is seen while it is set.
"""

import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Generic, NamedTuple, TypeVar

from octavo.compose import Manner
from octavo.diagnostics import Diagnostic
from octavo.keep import key, pickled
from octavo.likeness import likeness
from octavo.model.asset import Asset
from octavo.model.bench import Store
from octavo.model.book import Chapter
from octavo.model.edition import Plan
from octavo.model.rack import Rack, bare
from octavo.render.pull import Pull, Said

V = TypeVar("V")

Set = Callable[[Manner], Said]
"""Sets a sheet, and says what there is to say about it."""


class _Looked(Mapping[str, V], Generic[V]):
    """A mapping that remembers what it was asked for; `asked` has None for what it lacks."""

    def __init__(self, known: Mapping[str, V]) -> None:
        self._known = known
        self.asked: dict[str, V | None] = {}

    def __getitem__(self, name: str) -> V:
        self.asked[name] = self._known.get(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        for name in self._known:
            self.asked[name] = self._known[name]
            yield name

    def __len__(self) -> int:
        return len(self._known)


class _Set(NamedTuple):
    """A sheet as it was set; `places` and `pictures` are what it depended on."""

    pull: Pull
    told: tuple[Diagnostic, ...]
    places: dict[str, str | None]
    pictures: dict[str, str]


class Standing:
    """Sheets in a store. `frame` says what all of them depend on.

    Those that were looked at lately are on the `rack`.
    """

    def __init__(self, store: Store, frame: str, rack: Rack = bare) -> None:
        self._store = store
        self._rack = rack
        self._frame = frame

    def key(self, plan: Plan, chapter: Chapter | None) -> str:
        """Under which the sheet stands; `chapter` is what it prints, if one."""
        text = b""
        if chapter is not None:
            text = likeness(chapter.blocks)
            chapter = replace(chapter, blocks=())
        rest = pickled((plan, chapter))
        digests = (sha256(each).hexdigest() for each in (rest, text))
        return key("standing sheet", self._frame, *digests)

    def found(self, key: str, manner: Manner) -> Said | None:
        """The sheet as it stands, None if it is to be set."""
        data = self._store.get(key)
        if data is None:
            return None
        found = self._rack(_opened, data)
        return (found.pull, found.told) if _holds(found, manner) else None

    def set(self, key: str, manner: Manner, set_now: Set) -> Said:
        """A sheet that was not found, as it is set now; it stands from then on."""
        places, pictures = _Looked(manner.places), _Looked(manner.pictures)
        made = set_now(replace(manner, places=places, pictures=pictures))
        digests = {name: _digest(asset) for name, asset in pictures.asked.items()}
        self._store.put(key, pickled(_Set(*made, places.asked, digests)))
        return made


def _opened(data: bytes) -> _Set:
    found: _Set = pickle.loads(data)
    return found


def _holds(found: _Set, manner: Manner) -> bool:
    """Whether all that the sheet refers to and shows is as it was."""
    return all(
        manner.places.get(anchor) == sheet for anchor, sheet in found.places.items()
    ) and all(
        _digest(manner.pictures.get(name)) == digest
        for name, digest in found.pictures.items()
    )


def _digest(picture: Asset | None) -> str:
    return "" if picture is None else picture.digest
