"""Where long listings are broken on pages, and what is drawn of them there."""

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from running import octavo, vault
from type_area import Sheet, sheets

PROSE = "Words that fill a line of the page and then go on to fill a little of the next.\n\n"
CODE = "\n".join(
    [
        "import re",
        "from functools import cache",
        "from pathlib import Path",
        "",
        *(
            line
            for n in range(1, 5)
            for line in (
                "@cache",
                f"def read_{n}(path):",
                f'    """What stands in part {n}.',
                "",
                f"    >>> read_{n}(path)",
                '    """',
                f"    text_{n} = path.read_text()",
                f"    return text_{n}.split()",
                "",
            )
        ),
    ]
)
PLAIN = "\n".join(f"    entry {n}," for n in range(200))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chapter where a listing stands at each height of the page, and a long list."""
    home, out = tmp_path_factory.mktemp("code"), tmp_path_factory.mktemp("out")
    text = "".join(
        f"{PROSE * (n % 13)}```python\n# Listing {n}\n{CODE}\n```\n\n"
        for n in range(13)
    )
    vault(home, One=f"# One\n\n{text}```\n[\n{PLAIN}\n]\n```\n")
    ran = octavo(
        "build", str(home), "-o", str(out), "--only", "pdf", "--no-cache", cwd=out
    )
    assert ran.code == 0, ran.err
    return next(out.glob("*.pdf"))


@pytest.fixture(scope="module")
def rows(book: Path) -> list[list[str]]:
    """The lines of code of each page."""
    return [_code(page) for page in sheets(book.read_bytes())]


def _code(page: Sheet) -> list[str]:
    return [
        line.text for line in page.lines if all("Mono" in g.font for g in line.glyphs)
    ]


def test_every_line_stands_once_and_in_order(rows: list[list[str]]) -> None:
    code = [re.sub(r"\s", "", line) for line in CODE.splitlines() if line]
    want = [line for n in range(13) for line in (f"#Listing{n}", *code)]
    want += ["[", *(f"entry{n}," for n in range(200)), "]"]
    assert [line for page in rows for line in page] == want


def test_pages_end_before_a_function_and_never_within_what_belongs_together(
    rows: list[list[str]],
) -> None:
    broken = [
        (page[-1], later[0])
        for page, later in pairwise(rows)
        if page
        and later
        and not later[0].startswith("#Listing")
        and "entry" not in later[0]
    ]
    assert len(broken) > 5
    assert {later for _, later in broken} == {"@cache"}
    assert {re.sub(r"\d", "N", last) for last, _ in broken} <= {
        "frompathlibimportPath",
        "returntext_N.split()",
    }


def test_a_list_without_good_places_fills_its_pages(rows: list[list[str]]) -> None:
    full = [len(page) for page in rows if all("entry" in line for line in page)]
    assert [count for count in full if count] >= [40]
    assert max(full) > 40


def test_the_ground_of_a_broken_listing_ends_below_its_last_line(book: Path) -> None:
    """Half a line below it and no farther: the rest of the page is white."""
    data = book.read_bytes()
    seen = 0
    with pypdfium2.PdfDocument(data) as document:
        for number, (page, later) in enumerate(pairwise(sheets(data))):
            lines = page.within(60, 70)
            goes_on = [line.text for line in later.within(60, 70)[:1]] == ["@cache"]
            if not goes_on or "split()" not in lines[-1].text:
                continue
            picture = document[number].render(scale=2).to_pil().convert("RGB")
            edge, foot = int(lines[-1].left * 2), lines[-1].bottom
            assert picture.getpixel((edge, int((foot + 3) * 2))) != (255, 255, 255)
            # The padding, and no blank line of the listing above it.
            assert picture.getpixel((edge, int((foot + 13) * 2))) == (255, 255, 255)
            seen += 1
    assert seen > 3
