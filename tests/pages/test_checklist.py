"""The checklist as it is printed: every item once, on paper, in a size that is read."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from type_area import Sheet, sheets

from octavo.editions.checklist.makeup import SIZES
from octavo.model.account import Progress
from octavo.model.commission import Commission
from octavo.model.proof import Proof
from octavo.pipeline import build

MM = 72 / 25.4
PAPERS = {"": (595.276, 841.89), "-letter": (612.0, 792.0)}
WORDS = [
    "read",
    "the",
    "notes",
    "twice",
    "before",
    "anything",
    "else",
    "is",
    "signed",
    "or",
    "sent",
    "out",
]


def _nobody(news: Progress) -> None:
    """Nobody watches."""


def _items(count: int, words: int = 6, begin: int = 0) -> list[str]:
    """Items that can be told apart: `q7q` and then words."""
    return [
        f"q{number}q "
        + " ".join(WORDS[(number + k) % len(WORDS)] for k in range(words + number % 3))
        for number in range(begin, begin + count)
    ]


def _note(title: str, items: Sequence[str], group: int = 9) -> str:
    lines = [f"# {title}", ""]
    for place, item in enumerate(items):
        if place % group == 0:
            lines += ["", f"## Checklist {place // group + 1}", ""]
        lines.append(f"- [ ] {item}")
    return "\n".join(lines) + "\n"


def _built(folder: Path, toml: str = "", **notes: str) -> Proof:
    source = folder / "s"
    source.mkdir(exist_ok=True)
    (source / "handbook.toml").write_text(f'[handbook]\nslug = "s"\n{toml}')
    for name, text in notes.items():
        place = source / f"{name.replace('__', '/')}.md"
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)
    asked = Commission(
        path=source, out=folder / "out", editions=("checklist",), moment=0
    )
    return build(asked, _nobody)


def _sheets(folder: Path, suffix: str = "") -> list[Sheet]:
    return sheets((folder / "out" / f"s-checklist{suffix}.pdf").read_bytes())


def _marks(pages: Sequence[Sheet]) -> list[int]:
    """The numbers of the items found, in reading order of the file's lines."""
    text = " ".join(line.text for page in pages for line in page.lines)
    return [int(number) for number in re.findall(r"q(\d+)q", text)]


def _sound(pages: Sequence[Sheet], suffix: str) -> None:
    """Nothing in the margin that printers need, nothing too small to be read."""
    for page in pages:
        assert (page.width, page.height) == pytest.approx(PAPERS[suffix], abs=0.01)
        for line in page.lines:
            assert line.left >= 10 * MM
            assert line.right <= page.width - 10 * MM
            assert line.top >= 10 * MM
            assert line.bottom <= page.height - 10 * MM
            assert min(glyph.size for glyph in line.glyphs) >= 7.5 * 0.9 - 0.01
        feet = [line.top for line in page.lines if "1970-01-01" in line.text]
        items = [line.bottom for line in page.lines if re.search(r"q\d+q", line.text)]
        assert max(items, default=0) < min(feet, default=page.height) + 1


def _sizes(pages: Sequence[Sheet]) -> set[float]:
    """The sizes of type that items are set in."""
    return {
        round(glyph.size, 2)
        for page in pages
        for line in page.lines
        if re.match(r"q\d+q", line.text)
        for glyph in line.glyphs
    }


@pytest.mark.parametrize("count", [1, 7, 40, 110])
def test_all_items_stand_on_one_page_of_either_paper(
    tmp_path: Path, count: int
) -> None:
    proof = _built(tmp_path, One=_note("One", _items(count, words=4)))
    assert [told.code for told in proof.diagnostics] == []
    for suffix in PAPERS:
        pages = _sheets(tmp_path, suffix)
        assert len(pages) == 1
        assert sorted(_marks(pages)) == list(range(count))
        _sound(pages, suffix)
        (size,) = _sizes(pages)
        assert size in SIZES
        assert size == 10.5 or count > 40


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(st.integers(min_value=0, max_value=60), min_size=1, max_size=25),
        min_size=1,
        max_size=7,
    )
)
def test_whatever_the_items_none_is_lost_and_none_is_cut(
    groups: list[list[int]],
) -> None:
    numbers: Iterator[int] = iter(range(1000))
    text = "# One\n"
    for place, group in enumerate(groups):
        text += f"\n## Checklist {place}\n\n"
        text += "".join(
            f"- [ ] {_items(1, words, next(numbers))[0]}\n" for words in group
        )
    with TemporaryDirectory() as folder:
        proof = _built(Path(folder), One=text)
        for suffix, word in (("", "A4"), ("-letter", "Letter")):
            pages = _sheets(Path(folder), suffix)
            said = [told for told in proof.diagnostics if word in told.message]
            assert (len(pages) > 1) == bool(said)
            assert sorted(_marks(pages)) == list(range(sum(map(len, groups))))
            _sound(pages, suffix)


def test_a_sheet_that_is_missed_is_told_in_true_figures(tmp_path: Path) -> None:
    items = _items(190, words=5)
    toml = '[checklist]\nper = "book"\npaper = ["a4"]\n'
    (told,) = _built(tmp_path, toml, One=_note("One", items)).diagnostics
    found = re.match(r"remove about (\d+) of 190 items", told.help)
    assert found is not None
    over = int(found[1])
    assert not (tmp_path / "out").exists()
    fewer = _built(tmp_path, toml, One=_note("One", items[: 191 - over]))
    assert [row.code for row in fewer.diagnostics] == ["checklist-overfull"]
    enough = _built(tmp_path, toml, One=_note("One", items[: 190 - over]))
    assert enough.diagnostics == ()
    assert len(_sheets(tmp_path)) == 1


def _course(first: int, second: int) -> dict[str, str]:
    """Two parts of two chapters each, with items in all of them."""
    counts = (first, second, first, second)
    begins = [sum(counts[:place]) for place in range(4)]
    names = ("Basics__One", "Basics__Two", "Outlook__Three", "Outlook__Four")
    return {
        name: _note(name.partition("__")[2], _items(count, 5, begin))
        for name, count, begin in zip(names, counts, begins, strict=True)
    }


@pytest.mark.parametrize(
    ("per", "units"),
    [
        ("book", []),
        ("auto", []),
        ("part", ["Basics", "Outlook"]),
        ("chapter", ["Four", "One", "Three", "Two"]),
    ],
)
def test_a_sheet_is_made_for_each_of_what_was_asked_for(
    tmp_path: Path, per: str, units: list[str]
) -> None:
    proof = _built(tmp_path, f'[checklist]\nper = "{per}"\n', **_course(3, 4))
    assert proof.diagnostics == ()
    for suffix in PAPERS:
        pages = _sheets(tmp_path, suffix)
        assert len(pages) == max(1, len(units))
        assert sorted(_marks(pages)) == list(range(14))
        with pikepdf.open(tmp_path / "out" / f"s-checklist{suffix}.pdf") as pdf:
            assert sorted(row.title for row in pdf.open_outline().root) == units


@pytest.mark.parametrize(
    ("first", "second", "sheets_made"),
    [(60, 50, "2 sheets were made, one for each part"), (90, 90, "one for each ch")],
)
def test_what_is_too_much_for_a_sheet_goes_by_part_else_by_chapter(
    tmp_path: Path, first: int, second: int, sheets_made: str
) -> None:
    toml = '[checklist]\npaper = ["a4"]\n'
    (told,) = _built(tmp_path, toml, **_course(first, second)).diagnostics
    assert (told.code, told.severity.word) == ("checklist-overfull", "warning")
    assert sheets_made in told.help
    pages = _sheets(tmp_path)
    assert sorted(_marks(pages)) == list(range(2 * (first + second)))
    _sound(pages, "")


def test_a_chapter_too_long_for_a_sheet_runs_on_and_is_numbered(tmp_path: Path) -> None:
    toml = '[checklist]\npaper = ["a4"]\n'
    _built(tmp_path, toml, One=_note("One", _items(190, 6)))
    pages = _sheets(tmp_path)
    assert len(pages) == 2
    assert sorted(_marks(pages)) == list(range(190))
    _sound(pages, "")
    with pikepdf.open(tmp_path / "out" / "s-checklist.pdf") as pdf:
        titles = [row.title for row in pdf.open_outline().root]
    assert titles == ["One (1/2)", "One (2/2)"]


def test_an_item_higher_than_a_column_is_printed_to_its_end(tmp_path: Path) -> None:
    long = " ".join(f"q{number}q" for number in range(1, 2001))
    toml = '[checklist]\npaper = ["a4"]\n'
    _built(tmp_path, toml, One=_note("One", ["q0q", long, "q2001q"]))
    pages = _sheets(tmp_path)
    assert len(set(_marks(pages))) == 2002
    _sound(pages, "")


@pytest.mark.parametrize("quoted", ["{}", "`{}`", "**{}**"])
def test_a_word_without_a_break_stays_in_its_column(
    tmp_path: Path, quoted: str
) -> None:
    long = quoted.format("Xy" * 300)
    note = f"---\nchecklist: true\n---\n# One\n\n## Checklist {'W' * 90}\n\n- [ ] {long}\n- [ ] q1q\n"
    assert _built(tmp_path, One=note).diagnostics == ()
    for suffix in PAPERS:
        (page,) = _sheets(tmp_path, suffix)
        text = "".join(line.text for line in page.lines)
        assert text.count("X") == 300
        assert text.count("W") == 90
        _sound([page], suffix)
        words = [line for line in page.lines if set("XyW") & set(line.text)]
        assert max(line.right for line in words) < page.width / 2


def _strokes(path: Path) -> tuple[int, int, int]:
    """Rectangles and lines filled, and turns of the pen, on the first page."""
    with pikepdf.open(path) as pdf:
        drawn = [
            str(row.operator) for row in pikepdf.parse_content_stream(pdf.pages[0])
        ]
    return drawn.count("re"), drawn.count("cm"), drawn.count("f")


def test_done_items_are_ticked_and_cancelled_ones_struck(tmp_path: Path) -> None:
    found = {}
    for state in (" ", "x", "X", "-", '"'):
        place = tmp_path / f"{ord(state)}"
        place.mkdir()
        _built(place, One=f"# One\n\n- [{state}] Water the fern\n")
        found[state] = _strokes(place / "out" / "s-checklist.pdf")
    assert found["x"] == found["X"] != found[" "] != found["-"] != found["x"]
    assert found['"'] == found[" "]


def test_only_a_sheet_made_with_the_pdf_speaks_of_pages(tmp_path: Path) -> None:
    _built(tmp_path, One=_note("One", _items(3)))
    (page,) = _sheets(tmp_path)
    assert "Page numbers" not in " ".join(line.text for line in page.lines)


def test_fitting_forty_items_on_both_papers_is_quick(tmp_path: Path) -> None:
    """Two layouts each and the two sheets: 0.7 s here, the renderer loaded."""
    notes = {"One": _note("One", _items(40, 11))}
    _built(tmp_path, One="# One\n\n- [ ] load the renderer\n")
    begun = process_time()
    _built(tmp_path, **notes)
    assert process_time() - begun < 2
