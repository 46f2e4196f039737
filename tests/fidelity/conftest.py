"""The books of `shelves.py`, each built once by the command, with their verdicts."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

from making import Made, make
from shelves import TITLES


@pytest.fixture(scope="session")
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Made:
    """The books of the title that is asked for by name."""
    title = next(each for each in TITLES if each.name == request.param)
    place = tmp_path_factory.mktemp(title.name)
    source = title.copy(place)
    return make(source, place / "out", title.expected(source))
