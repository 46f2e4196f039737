"""A handbook built again whenever its source was saved.

Events of the system only say that it is time to look. Whether there is something to
build is decided by comparing inventories of the source.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import watchfiles

from octavo.diagnostics import Lacking
from octavo.inventory import Inventory, number, take
from octavo.model.commission import Commission
from octavo.model.proof import Proof
from octavo.pipeline import build
from octavo.reprint import opened
from octavo.settle import Tell
from octavo.shop import Shop
from octavo.typeset import warm_up
from octavo.workers import Lost, workers

# In milliseconds: writes that are no further apart are one save, which costs once or
# twice as long at every edit; and so often one looks whether the folders themselves are
# still there.
_STEP = 20
_TURN = 100
# An editor that puts the note aside and writes another, or a checkout, takes longer: then
# nothing may happen for so many milliseconds, which is waited for so often at the most.
_BURST = 50
_PATIENCE = 30


class Turn(NamedTuple):
    """One build: what it found, the files that asked for it, and its seconds.

    Where there was a `lack` of something on the machine it has found nothing.
    """

    proof: Proof
    saved: tuple[str, ...]
    seconds: float
    lack: Lacking | None = None


class _Save(NamedTuple):
    """Files that were saved, by their names; whether a build reads any of them."""

    names: tuple[str, ...]
    read: bool


def turns(
    asked: Commission,
    screen: Callable[[], AbstractContextManager[Tell]],
    report: Path | None,
) -> Iterator[Turn]:
    """A build at once, and one after every save that may change a page; without end.

    Workers stay from one build to the next, with all that they have loaded; where one
    was ended from outside others take their place, once in a build. Each build has a
    `screen` of its own; `report` is a file that the caller writes. Where a file that
    nobody reads came or went a link may lead to it, which only a build can tell; one
    that has nothing to tell is no turn. Raises Lacking before an edition was made; later
    it is a turn, since a full disk is soon emptied.
    """
    own = set() if report is None else {report.resolve()}
    with ExitStack() as hired:
        crew = hired.enter_context(workers(asked.jobs))
        shop, cold = Shop(crew, opened(asked)), True
        before = Proof()
        for saved in _saves(partial(take, asked, shop.loaded, own)):
            begun, lack = time.perf_counter(), None
            with screen() as tell:
                try:
                    proof = build(asked, tell, shop)
                except Lost:
                    shop.crew = hired.enter_context(workers(asked.jobs))
                    proof = build(asked, tell, shop)
                except Lacking as why:
                    if cold:
                        raise
                    lack = why
            if lack is not None:
                yield Turn(Proof(), saved.names, time.perf_counter() - begun, lack)
                continue
            own.update(asked.out.resolve() / name for name in proof.files)
            if saved.read or _differs(proof, before):
                yield Turn(proof, saved.names, time.perf_counter() - begun)
            shop.tidy()
            before = proof
            edition = _paged(proof)
            if cold and edition:
                cold = False
                # One that was ended meanwhile is replaced when there is work again.
                with suppress(Lost):
                    for _ in range(asked.jobs):
                        shop.crew.executor.submit(warm_up, opened(asked), edition)


def _differs(proof: Proof, before: Proof) -> bool:
    """Whether a build has anything to tell that the one before had not.

    Files differ in their date already, which is the newest file's where git has none.
    """
    account = proof.account
    pages = () if account is None else account.changed_pages
    return bool(pages) or (proof.diagnostics, proof.files) != (
        before.diagnostics,
        before.files,
    )


def _paged(proof: Proof) -> str:
    """The first edition that was made and had to be laid out, "" if none had."""
    made = () if proof.account is None else proof.account.editions
    return next((each.name for each in made if each.pages), "")


def _saves(look: Callable[[], Inventory]) -> Iterator[_Save]:
    """What was saved, burst by burst; nothing, which has to be read, at the beginning.

    What is written while a build is running is seen when it is done.
    """
    seen: Inventory | None = None
    while True:
        places = look().places
        for happened in _events([place for place, there in places if there]):
            if happened:
                now = look()
                if seen is None:
                    yield _Save((), read=True)
                else:
                    now = _steady(look, seen, now)
                    changed = now.since(seen)
                    if changed:
                        read = now.read | seen.read | seen.editions
                        yield _Save(now.names(changed), bool(changed & read))
                seen = now
                if now.places != places:
                    break
            elif any(number(place) != there for place, there in places):
                break


def _steady(
    look: Callable[[], Inventory], seen: Inventory, now: Inventory
) -> Inventory:
    """The inventory once whoever saves is done.

    He is not while files come and go, or while one lies empty that was not.
    """
    for _ in range(_PATIENCE):
        if now.files.keys() == seen.files.keys() and not now.emptied(seen):
            break
        time.sleep(_BURST / 1000)
        later = look()
        if not later.since(now):
            break
        now = later
    return now


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
                step=_STEP,
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
