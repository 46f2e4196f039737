"""Finished EPUBs in the hands of Ace and of a reading engine, at two sizes of screen."""

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import ace, read
from epub_books import EPOCH, Epub, make
from running import octavo

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def handbook(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Epub:
    """The handbook of this repository."""
    return make(checkout, tmp_path_factory.mktemp("handbook") / "out")


@pytest.fixture(scope="module")
def paged(rich: Epub, tmp_path_factory: pytest.TempPathFactory) -> Epub:
    """The book that uses everything, with the pages of its PDF and what fits no screen."""
    folder = tmp_path_factory.mktemp("paged")
    (folder / "vault").mkdir()
    word = "overlong" * 20
    row = f"| {' | '.join(['expression', 'words in a sentence'] * 2)} | `{word}` |\n"
    many = "| " + " | ".join("abcdefghij") + " |\n|" + "---|" * 10 + "\n"
    text = (
        f"# Wide\n\n{word} `{word}` <https://example.org/{word}>[^1]\n\n```\n{word}\n```\n\n"
        f"{row}|{'---|' * 5}\n{row * 3}\n{many}{many.splitlines()[0]}\n\n"
        f"- [ ] {word}\n\n> [!warning] {word}\n> {word}\n\n$$\n{'x_1 + ' * 60} y\n$$\n\n"
        f"Inline ${'x_1 + ' * 60} y$ and more.\n\n[^1]: A note, {word}.\n"
    )
    (folder / "vault" / "Wide.md").write_text(text, encoding="utf-8")
    ran = octavo(
        *("build", "vault", "-o", "out", "--only", "pdf,epub", "--no-cache"),
        cwd=folder,
        SOURCE_DATE_EPOCH=EPOCH,
    )
    assert ran.code == 0, ran.err
    return Epub(next((folder / "out").glob("*.epub")))


@pytest.fixture(scope="module", params=["rich", "hostile", "paged", "handbook"])
def book(request: pytest.FixtureRequest) -> Epub:
    """Each of the books."""
    epub: Epub = request.getfixturevalue(request.param)
    return epub


@pytest.fixture(scope="module")
def opened(book: Epub) -> Any:
    """The book as the engine has it."""
    return read(book.path)


def test_ace_holds_nothing_against_it(book: Epub, tmp_path: Path) -> None:
    assert ace(book.path, tmp_path) == []


def test_every_section_opens_and_shows_all_it_has(book: Epub, opened: Any) -> None:
    texts = [name for name in book.files if name.endswith(".xhtml")]
    for size in opened["sizes"].values():
        assert sorted(each["name"] for each in size["sections"]) == sorted(texts)
        assert [each["name"] for each in size["sections"] if not each["text"]] == []
        assert [each["unloaded"] for each in size["sections"] if each["unloaded"]] == []
    assert (opened["errors"], opened["outside"]) == ([], [])


def test_nothing_is_wider_than_the_screen(opened: Any) -> None:
    wide = {
        (width, each["name"]): each["wide"]
        for width, size in opened["sizes"].items()
        for each in (*size["sections"], *size["plain"])
        if each["wide"]
    }
    assert wide == {}


def test_a_formula_is_moved_sideways_alone(opened: Any) -> None:
    rows = [each for size in opened["sizes"].values() for each in size["sections"]]
    assert [each["high"] for each in rows if each["high"]] == []


def test_links_contents_and_pages_arrive(opened: Any) -> None:
    assert opened["links"] > 0
    assert opened["contents"] != []
    assert opened["lost"] == []
    assert [each for each in opened["followed"] if not each["arrived"]] == []


def test_a_note_opens_beside_its_mark_and_leads_back(paged: Epub) -> None:
    note = read(paged.path)["note"]
    text = note.pop("text")
    assert note == {"type": "footnote", "hidden": True, "back": "doc-noteref"}
    assert re.fullmatch(r"1\. A note, (overlong){20}\. ↩︎", text)


def test_the_engine_lists_the_pages(paged: Epub) -> None:
    assert read(paged.path)["pages"][:5] == ["i", "ii", "iii", "1", "2"]
