"""Processes that work for a build, and interruptions."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from octavo.diagnostics import Lacking
from octavo.workers import Lost, hired

_FORK = get_context("fork")
linux = pytest.mark.skipif(sys.platform != "linux", reason="workers are no forks")

_INTERRUPTED_FORK = """
import os, signal
from octavo.workers import workers

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)

os.register_at_fork(after_in_parent=interrupt)
with workers(2) as crew:
    crew.executor.submit(abs, 1).result()
"""


def test_an_interruption_that_comes_while_processes_start_is_not_lost() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_FORK],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == -signal.SIGINT, ran.stderr
    assert "ignored" not in ran.stderr


_INTERRUPTED_WHILE_IT_READS = """
import signal, sys, time
from octavo.workers import hired

def late(size):
    time.sleep(1)
    return bytes(size)

with hired(1) as crew:
    crew.executor.submit(late, 1_000_000)
    time.sleep(0.5)
    # Nobody reads while this process holds on, so that the worker stops in the middle.
    sys.setswitchinterval(1000)
    end = time.perf_counter() + 1.5
    while time.perf_counter() < end:
        pass
    sys.setswitchinterval(0.005)
    signal.raise_signal(signal.SIGINT)
"""


def test_an_interruption_does_not_wait_for_a_result_that_is_being_sent() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_WHILE_IT_READS],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == -signal.SIGINT, ran.stderr
    assert ran.stderr.count("Traceback") == 1


_INTERRUPTED_WHILE_IT_SENDS = """
import signal, tempfile, time
from octavo.workers import hired

def leave(seconds):
    tempfile.mkdtemp()
    time.sleep(seconds)

with hired(1) as crew:
    crew.executor.submit(leave, 60)
    for _ in range(3):
        crew.executor.submit(len, bytes(5_000_000))
    # By now a pipe is full of what the worker does not get to.
    time.sleep(1)
    signal.raise_signal(signal.SIGINT)
"""


def test_an_interruption_does_not_wait_for_work_that_is_being_sent(
    tmp_path: Path,
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_WHILE_IT_SENDS],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert ran.returncode == -signal.SIGINT, ran.stderr
    assert ran.stderr.count("Traceback") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_is_killed_is_told_as_what_it_most_likely_is() -> None:
    with pytest.raises(Lacking, match="memory, it seems"), hired(1) as crew:
        crew.executor.submit(signal.raise_signal, signal.SIGKILL).result()


@linux
def test_work_that_is_spread_is_done_by_all_at_once_and_comes_back_in_order() -> None:
    meeting = _FORK.Barrier(3)

    def work(thing: str) -> tuple[str, int]:
        meeting.wait(60)
        return thing.upper(), os.getpid()

    with hired(2) as crew:
        made = crew.spread(work, "abcdef")
        peak = crew.peak
    assert [letter for letter, _ in made] == list("ABCDEF")
    assert len({process for _, process in made}) == 3
    assert peak > 1


@linux
def test_work_that_is_spread_is_done_whatever_becomes_of_the_others() -> None:
    here, killed = os.getpid(), _FORK.Event()

    def work(thing: str) -> str:
        if os.getpid() == here:
            assert killed.wait(60)
            return thing.upper()
        killed.set()
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    with hired(1) as crew:
        assert crew.spread(work, "abcd") == list("ABCD")


@linux
def test_a_mistake_in_another_process_is_raised_in_this_one_and_nowhere_else(
    capfd: pytest.CaptureFixture[str],
) -> None:
    here, begun = os.getpid(), _FORK.Event()

    def work(thing: int) -> float:
        if os.getpid() == here and not begun.is_set():
            assert begun.wait(60)
            return 0
        begun.set()
        return 1 / thing

    with pytest.raises(ZeroDivisionError), hired(1) as crew:
        crew.spread(work, (0, 0))
    assert capfd.readouterr().err == ""


def _be_killed() -> None:
    time.sleep(0.3)
    signal.raise_signal(signal.SIGKILL)


def test_a_killed_worker_is_told_though_other_work_was_called_off() -> None:
    with hired(1) as crew:
        killed = crew.executor.submit(_be_killed)
        waiting = [crew.executor.submit(int) for _ in range(8)]
        assert waiting[-2].cancel()
        with pytest.raises(Lost):
            killed.result()
        with pytest.raises(Lost):
            waiting[-1].result(20)
