"""The checklist on a screen: boxes that can be ticked, numbers that lead to the book."""

import ctypes
import io
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pymupdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from PIL import Image

from octavo.model.account import Progress
from octavo.model.commission import Commission
from octavo.pipeline import build

BASICS = """# Basics

Read [[Other]] first.

- [ ] Read *all* of [[Other]]
- [x] Water the fern
- [-] Sell the piano
- [/] Paint the door
- [!] Lock (the) door é
"""
OTHER = "# Other\n\n## Checklist for later\n\n1. Rest\n2. Rest again\n"
TEXTS = [
    "Read all of Other",
    "Water the fern",
    "Sell the piano (cancelled)",
    "Paint the door (half done)",
    "Lock (the) door é (important)",
    "Rest",
    "Rest again",
]
Look = Callable[[Path], Image.Image]
DPI = 288


def _nobody(news: Progress) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a book's PDF and its checklist."""
    folder = tmp_path_factory.mktemp("form")
    source = folder / "source"
    source.mkdir()
    (source / "handbook.toml").write_text(
        '[handbook]\nslug = "my-book"\nversion = "1.4"\n[checklist]\npaper = ["a4"]\n'
    )
    (source / "Basics.md").write_text(BASICS)
    (source / "Other.md").write_text(OTHER)
    asked = Commission(
        path=source,
        out=folder / "out",
        editions=("pdf", "checklist"),
        moment=0,
    )
    assert build(asked, _nobody).diagnostics == ()
    return folder / "out"


@contextmanager
def _fields(made: Path) -> Iterator[tuple[pikepdf.Pdf, list[pikepdf.Object]]]:
    with pikepdf.open(made / "my-book-checklist.pdf") as pdf:
        yield pdf, list(pdf.Root.AcroForm.Fields)


def test_every_item_is_a_field_with_a_name_a_tooltip_and_two_looks(made: Path) -> None:
    with _fields(made) as (pdf, fields):
        assert [str(field.TU) for field in fields] == TEXTS
        names = [str(field.T) for field in fields]
        assert len(set(names)) == len(names)
        assert not any("." in name for name in names)
        assert [str(field.V) for field in fields] == ["/Off", "/on", *["/Off"] * 5]
        assert all(field.AS == field.V for field in fields)
        for field in fields:
            assert set(field.AP.N.keys()) == {"/on", "/Off"}
            assert field.AP.N.Off.read_bytes() == b""
            assert int(field.F) == 4
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_fields_and_links_stand_in_the_structure_in_reading_order(made: Path) -> None:
    with _fields(made) as (pdf, fields):
        assert pdf.Root.MarkInfo.Marked
        (page,) = pdf.pages
        assert page.Tabs == "/S"
        rows = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        for note in page.Annots:
            element = rows[int(note.StructParent)]
            kind = "/Form" if note.Subtype == "/Widget" else "/Link"
            assert kind == element.S
            there = [
                kid for kid in element.K if not isinstance(kid, int) and "/Obj" in kid
            ]
            assert [kid.Obj.objgen for kid in there] == [note.objgen]
        widgets = [note for note in page.Annots if note.Subtype == "/Widget"]
        assert [note.objgen for note in widgets] == [one.objgen for one in fields]


def test_a_number_leads_to_the_page_of_the_book_where_the_item_is_explained(
    made: Path,
) -> None:
    with pikepdf.open(made / "my-book.pdf") as book:
        places = dict(pikepdf.NameTree(book.Root.Names.Dests).items())
        pages = {page.objgen: str(page.label) for page in book.pages}
    with pikepdf.open(made / "my-book-checklist.pdf") as pdf:
        links = [note for note in pdf.pages[0].Annots if note.Subtype == "/Link"]
        found = []
        for note in links:
            address, _, anchor = str(note.A.URI).partition("#nameddest=")
            assert address == "./my-book.pdf"
            label = pages[places[unquote(anchor)][0].objgen]
            assert str(note.Contents) == f"Page {label}"
            found.append(unquote(anchor))
    assert found == ["other", *["basics"] * 4, *["other--checklist-for-later"] * 2]


def test_the_head_says_which_edition_of_which_day_it_is(made: Path) -> None:
    with pypdfium2.PdfDocument(made / "my-book-checklist.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert "· Version 1.4 · 1970-01-01" in text.split("Basics")[0]


def _by_pdfium(path: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path) as pdf:
        pdf.init_forms()
        image: Image.Image = pdf[0].render(scale=DPI / 72).to_pil()
        return image.convert("L")


def _by_mupdf(path: Path) -> Image.Image:
    with pymupdf.open(path) as pdf:
        drawn = pdf[0].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
        return Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)


def _by_poppler(path: Path) -> Image.Image:
    drawn = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(DPI), "-singlefile", str(path)],
        check=True,
        capture_output=True,
    )
    return Image.open(io.BytesIO(drawn.stdout)).convert("L")


def _ink(image: Image.Image, field: pikepdf.Object) -> tuple[float, float]:
    """How black the inside of a box is, and the frame around it, from 0 to 1."""
    left, bottom, right, top = (float(side) * DPI / 72 for side in field.Rect)
    inside = (left, image.height - top, right, image.height - bottom)
    edge = DPI / 72 * 0.7
    around = (inside[0] - edge, inside[1] - edge, inside[2] + edge, inside[3] + edge)
    black = []
    for box in (inside, around):
        part = image.crop(tuple(round(side) for side in box))
        levels = part.histogram()
        dark = sum((255 - level) / 255 * often for level, often in enumerate(levels))
        black.append((dark, part.width * part.height))
    frame = (black[1][0] - black[0][0]) / (black[1][1] - black[0][1])
    return black[0][0] / black[0][1], frame


@pytest.mark.parametrize("look", [_by_pdfium, _by_mupdf, _by_poppler])
def test_boxes_look_open_or_ticked_in_every_program(
    made: Path, tmp_path: Path, look: Look
) -> None:
    path = tmp_path / "ticked.pdf"
    with _fields(made) as (pdf, fields):
        opened = look(made / "my-book-checklist.pdf")
        before = [_ink(opened, field) for field in fields]
        for field in fields:
            field.V = field.AS = pikepdf.Name("/on")
        pdf.save(path)
        ticked = look(path)
        after = [_ink(ticked, field) for field in fields]
    assert all(frame > 0.8 for _, frame in (*before, *after))
    empty, done, cancelled, half, important, *_ = (inside for inside, _ in before)
    assert max(empty, before[5][0], before[6][0]) < 0.03
    assert 0.15 < done < 0.4
    assert cancelled > 0.05
    assert 0.4 < half < 0.6
    assert important > 0.03
    # Whatever stood in a box, ticked it shows the tick alone.
    assert all(abs(inside - done) < 0.05 for inside, _ in after)


def test_the_keyboard_goes_through_the_boxes_in_order_and_ticks_them(
    made: Path,
) -> None:
    with pypdfium2.PdfDocument(made / "my-book-checklist.pdf") as pdf:
        pdf.init_forms()
        form, page = pdf.formenv, pdf[0]
        reached = []
        for _ in TEXTS:
            pdfium.FORM_OnKeyDown(form, page, 9, 0)
            place, focused = ctypes.c_int(), pdfium.FPDF_ANNOTATION()
            pdfium.FORM_GetFocusedAnnot(form, place, focused)
            size = pdfium.FPDFAnnot_GetFormFieldAlternateName(form, focused, None, 0)
            words = (ctypes.c_ushort * (size // 2))()
            pdfium.FPDFAnnot_GetFormFieldAlternateName(form, focused, words, size)
            was = pdfium.FPDFAnnot_IsChecked(form, focused)
            pdfium.FORM_OnChar(form, page, 32, 0)
            now = pdfium.FPDFAnnot_IsChecked(form, focused)
            reached.append((bytes(words).decode("utf-16-le").rstrip("\0"), was, now))
            pdfium.FPDFPage_CloseAnnot(focused)
    assert reached == [(text, int(n == 1), int(n != 1)) for n, text in enumerate(TEXTS)]


def test_a_sheet_made_alone_has_no_numbers_and_links_to_nothing(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# One\n\n- [ ] Read [[#One]]\n")
    asked = Commission(
        path=note, out=tmp_path / "out", editions=("checklist",), moment=0
    )
    build(asked, _nobody)
    (path, *_) = sorted((tmp_path / "out").glob("*-checklist.pdf"))
    with pikepdf.open(path) as pdf:
        assert {str(note.Subtype) for note in pdf.pages[0].Annots} == {"/Widget"}
    with pypdfium2.PdfDocument(path) as made:
        text = made[0].get_textpage().get_text_range()
    assert not re.search(r"\bPage\b", text)


def _alone(folder: Path, toml: str) -> Path:
    """The sheet of a book of one note, made without its PDF."""
    source = folder / "source"
    source.mkdir()
    (source / "handbook.toml").write_text(f'[handbook]\nslug = "s"\n{toml}')
    (source / "note.md").write_text("# One\n\n- [ ] do\n")
    asked = Commission(
        path=source, out=folder / "out", editions=("checklist",), moment=0
    )
    assert build(asked, _nobody).diagnostics == ()
    return folder / "out" / "s-checklist.pdf"


@pytest.mark.parametrize(
    "address", ["https://example.org/", "https://example.org/" + "x" * 100]
)
def test_an_address_is_on_the_sheet_as_words_link_and_code(
    tmp_path: Path, address: str
) -> None:
    path = _alone(tmp_path, f'[site]\nurl = "{address}"\n')
    # As a telephone sees it: a page seen at 150 dots an inch, in grey.
    with pypdfium2.PdfDocument(path) as pdf:
        image = pdf[0].render(scale=150 / 72).to_pil().convert("L")
        text = pdf[0].get_textpage().get_text_range()
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == address
    assert address in re.sub(r"\s", "", text)
    with pikepdf.open(path) as sheet:
        links = [note for note in sheet.pages[0].Annots if note.Subtype == "/Link"]
        assert {str(note.A.URI) for note in links} == {address}
        alts = [
            str(item.Alt)
            for item in sheet.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
    assert alts == [address]


def test_without_an_address_there_is_no_code(tmp_path: Path) -> None:
    path = _alone(tmp_path, "")
    with pypdfium2.PdfDocument(path) as pdf:
        image = pdf[0].render(scale=150 / 72).to_pil().convert("L")
    assert zxingcpp.read_barcodes(image) == []


def test_a_link_in_an_item_is_one_for_each_of_its_lines(tmp_path: Path) -> None:
    """Markup within a link had links of its own, in elements that are none (7.18.5)."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "handbook.toml").write_text('[handbook]\nslug = "s"\n')
    (source / "note.md").write_text(
        "# One\n\n- [ ] [very *much* **bold** `code`](https://e.org) and <https://f.org/a/b>\n"
    )
    asked = Commission(
        path=source, out=tmp_path / "out", editions=("checklist",), moment=0
    )
    build(asked, _nobody)
    with pikepdf.open(tmp_path / "out" / "s-checklist.pdf") as sheet:
        links = [
            str(note.A.URI) for note in sheet.pages[0].Annots if note.Subtype == "/Link"
        ]
        kinds = [
            str(item.S)
            for item in sheet.objects
            if isinstance(item, pikepdf.Dictionary)
            and any(
                isinstance(kid, pikepdf.Dictionary)
                and kid.get("/Type") == "/OBJR"
                and kid.Obj.Subtype == "/Link"
                for kid in (
                    item.get("/K") if isinstance(item.get("/K"), pikepdf.Array) else ()
                )
            )
        ]
    assert sorted(links) == ["https://e.org", "https://f.org/a/b"]
    assert kinds == ["/Link", "/Link"]
