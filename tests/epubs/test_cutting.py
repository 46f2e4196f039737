"""Notes that are longer than old reading systems can open."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from browsing import ace, read
from epub_books import Epub, make
from epub_checker import epubcheck, faults
from running import octavo

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
SECTIONS = 60


def _note() -> str:
    """Some 700 KB: sections, tables, notes, and links from each section to others."""
    parts = ["# Long\n\nBefore [[#Section 40|all]].[^1]\n"]
    for n in range(SECTIONS):
        words = " ".join(f"s{n}w{m}" for m in range(700))
        rows = "".join(f"| r{n}x{m} | {'cell ' * 20}|\n" for m in range(20))
        parts.append(
            f"## Section {n}\n\n{words} see [[#Section {(n * 7) % SECTIONS}]].[^{n}]\n\n"
            f"### Table {n}\n\n| a | b |\n|---|---|\n{rows}\nOnce more.[^1]\n"
        )
    parts += [f"[^{n}]: Note {n} of a long text.\n" for n in range(SECTIONS)]
    return "\n".join(parts)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Epub:
    """A book with a note of 700 KB, and one that has the name of its second piece."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "vault").mkdir()
    (folder / "vault" / "Long.md").write_text(_note(), encoding="utf-8")
    other = "# Long 2\n\nSee [[Long#Section 59]] and [[Long]].\n"
    (folder / "vault" / "Long 2.md").write_text(other, encoding="utf-8")
    return make(folder / "vault", folder / "out")


@pytest.fixture(scope="module")
def pieces(long: Epub) -> list[str]:
    """The files of the long note, as they are read."""
    names = re.findall(
        r'href="(text/long[^"]*)"', long.files["EPUB/content.opf"].decode()
    )
    return [f"EPUB/{name}" for name in names if name != "text/long-2.xhtml"]


def test_no_file_is_too_long_to_be_opened(long: Epub, pieces: list[str]) -> None:
    assert len(pieces) > 4
    assert pieces[:2] == ["EPUB/text/long.xhtml", "EPUB/text/long-3.xhtml"]
    assert max(len(long.files[name]) for name in pieces) < 250_000
    assert min(len(long.files[name]) for name in pieces[:-1]) > 80_000


def _words(tree: ElementTree.Element) -> Iterator[str]:
    for element in tree.iter(f"{XHTML}p"):
        yield from re.findall(r"s\d+w\d+", element.text or "")


def test_nothing_is_lost_and_all_is_in_order(long: Epub, pieces: list[str]) -> None:
    found = [word for name in pieces for word in _words(long.tree(name))]
    assert found == [f"s{n}w{m}" for n in range(SECTIONS) for m in range(700)]
    titles = [long.tree(name).findtext(f".//{XHTML}title") for name in pieces]
    assert titles[:3] == ["1 Long", "1 Long (continued)", "1 Long (continued 2)"]


def test_pieces_begin_with_a_heading(long: Epub, pieces: list[str]) -> None:
    for name in pieces[1:]:
        section = long.tree(name).find(f"{XHTML}body/{XHTML}section")
        assert section is not None
        assert re.fullmatch(re.escape(XHTML) + "h[1-3]", section[0].tag), name


def test_notes_stand_in_the_file_of_their_first_mark(
    long: Epub, pieces: list[str]
) -> None:
    seen: set[str] = set()
    for name in pieces:
        tree = long.tree(name)
        here = {a.get("id") for a in tree.iter(f"{XHTML}aside")}
        marks = [a for a in tree.iter(f"{XHTML}a") if a.get(TYPE) == "noteref"]
        wanted = {a.get("href", "").rpartition("#")[2] for a in marks}
        assert here == wanted - seen, name
        seen |= wanted
    assert len(seen) == SECTIONS


def test_pages_that_begin_in_notes_are_marked_behind_the_last_piece(
    tmp_path: Path,
) -> None:
    (tmp_path / "vault").mkdir()
    heavy = f'<abbr title="{"x" * 50_000}">word</abbr>'
    sections = "".join(f"## S{n}\n\nA {heavy}.\n\n" for n in range(7))
    note = "word " * 1500
    text = f"# Long\n\nFirst.[^1]\n\n{sections}[^1]: {note}\n\n    {note}\n"
    (tmp_path / "vault" / "Long.md").write_text(text, encoding="utf-8")
    ran = octavo("build", "vault", "-o", "out", "--only", "pdf,epub", cwd=tmp_path)
    assert ran.code == 0, ran.err
    book = Epub(next((tmp_path / "out").glob("*.epub")))
    read = re.findall(r'text/(long[^"]*)"', book.files["EPUB/content.opf"].decode())
    last = book.tree(f"EPUB/text/{read[-1]}").find(f"{XHTML}body/{XHTML}section")
    assert len(read) > 2
    assert last is not None
    assert [each.get(TYPE) for each in last][-3:] == ["pagebreak"] * 3
    assert faults(epubcheck(book.path, tmp_path / "report.json")) == []
    (aside,) = book.tree("EPUB/text/long.xhtml").iter(f"{XHTML}aside")
    assert " ".join(aside.itertext()).count("word ") == 3000


@pytest.mark.slow
def test_checkers_and_a_reading_engine_hold_nothing_against_it(
    long: Epub, tmp_path: Path
) -> None:
    assert faults(epubcheck(long.path, tmp_path / "report.json")) == []
    assert ace(long.path, tmp_path) == []
    opened: Any = read(long.path)
    assert (opened["lost"], opened["errors"]) == ([], [])
    assert opened["links"] > 4 * SECTIONS
    assert opened["note"]["text"].startswith("1. Note 1 of a long text.")
