"""A book's drawings: each once, where they belong, and names where they could not be."""

import re
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path, PurePosixPath
from typing import ParamSpec, TypeVar

from octavo.assemble import assemble
from octavo.diagnostics import Outcome
from octavo.dialect import recognise
from octavo.illustrate import foreknown, illustrate, materials
from octavo.model.book import Book, unillustrated
from octavo.model.config import Config
from octavo.model.displays import CodeBlock, Figure, MathBlock
from octavo.model.inlines import Code, Image, Substitute
from octavo.model.nodes import Node, walk
from octavo.model.vault import Loader
from octavo.navigate import navigate
from octavo.parse import parse
from octavo.proofs import Proofs
from octavo.read import read
from octavo.resolve import resolve
from octavo.workers import InPlace

P = ParamSpec("P")
T = TypeVar("T")

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect/></svg>'


class Shelf(dict[str, bytes]):
    """A store that counts what is put into it."""

    puts = 0

    def put(self, key: str, data: bytes) -> None:
        self[key] = data
        self.puts += 1


def _book(folder: Path, text: str) -> tuple[Book, Loader]:
    (folder / "a.md").write_text(text, encoding="utf-8")
    config = Config()
    (vault, load), _ = read(folder, config)
    dialect = recognise(vault, config)
    library = {note.path: parse(note, dialect).value for note in vault.notes}
    library = dict(navigate(library).value)
    book = assemble(vault, library, dialect, config).value
    return resolve(book, library, vault, config).value, load


def _drawn(book: Book, load: Loader, shelf: Shelf, cover: str = "") -> Outcome[Book]:
    return illustrate(book, materials(book, load), Proofs(shelf), cover)


def _nodes(book: Book, kind: type) -> list[Node]:
    return [
        node
        for chapter in book.chapters()
        for node in walk(chapter.blocks)
        if isinstance(node, kind)
    ]


def test_formulas_listings_and_pictures_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "square.svg").write_text(SQUARE)
    text = '# A\n\n$$\nx^2\n$$\n\n```python title="t"\nx = 1\n```\n\n![[square.svg]]\n'
    book, told = _drawn(*_book(tmp_path, text), Shelf())
    assert told == ()
    assert unillustrated(book) == ()
    (formula,), (listing,) = _nodes(book, MathBlock), _nodes(book, CodeBlock)
    (image,) = _nodes(book, Image)
    assert isinstance(formula, MathBlock)
    assert isinstance(listing, CodeBlock)
    assert isinstance(image, Image)
    assert (listing.title, listing.number) == ("t", "1.1")
    assert listing.tokens == (("", "x = "), ("hl-number", "1"), ("", "\n"))
    assert [picture.name for picture in book.pictures] == [formula.picture, image.asset]
    assert re.fullmatch(r"images/square-[0-9a-f]{8}\.svg", image.asset)
    assert (book.pictures[1].width, book.pictures[1].height) == (3.0, 3.0)


def test_what_stands_twice_is_drawn_once_and_kept(tmp_path: Path) -> None:
    text = "# A\n\n$x$ and $x$ and `$x$`\n\n$$x$$\n"
    book, load = _book(tmp_path, text)
    shelf = Shelf()
    first, _ = _drawn(book, load, shelf)
    assert shelf.puts == 2  # in a line, and displayed
    second, _ = _drawn(book, load, shelf)
    assert (second, shelf.puts) == (first, 2)


class Crew(InPlace):
    """An executor that counts what it is given."""

    given = 0

    def submit(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        self.given += 1
        return super().submit(function, *args, **kwargs)


def test_what_a_crew_draws_ahead_is_what_would_be_drawn(tmp_path: Path) -> None:
    (tmp_path / "square.svg").write_text(SQUARE)
    many = "".join(f"- $x_{{{number}}}$\n" for number in range(40))
    text = (
        f"# A\n\n{many}\n```python\nx = 1\n```\n\n```text\n1\n```\n\n![[square.svg]]\n"
    )
    book, load = _book(tmp_path, text)
    alone, helped, crew = Shelf(), Shelf(), Crew()
    given, proofs = materials(book, load), Proofs(helped)
    proofs.begin(foreknown(book.chapters(), given), crew)
    assert (crew.given, helped) == (3, {})  # formulas in two lots, and the listing
    assert illustrate(book, given, proofs) == _drawn(book, load, alone)
    assert helped == alone
    assert (helped.puts, len(helped)) == (42, 42)


def test_nothing_is_drawn_ahead_that_is_kept(tmp_path: Path) -> None:
    book, load = _book(tmp_path, "# A\n\n$x$ and $x$\n\n$y$\n")
    shelf, crew = Shelf(), Crew()
    _drawn(book, load, shelf)
    proofs = Proofs(shelf)
    proofs.begin(foreknown(book.chapters(), materials(book, load)), crew)
    assert crew.given == 0
    illustrate(book, materials(book, load), proofs)
    assert shelf.puts == 2


def test_what_was_drawn_ahead_for_nothing_is_not_kept(tmp_path: Path) -> None:
    book, load = _book(tmp_path, "# A\n\n$x$\n")
    (tmp_path / "b").mkdir()
    other, _ = _book(tmp_path / "b", "# A\n\n$y$\n")
    shelf = Shelf()
    proofs = Proofs(shelf)
    proofs.begin(foreknown(other.chapters(), materials(other, load)), Crew())
    assert illustrate(book, materials(book, load), proofs) == _drawn(
        book, load, Shelf()
    )
    assert shelf.puts == 1


def test_the_bytes_of_a_file_are_not_kept(tmp_path: Path) -> None:
    kept: set[int] = set()

    class Photograph(bytes):
        def __del__(self) -> None:
            kept.discard(id(self))

    def opened(path: PurePosixPath) -> bytes:
        assert kept == set()
        photograph = Photograph(load(path))
        kept.add(id(photograph))
        return photograph

    (tmp_path / "square.svg").write_text(SQUARE)
    book, load = _book(tmp_path, "# A\n\n![[square.svg]]\n\n![[square.svg]]\n")
    shelf = Shelf()
    _drawn(book, opened, shelf)
    assert (kept, shelf.puts) == (set(), 1)


def test_a_formula_that_is_not_understood_becomes_code(tmp_path: Path) -> None:
    text = "# A\n\nSo $a \\nope b$ then\n\n$$\n\\also\n$$\n"
    book, told = _drawn(*_book(tmp_path, text), Shelf())
    assert [(each.code, each.span.line, each.span.column) for each in told] == [
        ("bad-math", 3, 7),
        ("bad-math", 5, 1),
    ]
    assert [node.text for node in _nodes(book, Code) if isinstance(node, Code)] == [
        r"a \nope b"
    ]
    (listing,) = _nodes(book, CodeBlock)
    assert isinstance(listing, CodeBlock)
    assert (listing.text.strip(), listing.tokens[0][0]) == ("\\also", "")


def test_a_formula_with_a_number_keeps_it_when_it_is_not_understood(
    tmp_path: Path,
) -> None:
    book, told = _drawn(*_book(tmp_path, "# A\n\n$$\n\\also\n$$\n^e\n"), Shelf())
    assert [each.code for each in told] == ["bad-math"]
    assert unillustrated(book) == ()
    (formula,) = _nodes(book, MathBlock)
    assert isinstance(formula, MathBlock)
    assert (formula.number, formula.picture) == ("1.1", "")


def test_a_picture_that_cannot_be_read_leaves_its_name(tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    book, told = _drawn(*_book(tmp_path, "# A\n\n![[bad.png]]\n"), Shelf())
    assert [(each.code, each.span.line, each.span.column) for each in told] == [
        ("bad-image", 3, 1)
    ]
    assert _nodes(book, Figure) == []
    (left,) = _nodes(book, Substitute)
    assert isinstance(left, Substitute)
    assert [getattr(node, "text", "") for node in left.inlines] == ["bad.png"]
    assert book.pictures == ()


def test_what_was_cut_out_of_a_drawing_is_told_at_the_drawing(tmp_path: Path) -> None:
    (tmp_path / "evil.svg").write_text(SQUARE.replace("<rect/>", "<script/><rect/>"))
    text = "# A\n\n![[evil.svg]]\n\n![[evil.svg]]\n"
    book, told = _drawn(*_book(tmp_path, text), Shelf())
    assert [(each.code, each.span.path) for each in told] == [
        ("unsafe-svg", PurePosixPath("evil.svg"))
    ]
    assert b"script" not in book.pictures[0].read()


def test_a_chapter_without_drawings_stays_the_same_object(tmp_path: Path) -> None:
    book, load = _book(tmp_path, "# A\n\nWords.\n")
    drawn, _ = _drawn(book, load, Shelf())
    assert next(iter(drawn.chapters())) is next(iter(book.chapters()))


def test_a_cover_is_among_the_pictures_or_missed(tmp_path: Path) -> None:
    (tmp_path / "front.svg").write_text(SQUARE)
    book, load = _book(tmp_path, "# A\n\nWords.\n")
    drawn, told = _drawn(book, load, Shelf(), "front.svg")
    assert ([picture.name for picture in drawn.pictures], told) == ([drawn.cover], ())
    drawn, told = _drawn(book, load, Shelf(), "none.svg")
    assert (drawn.cover, drawn.pictures) == ("", ())
    assert [(each.code, str(each.span.path)) for each in told] == [
        ("missing-image", "handbook.toml")
    ]
