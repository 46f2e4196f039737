"""A whole course as a PDF: every number printed is the one its destination bears."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reading import Printed, printed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(
    course_vault: Path, checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    out = tmp_path_factory.mktemp("course")
    asked = ["build", str(course_vault), "--only", "pdf", "-o", str(out), "-j", "2"]
    subprocess.run(
        [sys.executable, "-m", "octavo", *asked, "--no-cache", "-q"],
        cwd=checkout,
        check=True,
        capture_output=True,
    )
    (pdf,) = out.glob("*.pdf")
    return pdf.read_bytes()


@pytest.fixture(scope="module")
def course(made: bytes) -> Printed:
    return printed(made)


def test_every_row_of_the_contents_prints_where_it_leads(
    made: bytes, course: Printed
) -> None:
    wrong, rows = [], 0
    with (
        pikepdf.open(io.BytesIO(made)) as pdf,
        pypdfium2.PdfDocument(made) as document,
    ):
        for place, page in enumerate(pdf.pages):
            if not re.fullmatch("[ivxlc]+", course.labels[place]):
                continue
            words = document[place].get_textpage()
            for link in page.get("/Annots", []):
                left, bottom, right, top = (float(side) for side in link.Rect)
                low, high = sorted((bottom, top))
                said = words.get_text_bounded(left, low, right, high)
                number = re.search(r"[ .](\d+|[ivxlc]+)\s*$", said)
                if number is None:
                    continue
                rows += 1
                if number[1] != course.labels[course.destinations[str(link.Dest)]]:
                    wrong.append(said)
    assert rows > 1000
    assert wrong == []


def test_every_link_has_a_destination_and_every_row_of_the_outline(
    course: Printed,
) -> None:
    assert {target for _, target in course.links} <= set(course.destinations)
    depths = [depth for depth, _, _ in course.outline]
    assert depths[0] == 1
    assert max(depths) >= 3
    pages = [page for _, _, page in course.outline]
    assert pages == sorted(pages)


def test_folios_are_the_labels_on_every_page_of_text(course: Printed) -> None:
    # PDFium gives a hyphen at the end of a line as U+FFFE, and no end of the line.
    pages = [text.replace("\ufffe", "\n").split() for text in course.texts]
    printed_elsewhere = [
        label
        for label, words, text in zip(course.labels, pages, course.texts, strict=True)
        if len(text) > 400 and label not in (*words[-1:], *words[:1])
    ]
    assert printed_elsewhere == []


def test_all_its_fonts_are_inside_once(course: Printed) -> None:
    assert course.unembedded == set()
    names = [font.split("+")[-1] for font in course.fonts]
    assert len(names) == len(set(names))
