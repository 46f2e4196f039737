"""A build with a cache: the same bytes as one without, and nothing drawn for nothing."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from running import listing

from octavo.find import product_folder
from octavo.hands import beforehand
from octavo.model.commission import Commission
from octavo.pipeline import build
from octavo.reprint import opened, reprint
from octavo.shop import Shop
from octavo.workers import workers

WORDS = [
    "paper",
    "ink",
    "leading",
    "gutter",
    "folio",
    "measure",
    "verso",
    "recto",
    "galley",
    "plate",
    "type",
]
DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<circle cx="20" cy="20" r="{}"/></svg>'
)


class Built(NamedTuple):
    """The files of a build, and what its report says of the cache and of pages."""

    files: dict[str, bytes]
    drawn: int
    changed: int


def _asked(home: Path, *editions: str, cache: Path | None, jobs: int = 1) -> Commission:
    return Commission(
        path=home / "book",
        out=home / "out",
        editions=editions,
        cache=cache,
        jobs=jobs,
        moment=1_700_000_000,
    )


def _built(home: Path, *editions: str, cache: Path | None, jobs: int = 1) -> Built:
    asked = _asked(home, *editions, cache=cache, jobs=jobs)
    kept = opened(asked)
    proof = None if kept is None else reprint(asked, kept).proof
    if proof is None:
        with beforehand(asked, kept) as hands:
            proof = build(asked, lambda _: None, cache=kept, hands=hands)
    assert proof.account is not None, proof.diagnostics
    changed = len(proof.account.changed_pages)
    return Built(listing(home / "out"), proof.account.cache["drawn"], changed)


def _book(home: Path) -> Path:
    """Six notes that refer to one another, a picture, a style sheet."""
    notes = home / "book" / "notes"
    notes.mkdir(parents=True)
    for number in range(6):
        (notes / f"{number} Note.md").write_text(_note(number, random.Random(number)))
    (notes / "dot.svg").write_text(DOT.format(9))
    (home / "book" / "handbook.toml").write_text(
        '[handbook]\ntitle = "Book"\nsource = "notes"\n[styles]\nfolder = "looks"\n'
    )
    (home / "book" / "looks").mkdir()
    (home / "book" / "looks" / "own.css").write_text("p { letter-spacing: 0 }\n")
    return notes


def _note(number: int, lots: random.Random) -> str:
    words = " ".join(lots.choices(WORDS, k=lots.randint(80, 600)))
    if number == 3:
        words = "\n\n".join(_paragraph(place, lots) for place in range(60))
    return (
        f"# Title {number}\n\nSee [[{lots.randrange(6)} Note]] and a note[^1].\n\n"
        f"{words}\n\n## Section {number}\n\n![A dot](dot.svg)\n\n- [ ] Item {number}\n\n"
        f"[^1]: Words of note {number}.\n"
    )


def _paragraph(place: int, lots: random.Random) -> str:
    """A block of a chapter of several pages."""
    words = " ".join(lots.choices(WORDS, k=lots.randint(10, 80)))
    if place % 9 == 4:
        return f"### Part {place}\n\n{words}"
    if place % 9 == 6:
        return "\n".join(f"- {word}" for word in words.split()[:12])
    if place % 9 == 8:
        return f"| one | two |\n|---|---|\n| {words} | {words} |"
    return words


# ------------------------------------------------------------------ whatever is edited


def _worded(notes: Path, lots: random.Random) -> None:
    path = lots.choice([*notes.glob("*.md"), *notes.glob("3 *.md")])
    rows = path.read_text().split("\n")
    place = lots.randrange(len(rows) // 2, len(rows))
    rows[place] = rows[place].replace(" ", f" {lots.choice(WORDS)} ", 1)
    path.write_text("\n".join(rows))


def _heading(notes: Path, lots: random.Random) -> None:
    path = lots.choice(sorted(notes.glob("*.md")))
    text = path.read_text().replace("## Section", f"## {lots.choice(WORDS)} Section", 1)
    path.write_text(text)


def _added(notes: Path, lots: random.Random) -> None:
    number = lots.randrange(100)
    (notes / f"{number} New.md").write_text(_note(number, lots))


def _removed(notes: Path, lots: random.Random) -> None:
    lots.choice(sorted(notes.glob("*.md"))[1:]).unlink()


def _moved(notes: Path, lots: random.Random) -> None:
    path = lots.choice(sorted(notes.glob("*.md")))
    path.rename(path.with_name(f"{lots.randrange(100)} {path.name.split(' ', 1)[1]}"))


def _noted(notes: Path, lots: random.Random) -> None:
    path = lots.choice(sorted(notes.glob("*.md")))
    path.write_text(f"{path.read_text()}\nMore[^m{lots.random()}].\n")
    with path.open("a") as file:
        file.write(f"\n[^m]: {lots.choice(WORDS)}\n\nAgain[^m].\n")


def _lengthened(notes: Path, lots: random.Random) -> None:
    path = lots.choice(sorted(notes.glob("*.md")))
    more = " ".join(lots.choices(WORDS, k=2_000))
    path.write_text(f"{path.read_text()}\n{more} ^block{lots.randrange(9)}\n")


def _replaced(notes: Path, lots: random.Random) -> None:
    (notes / "dot.svg").write_text(DOT.format(lots.randint(1, 19)))


def _restyled(notes: Path, lots: random.Random) -> None:
    own = notes.parent / "looks" / "own.css"
    own.write_text(f"p {{ letter-spacing: {lots.random() / 20:.3f}em }}\n")


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    *(_worded, _heading, _added, _removed, _moved),
    *(_noted, _lengthened, _replaced, _restyled),
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_warm_build_makes_the_bytes_of_a_cold_one_after_any_edit(
    tmp_path: Path, seed: int
) -> None:
    lots = random.Random(seed)
    notes = _book(tmp_path)
    for edit in lots.sample(EDITS, len(EDITS)):
        for _ in range(lots.randint(1, 3)):
            edit(notes, lots)
        warm = _built(tmp_path, cache=tmp_path / "cache")
        shutil.rmtree(tmp_path / "out")
        cold = _built(tmp_path, cache=None)
        assert warm.files == cold.files, edit.__name__


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 6))
def test_a_process_that_goes_on_makes_the_bytes_of_a_new_one_after_any_edit(
    tmp_path: Path, seed: int
) -> None:
    lots = random.Random(seed)
    notes = _book(tmp_path)
    shutil.copytree(notes, tmp_path / "begun")
    asked = _asked(tmp_path, cache=tmp_path / "cache", jobs=2)
    with workers(asked.jobs) as crew:
        shop = Shop(crew, opened(asked))
        for edit in (*lots.sample(EDITS, len(EDITS)), _undone, _worded):
            edit(notes, lots)
            assert build(asked, lambda _: None, shop).account is not None
            warm = listing(tmp_path / "out")
            shop.tidy()
            shutil.rmtree(tmp_path / "out")
            cold = _built(tmp_path, cache=None)
            assert warm == cold.files, edit.__name__


def _undone(notes: Path, lots: random.Random) -> None:
    shutil.rmtree(notes)
    shutil.copytree(notes.parents[1] / "begun", notes)


@pytest.mark.slow
def test_what_others_begin_beforehand_makes_the_same_bytes(tmp_path: Path) -> None:
    lots = random.Random(8)
    notes = _book(tmp_path)
    _built(tmp_path, cache=tmp_path / "cache", jobs=2)
    for edit in (_worded, _worded, _noted, _heading, _restyled, _worded):
        edit(notes, lots)
        warm = _built(tmp_path, cache=tmp_path / "cache", jobs=2)
        shutil.rmtree(tmp_path / "out")
        cold = _built(tmp_path, cache=None)
        assert warm.files == cold.files, edit.__name__


# ------------------------------------------------------------- what an edit draws anew


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the book, built once with a cache."""
    home = tmp_path_factory.mktemp("kept")
    _book(home)
    _built(home, "pdf", cache=home / "cache")
    return home


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return shutil.copytree(kept, tmp_path / "copy")


def _again(home: Path) -> Built:
    return _built(home, "pdf", cache=home / "cache")


def test_nothing_is_drawn_when_nothing_changed(home: Path) -> None:
    again = _again(home)
    assert (again.drawn, again.changed) == (0, 0)


def test_a_word_draws_its_chapter(home: Path) -> None:
    path = home / "book" / "notes" / "2 Note.md"
    path.write_text(path.read_text().replace("folio", "recto", 1))
    again = _again(home)
    # The note's tree and the chapter.
    assert (again.drawn, again.changed) == (2, 1)


def test_a_heading_draws_its_chapter_and_the_contents(home: Path) -> None:
    path = home / "book" / "notes" / "2 Note.md"
    path.write_text(path.read_text().replace("# Title 2", "# Titel 2"))
    assert _again(home).drawn == 3


def test_a_new_note_draws_itself_and_the_contents(home: Path) -> None:
    (home / "book" / "notes" / "7 New.md").write_text("# Title\n\nfolio\n")
    # Its tree, its chapter, the contents; the others are only numbered anew.
    assert _again(home).drawn == 3


def test_a_picture_draws_the_chapters_that_show_it(home: Path) -> None:
    (home / "book" / "notes" / "other.svg").write_text(DOT.format(3))
    path = home / "book" / "notes" / "4 Note.md"
    path.write_text(path.read_text().replace("dot.svg", "other.svg"))
    # The tree, the chapter, the picture itself.
    assert _again(home).drawn == 3
    (home / "book" / "notes" / "other.svg").write_text(DOT.format(4))
    assert _again(home).drawn == 2


def test_styles_and_fonts_draw_every_sheet_and_no_tree(home: Path) -> None:
    looks = home / "book" / "looks"
    (looks / "own.css").write_text("p { letter-spacing: 0.01em }\n")
    sheets = _again(home).drawn
    # Cover, half title, title, imprint, contents, six chapters, colophon, and the fonts.
    assert sheets == 13
    font = product_folder("styles") / "fonts" / "OctavoSerif-Italic.ttf"
    shutil.copy(font, looks / "mine.ttf")
    face = "@font-face { font-family: Mine; src: url(octavo:mine.ttf) } h1 { font-family: Mine }\n"
    (looks / "own.css").write_text(face)
    assert _again(home).drawn == 13
    other = product_folder("styles") / "fonts" / "OctavoSerif-SemiBold.ttf"
    shutil.copy(other, looks / "mine.ttf")
    assert _again(home).drawn == 13


def test_what_no_page_shows_draws_nothing(home: Path) -> None:
    notes = home / "book" / "notes"
    (notes / "unused.png").write_bytes(b"no picture at all")
    (home / "elsewhere").mkdir()
    (home / "book").rename(home / "elsewhere" / "book")
    again = _built(home / "elsewhere", "pdf", cache=home / "cache")
    assert again.drawn == 0


# ------------------------------------------------------------------- a damaged cache


def test_damaged_pieces_are_counted_and_made_anew(home: Path) -> None:
    before = listing(home / "out")
    cache = (path for path in (home / "cache").rglob("*") if path.is_file())
    pieces = {path: path.read_bytes() for path in cache}
    broken = {path: data[:-1] + bytes([data[-1] ^ 1]) for path, data in pieces.items()}
    for path, data in broken.items():
        path.write_bytes(data)
    proof = build(_asked(home, "pdf", cache=home / "cache"), lambda _: None)
    assert proof.account is not None
    # One of them only says what the build was made of, in the folder that it was made in.
    assert sum(path.read_bytes() == data for path, data in broken.items()) == 1
    # What lies apart of a drawing that was damaged is written with it, and not asked for.
    damaged = proof.account.cache["damaged"]
    assert len(pieces) / 2 < damaged < len(pieces)
    # Templates, which are compiled, count as damaged and not as drawn.
    assert 0 < proof.account.cache["drawn"] < damaged
    assert proof.account.cache["reused"] == 0
    assert listing(home / "out") == before
    assert _again(home).drawn == 0
