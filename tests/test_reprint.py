"""A build of what was built before, and of what differs in a way that is easy to miss."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from running import octavo, vault

from octavo.model.account import Progress
from octavo.model.commission import Commission
from octavo.pipeline import build
from octavo.reprint import opened, reprint

EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}
WORDS = ("build", "book", "--only", "epub", "-j1", "--report", "report.json")
TOML = (
    '[handbook]\ntitle = "A Book"\nsource = "notes"\nexclude = ["drafts"]\n'
    '[templates]\nfolder = "pages"\n[styles]\nfolder = "looks"\n'
)
DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<circle cx="20" cy="20" r="9"/></svg>'
)
WORKS = "@book{hu, title = {Type}, author = {Hu, Li}, date = {2001}}\n"


def _book(folder: Path) -> None:
    """A book that has a bit of everything."""
    notes = folder / "notes"
    two = "# Two\n\n![A dot](dot.svg)\n\n[@hu]\n"
    vault(notes, One="# One\n\n![A dot](dot.svg)\n\n[[Nowhere]]\n", Two=two)
    vault(notes / "drafts", Three="# Three\n")
    (notes / "dot.svg").write_text(DOT)
    (notes / "works.bib").write_text(WORKS)
    (notes / "unread.txt").write_text("nobody reads this")
    (folder / "handbook.toml").write_text(TOML)
    (folder / "looks").mkdir()
    (folder / "looks" / "own.css").write_text("p { letter-spacing: 0 }\n")
    (folder / "pages").mkdir()


def _stands(asked: Commission) -> bool:
    cache = opened(asked)
    assert cache is not None
    return reprint(asked, cache).proof is not None


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Commission:
    """A commission that was carried out."""
    home = tmp_path_factory.mktemp("shelf")
    _book(home / "book")
    asked = Commission(
        path=home / "book",
        out=home / "dist",
        editions=("epub",),
        cache=home / "cache",
        moment=1_700_000_000,
    )
    assert build(asked, lambda _: None).account is not None
    for name in ("book", "dist"):
        shutil.copytree(home / name, home / f"{name} as it was")
    return asked


@pytest.fixture
def asked(shelf: Commission) -> Iterator[Commission]:
    """The same; whatever a test does to its files is undone, and then they stand."""
    assert _stands(shelf)
    yield shelf
    for folder in (shelf.path, shelf.out):
        shutil.rmtree(folder)
        shutil.copytree(folder.with_name(f"{folder.name} as it was"), folder)
    assert _stands(shelf)


def test_what_stands_is_told_as_it_was_and_not_written_again(tmp_path: Path) -> None:
    _book(tmp_path / "book")
    words = ("build", "book", "--only", "epub", "-j1", "--report", "report.json")
    first = octavo(*words, cwd=tmp_path, **EPOCH)
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "dist").iterdir()}
    again = octavo(*words, "-j2", cwd=tmp_path, **EPOCH)
    assert again == first
    assert "warning[dangling-link]" in again.err
    assert json.loads((tmp_path / "report.json").read_text())["cache"]["reused"] == 1
    for path, when in written.items():
        assert path.stat().st_mtime_ns == when
    strict = octavo(*words, "--strict", cwd=tmp_path, **EPOCH)
    assert (strict.code, strict.out) == (1, "")
    assert "error[dangling-link]" in strict.err


def _same_size(path: Path, old: str, new: str) -> None:
    """Another text of the same length, with the file's time put back."""
    about = path.stat()
    path.write_text(path.read_text().replace(old, new))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def _text(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda book: _same_size(book / path, old, new)


def _new(path: str, text: str) -> Callable[[Path], None]:
    def write(book: Path) -> None:
        (book / path).parent.mkdir(exist_ok=True, parents=True)
        (book / path).write_text(text)

    return write


def _gone(path: str) -> Callable[[Path], None]:
    return lambda book: (book / path).unlink()


def _renamed(book: Path) -> None:
    (book / "notes" / "dot.svg").rename(book / "notes" / "point.svg")


CHANGES: dict[str, Callable[[Path], None]] = {
    "a note": _text("notes/Two.md", "# Two", "# Owt"),
    "a picture": _text("notes/dot.svg", 'r="9"', 'r="8"'),
    "a picture renamed": _renamed,
    "works": _text("notes/works.bib", "2001", "2002"),
    "works removed": _gone("notes/works.bib"),
    "a style sheet": _text("looks/own.css", ": 0 ", ": 1px "),
    "a style sheet more": _new("looks/more.css", "h1 { letter-spacing: 1px }\n"),
    "a template": _new("pages/epub/title.xhtml", "<p>Another page.</p>\n"),
    "the configuration": _text("handbook.toml", '"A Book"', '"B Book"'),
    "a note more": _new("notes/Nowhere.md", "# Nowhere\n"),
    "a note less": _gone("notes/Two.md"),
    "a note left out": _new("notes/.gitignore", "Two.md\n"),
    "a setting": _new("notes/.obsidian/app.json", '{"strictLineBreaks": true}'),
    "a file of no use": _new("notes/more.txt", "text"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_may_change_a_page_is_seen(asked: Commission, what: str) -> None:
    CHANGES[what](asked.path)
    assert not _stands(asked)


def test_another_commission_is_another_build(asked: Commission) -> None:
    assert not _stands(replace(asked, overrides=("handbook.title=Other",)))
    assert not _stands(replace(asked, moment=1_600_000_000))
    assert not _stands(replace(asked, editions=("epub", "checklist")))
    assert not _stands(replace(asked, strict=True))
    assert not _stands(replace(asked, out=asked.out / "deeper"))
    assert _stands(replace(asked, jobs=3))


def test_what_no_page_shows_leaves_it_standing(asked: Commission) -> None:
    notes = asked.path / "notes"
    (notes / "unread.txt").write_text("still nobody reads this")
    (notes / "drafts" / "Four.md").write_text("# Four\n")
    (notes / ".trash").mkdir()
    (notes / ".trash" / "Old.md").write_text("# Old\n")
    (notes / "One.md").touch()
    assert _stands(asked)


def test_a_file_written_while_it_is_read_is_taken_for_another(tmp_path: Path) -> None:
    vault(tmp_path / "book", One="# One\n\n![A](a.svg)\n\n![B](b.svg)\n")
    for name in ("a", "b"):
        (tmp_path / "book" / f"{name}.svg").write_text(DOT)
    asked = Commission(
        path=tmp_path / "book",
        out=tmp_path / "dist",
        editions=("epub",),
        cache=tmp_path / "cache",
        moment=1_700_000_000,
    )

    def meanwhile(news: Progress) -> None:
        if (news.stage, news.done) == ("epub", 0):
            (tmp_path / "book" / "a.svg").write_text(DOT.replace("9", "8"))

    assert build(asked, meanwhile).account is not None
    assert not _stands(asked)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _stray(path: Path) -> None:
    path.with_name(".octavo-1-00000000-a-book.epub.part").write_bytes(b"half")


@pytest.mark.parametrize("harm", [_cut, Path.unlink, _stray])
@pytest.mark.parametrize("name", ["a-book.epub", "a-book.manifest.json"])
def test_what_was_harmed_does_not_stand(
    asked: Commission, harm: Callable[[Path], None], name: str
) -> None:
    harm(asked.out / name)
    assert not _stands(asked)


def test_an_edition_that_another_build_took_away_does_not_stand(
    asked: Commission,
) -> None:
    build(replace(asked, overrides=("handbook.subtitle=B",)), lambda _: None)
    assert not _stands(asked)


def test_a_damaged_note_of_what_was_built_counts_as_damage(asked: Commission) -> None:
    cache = opened(asked)
    assert cache is not None
    kept = {
        path: path.read_bytes() for path in (asked.cache or asked.out).rglob("octavo-*")
    }
    for path, data in kept.items():
        path.write_bytes(data[:-1])
    assert reprint(asked, cache).proof is None
    assert cache.damaged == 1
    for path, data in kept.items():
        path.write_bytes(data)
