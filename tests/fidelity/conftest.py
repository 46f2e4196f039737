"""The books of `shelves.py`, each built once by the command, with their verdicts."""

import sys
from pathlib import Path
from typing import NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

from expected import Expected
from running import octavo
from shelves import TITLES


class Made(NamedTuple):
    """A source as the judge reads it, and the books made of it."""

    expected: Expected
    epub: Path
    pdf: Path


def make(source: Path, out: Path, expected: Expected, jobs: str = "1") -> Made:
    """Both books of a source."""
    asked = ("build", str(source), "-o", str(out), "--only", "pdf,epub", "-j", jobs)
    ran = octavo(*asked, "--no-cache", cwd=out.parent, SOURCE_DATE_EPOCH="1700000000")
    assert ran.code == 0, ran.err
    return Made(expected, next(out.glob("*.epub")), next(out.glob("*.pdf")))


@pytest.fixture(scope="session")
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Made:
    """The books of the title that is asked for by name."""
    title = next(each for each in TITLES if each.name == request.param)
    place = tmp_path_factory.mktemp(title.name)
    source = title.copy(place)
    return make(source, place / "out", title.expected(source))
