"""The fonts that pages are set in, and the real renderer."""

from pathlib import Path

import pytest
from pages_sample import asset

from octavo.model.asset import Asset


@pytest.fixture(scope="session")
def fonts(checkout: Path) -> tuple[Asset, ...]:
    """The fonts that octavo ships."""
    return tuple(
        asset(f"fonts/{path.name}", "font/ttf", path.read_bytes())
        for path in sorted((checkout / "styles" / "fonts").glob("OctavoSerif-*.ttf"))
    )
