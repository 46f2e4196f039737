"""Measure octavo beside other programs that make books of the same notes.

    python tools/bench_peers.py --tools FOLDER [FOLDER …]

The tools are those of `locks/bench.txt`, in a virtual environment at FOLDER: pandoc makes
an EPUB, and a PDF by way of Typst; obsidian-pdf-exporter makes a PDF. None of them does
all that octavo does, nor octavo all that they do: pandoc takes the notes in the order of
their paths, knows no wikilinks, and for Typst, which refuses what it cannot find, leaves
out links and pictures.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench import ROOT, Cost, cost, cost_of, show, usual

_PLAIN = """
function Image(found) return found.caption end
function Link(found) return found.content end
"""
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
# Citations are keys of a file that pandoc would have to be given.
_NOTES = ("--file-scope", "-f", "markdown-citations-yaml_metadata_block", "-s")


def measure(folder: Path, tools: Path, home: Path) -> None:
    """Print the rows of one folder; everything is written below `home`."""
    octavo = ("-m", "octavo", "build", str(folder), "-q", "--no-cache", "-o", str(home))
    notes = tuple(map(str, sorted(folder.rglob("*.md"))))
    pandoc = (str(_pandoc(tools)), *_NOTES)
    epub, pdf, typ = home / "pandoc.epub", home / "typst.pdf", home / "typst.typ"
    (home / "plain.lua").write_text(_PLAIN)
    lua = ("--lua-filter", str(home / "plain.lua"))

    def by_typst() -> Cost:
        made = cost_of(*pandoc, *lua, "-o", str(typ), *notes)
        python = str(tools / "bin" / "python")
        return _both(made, cost_of(python, "-c", _TYPST, str(typ), str(pdf)))

    def show_row(what: str, taken: Cost, made: Path | None = None) -> None:
        pages = "" if made is None else len(pypdfium2.PdfDocument(made))
        show(
            f"{folder.name:<24} {what:<26} {taken.cpu:>8.2f} {taken.clock:>8.2f}"
            f" {taken.memory:>7} {pages:>6}"
        )

    show_row("EPUB, octavo", usual(lambda: cost(*octavo, "--only", "epub")))
    taken = usual(lambda: cost_of(*pandoc, "-o", str(epub), *notes))
    show_row("EPUB, pandoc", taken)
    taken = usual(lambda: cost(*octavo, "--only", "pdf"))
    show_row("PDF, octavo", taken, next(home.glob("*.pdf")))
    taken = usual(by_typst)
    show_row("PDF, pandoc and Typst", taken, pdf)
    exported = home / "exported.pdf"
    vault = _by_folders(folder, home / folder.name)
    ope = (str(tools / "bin" / "ope"), "export", str(vault), "-o", str(exported))
    taken = usual(lambda: cost_of(*ope))
    show_row("PDF, obsidian-pdf-exporter", taken, exported)


def _by_folders(folder: Path, into: Path) -> Path:
    """A copy with each note in a folder of its own name, which is a page to the exporter."""
    vault = Path(shutil.copytree(folder, into))
    for note in sorted(vault.rglob("*.md")):
        own = note.with_suffix("")
        own.mkdir(exist_ok=True)
        note.rename(own / note.name)
    return vault


def _both(one: Cost, other: Cost) -> Cost:
    """What two steps take, one after the other."""
    most = max(one.memory, other.memory)
    return Cost(one.cpu + other.cpu, one.clock + other.clock, most)


def _pandoc(tools: Path) -> Path:
    """The program, which a package of the environment brings along."""
    found = next(tools.rglob("pypandoc/files/pandoc"), None)
    return found or sys.exit(f"{tools} has no pandoc: install locks/bench.txt there")


def main() -> None:
    """Print the table, a line as soon as it is known."""
    reading = argparse.ArgumentParser(description="Measure octavo beside others.")
    reading.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    reading.add_argument("--tools", type=Path, required=True, metavar="FOLDER")
    asked = reading.parse_args()
    show(f"{'':<51} {'CPU s':>8} {'clock s':>8} {'MB':>7} {'pages':>6}")
    for folder in asked.folders or [ROOT / "source"]:
        with tempfile.TemporaryDirectory() as name:
            measure(folder.resolve(), asked.tools.resolve(), Path(name))


if __name__ == "__main__":
    main()
