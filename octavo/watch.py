"""A handbook built again whenever its source was saved.

Events of the system only say that it is time to look. Whether there is something to
build is decided by comparing the files that a build reads with what they were before
the last one: so it does not matter how an editor saves, how many events that makes and
in which order they come; and what is no source, the editions themselves and the report
among it, changes nothing.
"""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

import watchfiles

from octavo.configure import configure
from octavo.find import inside
from octavo.model.commission import Commission
from octavo.model.proof import Proof
from octavo.pipeline import Shop, build
from octavo.read import CONFIGURATIONS, SETTINGS, handbook
from octavo.read.gather import gather
from octavo.settle import Tell
from octavo.typeset import warm_up
from octavo.workers import workers

# In milliseconds: saves that are no further apart are one, and so often one looks
# whether the folders themselves are still there.
_BURST = 50
_TURN = 100
_NOTES = (".md", ".markdown")

# Time, size and number of a file; nothing where there is none.
_Written: TypeAlias = tuple[int, ...]


class Turn(NamedTuple):
    """One build: what it found, the files that asked for it, and its seconds."""

    proof: Proof
    saved: tuple[str, ...]
    seconds: float


class _Source(NamedTuple):
    """The files of a book as they are, and the folders to watch, each with its number.

    Of files that are not among those `read` it only matters whether they are there.
    """

    files: dict[Path, _Written]
    read: set[Path]
    places: tuple[tuple[Path, _Written], ...]

    def since(self, before: "_Source") -> set[Path]:
        """What was written, removed or is new, and may matter."""
        changed = {path for path, _ in before.files.items() ^ self.files.items()}
        there = before.files.keys() & self.files.keys()
        return {path for path in changed if path in self.read or path not in there}


def turns(
    asked: Commission,
    screen: Callable[[], AbstractContextManager[Tell]],
    report: Path | None,
) -> Iterator[Turn]:
    """A build at once, and one after every save that may change a page; without end.

    Workers stay from one build to the next, with all that they have loaded. Being told
    to terminate counts as an interruption. Each build has a `screen` of its own;
    `report` is a file that the caller writes.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    own = set() if report is None else {report.absolute()}
    with workers(asked.jobs) as crew:
        shop, cold = Shop(crew), True
        for saved in _saves(partial(_look, asked, shop, own)):
            begun = time.perf_counter()
            with screen() as tell:
                proof = build(asked, tell, shop)
            own |= {(asked.out / name).absolute() for name in proof.files}
            yield Turn(proof, saved, time.perf_counter() - begun)
            if cold and _has_pages(proof):
                cold = False
                for _ in range(asked.jobs):
                    crew.executor.submit(warm_up)


def _has_pages(proof: Proof) -> bool:
    """Whether an edition was made that has to be laid out."""
    account = proof.account
    return account is not None and any(each.pages for each in account.editions)


def _saves(look: Callable[[], _Source]) -> Iterator[tuple[str, ...]]:
    """The names of what was saved, burst by burst; nothing at the beginning.

    What is written while a build is running is seen when it is done.
    """
    seen: _Source | None = None
    while True:
        places = look().places
        for happened in _events([place for place, number in places if number]):
            if happened:
                now = look()
                changed = set() if seen is None else now.since(seen)
                if seen is None or changed:
                    seen = now
                    yield _names(changed, now.places)
                if now.places != places:
                    break
            elif any(_written(place)[2:] != number for place, number in places):
                break


def _events(folders: list[Path]) -> Iterator[bool]:
    """Whether something happened below the folders, again and again; true at first."""
    happened = True
    if not folders:
        # They may be made, or come back: a checkout of another branch takes a while.
        time.sleep(_TURN / 1000)
        yield happened
        return
    for polling in (None, True):
        try:
            for events in watchfiles.watch(
                *folders,
                watch_filter=None,
                step=_BURST,
                rust_timeout=_TURN,
                yield_on_timeout=True,
                force_polling=polling,
                ignore_permission_denied=True,
            ):
                yield happened or bool(events)
                happened = False
        except FileNotFoundError:
            return
        except RuntimeError:
            # The system has no more watches to give (inotify(7)).
            continue


def _look(asked: Commission, shop: Shop, own: set[Path]) -> _Source:
    """The files that a build would read, or whose being there may matter.

    `own` are files that a build writes.
    """
    found = handbook(asked.path)
    config = configure(found.text, found.name, asked.overrides).value
    folder = found.folder.resolve()
    root = found.root(config).resolve()
    skip = tuple(place for place in (asked.out, asked.cache) if place is not None)
    read = {folder / name for name in CONFIGURATIONS}
    read |= {root / path for path in shop.loaded}
    for place in (folder, root):
        read |= {place / name for name in (*SETTINGS, ".gitignore")}
    for name in (config.templates.folder, config.styles.folder):
        brought = inside(folder, name) if name else None
        if brought is not None:
            read |= _below(brought, brought, (), ())
    there = _below(root, folder, config.handbook.exclude, skip)
    read |= {place for place in there if place.suffix.lower() in _NOTES}
    written = {place: _written(place) for place in (there | read) - own}
    return _Source(
        files={place: how for place, how in written.items() if how},
        read=read,
        places=tuple((place, _written(place)[2:]) for place in {folder: 0, root: 0}),
    )


def _below(
    place: Path, folder: Path, exclude: tuple[str, ...], skip: tuple[Path, ...]
) -> set[Path]:
    return {each.place for each in gather(place, folder, exclude, skip).value.values()}


def _written(place: Path) -> _Written:
    """By what one sees that a file was written, or is another; nothing without one."""
    try:
        about = place.stat()
    except OSError:
        return ()
    return about.st_mtime_ns, about.st_size, about.st_ino


def _names(
    changed: set[Path], places: tuple[tuple[Path, _Written], ...]
) -> tuple[str, ...]:
    """The files that changed, each relative to the folder it is in.

    Where the configuration did, it alone: it may have named other folders.
    """
    named = {path for path in changed if path.name in CONFIGURATIONS} or changed
    folders = [place for place, _ in places]
    return tuple(sorted(_name(path, folders) for path in named))


def _name(path: Path, folders: list[Path]) -> str:
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return str(path)
