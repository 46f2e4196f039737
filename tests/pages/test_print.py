"""The edition for a printer: openings, margins, marks and ink on its finished pages."""

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reading import Printed, printed
from running import octavo

TORTURE = Path(__file__).with_name("torture")
MM = 72 / 25.4


def _built(out: Path, *more: str) -> bytes:
    asked = ("build", str(TORTURE), "--only", "print", "-o", str(out), "--no-cache")
    ran = octavo(*asked, *more, cwd=out.parent)
    assert ran.code == 0, ran.err
    return (out / "one-of-everything-print.pdf").read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return _built(
        tmp_path_factory.mktemp("print") / "out",
        *("--set", "print.bleed=3mm", "--set", "print.crop_marks=true"),
    )


@pytest.fixture(scope="module")
def book(made: bytes) -> Printed:
    return printed(made)


@pytest.fixture(scope="module")
def running_on(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("running") / "out"
    return _built(out, "--set", "print.recto_openings=false", "-j", "1")


def _sides(made: bytes) -> list[tuple[float, float]]:
    """Of each page with words, how far they are from its left and its right edge.

    Pages are counted on, those without words give (0, 0).
    """
    sides = []
    with pypdfium2.PdfDocument(made) as document:
        for page in document:
            words = page.get_textpage()
            boxes = [words.get_charbox(n) for n in range(words.count_chars())]
            boxes = [box for box in boxes if box[2] > box[0]]
            left, _, right, _ = page.get_trimbox()
            if not boxes:
                sides.append((0.0, 0.0))
                continue
            sides.append(
                (min(b[0] for b in boxes) - left, right - max(b[2] for b in boxes))
            )
    return sides


def test_parts_and_chapters_open_on_the_right(book: Printed) -> None:
    at = {title: place for _, title, place in book.outline}
    wanted = ["Start", "Part with chapters", "1\u2002Blocks", "2\u2002Lists"]
    wanted += ["3\u2002Tables", "Glossary", "Works", "Index"]
    assert {title: at[title] % 2 for title in wanted} == dict.fromkeys(wanted, 0)


def test_the_page_before_an_opening_is_blank_where_nothing_is_left_for_it(
    made: bytes, book: Printed
) -> None:
    with pypdfium2.PdfDocument(made) as document:
        empty = [
            place
            for place, page in enumerate(document)
            if not page.get_textpage().get_text_bounded().strip()
        ]
    # Behind the half title, the contents, the part, Lists, Tables, Glossary, Works, Index.
    assert empty == [1, 5, 9, 13, 15, 17, 19, 21]
    assert [book.labels[place] for place in (5, 8, 13)] == ["vi", "1", "6"]


def test_the_cover_is_left_out_and_the_imprint_is_on_the_back_of_the_title(
    made: bytes,
) -> None:
    with pypdfium2.PdfDocument(made) as document:
        words = [document[place].get_textpage().get_text_bounded() for place in (0, 3)]
    assert words[0].strip() == "One of everything"
    assert "urn:uuid:" in words[1]


@pytest.mark.parametrize("which", ["made", "running_on"])
def test_margins_are_narrow_at_the_spine(
    which: str, request: pytest.FixtureRequest
) -> None:
    """24 mm inside, 32 mm outside; letters stand up to 2 pt off the edge of a line."""
    checked = 0
    for place, (left, right) in enumerate(_sides(request.getfixturevalue(which))):
        if (left, right) == (0, 0):
            continue
        inner, outer = (right, left) if place % 2 else (left, right)
        assert inner > 24 * MM - 2, place
        assert outer > 32 * MM - 2, place
        checked += inner < 24 * MM + 2 or outer < 32 * MM + 2
    assert checked > 10


def test_folios_stand_at_the_fore_edge(made: bytes, running_on: bytes) -> None:
    for data in (made, running_on):
        told = printed(data)
        with pypdfium2.PdfDocument(data) as document:
            for title, long in (("1\u2002Blocks", 2), ("3\u2002Tables", 1)):
                (start,) = (at for _, name, at in told.outline if name == title)
                for place in range(start, start + long):
                    left, bottom, right, _ = document[place].get_trimbox()
                    middle = (left + right) / 2
                    words = document[place].get_textpage()
                    foot = bottom + 60
                    halves = (
                        words.get_text_bounded(left, bottom, middle, foot),
                        words.get_text_bounded(middle, bottom, right, foot),
                    )
                    outer = halves[(place + 1) % 2]
                    assert outer.strip() == told.labels[place]
                    assert halves[place % 2].strip() == ""


def test_chapters_run_on_where_the_handbook_wants_it(running_on: bytes) -> None:
    with pypdfium2.PdfDocument(running_on) as document:
        empty = [p for p in document if not p.get_textpage().get_text_bounded().strip()]
    assert empty == []


def test_there_is_no_ink_but_black(made: bytes) -> None:
    used: Counter[str] = Counter()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        forms = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"
        ]
        for content in [*pdf.pages, *forms]:
            for operands, operator in pikepdf.parse_content_stream(content):
                name = str(operator)
                if name in ("g", "G", "rg", "RG", "k", "K", "cs", "CS", "scn", "SCN"):
                    used[name] += 1
                if name in ("k", "K"):
                    assert [float(part) for part in operands[:3]] == [0, 0, 0]
        root = pdf.Root
        assert root.PageLayout == "/TwoPageRight"
        assert "/StructTreeRoot" not in root
    assert set(used) == {"k", "K"}


def test_paper_reaches_beyond_the_page_and_has_marks(
    made: bytes, running_on: bytes
) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[4]
        trim = [round(float(side) / MM, 1) for side in page.trimbox]
        assert trim == [0, 0, 176, 250]
        for box, by in ((page.mediabox, 8), (page.obj.BleedBox, 3)):
            around = [round(float(side) / MM, 1) for side in box]
            assert around == [-by, -by, 176 + by, 250 + by]
    with pikepdf.open(io.BytesIO(running_on)) as pdf:
        whole = [round(float(side) / MM, 1) for side in pdf.pages[4].mediabox]
    assert whole == [0, 0, 176, 250]


def test_workers_and_the_cache_change_nothing(made: bytes, tmp_path: Path) -> None:
    marks = ("--set", "print.bleed=3mm", "--set", "print.crop_marks=true")
    assert _built(tmp_path / "one", *marks, "-j", "1") == made


def test_a_glossary_names_its_terms_once_at_the_head_of_a_page(tmp_path: Path) -> None:
    terms = "\n".join(f"- **Term {n}**: {'words ' * 40}" for n in range(100, 140))
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "a.md").write_text("# A\n\nWords.\n")
    (tmp_path / "book" / "g.md").write_text(
        f"---\ntype: glossary\n---\n# Glossary\n\n{terms}\n"
    )
    asked = ("build", "book", "--only", "print", "-o", "out", "--no-cache")
    ran = octavo(*asked, cwd=tmp_path)
    assert ran.code == 0, ran.err
    (path,) = (tmp_path / "out").glob("*.pdf")
    heads = [text.count("–") for text in printed(path.read_bytes()).texts]
    assert sum(heads) > 2
    assert max(heads) == 1
