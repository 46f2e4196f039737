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
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NOTES = 5_000
# In seconds.
_LONG = 10
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


def cost(*words: str, ends: tuple[int, ...] = (0,)) -> Cost:
    """What Python takes for some words of a command line.

    One that does not end with one of these codes ends the whole: what it took on its
    way to a mistake is no measure of anything.
    """
    return cost_of(sys.executable, *words, ends=ends)


def cost_of(*words: str, ends: tuple[int, ...] = (0,)) -> Cost:
    """The same of any command, its processes included; memory is the largest one's."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ends:
            said.seek(0)
            told = said.read().decode(errors="replace")
            sys.exit(f"{told}\nended with {process.returncode}: {shlex.join(words)}")
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return Cost(
        cpu=used.ru_utime + used.ru_stime,
        clock=time.perf_counter() - began,
        memory=used.ru_maxrss // unit,
    )


def usual(measure: Callable[[], Cost]) -> Cost:
    """The middle one of three measurements, by the clock; of what takes long, the one."""
    taken = [measure()]
    if taken[0].clock < _LONG:
        taken += [measure(), measure()]
    return sorted(taken, key=lambda each: each.clock)[len(taken) // 2]


def row(name: str, folder: Path) -> str:
    """One line of the table."""
    folder = folder.resolve()
    notes = sum(1 for _ in folder.rglob("*.md"))
    # Faults of the source are no mistake of the measurement.
    checked = cost(*_CHECK, str(folder), ends=(0, 1))
    parsed = cost(*_PARSE, str(folder))
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
