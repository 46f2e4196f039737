"""A table that is wider than a page is high: across a page of its own."""

import sys
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from reading import printed

sys.path.insert(0, str(Path(__file__).parent.parent))
from running import octavo

ROW = f"|{'configuration|' * 9}\n"
NOTE = (
    "# Title\n\nBefore.\n\n## Wide\n\n"
    f"|{'|'.join(f'head{n}' for n in range(9))}|\n|{'---|' * 9}\n{ROW * 60}\n"
    "## After\n\nUpright again.\n"
)


class Page(NamedTuple):
    """What a page says, whether it is wider than high, and how it is shown turned."""

    text: str
    wide: bool
    turn: int


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("across")
    (folder / "n.md").write_text(NOTE)
    ran = octavo(
        *("build", "n.md", "--only", "pdf,print", "-o", "out", "--no-cache"), cwd=folder
    )
    assert ran.code == 0, ran.err
    assert ran.err.count("set on a page of its own, turned") == 1
    assert "overfull-line" not in ran.err
    return folder / "out"


def pages(path: Path) -> list[Page]:
    texts = printed(path.read_bytes()).texts
    with pikepdf.open(path) as pdf:
        return [
            Page(
                text,
                page.trimbox[2] - page.trimbox[0] > page.trimbox[3] - page.trimbox[1],
                int(page.obj.get("/Rotate", 0)),
            )
            for text, page in zip(texts, pdf.pages, strict=True)
        ]


def test_the_table_its_heading_and_what_follows_have_their_pages(book: Path) -> None:
    found = pages(book / "title.pdf")
    first = next(n for n, page in enumerate(found) if page.wide)
    across = [page for page in found if page.wide]
    assert found[first : first + len(across)] == across
    assert len(across) == 4
    assert all("head0" in page.text for page in across)
    assert sum(page.text.count("configuration") for page in across) == 9 * 60
    assert "Wide" in across[0].text
    assert "Wide" not in found[first - 1].text
    assert "Upright again." in found[first + len(across)].text
    assert {page.turn for page in found} == {0}


def test_on_paper_it_is_turned_and_every_sheet_is_of_one_size(book: Path) -> None:
    found = pages(book / "title-print.pdf")
    assert sum(page.wide for page in found) == 4
    assert {(page.wide, page.turn) for page in found} == {(False, 0), (True, 270)}


def test_a_line_between_two_such_tables_has_no_page_to_itself(tmp_path: Path) -> None:
    head = f"|{'head|' * 9}\n|{'---|' * 9}\n{ROW * 4}\n"
    few = "And now the other one:\n\n### So\n\nIn a line.\n\n"
    (tmp_path / "n.md").write_text(
        f"# Title\n\nBefore.\n\n{head}{few}{head}{'Long text. ' * 60}\n\n{head}Behind.\n"
    )
    ran = octavo(
        *("build", "n.md", "--only", "pdf", "-o", "out", "--no-cache"), cwd=tmp_path
    )
    assert ran.code == 0, ran.err
    found = pages(tmp_path / "out" / "title.pdf")
    first = next(n for n, page in enumerate(found) if page.wide)
    one, text, other, last = found[first : first + 4]
    assert [page.wide for page in (one, text, other, last)] == [
        True,
        False,
        True,
        False,
    ]
    assert one.text.count("configuration") == 72
    assert "And now the other one:" in one.text
    assert "Long text." in text.text
    assert "Behind." in last.text
