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
    """Headings and questions at many heights of the page, each with one line first."""
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
    vault(home, One=f"# One\n\n{heads}", Two=f"# Two\n\n{asked}")
    ran = octavo(
        "build", str(home), "-o", str(out), "--only", "pdf", "--no-cache", cwd=out
    )
    assert ran.code == 0, ran.err
    return sheets(_one(out).read_bytes())


def _one(out: Path) -> Path:
    return next(out.glob("*.pdf"))


@pytest.mark.parametrize(
    ("named", "needed"), [(r"Heading\d+", 3), (r"Q\d+Question\d+", 4)]
)
def test_more_than_a_short_line_stands_below_a_heading(
    pages: list[Sheet], named: str, needed: int
) -> None:
    """The line itself, and two of the paragraph after it; of a question also its facts."""
    below = [
        len(lines) - place - 1
        for lines in (page.within(60, 70) for page in pages)
        for place, line in enumerate(lines)
        if re.fullmatch(named, line.text)
    ]
    assert len(below) == 40
    assert min(below) >= needed
