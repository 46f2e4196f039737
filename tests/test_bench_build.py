"""`tools/bench_build.py`: what it prints; what the numbers are is the machine's business."""

import subprocess
import sys
from pathlib import Path

import pytest
from running import listing

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_it_measures_builds_of_a_folder_and_leaves_it(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "One.md").write_text("# One\n\nWords.\n")
    before = listing(tmp_path)
    done = subprocess.run(
        [sys.executable, "tools/bench_build.py", str(tmp_path / "mine")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["CPU", "s", "clock", "s", "MB", "ratio"]
    assert rows[0].startswith("mine ")
    assert [row[25:47].strip() for row in rows] == [
        "PDF, the plain way",
        "PDF from nothing, -j1",
        "PDF from nothing, -j2",
        "PDF, nothing changed",
        "PDF, a word more",
        "PDF, a heading more",
        "EPUB from nothing",
        "all, nothing changed",
        "all, a word more",
    ]
    numbers = [[float(cell) for cell in row[47:].split()] for row in rows]
    assert all(cpu > 0 and memory > 0 for cpu, _, memory, _ in numbers)
    assert numbers[0][3] == 1
    assert listing(tmp_path) == before


def test_a_build_that_fails_is_no_measurement(tmp_path: Path) -> None:
    (tmp_path / "handbook.toml").write_text("[handbok]\n")
    done = subprocess.run(
        [sys.executable, "tools/bench_build.py", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "config-unknown" in done.stderr
    assert "ended with 2: " in done.stderr
