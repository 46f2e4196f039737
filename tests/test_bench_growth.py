"""`tools/bench_growth.py`: what it prints; what the numbers are is the machine's business."""

import subprocess
import sys
from pathlib import Path


def test_it_measures_each_number_of_notes(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tools/bench_growth.py", "2"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["notes", "CPU", "s", "clock", "s", "MB", "ms/note"]
    assert [row[7:29].strip() for row in rows] == [
        "check",
        "epub from nothing",
        "epub, nothing changed",
        "pdf from nothing",
        "pdf, nothing changed",
    ]
    cpu = [float(row[29:].split()[0]) for row in rows]
    assert cpu[2] < cpu[1]
    assert cpu[4] < cpu[3]
