"""The fonts that pages are set in, and the real renderer."""

from pathlib import Path

import pytest
from pages_sample import asset
from running import octavo

from octavo.model.asset import Asset


@pytest.fixture(scope="session")
def fonts(checkout: Path) -> tuple[Asset, ...]:
    """The fonts that octavo ships."""
    return tuple(
        asset(f"fonts/{path.name}", "font/ttf", path.read_bytes())
        for path in sorted((checkout / "styles" / "fonts").glob("OctavoSerif-*.ttf"))
    )


@pytest.fixture(scope="session")
def handbook(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The PDFs of the project's own book, made once for all who look at them."""
    folder = tmp_path_factory.mktemp("handbook")
    ran = octavo("build", str(checkout), "-o", "out", "--no-cache", cwd=folder)
    assert ran.code == 0, ran.err
    return sorted((folder / "out").glob("*.pdf"))
