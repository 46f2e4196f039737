"""Short tables at the foot of a page: whole, or divided for the white they would leave."""

from pathlib import Path

import pytest
from running import octavo, vault
from type_area import sheets

LINE = (
    "It fills a line of its page and a little of the next, and is no longer than that."
)
TABLE = "\n".join(
    ["| Row | Words |", "|---|---|", *(f"| R{n} | w |" for n in range(12))]
)


def _pages(tmp_path: Path, lines: int) -> list[list[str]]:
    """The rows of the table on each page with any, below so many paragraphs."""
    text = "\n\n".join(["# Title", *[LINE] * lines, "## Head", LINE, TABLE, LINE])
    vault(tmp_path / "book", One=text)
    ran = octavo(
        *("build", "book", "-o", "out", "--only", "pdf", "--no-cache"), cwd=tmp_path
    )
    assert ran.code == 0, ran.err
    made = next((tmp_path / "out").glob("*.pdf")).read_bytes()
    rows = [
        [word for line in page.lines for word in line.text.split() if word[:1] == "R"]
        for page in sheets(made)
    ]
    return [each for each in rows if each]


@pytest.mark.parametrize(
    ("lines", "pages"),
    [(3, 1), (6, 2), (9, 1)],
    ids=["there is room", "half a page would be white", "a few lines would be white"],
)
def test_a_short_table_is_divided_where_much_would_be_white(
    lines: int, pages: int, tmp_path: Path
) -> None:
    made = _pages(tmp_path, lines)
    assert len(made) == pages
    # Below a head there are two rows at least, on both pages.
    assert all(len(rows) > 2 and rows[0] == "RowWords" for rows in made)
