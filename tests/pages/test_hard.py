"""What is hard to set on a page stays on it, and whole: wide tables, long words, rows
that are taller than a page, what is nested deeply.

Each book is set by the command and read back.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reading import printed
from type_area import Sheet, sheets

sys.path.insert(0, str(Path(__file__).parent.parent))
from running import octavo

SIDE, WIDTH = 28 * 72 / 25.4, 176 * 72 / 25.4
Set = Callable[..., bytes]


@pytest.fixture
def pdf(tmp_path: Path) -> Set:
    """The PDF of a note; further files of the book by name."""

    def made(text: str, told: str = "", **files: bytes) -> bytes:
        (tmp_path / "book").mkdir()
        (tmp_path / "book" / "n.md").write_text(text, encoding="utf-8")
        for name, data in files.items():
            (tmp_path / "book" / name.replace("_", ".")).write_bytes(data)
        ran = octavo(
            *("build", "book", "--only", "pdf", "-o", "out", "--no-cache"), cwd=tmp_path
        )
        assert ran.code == 0, ran.err
        assert re.findall(r"^\w+\[([\w-]+)\]", ran.err, re.MULTILINE) == told.split()
        return (tmp_path / "out" / "book.pdf").read_bytes()

    return made


def outside(pages: list[Sheet]) -> list[str]:
    """Lines that reach into a margin, by more than the rim of a key does."""
    return [
        line.text
        for page in pages
        for line in page.lines
        if line.left < SIDE - 3 or line.right > WIDTH - SIDE + 3
    ]


def flat(data: bytes) -> str:
    return re.sub(r"\s", "", "".join(printed(data).texts))


def test_wide_tables_and_long_words_stay_within_the_measure(pdf: Set) -> None:
    code, address = "code_" * 40, "https://ex.org/" + "p/" * 60 + "q" * 90
    twenty = "|".join(f"value{n}" for n in range(20))
    words = "|".join(["reconsiderations"] * 20)
    data = pdf(
        "# T\n\n"
        f"|{'|'.join(f'col{n}' for n in range(20))}|\n|{'-|' * 20}\n|{twenty}|\n\n"
        f"| a | b |\n|---|---|\n| {'x' * 120} | LOSTCELL |\n"
        f"| `{code}` | {address} |\n\n"
        f"`{code}` <kbd>{'k' * 120}</kbd> <{address}> {'w' * 300}\n\n"
        f"|{'|'.join(f'head{n}' for n in range(20))}|\n|{'-|' * 20}\n"
        + f"|{words}|\n"
        * 4,
        told="wide-table",
    )
    assert outside(sheets(data)) == []
    text = flat(data)
    for word in (
        "col19value19",
        "head19:reconsiderations",
        "x" * 120,
        "LOSTCELL",
        "k" * 120,
        "w" * 300,
    ):
        assert word in text
    assert text.count(code) == 2


def test_an_opening_stands_together_with_a_table_taller_than_the_page(pdf: Set) -> None:
    data = pdf(
        f"# Title\n\n## Cell\n\n| first | second |\n|---|---|\n| {'lorem ipsum ' * 450} | x |\n"
    )
    texts = [text for text in printed(data).texts if "lorem" in text]
    assert len(texts) == 2
    assert [line.split()[0] for line in texts[0].splitlines()[:5]] == [
        "CHAPTER",
        "Title",
        "Cell",
        "first",
        "lorem",
    ]
    assert "first second" in texts[1]


@pytest.mark.parametrize("lines", [26, 34])
def test_no_row_stands_alone_on_a_page(pdf: Set, lines: int) -> None:
    rows = "".join(f"| row{n} | x |\n" for n in range(1, 10))
    data = pdf("# T\n\n" + "fill<br>" * lines + f"\n\n| head | b |\n|---|---|\n{rows}")
    counts = [len(re.findall(r"^row\d", t, re.MULTILINE)) for t in printed(data).texts]
    assert sum(counts) == 9
    assert 1 not in counts


def test_a_short_table_is_not_broken(pdf: Set) -> None:
    rows = "".join(f"| row{n} | x |\n" for n in range(1, 7))
    data = pdf("# T\n\n" + "fill<br>" * 26 + f"\n\n| head | b |\n|---|---|\n{rows}")
    counts = [len(re.findall(r"^row\d", t, re.MULTILINE)) for t in printed(data).texts]
    assert sorted(counts)[-2:] == [0, 6]


def test_ten_thousand_quotations_in_one_another_end_soon(pdf: Set) -> None:
    data = pdf("# T\n\n" + ">" * 10_000 + " deep words\n", told="deep-nesting")
    assert "deepwords" in flat(data)
    assert outside(sheets(data)) == []


def test_line_ends_of_other_kinds_are_blanks(pdf: Set) -> None:
    assert "ab" in flat(pdf("# T\u2029T\n\na \u2029 b &#8233; `c\u2029d` \u2028\x0b\n"))


def test_a_task_shows_its_state_and_its_number(pdf: Set) -> None:
    text = flat(pdf("# T\n\n- [b] bookmark\n- [é] accent\n\n1. [ ] one\n2. [x] two\n"))
    # Boxes and numbers are painted after the words.
    assert "bookmarkaccentonetwobé1.2." in text
