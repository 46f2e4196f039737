"""How many hands the work is given: worker processes, or none besides this one."""

import multiprocessing
import multiprocessing.connection
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class InPlace(Executor):
    """Runs what it is given at once, in this process."""

    def submit(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """A finished future; what the function raises comes out here."""
        future: Future[T] = Future()
        future.set_result(function(*args, **kwargs))
        return future


@contextmanager
def workers(jobs: int) -> Iterator[Executor]:
    """An executor with `jobs` processes, started when first used; one works in place.

    When the block is left by an exception (an interruption among them) the processes
    are ended at once, not waited for. They end by themselves when this one is killed.
    """
    if jobs == 1:
        yield InPlace()
        return
    # Forked workers start with all that is loaded already; elsewhere than on Linux
    # system libraries do not survive a fork.
    method = "fork" if sys.platform == "linux" else "spawn"
    executor = ProcessPoolExecutor(
        max_workers=jobs,
        mp_context=multiprocessing.get_context(method),
        initializer=_attend,
    )
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    executor.shutdown()


def processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def peak_memory() -> dict[str, int]:
    """The largest resident size in MB of this process, and of any worker that ended."""
    # Linux counts in kilobytes, macOS in bytes (getrusage(2) of both).
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return {
        "main": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit,
        "worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // unit,
    }


def _attend() -> None:
    """Leave interruptions to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None, "a worker has a parent"
    threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
