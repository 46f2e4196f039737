"""`tools/bench.py`: what it prints; what the numbers are is the machine's business."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_it_measures_each_folder_and_generated_notes(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "One.md").write_text("# One\n")
    done = subprocess.run(
        [sys.executable, "tools/bench.py", "--notes", "2", str(tmp_path / "mine")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    head, *rows = (line.split() for line in done.stdout.splitlines())
    assert head == ["notes", "CPU", "s", "clock", "s", "MB", "markdown-it", "ratio"]
    assert [row[0] for row in rows] == ["source", "mine", "generated"]
    assert [row[1] for row in rows[1:]] == ["1", "2"]
    for row in rows:
        _, _, cpu, _, memory, _, ratio = row
        assert float(cpu) > 0
        assert int(memory) > 0
        assert float(ratio) > 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
