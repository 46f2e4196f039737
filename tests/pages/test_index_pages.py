"""The index of a finished PDF: the pages it prints are those its places stand on."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest
from reading import Printed, printed
from running import octavo
from type_area import sheets

from octavo.model.account import Progress
from octavo.model.commission import Commission
from octavo.model.galley import Sheet
from octavo.pipeline import build
from octavo.typeset.numbering import runs
from octavo.typeset.paging import paged, whereabouts, write

WORDS = "The proxy that a model is trained on is not what people want of it. " * 12


def _nobody(news: Progress) -> None:
    """Nobody watches."""


def _note(number: int) -> str:
    marks = {1: "long|(", 3: "long|)", 2: "once**"}.get(number, "odd")
    paragraphs = [
        f"{WORDS} %%index: all; {marks if at == 2 else 'all'}%%" for at in range(6)
    ]
    return f"# Chapter {number}\n\n" + "\n\n".join(paragraphs) + "\n"


def _built(place: Path, jobs: int) -> bytes:
    source = place / "vault"
    source.mkdir(exist_ok=True)
    for number in range(1, 5):
        (source / f"{number}.md").write_text(_note(number), encoding="utf-8")
    properties = "---\nindex: whole\n---\n"
    (source / "4.md").write_text(properties + _note(4), encoding="utf-8")
    title = '[handbook]\ntitle = "The book"\n'
    (source / "handbook.toml").write_text(title, encoding="utf-8")
    out = place / f"out-{jobs}"
    asked = Commission(path=source, out=out, editions=("pdf",), jobs=jobs, moment=0)
    proof = build(asked, _nobody)
    assert [told for told in proof.diagnostics if told.code != "short-last-page"] == []
    return next(out.glob("*.pdf")).read_bytes()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return _built(tmp_path_factory.mktemp("index"), 1)


@pytest.fixture(scope="module")
def book(data: bytes) -> Printed:
    return printed(data)


def _pages(book: Printed, anchors: list[str]) -> set[int]:
    """The numbers of the pages that hold the anchors."""
    return {int(book.labels[book.destinations[anchor]]) for anchor in anchors}


def _said(book: Printed, subject: str) -> set[int]:
    """The numbers that the index prints behind a subject, ranges written out."""
    text = book.texts[book.destinations["index"]].replace("\r", "")
    found = re.search(rf"^{subject}((?:,\s[\d–]+)+)$", text, re.MULTILINE)
    assert found, text
    pages: set[int] = set()
    for part in re.findall(r"\d+(?:–\d+)?", found[1]):
        first, _, last = part.partition("–")
        pages.update(range(int(first), int(last or first) + 1))
    return pages


def test_printed_pages_are_those_of_the_marks(book: Printed) -> None:
    marks = [f"ix-{number}" for number in range(1, 25)]
    assert _said(book, "all") == _pages(book, marks)
    assert _said(book, "once") == _pages(book, ["ix-9"])
    assert _said(book, "odd") == _pages(book, ["ix-21"])


def test_ranges_reach_from_mark_to_mark_and_over_a_whole_note(book: Printed) -> None:
    (first,), (last,) = _pages(book, ["ix-3"]), _pages(book, ["ix-15"])
    assert last > first + 2
    assert _said(book, "long") == set(range(first, last + 1))
    (start,), (end,) = _pages(book, ["_4"]), _pages(book, ["index"])
    assert _said(book, "whole") == set(range(start, end))


def test_every_number_is_a_link_to_a_page_of_that_number(book: Printed) -> None:
    page = book.destinations["index"]
    targets = [name for place, name in book.links if place == page]
    assert targets
    said = set().union(
        *(_said(book, s) for s in ("all", "once", "odd", "long", "whole"))
    )
    assert _pages(book, targets) <= said


def test_no_column_ends_below_a_letter_or_between_an_entry_and_what_is_below(
    tmp_path: Path,
) -> None:
    """Columns end anywhere in entries of three lines, and among letters of three."""
    entries = [
        f"{letter}{at}; {letter}{at}!x{letter}{at}; {letter}{at}!y{letter}{at}"
        for letter in "abcdefghijkl"
        for at in range(10, 10 + 5 * (letter < "g") + 3)
    ]
    alone = [f"{letter}{at}" for letter in "mnopqrstuvwxyz" for at in range(10, 13)]
    (tmp_path / "A.md").write_text(
        "\n\n".join(f"p <!-- index: {each} -->" for each in (*entries, *alone))
    )
    asked = ("build", str(tmp_path), "--only", "pdf", "-o", "out", "--no-cache")
    assert octavo(*asked, cwd=tmp_path).code == 0
    (made,) = (tmp_path / "out").glob("*.pdf")
    where: dict[str, tuple[int, bool]] = {}
    for number, page in enumerate(sheets(made.read_bytes())):
        for line in page.lines:
            for glyphs in (
                [g for g in line.glyphs if (g.left > page.width / 2) is right]
                for right in (False, True)
            ):
                said = "".join(g.text for g in glyphs).partition(",")[0]
                if glyphs:
                    where[said] = (number, glyphs[0].left > page.width / 2)
    columns = sorted(set(where.values()))
    assert len(columns) >= 6
    for name in entries:
        subject = name.partition(";")[0]
        assert where[subject] == where[f"x{subject}"]
    for letter in "MNOPQRSTUVWXYZ":
        assert where[letter] == where[f"{letter.lower()}10"]
        assert where[letter] == where[f"{letter.lower()}11"]


def test_workers_make_the_same_bytes(data: bytes, tmp_path: Path) -> None:
    assert _built(tmp_path, 2) == data


def test_pages_are_merged_sorted_and_main_ones_kept_apart() -> None:
    sheets = tuple(
        Sheet(name=name, kind="chapter", role=role, html="", digest="")
        for name, role in (("f", "front"), ("a", "body"), ("b", "body"))
    )
    placed = runs(sheets, (2, 10, 10))
    anchors = [
        {"f0": 0, "f1": 1},
        {f"a{n}": n for n in range(10)},
        {f"b{n}": n for n in range(10)},
    ]
    where = whereabouts(sheets, placed, anchors)

    def said(places: str) -> list[str]:
        return [
            f"{s.first}{'!' if s.main_first else ''}-"
            f"{s.last}{'!' if s.main_last else ''} {s.anchor}:{s.until}"
            for s in paged(places, where)
        ]

    assert said("a3 a1 a2 a2") == ["2-4 a1:a3"]
    assert said("a1 a3") == ["2-2 a1:a1", "4-4 a3:a3"]
    assert said("a1 a2! a3 a2") == ["2-2 a1:a1", "3!-3! a2:a2", "4-4 a3:a3"]
    assert said("f1 a0") == ["ii-ii f1:f1", "1-1 a0:a0"]
    assert said("a1! a1:a3") == ["2!-4 a1:a3"]
    assert said("a3! a1:a3 a1") == ["2-4! a1:a3"]
    assert said("a2! a1:a3") == ["2!-4! a1:a3"]
    assert said("a1:a2! a2:a4") == ["2!-3! a1:a2", "3-5 a2:a4"]
    assert said("a8:b1 b2") == ["9-13 a8:b2"]
    assert said("a4:*") == ["5-10 a4:a4"]
    assert said("b3:a1 gone") == ["14-14 b3:b3"]


@pytest.mark.parametrize(
    ("places", "markup"),
    [
        ("a1! a1:a2", '<b><a href="#a1">2</a></b>–<a href="#a2">3</a>'),
        ("a2! a1:a2", '<a href="#a1">2</a>–<b><a href="#a2">3</a></b>'),
        ("a1:a2!", '<b><a href="#a1">2</a>–<a href="#a2">3</a></b>'),
        ("a1!", '<b><a href="#a1">2</a></b>'),
        ("a1", '<a href="#a1">2</a>'),
    ],
)
def test_the_main_page_of_a_range_is_bold_in_it(places: str, markup: str) -> None:
    sheet = Sheet(name="a", kind="chapter", role="body", html="", digest="")
    where = whereabouts((sheet,), runs((sheet,), (5,)), [{"a1": 1, "a2": 2}])
    element = Element("span")
    write(element, paged(places, where), ", ")
    (pages,) = element
    assert tostring(pages, "unicode") == f'<span class="pages">{markup}</span>'
