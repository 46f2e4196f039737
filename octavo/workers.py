"""How many hands the work is given: worker processes, or none besides this one."""

import multiprocessing
import multiprocessing.connection
import os
import resource
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    Executor,
    Future,
    InvalidStateError,
    ProcessPoolExecutor,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.util import Finalize
from tempfile import TemporaryDirectory
from typing import Any, Generic, NamedTuple, ParamSpec, Protocol, TypeVar

from octavo.diagnostics import Lacking
from octavo.model.bench import in_turn

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


Lost = BrokenProcessPool
"""A worker was killed; those that are left take no more work."""

# Seconds for what takes hundredths, where it is certain to end and where it is not.
_PATIENCE = 2
_MOMENT = 0.3

_MEMORY = "memory, it seems: a worker process was ended before its work was done"
_LESS = "free some, or build with `--jobs 1`"


class InPlace(Executor):
    """Runs what it is given at once, in this process."""

    def submit(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """A finished future; what the function raises comes out here."""
        future: Future[T] = Future()
        future.set_result(function(*args, **kwargs))
        return future


class Crew(Protocol):
    """An executor, and the largest resident size in MB of any worker that has ended."""

    @property
    def executor(self) -> Executor:
        """Whom to give work to."""

    @property
    def peak(self) -> int:
        """0 until a worker has ended, and for a crew without workers."""

    def spread(self, work: Callable[[T], R], things: Sequence[T]) -> list[R]:
        """What `work` makes of each thing, in order; see `Spread`."""

    def release(self) -> None:
        """No more work will come: those who have done theirs may go."""

    def await_end(self) -> None:
        """Come back when all have gone, who are released with that."""

    def dismiss(self) -> None:
        """Send all home at once: nothing that they are doing is wanted any more."""


class Alone(NamedTuple):
    """A crew of nobody besides this process."""

    executor: Executor = InPlace()
    peak: int = 0

    def spread(self, work: Callable[[T], R], things: Sequence[T]) -> list[R]:
        """One after another."""
        return in_turn(work, things)

    def release(self) -> None:
        """Nobody is at work."""

    def await_end(self) -> None:
        """Nobody is at work."""

    def dismiss(self) -> None:
        """Nobody is at work."""


# What ends a build from outside.
_INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Work(Future[T]):
    """Work that may be called off before somebody takes it.

    When a worker is killed Python's own thread says so to all who wait, and is itself
    at an end, with a traceback, if it meets one that nobody waits for (newer Pythons
    pass those over).
    """

    def set_exception(self, exception: BaseException | None) -> None:
        with suppress(InvalidStateError):
            super().set_exception(exception)


class _Pool(ProcessPoolExecutor):
    """Starts its processes with interruptions held back until they are there.

    Python drops an exception that is raised between a fork and its return
    (`os.register_at_fork`), and with it a Ctrl-C.
    """

    def submit(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        with _undisturbed():
            work = super().submit(function, *args, **kwargs)
        work.__class__ = _Work
        return work

    def end(self) -> None:
        """End the processes, whatever they are doing.

        One of them may be sending a result, or being sent work. Python's own threads,
        which read the one and write the other, see that nothing more comes or goes when
        all other ends are closed, and this process has one of each; so they would wait
        for ever. Newer Pythons close that for work themselves (gh-94777), and must not be
        anticipated.
        """
        results = self._result_queue
        work = self._call_queue  # type: ignore[attr-defined]  # typeshed has none
        # What typeshed says of this one is another's.
        thread: Any = self._executor_manager_thread
        self.shutdown(wait=False, cancel_futures=True)
        ended = multiprocessing.active_children()
        for process in ended:
            process.terminate()
        for process in ended:
            process.join(_PATIENCE)
        if results is not None:
            results._writer.close()  # type: ignore[attr-defined]  # as above
        if thread is not None:
            thread.join(_MOMENT)
            if thread.is_alive():
                work._reader.close()
        _see_out()


@contextmanager
def _undisturbed() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTIONS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Workers:
    """Processes that are started when first used."""

    def __init__(self, jobs: int, scratch: str) -> None:
        self._jobs = jobs
        # Forked workers start with all that is loaded already; elsewhere than on Linux
        # system libraries do not survive a fork.
        method = "fork" if sys.platform == "linux" else "spawn"
        self._start = start = multiprocessing.get_context(method)
        self._peak = start.Value("q", 0)
        self._leaving: threading.Thread | None = None
        self.executor = _Pool(
            max_workers=jobs,
            mp_context=start,
            initializer=_attend,
            initargs=(self._peak, scratch),
        )

    @property
    def peak(self) -> int:
        return int(self._peak.value)

    def spread(self, work: Callable[[T], R], things: Sequence[T]) -> list[R]:
        """What `work` makes of each thing, in order; by this process and forks of it.

        A fork begins with all that there is by now, which need not be sent. Whoever is
        done takes the next thing. What a fork leaves undone, killed or by a mistake in
        the work, is done here.
        """
        if self._start.get_start_method() != "fork":
            return in_turn(work, things)
        share = partial(_share, work, things, self._start.Value("q", 0))
        forks: list[_Fork[R]] = []
        # A system that has no room for another process has still this one.
        with suppress(OSError):
            forks.extend(_Fork(share, self._peak) for _ in range(self._jobs))
        try:
            made = share()
            for fork in forks:
                made |= fork.made()
        except BaseException:
            for fork in forks:
                fork.terminate()
            raise
        return [
            made[place] if place in made else work(thing)
            for place, thing in enumerate(things)
        ]

    def release(self) -> None:
        # It waits until all have gone; meanwhile there is other work.
        self._leaving = threading.Thread(target=self.executor.shutdown)
        self._leaving.start()

    def await_end(self) -> None:
        if self._leaving is None:
            self.executor.shutdown()
        else:
            self._leaving.join()

    def dismiss(self) -> None:
        self.executor.end()


class _Fork(Generic[R]):
    """A process that begins as this one is, makes its share, sends it, and ends."""

    def __init__(
        self, share: Callable[[], dict[int, R]], peak: "Synchronized[int]"
    ) -> None:
        self._coming, sending = multiprocessing.Pipe(duplex=False)
        fork = multiprocessing.get_context("fork")
        self._process = fork.Process(
            target=_send, args=(share, sending, peak), daemon=True
        )
        with _undisturbed():
            self._process.start()
        # The other end is the fork's alone: when it has ended, nothing more can come.
        sending.close()

    def made(self) -> dict[int, R]:
        """What it made, by place; nothing if it ended before that."""
        found: dict[int, R] = {}
        # It may have ended in the middle of sending.
        with suppress(EOFError, OSError):
            found = self._coming.recv()
        self._process.join()
        return found

    def terminate(self) -> None:
        """End it at once."""
        self._process.terminate()
        self._process.join()


def _share(
    work: Callable[[T], R], things: Sequence[T], turn: "Synchronized[int]"
) -> dict[int, R]:
    """What this process makes, by place, while others of the same `turn` do the rest."""
    made: dict[int, R] = {}
    while (place := _next(turn)) < len(things):
        made[place] = work(things[place])
    return made


def _next(turn: "Synchronized[int]") -> int:
    with turn.get_lock():
        turn.value += 1
        return turn.value - 1


def _send(
    share: Callable[[], dict[int, R]],
    sending: "Connection[Any, Any]",
    peak: "Synchronized[int]",
) -> None:
    """What a fork does."""
    _serve()
    try:
        sending.send(share())
        _weigh(peak)
    finally:
        # Without what Python does at its end: threads that it would wait for are not
        # here, and a mistake shows itself where the work is done again.
        os._exit(0)


@contextmanager
def workers(jobs: int) -> Iterator[Crew]:
    """A crew of `jobs` processes; one works in place."""
    if jobs == 1:
        yield Alone()
        return
    with hired(jobs) as crew:
        yield crew


@contextmanager
def hired(count: int) -> Iterator[Crew]:
    """A crew of `count` processes, one at least, besides this one.

    When the block is left by an exception (an interruption among them) the processes
    are ended at once, not waited for. They end by themselves when this one is killed.
    One of them that is killed is a `Lacking`: systems end the largest process when memory
    runs out.
    """
    with TemporaryDirectory(prefix="octavo-", ignore_cleanup_errors=True) as scratch:
        crew = _Workers(count, scratch)
        try:
            yield crew
        except BaseException as why:
            # Told twice to end, or with its workers, it clears away all the same.
            with _undisturbed():
                crew.dismiss()
            if isinstance(why, Lost):
                raise Lacking(_MEMORY, _LESS) from why
            raise
        crew.await_end()


def _see_out() -> None:
    """Wait a moment for the executor's own thread, which ends when its processes have.

    Python complains, as its last words, of one that it meets halfway.
    """
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(_PATIENCE)


def processors() -> int:
    """How many processors this process may use."""
    # Containers and taskset leave fewer than there are, which only Linux can tell.
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def peak_memory() -> int:
    """The largest resident size in MB that this process ever had."""
    # Linux counts in kilobytes, macOS in bytes (getrusage(2) of both).
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def _attend(peak: "Synchronized[int]", scratch: str) -> None:
    """What a worker does before its first work; at its end it says how big it was.

    What it puts into temporary files stands in `scratch`: one that is ended at once
    leaves them behind.
    """
    _serve()
    tempfile.tempdir = scratch
    Finalize(None, _weigh, args=(peak,), exitpriority=1)


def _serve() -> None:
    """Leave interruptions to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    # This is how a crew is sent home.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTIONS)
    parent = multiprocessing.parent_process()
    assert parent is not None, "a worker has a parent"
    threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def _weigh(peak: "Synchronized[int]") -> None:
    with peak.get_lock():
        peak.value = max(peak.value, peak_memory())
