"""Measure what `octavo build` takes: from nothing, after an edit, and when nothing changed.

    python tools/bench_build.py [FOLDER …]

Measured are the FOLDERs, or else this handbook, each in a copy. The last column is how
many times less CPU a build takes than the plain way: the same pages through WeasyPrint's
public interface, in one process, which is what octavo falls back to. Seconds depend on
the machine and on what else it does; that ratio much less.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench import Cost, cost, show

ROOT = Path(__file__).resolve().parent.parent
# Without this name the renderer's inside is not the one that octavo draws with.
_PLAINLY = """
import sys
from octavo.typeset import door
import weasyprint.pdf.anchors
del weasyprint.pdf.anchors.add_links
from octavo.cli import main
main(sys.argv[1:])
"""


def _edit(book: Path) -> None:
    """One more word at the end of the longest note."""
    notes = sorted(book.rglob("*.md"), key=lambda path: path.stat().st_size)
    with notes[-1].open("a", encoding="utf-8") as file:
        file.write("\nWord.\n")


def measure(folder: Path, home: Path) -> None:
    """Print the rows of one folder; everything is written below `home`."""
    book = Path(shutil.copytree(folder, home / "book"))
    only = ("build", str(book), "--quiet", "--only", "pdf", "-o", str(home / "out"))
    cache = ("--cache", str(home / "cache"))
    plain = cost("-c", _PLAINLY, *only, "-j1", "--no-cache")
    _row(folder.name, "the plain way", plain, plain)
    for jobs in ("-j1", "-j2"):
        shutil.rmtree(home / "cache", ignore_errors=True)
        began = os.times()
        cold = cost("-m", "octavo", *only, jobs, *cache)
        _row("", f"from nothing, {jobs}", _whole(cold, began), plain)
    _row("", "nothing changed", cost("-m", "octavo", *only, "-j1", *cache), plain)
    _edit(book)
    _row("", "a word more", cost("-m", "octavo", *only, "-j1", *cache), plain)


def _whole(taken: Cost, began: os.times_result) -> Cost:
    """The cost with that of the workers, which the system counts when all have ended."""
    now = os.times()
    cpu = now.children_user + now.children_system
    cpu -= began.children_user + began.children_system
    return taken._replace(cpu=cpu)


def _row(name: str, what: str, taken: Cost, plain: Cost) -> None:
    ratio = plain.cpu / taken.cpu
    show(
        f"{name:<24} {what:<18} {taken.cpu:>8.2f} {taken.clock:>8.2f}"
        f" {taken.memory:>7} {ratio:>6.2f}"
    )


def main() -> None:
    """Print the table, a line as soon as it is known."""
    reading = argparse.ArgumentParser(description="Measure `octavo build`.")
    reading.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    asked = reading.parse_args()
    show(f"{'':<43} {'CPU s':>8} {'clock s':>8} {'MB':>7} {'ratio':>6}")
    for folder in asked.folders or [ROOT / "source"]:
        with tempfile.TemporaryDirectory() as name:
            measure(folder.resolve(), Path(name))


if __name__ == "__main__":
    main()
