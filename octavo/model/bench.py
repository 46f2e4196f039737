"""What a finisher may use besides its galley."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from typing import Protocol, TypeVar

from octavo.model.account import Progress
from octavo.model.artifact import Artifact
from octavo.model.drawing import Drawn
from octavo.model.galley import Sheet
from octavo.model.rack import Rack, bare
from octavo.value import value

R = TypeVar("R")
T = TypeVar("T")


class Spread(Protocol):
    """How one piece of work is done on many things.

    What comes back is in the order of the things. Several processes may share the work:
    nothing but what it returns is there afterwards, and which mistake is raised where
    there are several is left open.
    """

    def __call__(self, work: Callable[[T], R], things: Sequence[T]) -> list[R]:
        """What `work` makes of each thing."""


def in_turn(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """One after another, in this process."""
    return [work(thing) for thing in things]


class Store(Protocol):
    """Bytes kept under a key; a dict-like memory or the cache on disk."""

    def get(self, key: str) -> bytes | None:
        """The bytes kept under `key`, None if there are none that are whole."""

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`; failing to do so is not an error."""


class Advance(Protocol):
    """Sheets that are drawn before it is known how, for who may ask for just that."""

    def begin(self, sheet: Sheet) -> None:
        """Have a sheet drawn, if it can be foreseen how."""

    def follow(self, sheets: Iterable[Sheet]) -> None:
        """Of all sheets, now that they are there, have those drawn that would wait."""

    def taken(self, key: str) -> Future[tuple[Drawn, ...] | None] | None:
        """The drawing of that key, if begun; None comes of it if it was not made."""

    def dismiss(self) -> None:
        """Let those be that nobody has taken, as far as nobody works on them."""


@value
class Bench:
    """A store, an executor, a clock that stands still, and what is already finished.

    `stock` is the store without its count of pieces of work: for what is kept of a piece
    besides; `lasting` says whether it outlives the build.
    `moment` is in seconds since 1970 UTC. `finished` are artifacts of editions above
    this one in the table (the EPUB marks the pages of the PDF, the checklist prints their
    numbers). `tell` takes news of how far the work is. `revision` names the source's
    revision, or "". `spread` is how what takes long is done on many things. `jobs` is how
    many processes `executor` has at the most. `warming` is done when a worker is ready to
    lay out pages, None where nobody makes ready; where that one works for itself, `ready`
    is whom a little is given, and `executor` the rest; `advance` has sheets that were
    begun before the galley was whole. What a build before made of the same values is on
    the `rack`.
    """

    store: Store
    stock: Store
    executor: Executor
    moment: int
    finished: tuple[Artifact, ...] = ()
    tell: Callable[[Progress], None] = lambda progress: None
    revision: str = ""
    spread: Spread = in_turn
    jobs: int = 1
    warming: Future[int] | None = None
    ready: Executor | None = None
    lasting: bool = False
    advance: Advance | None = None
    rack: Rack = bare
