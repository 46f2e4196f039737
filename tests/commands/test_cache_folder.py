"""The cache of a build whatever befalls it: damage, a sudden end, company."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import PATIENCE, environment, listing, octavo, vault

from octavo.cache import Cache

EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}
WORDS = ("build", "book", "--only", "pdf", "--cache", "cache")
PARAGRAPH = (
    "Words of a paragraph that has a line and a half on a page of this size. " * 3
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Eight notes of some pages."""
    notes = {
        f"Note{number}": f"# Note {number}\n\n" + f"{PARAGRAPH}\n\n" * 30
        for number in range(8)
    }
    return vault(tmp_path / "book", **notes)


def _pieces(home: Path) -> list[Path]:
    return [path for path in (home / "cache").rglob("octavo-*") if path.is_file()]


def test_damage_is_told_and_mended(book: Path) -> None:
    home = book.parent
    octavo(*WORDS, "-j2", cwd=home, **EPOCH)
    before = listing(home / "dist")
    pieces = _pieces(home)
    broken = {path: path.read_bytes()[:-1] for path in pieces}
    for path, data in broken.items():
        path.write_bytes(data)
    again = octavo(*WORDS, "-j2", cwd=home, **EPOCH)
    assert again.code == 0
    words = "pieces of the cache were damaged and have been made anew"
    told = re.search(rf"^(\d+) {words}\n\Z", again.err, re.MULTILINE)
    # What lies apart of a drawing that was damaged is written with it, and not asked for.
    assert told is not None
    assert len(pieces) / 2 < int(told[1]) <= len(pieces)
    assert [path for path, data in broken.items() if path.read_bytes() == data] == []
    assert listing(home / "dist") == before
    assert octavo(*WORDS, "-q", cwd=home, **EPOCH).err == ""


def test_a_build_that_is_killed_leaves_nothing_half_done(book: Path) -> None:
    home = book.parent
    process = subprocess.Popen(
        [sys.executable, "-m", "octavo", *WORDS, "-q", "-j2"],
        cwd=home,
        env=environment(home, **EPOCH),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    for _ in range(PATIENCE * 100):
        # Notes first, then drawings: some are kept, others are being drawn.
        if len(_pieces(home)) > 9 or process.poll() is not None:
            break
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait(PATIENCE) == -signal.SIGKILL
    assert not (home / "dist").exists()
    for path in _pieces(home):
        assert path.suffix == ".part" or path.read_bytes()
    again = octavo(*WORDS, cwd=home, **EPOCH)
    assert (again.code, "damaged" in again.err) == (0, False)
    made = listing(home / "dist")
    octavo("build", "book", "--only", "pdf", "--no-cache", cwd=home, **EPOCH)
    assert listing(home / "dist") == made


def test_two_builds_share_a_cache(book: Path) -> None:
    home = book.parent
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "octavo", *WORDS, "-q", "-o", out],
            cwd=home,
            env=environment(home, **EPOCH),
            stdout=subprocess.DEVNULL,
        )
        for out in ("left", "right")
    ]
    assert [process.wait(PATIENCE) for process in both] == [0, 0]
    assert listing(home / "left") == listing(home / "right")
    assert [path.suffix for path in _pieces(home) if path.suffix] == []


def test_a_full_disk_only_makes_the_next_build_slower(tmp_path: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
from octavo.cache import Cache
# The system refuses what goes beyond, as a full disk does (setrlimit(2)).
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
cache = Cache(Path(sys.argv[1]))
cache.put("small", b"x" * 1_000)
cache.put("large", b"x" * 100_000)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "cache")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    cache = Cache(tmp_path / "cache")
    assert cache.get("small") == b"x" * 1_000
    assert cache.get("large") is None
    assert cache.damaged == 0
    assert len(_pieces(tmp_path)) == 1
