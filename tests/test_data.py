"""The tables behind the handbook's charts are what `tools/handbook_data.py` makes."""

import csv
import doctest
import runpy
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / "tools" / "handbook_data.py"
DATA = ROOT / "source" / "Data"
MADE = SimpleNamespace(**runpy.run_path(str(TOOL)))


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda p: p.name)
def test_committed_is_made(path: Path) -> None:
    """A table differs: run `python tools/handbook_data.py`, or mend the raw row."""
    assert path.read_text(encoding="utf-8") == MADE.table(path.name)


def test_nothing_is_missing() -> None:
    """A table that the tool makes is committed."""
    assert {path.name for path in DATA.glob("*.csv")} == set(MADE.TABLES)


@pytest.mark.parametrize("path", sorted(DATA.glob("raw/*.csv")), ids=lambda p: p.name)
def test_every_measurement_has_a_source(path: Path) -> None:
    """A row of what was measured names its work in the bibliography."""
    works = (ROOT / "source" / "references.bib").read_text(encoding="utf-8")
    with path.open(newline="", encoding="utf-8") as file:
        keys = {row["source_key"] for row in csv.DictReader(file)}
    assert keys
    assert {key for key in keys if f"{{{key}," not in works} == set()


def test_examples() -> None:
    """The examples in the tool's docstrings hold."""
    module = ModuleType("handbook_data")
    module.__dict__.update(vars(MADE))
    found = doctest.DocTestFinder(exclude_empty=True).find(
        module, module=False, globs=vars(MADE)
    )
    runner = doctest.DocTestRunner()
    tried = sum(runner.run(test).attempted for test in found)
    assert tried
    assert runner.summarize(verbose=False).failed == 0
