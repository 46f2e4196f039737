"""Titles with nothing to print in them, or with what XML forbids, make a book all the same."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from running import octavo, vault

BLANK_PART = '[handbook]\norder = [{ part = " ", chapters = ["a.md"] }]\n'


def _words(file: Path, member: str, name: str) -> list[str]:
    with zipfile.ZipFile(file) as book:
        root = etree.fromstring(book.read(member))
    found = root.iter(f"{{*}}{name}")
    return [" ".join("".join(each.itertext()).split()) for each in found]


@pytest.mark.parametrize(
    ("toml", "heading", "listed"),
    [
        ("", "# A bell\x07 rings", "1 A bell rings"),
        ('[handbook]\ntitle = "   "\n', "# One", "1 One"),
        (BLANK_PART, "# One", "1 One"),
    ],
)
def test_the_book_is_named_and_its_contents_are_whole(
    toml: str, heading: str, listed: str, tmp_path: Path
) -> None:
    notes = vault(tmp_path / "book", a=f"{heading}\n\nText.\n")
    (notes / "handbook.toml").write_text(toml, encoding="utf-8")
    ran = octavo("build", "book", "--only", "epub", "--no-cache", cwd=tmp_path)
    assert ran.code == 0, ran.err
    (file,) = (tmp_path / "dist").glob("*.epub")
    assert _words(file, "EPUB/content.opf", "title") == ["Book"]
    assert _words(file, "EPUB/toc.ncx", "navLabel") == [listed]
