"""Measure what `octavo build` takes: from nothing, after an edit, and when nothing changed.

    python tools/bench_build.py [FOLDER …]

Measured are the FOLDERs, or else this handbook, each in a copy. The last column is how
many times less CPU a build takes than the plain way: the same pages through WeasyPrint's
public interface, in one process, which is what octavo falls back to. Seconds depend on
the machine and on what else it does; that ratio much less. What takes less than 10 s is
measured three times, and the middle one told.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench import Cost, cost, show, usual

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


def _edit(book: Path, text: str) -> None:
    """Some more text at the end of the note of middle length.

    The longest one may be a list of contents, which the book has as its own.
    """
    notes = sorted(book.rglob("*.md"), key=lambda path: path.stat().st_size)
    with notes[len(notes) // 2].open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def measure(folder: Path, home: Path) -> None:
    """Print the rows of one folder; everything is written below `home`."""
    book = Path(shutil.copytree(folder, home / "book"))
    cache = home / "cache"

    def words(*only: str) -> tuple[str, ...]:
        names = ("--only", ",".join(only)) if only else ()
        return ("build", str(book), "--quiet", "-o", str(home / "out"), *names)

    def built(*options: str, anew: bool = False, more: str = "") -> Cost:
        if anew:
            shutil.rmtree(cache, ignore_errors=True)
        if more:
            _edit(book, more)
        return cost("-m", "octavo", *options, "--cache", str(cache))

    pdf, epub = words("pdf"), words("epub")
    plain = cost("-c", _PLAINLY, *pdf, "-j1", "--no-cache")

    def show_row(what: str, *options: str, anew: bool = False, more: str = "") -> None:
        taken = usual(lambda: built(*options, anew=anew, more=more))
        _row("", what, taken, plain)

    _row(folder.name, "PDF, the plain way", plain, plain)
    for jobs in ("-j1", "-j2"):
        show_row(f"PDF from nothing, {jobs}", *pdf, jobs, anew=True)
    show_row("PDF, nothing changed", *pdf)
    show_row("PDF, a word more", *pdf, more="Word.")
    show_row("PDF, a heading more", *pdf, more="## Heading")
    show_row("EPUB from nothing", *epub, anew=True)
    built(*words())
    show_row("all, nothing changed", *words())
    show_row("all, a word more", *words(), more="Word.")


def _row(name: str, what: str, taken: Cost, plain: Cost) -> None:
    ratio = plain.cpu / taken.cpu
    show(
        f"{name:<24} {what:<22} {taken.cpu:>8.2f} {taken.clock:>8.2f}"
        f" {taken.memory:>7} {ratio:>6.2f}"
    )


def main() -> None:
    """Print the table, a line as soon as it is known."""
    reading = argparse.ArgumentParser(description="Measure `octavo build`.")
    reading.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    asked = reading.parse_args()
    show(f"{'':<47} {'CPU s':>8} {'clock s':>8} {'MB':>7} {'ratio':>6}")
    for folder in asked.folders or [ROOT / "source"]:
        with tempfile.TemporaryDirectory() as name:
            measure(folder.resolve(), Path(name))


if __name__ == "__main__":
    main()
