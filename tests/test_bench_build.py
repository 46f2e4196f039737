"""`tools/bench_build.py`: what it prints; what the numbers are is the machine's business."""

import subprocess
import sys
from pathlib import Path

from running import listing

ROOT = Path(__file__).resolve().parent.parent


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
    assert [row[25:43].strip() for row in rows] == [
        "the plain way",
        "from nothing, -j1",
        "from nothing, -j2",
        "nothing changed",
        "a word more",
    ]
    numbers = [[float(cell) for cell in row[43:].split()] for row in rows]
    assert all(cpu > 0 and memory > 0 for cpu, _, memory, _ in numbers)
    assert numbers[0][3] == 1
    assert listing(tmp_path) == before
