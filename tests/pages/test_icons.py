"""Pictures in a line, on pages: as high as the line, and in their own shape (R6.8)."""

import sys
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

sys.path.insert(0, str(Path(__file__).parent.parent))
from running import octavo

TEXT = """# Icons

Words ![[wide.png#icon]] words, and in a cell.

| a |
|---|
| ![[low.png]] words |
"""


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[float, float]]:
    """Width and height in points of each picture behind the cover."""
    folder = tmp_path_factory.mktemp("icons")
    notes = folder / "notes"
    notes.mkdir()
    (notes / "Icons.md").write_text(TEXT, encoding="utf-8")
    Image.new("RGB", (300, 120), "red").save(notes / "wide.png")
    Image.new("RGB", (60, 30), "red").save(notes / "low.png")
    ran = octavo("build", "notes", "-o", "out", "--only", "pdf", cwd=folder)
    assert ran.code == 0, ran.err
    (file,) = (folder / "out").glob("*.pdf")
    pages = list(pypdfium2.PdfDocument(file))[1:]
    found = [
        picture.get_bounds()
        for page in pages
        for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])
    ]
    return [(right - left, top - bottom) for left, bottom, right, top in found]


def test_a_picture_in_a_line_keeps_its_shape(sizes: list[tuple[float, float]]) -> None:
    assert [round(width / height, 2) for width, height in sizes] == [2.5, 2.0]


def test_it_is_as_high_as_the_letters(sizes: list[tuple[float, float]]) -> None:
    assert all(7 < height < 12 for _, height in sizes)
