"""`octavo watch`: what makes it build again, what does not, and how it ends."""

import os
import re
import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from running import PATIENCE, Watched, listing, octavo, vault

NOTES = {
    "One": "# One\n\nSee [[Two]].\n\n![A dot](dot.svg)\n",
    "Two": "# Two\n\nWords.\n",
}
DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<circle cx="4" cy="4" r="{}"/></svg>'
)
# A second save this much later is a second burst.
APART = 0.4

Start = Callable[..., "Watched"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a watch in the test's folder; it ends with the test."""
    begun: list[Watched] = []

    def started(*words: str) -> Watched:
        begun.append(Watched(tmp_path, *words))
        return begun[-1]

    yield started
    for watched in begun:
        if watched.process.poll() is None:
            watched.end(signal.SIGTERM)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Two notes and a picture."""
    folder = vault(tmp_path / "book", **NOTES)
    (folder / "dot.svg").write_text(DOT.format(3))
    return folder


def _workers_of(home: Path) -> list[int]:
    """Processes that work in `home`, by what their environment says."""
    marked = f"XDG_CACHE_HOME={home}/".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if marked in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def test_a_saved_note_is_built_again_and_its_pages_are_told(
    notes: Path, start: Start
) -> None:
    watched = start("book", "--only", "pdf,epub", "-j", "2")
    assert watched.until(1) == ["built in N s; Ctrl-C ends the watch"]
    before = listing(watched.home / "dist")
    (notes / "Two.md").write_text("# Two\n\nOther words.\n")
    assert watched.until(2)[1] == "Two.md: built in N s, 1 page changed"
    after = listing(watched.home / "dist")
    assert {name for name in before if before[name] != after[name]} == set(before)
    # What stays the same is not printed again.
    assert (watched.home / "stdout.txt").read_text().splitlines() == [
        "dist/book.pdf",
        "dist/book.epub",
        "dist/book.manifest.json",
    ]
    built = octavo(
        "build", "book", "--only", "pdf,epub", "-o", "again", cwd=notes.parent
    )
    assert built.code == 0
    assert listing(watched.home / "again") == after


def test_editors_save_in_many_ways(notes: Path, start: Start) -> None:
    watched = start("book", "--only", "epub")
    watched.until(1)
    # Another file that takes the name, as most editors save.
    (notes / ".Two.md.swp").write_text("# Two\n\nBy a new name.\n")
    (notes / ".Two.md.swp").rename(notes / "Two.md")
    watched.until(2)
    # The old one out of the way first, a file to try the folder, the note in pieces.
    (notes / "4913").write_text("")
    (notes / "4913").unlink()
    (notes / "Two.md").rename(notes / "Two.md~")
    with (notes / "Two.md").open("w") as file:
        for word in ("# Two\n\n", "Bit ", "by ", "bit.\n"):
            file.write(word)
            file.flush()
            time.sleep(0.01)
    (notes / "Two.md~").unlink()
    assert watched.until(3)[1:] == ["Two.md: built in N s"] * 2
    # The same length at the same time: another file all the same.
    about = (notes / "Two.md").stat()
    other = notes.parent / "other.md"
    other.write_text((notes / "Two.md").read_text().replace("Bit", "Not"))
    os.utime(other, ns=(about.st_atime_ns, about.st_mtime_ns))
    other.replace(notes / "Two.md")
    watched.until(4)
    # Emptied, and written a moment later.
    with (notes / "Two.md").open("w") as file:
        time.sleep(0.03)
        file.write("# Two\n\nAll at once.\n")
    time.sleep(APART)
    assert watched.until(5)[1:] == ["Two.md: built in N s"] * 4


def test_many_saves_at_once_are_one(notes: Path, start: Start) -> None:
    watched = start("book", "--only", "epub")
    watched.until(1)
    for number in range(40):
        (notes / f"More {number}.md").write_text(f"# More {number}\n\nWords.\n")
    assert watched.until(2)[1] == "40 files: built in N s"


def test_new_removed_and_renamed_files(notes: Path, start: Start) -> None:
    watched = start("book", "--only", "epub")
    watched.until(1)
    (notes / "below").mkdir()
    time.sleep(APART)
    (notes / "below" / "Three.md").write_text("# Three\n\n[[Four]]\n")
    assert watched.until(2)[1] == "below/Three.md: built in N s"
    assert "no note is called “Four”" in watched.out.read_text()
    (notes / "Two.md").rename(notes / "Four.md")
    assert watched.until(3)[2] == "Four.md, Two.md: built in N s"
    assert "no note is called “Two”" in watched.out.read_text()
    shutil.rmtree(notes / "below")
    assert watched.until(4)[3] == "below/Three.md: built in N s"
    (notes / "dot.svg").write_text(DOT.format(4))
    assert watched.until(5)[4] == "dot.svg: built in N s"


def test_errors_are_shown_and_the_last_good_editions_stay(
    notes: Path, start: Start
) -> None:
    watched = start("book", "--only", "epub")
    watched.until(1)
    before = listing(watched.home / "dist")
    (notes / "handbook.toml").write_text('[handbok]\ntitle = "New"\n')
    assert (
        watched.until(2)[1] == "handbook.toml: 1 error after N s, dist stays as it is"
    )
    assert "config-unknown" in watched.out.read_text()
    assert listing(watched.home / "dist") == before
    (notes / "handbook.toml").write_text('[handbook]\ntitle = "New"\n')
    assert watched.until(3)[2] == "handbook.toml: built in N s"
    assert (watched.home / "dist" / "new.epub").exists()


def test_a_warning_is_told_once_while_it_lasts(notes: Path, start: Start) -> None:
    watched = start("book", "--only", "epub")
    watched.until(1)
    (notes / "One.md").write_text("# One\n\n[[Gone]]\n")
    watched.until(2)
    (notes / "One.md").write_text("# One\n\nA line more.\n\n[[Gone]]\n")
    watched.until(3)
    assert watched.out.read_text().count("no note is called “Gone”") == 1
    assert watched.out.read_text().count("no errors, 1 warning, no notes\n") == 2
    (notes / "One.md").write_text("# One\n\n[[Gone]] [[Gone]]\n")
    watched.until(4)
    assert watched.out.read_text().count("no note is called “Gone”") == 2


def test_templates_styles_and_another_source(notes: Path, start: Start) -> None:
    home = notes.parent
    (home / "handbook.toml").write_text(
        '[handbook]\nsource = "book"\n[styles]\nfolder = ".looks"\n'
    )
    (home / ".looks").mkdir()
    (home / ".looks" / "a.css").write_text("p { color: red }\n")
    vault(home / "others", Three="# Three\n\nWords.\n")
    watched = start(".", "--only", "epub")
    watched.until(1)
    (home / ".looks" / "a.css").write_text("p { color: blue }\n")
    assert watched.until(2)[1] == ".looks/a.css: built in N s"
    (home / "handbook.toml").write_text('[handbook]\nsource = "others"\n')
    assert watched.until(3)[2] == "handbook.toml: built in N s"
    (notes / "One.md").write_text("# One\n\nOf no importance any more.\n")
    time.sleep(APART)
    (home / "others" / "Three.md").write_text("# Three\n\nOther words.\n")
    assert watched.until(4)[3] == "others/Three.md: built in N s"


def test_what_is_no_source_makes_no_build(notes: Path, start: Start) -> None:
    words = ("--cache", "book/cache", "--report", "book/report.json")
    watched = start("book", "-o", "book", "--only", "epub", *words)
    watched.until(1)
    (notes / ".obsidian").mkdir()
    (notes / ".obsidian" / "workspace.json").write_text("{}")
    for text in ("longer", "and longer"):
        with (notes / "film.mp4").open("a") as file:
            file.write(text)
        (notes / ".Two.md.swp").write_text(text)
        (notes / "Two.md").chmod(0o600)
        time.sleep(APART)
    (notes / "Two.md").write_text("# Two\n\n![[film.mp4]] ![[other.png]]\n")
    assert watched.until(2)[1] == "Two.md: built in N s"
    # A file that a note asked for in vain: its name alone makes a difference.
    (notes / "other.png").write_text("no picture")
    assert watched.until(3)[2] == "other.png: built in N s"
    assert (notes / "report.json").exists()
    assert (notes / "book.epub").exists()


def test_what_is_told_of_the_whole_source_makes_no_build(
    tmp_path: Path, start: Start
) -> None:
    (tmp_path / "book").mkdir()
    note = tmp_path / "book" / "One.md"
    note.write_text("# One\n\nWords.\n")
    (tmp_path / "book" / "Two.md").write_text("---\npublish: false\n---\n# Two\n")
    watched = start("book", "--only", "epub")
    watched.until(1)
    assert "1 note (" in watched.out.read_text()
    time.sleep(3 * APART)
    note.write_text("# One\n\nOther words.\n")
    assert watched.until(2)[1] == "One.md: built in N s"


def test_works_are_read_though_no_note_is(notes: Path, start: Start) -> None:
    work = "@book{{hu, title = {{{}}}, author = {{Hu}}, date = {{2001}}}}\n"
    (notes / "works.bib").write_text(work.format("Type"))
    (notes / "Two.md").write_text("# Two\n\n[@hu]\n")
    watched = start("book", "--only", "epub")
    watched.until(1)
    (notes / "works.bib").write_text(work.format("Ink"))
    assert watched.until(2)[1] == "works.bib: built in N s"


def test_an_edition_that_is_deleted_comes_back(notes: Path, start: Start) -> None:
    watched = start("book", "--only", "epub")
    watched.until(1)
    before = listing(watched.home / "dist")
    time.sleep(APART)
    (watched.home / "dist" / "book.epub").unlink()
    assert watched.until(2)[1] == "book.epub: built in N s"
    assert listing(watched.home / "dist") == before
    shutil.rmtree(watched.home / "dist")
    watched.until(3)
    assert listing(watched.home / "dist") == before


def test_a_folder_that_goes_and_comes_back(notes: Path, start: Start) -> None:
    watched = start("book", "--only", "epub")
    watched.until(1)
    notes.rename(notes.parent / "elsewhere")
    assert watched.until(2)[1].endswith(": 1 error after N s, dist stays as it is")
    (notes.parent / "elsewhere").rename(notes)
    assert watched.until(3)[2].endswith(": built in N s")
    (notes / "Two.md").write_text("# Two\n\nOther words.\n")
    assert watched.until(4)[3] == "Two.md: built in N s"


@pytest.mark.parametrize(
    ("by", "code", "said"),
    [(signal.SIGINT, 130, "\ninterrupted\n"), (signal.SIGTERM, 0, " built in N s\n\n")],
)
def test_it_ends_when_told_and_leaves_no_process(
    notes: Path, start: Start, by: signal.Signals, code: int, said: str
) -> None:
    watched = start("book", "--only", "pdf", "-j", "2")
    watched.until(1)
    (notes / "Two.md").write_text("# Two\n\nOther words.\n")
    watched.until(2)
    assert len(_workers_of(watched.home)) == 3
    assert watched.end(by) == code
    words = re.sub(r"\d+\.\d s.*", "N s", watched.out.read_text())
    assert words.endswith(said)
    for _ in range(PATIENCE * 20):
        if not _workers_of(watched.home):
            break
        time.sleep(0.05)
    assert _workers_of(watched.home) == []
    assert "Traceback" not in watched.out.read_text()


def test_others_take_the_place_of_workers_that_were_killed(
    notes: Path, start: Start
) -> None:
    watched = start("book", "--only", "pdf", "-j", "2")
    watched.until(1)
    for process in _workers_of(watched.home):
        if process != watched.process.pid:
            os.kill(process, signal.SIGKILL)
    (notes / "Two.md").write_text("# Two\n\nOther words, and $x^2$.\n")
    assert watched.until(2)[1] == "Two.md: built in N s, 1 page changed"
    made = listing(watched.home / "dist")
    octavo("build", "book", "--only", "pdf", "--no-cache", cwd=notes.parent)
    assert listing(watched.home / "dist") == made


@pytest.mark.skipif(
    not hasattr(resource, "prlimit"), reason="no way to limit another process"
)
def test_a_full_disk_is_told_and_the_watch_goes_on(notes: Path, start: Start) -> None:
    watched = start("book", "--only", "pdf", "-j", "2")
    watched.until(1)
    made = listing(watched.home / "dist")
    process, most = watched.process.pid, resource.RLIM_INFINITY
    resource.prlimit(process, resource.RLIMIT_FSIZE, (4_000, most))
    (notes / "Two.md").write_text("# Two\n\nOther words.\n")
    assert watched.until(2)[1] == "Two.md: not built after N s, dist stays as it is"
    assert listing(watched.home / "dist") == made
    resource.prlimit(process, resource.RLIMIT_FSIZE, (most, most))
    (notes / "Two.md").write_text("# Two\n\nOther words again.\n")
    assert watched.until(3)[2] == "Two.md: built in N s, 1 page changed"
    said = watched.out.read_text()
    assert said.count("octavo: this machine lacks room in") == 1
    assert "Traceback" not in said


def test_nowhere_to_put_the_editions_is_wrong_usage(notes: Path) -> None:
    (notes.parent / "dist").write_text("a file")
    ran = octavo("watch", "book", cwd=notes.parent)
    assert ran.code == 2
    assert "out-folder" in ran.err
