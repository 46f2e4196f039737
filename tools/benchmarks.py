"""Run all measurements and write them down, with the machine they were made on.

    python tools/benchmarks.py --tools FOLDER [VAULT …]

VAULTs are measured as well as this handbook. The result is `docs/benchmarks.md`, to which
each table is written as soon as it is whole: what ends the run, or a measurement that
fails, leaves the tables before it, and the file says which are missing. A quiet machine
takes about a quarter of an hour; a vault of a thousand pages makes that half an hour.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "docs" / "benchmarks.md"
_HEAD = """# What octavo takes

Written by `make bench` in one run. Seconds are this machine's; compare within a table, and
ratios between machines. CPU seconds are those of all processes, MB the largest one's
memory.
"""
_MISSING = """
The run was ended before these were measured: {}.
"""


class Part(NamedTuple):
    """A heading, and the script of this folder whose table stands below it."""

    title: str
    script: str
    about: str
    words: tuple[str, ...] = ()


def parts(tools: Path, vaults: tuple[str, ...]) -> tuple[Part, ...]:
    """What is measured, in order."""
    folders = (str(ROOT / "source"), *vaults)
    return (
        Part(
            "Building",
            "bench_build.py",
            "The ratio is how many times less CPU it takes than the plain way: the same"
            " pages in one pass of WeasyPrint.",
            folders,
        ),
        Part(
            "Beside others",
            "bench_peers.py",
            "None of them does the same work: see the head of `tools/bench_peers.py`.",
            ("--tools", str(tools), *folders),
        ),
        Part("Growing", "bench_growth.py", "Generated notes of about 420 words."),
        Part(
            "Checking",
            "bench.py",
            "The ratio is to markdown-it, which only parses the same notes.",
            ("--notes", "1000", *vaults),
        ),
        Part("The checklist", "bench_sheet.py", "CPU seconds by number of items."),
    )


def machine(tools: Path) -> Iterator[str]:
    """What the figures depend on, a line each."""
    yield f"{platform.system()} {platform.machine()}, {_processors()}"
    yield f"load when it began: {os.getloadavg()[0]:.1f}"
    ours = ("octavo", "weasyprint", "markdown-it-py")
    python = f"Python {platform.python_version()}"
    yield ", ".join([python, *(f"{name} {version(name)}" for name in ours)])
    asked = "from importlib.metadata import version as v; import pypandoc\n"
    asked += "print(f\"pandoc {pypandoc.get_pandoc_version()}, Typst {v('typst')},"
    asked += " obsidian-pdf-exporter {v('obsidian-pdf-exporter')}\")"
    told = subprocess.run(
        [str(tools / "bin" / "python"), "-c", asked],
        check=True,
        capture_output=True,
        text=True,
    )
    yield told.stdout.strip()


def _processors() -> str:
    count = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    known = Path("/proc/cpuinfo")
    text = known.read_text() if known.exists() else ""
    model = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return f"{count} processors{f', {model[1]}' if model else ''}"


def table(part: Part) -> str:
    """What a script prints, shown as it comes; its failure is the end."""
    script = ROOT / "tools" / part.script
    process = subprocess.Popen(
        [sys.executable, str(script), *part.words], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None, "it was asked for"
    lines = []
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        lines.append(line.rstrip())
    if process.wait():
        sys.exit(f"{part.script} failed; {RESULT.name} has the tables before it")
    return "\n".join(lines)


def page(about: Iterable[str], tables: Sequence[str], measured: Sequence[Part]) -> str:
    """The text of the result: about the machine, then a table for each part so far."""
    text = _HEAD + "\n" + "".join(f"- {line}\n" for line in about)
    if missing := ", ".join(part.title for part in measured[len(tables) :]):
        text += _MISSING.format(missing)
    for part, lines in zip(measured, tables, strict=False):
        text += f"\n## {part.title}\n\n{part.about}\n\n```\n{lines}\n```\n"
    return text


def main() -> None:
    """Measure, and write what is known by then, one table after another."""
    reading = argparse.ArgumentParser(description="Measure all, and write it down.")
    reading.add_argument("vaults", nargs="*", metavar="VAULT")
    reading.add_argument("--tools", type=Path, required=True, metavar="FOLDER")
    asked = reading.parse_args()
    vaults = tuple(str(Path(vault).resolve()) for vault in asked.vaults)
    about, tables = tuple(machine(asked.tools)), list[str]()
    measured = parts(asked.tools.resolve(), vaults)
    for part in measured:
        tables.append(table(part))
        RESULT.write_text(page(about, tables, measured), encoding="utf-8")


if __name__ == "__main__":
    main()
