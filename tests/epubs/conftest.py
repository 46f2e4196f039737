"""Two books as EPUBs: one that uses everything, one that means harm."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from epub_books import Epub, make, vault


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Epub:
    """The book that uses everything."""
    place = tmp_path_factory.mktemp("rich")
    return make(vault("rich", place), place / "out")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Epub:
    """The book that means harm."""
    place = tmp_path_factory.mktemp("hostile")
    return make(vault("hostile", place), place / "out")
