"""What becomes of a command whose standard streams are closed, full, or read no more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import Ran, environment, listing, octavo, vault

_FULL = Path("/dev/full")
_FILES = "dist/book.epub\ndist/book.manifest.json\n"
_BUILD = ("build", "notes", "--only", "epub", "--no-cache")

full = pytest.mark.skipif(not _FULL.exists(), reason="no device that is full")


def _in_shell(home: Path, *words: str, then: str, **more: str) -> Ran:
    """A command with its streams as a shell is told."""
    done = subprocess.run(
        ["sh", "-c", f'"$@" {then}', "sh", sys.executable, "-m", "octavo", *words],
        cwd=home,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_one_that_nobody_reads(
    tmp_path: Path, closed: str, unbuffered: str
) -> None:
    notes = vault(tmp_path / "notes", One="# One\n\n[[Nowhere]]\n")
    (notes / "handbook.toml").write_text('[handbook]\ntitle = "Book"\n')
    octavo(*_BUILD, "-o", "before", cwd=tmp_path, SOURCE_DATE_EPOCH="1")
    ran = _in_shell(
        tmp_path,
        *(*_BUILD, "-j2"),
        then=closed,
        SOURCE_DATE_EPOCH="1",
        PYTHONUNBUFFERED=unbuffered,
    )
    assert ran.code == 0
    assert ran.out == ("" if ">&-" in closed.split() else _FILES)
    assert listing(tmp_path / "dist") == listing(tmp_path / "before")
    assert len(listing(tmp_path / "dist")) == 2


def test_what_only_prints_prints_to_nobody(tmp_path: Path) -> None:
    assert _in_shell(tmp_path, "--version", then=">&-") == (0, "", "")
    assert _in_shell(tmp_path, "explain", then=">&-") == (0, "", "")


@full
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_under_the_output_is_told(tmp_path: Path, unbuffered: str) -> None:
    vault(tmp_path / "notes", One="# One\n")
    told = "octavo: standard output cannot be written to: No space left on device\n"
    for words in (("--version",), ("explain", "dangling-link"), (*_BUILD, "-q")):
        ran = _in_shell(
            tmp_path, *words, then=">/dev/full", PYTHONUNBUFFERED=unbuffered
        )
        assert ran == (2, "", told)
    assert len(listing(tmp_path / "dist")) == 2


@full
def test_a_full_disk_under_the_diagnostics_ends_it_too(tmp_path: Path) -> None:
    vault(tmp_path / "notes", One="# One\n\n[[Nowhere]]\n")
    assert _in_shell(tmp_path, "check", "notes", then="2>/dev/full") == (2, "", "")
    assert _in_shell(tmp_path, "chekc", then="2>/dev/full") == (2, "", "")


def test_nothing_is_said_of_a_reader_that_has_gone(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "octavo", "explain", "dangling-link"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
