"""`tools/bench_sheet.py`: what it prints; what the numbers are is the machine's business."""

import subprocess
import sys
from pathlib import Path


def test_it_measures_each_number_of_items(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tools/bench_sheet.py", "3", "20"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    head, *rows = (line.split() for line in done.stdout.splitlines())
    assert head == ["items", "CPU", "s"]
    assert [row[0] for row in rows] == ["3", "20"]
    assert all(float(row[1]) > -1 for row in rows)
