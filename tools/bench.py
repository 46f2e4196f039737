"""Measure what `octavo check` takes, against a parser that does nothing but parse.

    python tools/bench.py [--notes N] [FOLDER …]

Measured are the FOLDERs, this handbook, and N generated notes (5,000 without `--notes`).
The time of a machine says little without what else it takes as long for: markdown-it,
on which octavo's parser stands, renders the same notes in the same run, and the last
column is how many times as long (in CPU seconds) octavo takes. Nothing is written
outside a temporary folder.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NOTES = 5_000
_CHECK = ("-m", "octavo", "check", "--quiet")
_PARSE = (
    "-c",
    "import sys, pathlib, markdown_it\n"
    "md = markdown_it.MarkdownIt()\n"
    "for path in pathlib.Path(sys.argv[1]).rglob('*.md'):\n"
    "    md.render(path.read_text('utf-8'))\n",
)


class Cost(NamedTuple):
    """What a process took: CPU seconds, seconds on the clock, most memory in MB."""

    cpu: float
    clock: float
    memory: int


def cost(*words: str) -> Cost:
    """What Python takes for some words of a command line."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, used = os.wait4(process.pid, 0)
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return Cost(
        cpu=used.ru_utime + used.ru_stime,
        clock=time.perf_counter() - began,
        memory=used.ru_maxrss // unit,
    )


def row(name: str, folder: Path) -> str:
    """One line of the table."""
    folder = folder.resolve()
    notes = sum(1 for _ in folder.rglob("*.md"))
    checked, parsed = cost(*_CHECK, str(folder)), cost(*_PARSE, str(folder))
    ratio = checked.cpu / parsed.cpu
    return (
        f"{name:<24} {notes:>6} {checked.cpu:>8.2f} {checked.clock:>8.2f}"
        f" {checked.memory:>7} {parsed.cpu:>12.2f} {ratio:>6.2f}"
    )


def show(line: str) -> None:
    """Write a line where it is seen at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the table, a line as soon as it is known."""
    reading = argparse.ArgumentParser(description="Measure `octavo check`.")
    reading.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    reading.add_argument("--notes", type=int, default=NOTES, metavar="N")
    asked = reading.parse_args()
    show(
        f"{'':<24} {'notes':>6} {'CPU s':>8} {'clock s':>8} {'MB':>7}"
        f" {'markdown-it':>12} {'ratio':>6}"
    )
    for folder in (ROOT / "source", *asked.folders):
        show(row(folder.resolve().name, folder))
    with tempfile.TemporaryDirectory() as name:
        generate = str(ROOT / "tests" / "generated.py")
        subprocess.run([sys.executable, generate, name, str(asked.notes)], check=True)
        show(row("generated", Path(name)))


if __name__ == "__main__":
    main()
