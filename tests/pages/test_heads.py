"""What stands below a heading at the foot of a page."""

import re
from pathlib import Path

import pytest
from running import octavo, vault
from type_area import Sheet, sheets

PROSE = (
    "Words that fill a line of the page and then go on to fill a little of the next "
    "so that there are three of them in all, which is more than two and may be broken.\n\n"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Sheet]:
    """Headings, questions and formulas at many heights of the page.

    Below headings and what questions say of themselves stands one line first.
    """
    home, out = tmp_path_factory.mktemp("heads"), tmp_path_factory.mktemp("out")
    heads = "".join(
        f"{PROSE * (n % 7 + 3)}## Heading {n}\n\nOne short line.\n\n{PROSE}"
        for n in range(40)
    )
    asked = "".join(
        f"{PROSE * (n % 7 + 3)}> [!question|core] Question {n}\n> **Asked**\n>\n"
        f"> One short line.\n>\n> {PROSE}"
        for n in range(40)
    )
    items = "- one\n- another\n- a third\n"
    lists = "".join(
        f"{_prose(n)}## Items {n}\n\n{items}\n{_prose(n + 1)}Named {n}:\n\n{items}\n"
        for n in range(40)
    )
    formulas = "".join(f"{_prose(n)}$$\nx = {n}\n$$\n\n^eq-{n}\n\n" for n in range(40))
    chapters = (heads, asked, lists, formulas)
    vault(
        home,
        **{
            f"Part {n}": f"# Part {n}\n\n{text}"
            for n, text in enumerate(chapters, start=1)
        },
    )
    ran = octavo(
        "build", str(home), "-o", str(out), "--only", "pdf", "--no-cache", cwd=out
    )
    assert ran.code == 0, ran.err
    return sheets(_one(out).read_bytes())


def _prose(number: int) -> str:
    """Paragraphs of one height or another."""
    return PROSE * (number % 7 + 2) + "A line.\n\n" * (number % 5)


def _one(out: Path) -> Path:
    return next(out.glob("*.pdf"))


def _places(pages: list[Sheet], named: str) -> list[tuple[int, int]]:
    """How many lines stand above and below those of a name, on their pages."""
    return [
        (place, len(lines) - place - 1)
        for page in pages
        for lines in [[line.text for line in page.within(60, 70) if line.text != "•"]]
        for place, text in enumerate(lines)
        if re.fullmatch(named, text)
    ]


@pytest.mark.parametrize(
    ("named", "needed"),
    [
        (r"Heading\d+", 3),
        (r"Q\d+Question\d+", 4),
        (r"Items\d+", 2),
        (r"Named\d+:", 2),
    ],
)
def test_more_than_a_short_line_stands_below_a_heading(
    pages: list[Sheet], named: str, needed: int
) -> None:
    """The line itself, and two of the paragraph after it; of a question also its facts."""
    below = [below for _, below in _places(pages, named)]
    assert len(below) == 40
    assert min(below) >= needed


def test_a_formula_stands_with_what_it_belongs_to(pages: list[Sheet]) -> None:
    above = [above for above, _ in _places(pages, r"\(4\.\d+\)")]
    assert len(above) == 40
    assert min(above) >= 1
