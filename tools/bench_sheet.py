"""Measure what a sheet of the checklist takes, in CPU seconds.

    python tools/bench_sheet.py [ITEMS …]

For each number of items (7, 40, 70, 100 and 160 without any): a build of the sheet on A4
alone, less what the same takes for one item. Nearly all of it is the search for the size
of type, which is to stay below 1.5 s for a hundred items. The renderer is loaded before.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from octavo.model.account import Progress
from octavo.model.commission import Commission
from octavo.pipeline import build

_WORDS = ("read", "the", "notes", "twice", "before", "anything", "else", "is", "signed")


def note(items: int) -> str:
    """A checklist of so many items of three to nine words, nine to a group."""
    lines = ["---", "checklist: true", "---", "# List"]
    for n in range(items):
        if n % 9 == 0:
            lines += ["", f"## Group {n // 9 + 1}", ""]
        lines.append("- " + " ".join(_WORDS[(n + k) % 9] for k in range(3 + n * 5 % 7)))
    return "\n".join(lines) + "\n"


def taken(items: int) -> float:
    """The CPU seconds of a build."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source"
        source.mkdir()
        (source / "handbook.toml").write_text('[checklist]\npaper = ["a4"]\n')
        (source / "List.md").write_text(note(items))
        out = Path(name) / "out"
        asked = Commission(path=source, out=out, editions=("checklist",), moment=0)
        begun = time.process_time()
        build(asked, _nobody)
        return time.process_time() - begun


def _nobody(news: Progress) -> None:
    """Nobody watches."""


def main() -> None:
    """Print the table, a line as soon as it is known."""
    reading = argparse.ArgumentParser(description="Measure the checklist's sheet.")
    reading.add_argument("items", nargs="*", type=int, metavar="ITEMS")
    asked = reading.parse_args().items or (7, 40, 70, 100, 160)
    taken(1)
    alone = taken(1)
    sys.stdout.write(f"{'items':>8} {'CPU s':>8}\n")
    for items in asked:
        sys.stdout.write(f"{items:>8} {taken(items) - alone:>8.2f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
