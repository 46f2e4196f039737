"""A book that runs from right to left: its lines, its furniture and its openings."""

import io
import sys
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from type_area import Glyph, Sheet, sheets

sys.path.insert(0, str(Path(__file__).parent.parent))
from running import octavo

WIDTH = 176 * 72 / 25.4
LONG = "זהו משפט בעברית, ובתוכו English words in the middle ואחר כך שוב עברית. " * 30
NOTE = (
    f"# פתיחה\n\nובסופו מילים בלועזית: machine reinforcement learning.\n\n"
    "```python\ndef first(x):\n    return x\n```\n\n"
    f"## סעיף\n\n{LONG}\n\n{LONG}\n\n{LONG}\n"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leftward")
    (folder / "n").mkdir()
    (folder / "n" / "1.md").write_text(NOTE, encoding="utf-8")
    (folder / "n" / "2.md").write_text("# המשך\n\nטקסט.\n", encoding="utf-8")
    (folder / "n" / "handbook.toml").write_text('[handbook]\nlanguage = "he"\n')
    ran = octavo(
        *("build", "n", "--only", "pdf,print", "-o", "out", "--no-cache"), cwd=folder
    )
    assert ran.code == 0, ran.err
    assert "no warnings" in ran.err
    return folder / "out"


class Row(NamedTuple):
    """The signs of a line from left to right, and where it begins and ends."""

    text: str
    left: float
    right: float


def pages(path: Path) -> list[list[Row]]:
    """The lines of each page, from the top, as they look."""
    return [rows(page) for page in sheets(path.read_bytes())]


def rows(page: Sheet) -> list[Row]:
    lines: dict[int, list[Glyph]] = {}
    for line in page.lines:
        for glyph in line.glyphs:
            lines.setdefault(round(glyph.base), []).append(glyph)
    return [
        Row(
            "".join(g.text for g in sorted(signs, key=lambda g: g.left)),
            min(g.left for g in signs),
            max(g.right for g in signs),
        )
        for _, signs in sorted(lines.items())
    ]


def having(found: list[list[Row]], words: str) -> tuple[int, Row]:
    """The last page with these words, and their line."""
    return [
        (place, row)
        for place, page in enumerate(found)
        for row in page
        if words in row.text
    ][-1]


def test_words_in_latin_letters_keep_their_order(book: Path) -> None:
    _, row = having(pages(book / "n.pdf"), "reinforcement")
    assert row.text.startswith(".machinereinforcementlearning:")


def test_code_begins_at_the_left(book: Path) -> None:
    _, row = having(pages(book / "n.pdf"), "first")
    assert row.text.startswith("deffirst(x")
    assert row.left < WIDTH / 3


def test_heads_and_folios_change_sides(book: Path) -> None:
    found = pages(book / "n.pdf")
    place, _ = having(found, "reinforcement")
    head, foot = found[place + 1][0], found[place + 1][-1]
    assert head.text == "סעיף"[::-1] + "פתיחה"[::-1]
    assert foot.text == "2"
    assert foot.right < WIDTH / 2


def test_on_paper_a_chapter_opens_on_the_left_and_is_bound_on_the_right(
    book: Path,
) -> None:
    found = pages(book / "n-print.pdf")
    first, _ = having(found, "reinforcement")
    second, _ = having(found, "המשך"[::-1])
    assert (first % 2, second % 2) == (0, 0)
    # The margin at the fore edge is the wider one: at the left of a recto.
    widest = max(found[first], key=lambda each: each.right - each.left)
    assert widest.left > WIDTH - widest.right
    assert [row.text for row in found[second] if row.text.isdigit()] == [
        str(second - first + 1)
    ]


@pytest.mark.parametrize("name", ["n.pdf", "n-print.pdf"])
def test_viewers_are_told_the_direction(book: Path, name: str) -> None:
    with pikepdf.open(io.BytesIO((book / name).read_bytes())) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
