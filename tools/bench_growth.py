"""Measure how what octavo takes grows with the number of notes.

    python tools/bench_growth.py [NOTES …]

For each number (100, 1,000 and 10,000 without any) a vault of so many notes of about 420
words is made, checked and built: an EPUB, and a PDF of 1,000 notes at most, since one
of 10,000 has ten thousand pages. The last column is milliseconds of a processor a note.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench import ROOT, Cost, cost, show

COUNTS = (100, 1_000, 10_000)
_MOST_PAGES = 1_000


def measure(count: int, home: Path) -> None:
    """Print the rows of a vault of so many notes, made below `home`."""
    vault = home / "vault"
    generate = str(ROOT / "tests" / "generated.py")
    subprocess.run([sys.executable, generate, str(vault), str(count)], check=True)
    _row(count, "check", cost("-m", "octavo", "check", "-q", str(vault), ends=(0, 1)))
    for edition in ("epub", "pdf") if count <= _MOST_PAGES else ("epub",):
        words = ("build", str(vault), "-q", "--only", edition, "-o", str(home / "out"))
        build = ("-m", "octavo", *words, "--cache", str(home / f"cache-{edition}"))
        _row(count, f"{edition} from nothing", cost(*build))
        _row(count, f"{edition}, nothing changed", cost(*build))


def _row(count: int, what: str, taken: Cost) -> None:
    show(
        f"{count:>6} {what:<22} {taken.cpu:>8.2f} {taken.clock:>8.2f}"
        f" {taken.memory:>7} {taken.cpu / count * 1000:>8.2f}"
    )


def main() -> None:
    """Print the table, a line as soon as it is known."""
    reading = argparse.ArgumentParser(description="Measure growth with notes.")
    reading.add_argument("notes", nargs="*", type=int, metavar="NOTES")
    asked = reading.parse_args()
    show(f"{'notes':>6} {'':<22} {'CPU s':>8} {'clock s':>8} {'MB':>7} {'ms/note':>8}")
    for count in asked.notes or COUNTS:
        with tempfile.TemporaryDirectory() as name:
            measure(count, Path(name))


if __name__ == "__main__":
    main()
