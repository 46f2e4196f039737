"""Captions and numbers on the page: where they stand, and what they are tagged as."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from type_area import sheets

sys.path.insert(0, str(Path(__file__).parent.parent))
from running import octavo, vault

RIGHT = (176 - 28) * 72 / 25.4
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">'
    '<rect width="90" height="60"/></svg>'
)
WIDE = r"\frac{a}{b} + " * 14 + "c"
FORMULAS = f"# F\n\n$$x$$\n^one\n\n$$\\frac{{x}}{{y}} \\tag{{*}}$$\n\n$${WIDE}$$\n^two"


def captioned(count: int) -> str:
    """Things with captions, with more and more text between them."""
    parts = ["# Things"]
    for n in range(count):
        parts += ["Filler."] * (n * n % 7)
        parts += [
            (f"Table: Words{n}", f"| Row{n} |\n|---|\n| b |\n| c |"),
            (f"```\nRow{n}\nb\nc\n```", f"Listing: Words{n}"),
            ("![p](p.svg)", f"Figure: Words{n}"),
        ][n % 3]
    return "\n\n".join(parts)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    here = tmp_path_factory.mktemp("captions")
    vault(here / "book", A=captioned(60), B=FORMULAS)
    (here / "book" / "p.svg").write_text(PICTURE)
    ran = octavo(
        *("build", "book", "--only", "pdf", "-o", "out", "--no-cache"), cwd=here
    )
    assert ran.code == 0, ran.err
    return (here / "out" / "book.pdf").read_bytes()


def test_a_caption_stands_with_what_it_names(book: bytes) -> None:
    pages = sheets(book)
    found = []
    for sheet in pages:
        lines = [line.text for line in sheet.lines]
        for place, text in enumerate(lines):
            match = re.match(r"(Table|Listing|Figure)1\.(\d+)Words(\d+)$", text)
            if match and match[1] == "Figure":
                above = max((line.bottom for line in sheet.lines[:place]), default=0)
                assert sheet.lines[place].top - max(above, 60) > 60 * 0.75
            elif match:
                assert lines[place + 1] == f"Row{match[3]}"
            if match:
                found.append((match[1], int(match[2])))
    assert sorted(found) == sorted(
        (kind, n) for kind in ("Table", "Listing", "Figure") for n in range(1, 21)
    )


def test_what_there_is_much_of_is_listed_with_its_page(book: bytes) -> None:
    pages = sheets(book)
    texts = [[line.text for line in sheet.lines] for sheet in pages]
    folio = {
        text: lines[-1]
        for lines in texts
        for text in lines
        if re.match(r"(Table|Figure)1\.\d+Words", text)
    }
    (lines,) = [lines for lines in texts if lines[0] == "Figures"]
    assert texts[texts.index(lines) + 1][0] == "Tables"
    at = lines.index("Tables")
    for kind, rows in (
        ("Figure", lines[1:at]),
        ("Table", lines[at + 1 : -1] + texts[texts.index(lines) + 1][1:-1]),
    ):
        said = [re.sub(r"\.{2,}", " ", row).split() for row in rows]
        caption = {
            text.removeprefix(kind): text for text in folio if text.startswith(kind)
        }
        assert len(said) == 20
        assert [folio[caption[words]] for words, _ in said] == [at for _, at in said]
    assert not any(lines[0] == "Listings" for lines in texts if lines)


def drawn(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    for thing in page.get_objects(max_depth=9):
        if thing.type != pypdfium2.raw.FPDF_PAGEOBJ_TEXT:
            yield thing.get_bounds()


def test_numbers_of_formulas_are_flush_right_and_clear_of_them(book: bytes) -> None:
    with pypdfium2.PdfDocument(book) as document:
        (at,) = [
            number
            for number, page in enumerate(document)
            if "(2.1)" in page.get_textpage().get_text_range()
        ]
        marks = [line for line in sheets(book)[at].lines if line.text[0] == "("]
        boxes = list(drawn(document[at]))
        height = document[at].get_height()
    assert [line.text for line in marks] == ["(2.1)", "(*)", "(2.2)"]
    assert len(boxes) >= 3
    for mark in marks:
        assert mark.right == pytest.approx(RIGHT, abs=1)
        top, bottom = height - mark.top - 2, height - mark.bottom + 2
        for left, low, right, high in boxes:
            assert right < mark.left or left > mark.right or low > top or high < bottom


def tags(pdf: pikepdf.Pdf) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every tag with those directly below it."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting.extend(here)
        elif isinstance(here, pikepdf.Dictionary) and "/S" in here:
            below = here.get("/K", pikepdf.Array())
            many = list(below) if isinstance(below, pikepdf.Array) else [below]
            waiting.extend(many)
            yield (
                str(here.S),
                tuple(
                    str(k.S)
                    for k in many
                    if isinstance(k, pikepdf.Dictionary) and "/S" in k
                ),
            )


def test_captions_are_tagged_as_such(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        found = list(tags(pdf))
    tables = [below for name, below in found if name == "/Table"]
    assert {below[0] for below in tables} == {"/Caption"}
    figures = [below for _, below in found if below[-1:] == ("/Caption",)]
    assert set(figures) == {("/Figure", "/Caption")}
    assert sum(below.count("/Caption") for _, below in found) == 60
