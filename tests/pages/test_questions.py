"""Questions of a question bank on the page: what hangs, and what stays together."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from type_area import Line, Sheet, sheets

sys.path.insert(0, str(Path(__file__).parent.parent))
from running import octavo, vault

SIDE = {"b5": 28 * 72 / 25.4, "a4": 41 * 72 / 25.4}
HANG = 28
WIDE = " ".join(["point"] * 30)


def asked(n: int) -> str:
    """A question; every other one is answered with a list first."""
    answer = (
        f"> **Label {n}**\n> First {n} {WIDE}"
        if n % 2
        else f"> **Label {n}**\n> - First {n}\n> - Then {n}\n> - More {n}"
    )
    return (
        f"> [!question|kind{n}, core] Question {n}?\n{answer}\n>\n"
        f"> **Other {n}**\n> Second {n} {WIDE}"
    )


def bank(first: int) -> str:
    """Questions with more and more text before them, so that pages end anywhere."""
    parts = ["# Bank", "## Section"]
    for n in range(first, first + 40):
        parts += [*["Filler."] * (n * n % 7), asked(n)]
    return "\n\n".join(parts)


def opened(n: int, lines: int) -> str:
    """A chapter with one question after so many lines."""
    return "\n\n".join([f"# Chapter {n}", *["Filler."] * lines, asked(n)])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Sheet]]:
    made: dict[str, list[Sheet]] = {}

    def pages_of(paper: str) -> list[Sheet]:
        if paper not in made:
            here = tmp_path_factory.mktemp(paper)
            late = {f"C{n}": opened(n, n % 20) for n in range(42, 82, 2)}
            vault(here / "book", A=bank(1), **late)
            ran = octavo(
                *("build", "book", "--only", "pdf", "-o", "out", "--no-cache"),
                *("--set", f"pdf.page={paper}"),
                cwd=here,
            )
            assert ran.code == 0, ran.err
            made[paper] = sheets((here / "out" / "book.pdf").read_bytes())
        return made[paper]

    return pages_of


def found(pages: list[Sheet], form: str) -> tuple[int, int, Line]:
    """Page, place on it, and line of the one line that begins so; blanks are none."""
    (one,) = [
        (page, place, line)
        for page, sheet in enumerate(pages)
        for place, line in enumerate(sheet.lines)
        if re.match(form, line.text)
    ]
    return one


@pytest.mark.parametrize("paper", ["b5", "a4"])
def test_the_number_hangs_beside_the_question_and_the_answer(
    pages: Callable[[str], list[Sheet]], paper: str
) -> None:
    for n in (1, 12, 40):
        _, _, ask = found(pages(paper), rf"Q{n}Question{n}\?$")
        words = next(glyph for glyph in ask.glyphs if glyph.text == "u")
        assert ask.left == pytest.approx(SIDE[paper], abs=1)
        assert {round(words.size), "Sans" in words.font} == {10, True}
        first = next(g for g in ask.glyphs if g.left > SIDE[paper] + HANG - 2)
        assert first.left == pytest.approx(SIDE[paper] + HANG, abs=1)
        for form in (rf"kind{n}·core", rf"LABEL{n}(First|$)", rf"OTHER{n}Sec"):
            _, _, line = found(pages(paper), form)
            assert line.left == pytest.approx(SIDE[paper] + HANG, abs=1.5)


def test_a_number_of_three_figures_keeps_its_distance_also_in_the_list(
    tmp_path: Path,
) -> None:
    bank = "\n\n".join(f"> [!question|core] Nth {n}\n> Text." for n in range(1, 101))
    vault(tmp_path / "book", A=f"# Bank\n\n{bank}")
    ran = octavo(
        *("build", "book", "--only", "pdf", "-o", "out", "--no-cache"), cwd=tmp_path
    )
    assert ran.code == 0, ran.err
    pages = sheets((tmp_path / "out" / "book.pdf").read_bytes())
    for n in (10, 100):
        listed, ask = (
            line
            for sheet in pages
            for line in sheet.lines
            if re.match(rf"Q{n}Nth{n}\b", line.text)
        )
        for line, begin in ((listed, 30), (ask, HANG)):
            number, words = line.glyphs[len(str(n))], line.glyphs[len(str(n)) + 1]
            assert words.left == pytest.approx(SIDE["b5"] + begin, abs=1)
            assert words.left - number.right > 5


@pytest.mark.parametrize("paper", ["b5", "a4"])
def test_a_question_stands_with_its_facts_its_label_and_two_lines(
    pages: Callable[[str], list[Sheet]], paper: str
) -> None:
    broken = 0
    for n in (*range(1, 41), *range(42, 82, 2)):
        page, place, _ = found(pages(paper), rf"Q\d+Question{n}\?$")
        lines = [line.text for line in pages(paper)[page].lines[place:]]
        lines = [text for text in lines if text != "•"]
        answer = (
            rf"First{n}(point)+\n(point)+\n" if n % 2 else rf"\nFirst{n}\nThen{n}\n"
        )
        together = rf"Q\d+Question{n}\?\nkind{n}·core\nLABEL{n}{answer}"
        assert re.match(together, "\n".join(lines))
        later, at, _ = found(pages(paper), rf"OTHER{n}Second")
        after = [line.text for line in pages(paper)[later].lines[at : at + 2]]
        assert re.match(rf"OTHER{n}Second{n}(point)+\n(point)+$", "\n".join(after))
        broken += later != page
    assert broken, "long answers run over the page"
