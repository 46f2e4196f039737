"""Processes that work for a build, and interruptions."""

import signal
import subprocess
import sys

import pytest

from octavo.diagnostics import Lacking
from octavo.workers import hired

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


def test_a_worker_that_is_killed_is_told_as_what_it_most_likely_is() -> None:
    with pytest.raises(Lacking, match="memory, it seems"), hired(1) as crew:
        crew.executor.submit(signal.raise_signal, signal.SIGKILL).result()
