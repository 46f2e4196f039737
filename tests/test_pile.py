"""Bytes that lie in a file without a name."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from octavo.typeset.pile import piled


def test_what_was_piled_can_be_had_more_than_once_at_a_time() -> None:
    file = piled(bytes([number]) * 500_000 for number in range(5))
    first, second = file.pieces(), file.pieces()
    begun = next(first)
    assert b"".join(second) == begun + b"".join(first)


def test_nothing_of_it_is_seen_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    tempfile.tempdir = None
    try:
        file = piled([b"words"])
    finally:
        tempfile.tempdir = None
    assert (list(tmp_path.iterdir()), file.size) == ([], 5)


def test_a_full_disk_is_what_the_machine_lacks(tmp_path: Path) -> None:
    script = """
import resource, signal
from octavo.diagnostics import Lacking
from octavo.typeset.pile import piled
# The system refuses what goes beyond, as a full disk does (setrlimit(2)).
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    piled([b"x" * 40_000, b"x" * 40_000])
except Lacking as lack:
    print(lack.what, lack.mend, sep="; ")
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == (
        f"room in {tmp_path} (File too large);"
        " free some, or set TMPDIR to a folder on another disk\n"
    )
