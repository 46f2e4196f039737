"""Long lines of listings, and what is said of a link on paper."""

import time
from pathlib import PurePosixPath

import pytest
from settling import settled

from octavo.compose.lines import lines
from octavo.compose.turns import Runs, columns, spread, turned, width
from octavo.diagnostics import Span
from octavo.editions.pdf.contents import Line, contents
from octavo.model.area import B5
from octavo.model.book import Entry
from octavo.model.displays import CodeBlock
from octavo.paper import area_of, paper_of
from octavo.words import words_in

HERE = Span.whole(PurePosixPath("a.md"))


def pieces(text: str) -> tuple[int, list[str]]:
    depth, made = turned([("", text)], 63)
    return depth, ["".join(run for _, run in piece) for piece in made]


@pytest.mark.parametrize(
    ("text", "depth", "made"),
    [
        (
            "alpha = compute(first_argument, second_argument, third_argument, rest)",
            2,
            [
                "alpha = compute(first_argument, second_argument, ",
                "third_argument, rest)",
            ],
        ),
        (
            "    Paths.get(allowedDirectoryPath).toAbsolutePath().normalize().done();",
            6,
            [
                "    Paths.get(allowedDirectoryPath).toAbsolutePath()",
                ".normalize().done();",
            ],
        ),
        ("x" * 130, 2, ["x" * 63, "x" * 61, "x" * 6]),
        ("好" * 40, 2, ["好" * 31, "好" * 9]),
    ],
)
def test_a_long_line_ends_where_it_may(text: str, depth: int, made: list[str]) -> None:
    assert pieces(text) == (depth, made)


def test_pieces_join_to_the_line_and_keep_their_runs() -> None:
    runs = [("hl-keyword", "return "), ("hl-string", '"' + "word " * 20 + '"')]
    _, made = turned(runs, 63)
    assert next(run for piece in made for run in piece) == ("hl-keyword", "return ")
    assert {name for piece in made[1:] for name, _ in piece} == {"hl-string"}
    joined = "".join(text for piece in made for _, text in piece)
    assert joined == "".join(text for _, text in runs)


@pytest.mark.parametrize(
    "line",
    [
        [("", "é" * 50_000)],
        [("", "好" * 50_000)],
        [("", "e" + "\u0301" * 100_000 + "x" * 100)],
        [("", '{"key":[1,2],' * 8_000)],
        [("a", "é "), ("b", "x")] * 25_000,
    ],
    ids=("accents", "wide", "marks", "data", "runs"),
)
def test_a_line_without_end_takes_no_more_than_a_second_or_two(line: Runs) -> None:
    begun = time.process_time()
    _, made = turned(line, 63)
    assert time.process_time() - begun < 3
    assert "".join(text for piece in made for _, text in piece) == "".join(
        text for _, text in line
    )
    assert all(width(piece) <= 63 for piece in made)


def test_a_mark_stays_with_its_letter() -> None:
    made = turned([("", "x" * 62 + "e\u0301" + "x" * 10)], 63)[1]
    assert made[0] == [("", "x" * 62 + "e\u0301")]


def test_tabs_reach_the_next_column_divisible_by_four() -> None:
    assert spread([("a", "x\ty"), ("b", "\tz")]) == [("a", "x   y"), ("b", "   z")]
    assert width([("", "e\u0301好")]) == 3


def listing(*texts: str, paged: bool = True) -> str:
    return lines(
        CodeBlock(span=HERE, language="", text="\n".join(texts)),
        columns(B5) if paged else None,
    )


def test_lines_that_fit_a_smaller_size_are_not_turned() -> None:
    assert listing("x" * 69, "y") == (
        f'<span class="ln fit">{"x" * 69}\n</span><span class="ln fit">y\n</span>'
    )


def test_a_turned_line_hangs_and_files_keep_it_whole() -> None:
    long = f"  {'a' * 40} {'b' * 40}"
    assert listing(long) == (
        f'<span class="ln">  {"a" * 40} \n'
        '<span class="turn" style="padding-inline-start:2.4em"></span>'
        f"{'b' * 40}\n</span>"
    )
    assert listing(long, paged=False) == f'<span class="ln">{long}\n</span>'


def test_blank_lines_at_the_end_are_none() -> None:
    kept = '<span class="ln">\n</span><span class="ln">x\n</span>'
    assert listing("", "x", "", "  ", "") == listing("", "x", "", paged=False) == kept


def test_named_papers_need_no_values_of_their_own() -> None:
    assert paper_of("A4") == ("paper-a4", "")
    assert paper_of("letter") == ("paper-letter", "")


def test_a_paper_of_the_reader_s_own_holds_whole_lines() -> None:
    assert paper_of("110x180mm") == (
        "paper-b5",
        "--page-w:311.81pt;--page-h:510.24pt;--m-side:38.98pt;"
        "--m-inner:33.41pt;--m-outer:44.54pt;"
        "--m-top:43.37pt;--m-bottom:60.87pt",
    )
    name, style = paper_of("210mmx260mm")
    assert (name, style.split(";")[2]) == ("paper-a4", "--m-side:116.22pt")


def test_contents_go_as_deep_as_asked() -> None:
    section = Entry(text="S", anchor="a--s", level=2)
    chapter = Entry(text="C", anchor="a", level=1, number="1", entries=(section,))
    part = Entry(text="P", anchor="p", level=0, number="1", entries=(chapter,))
    words = words_in("en")
    deep = [(row.kind, row.number) for row in contents((part,), words, 2)]
    assert deep == [("part", "Part 1"), ("chapter", "1"), ("section", "")]
    assert [row.text for row in contents((part,), words, 1)] == ["P", "C"]


def test_the_headings_of_a_checklist_are_not_in_printed_contents() -> None:
    notes = {
        "A.md": "---\nchecklist: true\n---\n# A\n\n## Before\n\n- [ ] x",
        "B.md": "# B",
    }
    book = settled(notes).book
    rows = contents(book.contents, words_in("en"), 3)
    assert [row.text for row in rows] == ["A", "B"]
    assert [each.text for each in book.contents[0].entries] == ["Before"]


@pytest.mark.parametrize(
    ("text", "words", "last"),
    [
        ("How models lie", "How models ", "lie"),
        ("One", "", "One"),
        (f"See {'x' * 31}", f"See {'x' * 31}", ""),
    ],
)
def test_the_last_word_of_a_line_of_the_contents(
    text: str, words: str, last: str
) -> None:
    line = Line(kind="section", number="", text=text, anchor="a")
    assert (line.words, line.last) == (words, last)


def test_a_line_of_code_has_as_many_columns_as_the_paper_has_room_for() -> None:
    assert columns(area_of("b5")) == (63, 69)
    assert columns(area_of("a4")) == columns(area_of("letter")) == (68, 74)
    assert columns(area_of("110x180mm")) == (42, 46)
