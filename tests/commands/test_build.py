"""`octavo build`: exit codes, both streams, files; what it leaves when it fails."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from running import environment, listing, octavo, vault

NOTES = {
    "One": "---\norder: 1\n---\n# One\n\nSee [[Two]] and $x^2$.\n\n"
    "## Checklist\n\n- [ ] Read it\n",
    "Two": "---\norder: 2\n---\n# Two\n\n```python\nprint(1)\n```\n",
}
OUT = (
    "a-book.pdf",
    "a-book.epub",
    "a-book-checklist.pdf",
    "a-book-checklist-letter.pdf",
    "a-book.manifest.json",
)
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}


def _book(folder: Path, **more: str) -> Path:
    vault(folder, **NOTES, **more)
    settings = (
        'title = "A Book"\nauthors = ["A. Writer"]\ndescription = "All of it."\n'
        'language = "en"\n'
    )
    (folder / "handbook.toml").write_text(f"[handbook]\n{settings}")
    return folder


def _orphans(home: Path) -> list[str]:
    """Processes that still work for a build in `home`."""
    marked = f"XDG_CACHE_HOME={home}/".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if marked in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().decode())
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where a book was built, its streams in `ran.json`."""
    home = tmp_path_factory.mktemp("built")
    _book(home / "notes")
    before = listing(home / "notes")
    ran = octavo("build", "notes", "--report", "report.json", cwd=home, **EPOCH)
    assert listing(home / "notes") == before
    (home / "ran.json").write_text(json.dumps(ran))
    return home


def test_paths_of_finished_files_are_all_that_standard_output_gets(
    built: Path,
) -> None:
    assert json.loads((built / "ran.json").read_text()) == [
        0,
        "".join(f"dist/{name}\n" for name in OUT),
        "no errors, no warnings, no notes\n",
    ]
    assert sorted(path.name for path in (built / "dist").iterdir()) == sorted(OUT)


def test_nothing_else_is_written(built: Path) -> None:
    assert sorted(path.name for path in built.iterdir()) == [
        "cache-of-the-user",
        "dist",
        "notes",
        "ran.json",
        "report.json",
    ]


def test_finished_files_are_what_they_are_called(built: Path) -> None:
    with pikepdf.open(built / "dist" / "a-book.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "A Book"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20231114221320")
    for paper, size in (("", (595, 842)), ("-letter", (612, 792))):
        with pikepdf.open(built / "dist" / f"a-book-checklist{paper}.pdf") as pdf:
            (page,) = pdf.pages
            box = [float(edge) for edge in page.mediabox]
            assert (round(box[2]), round(box[3])) == size
    with zipfile.ZipFile(built / "dist" / "a-book.epub") as epub:
        assert epub.testzip() is None
        assert epub.namelist()[0] == "mimetype"


def test_the_manifest_lists_them(built: Path) -> None:
    listed = json.loads((built / "dist" / "a-book.manifest.json").read_bytes())
    assert {row["name"]: row["bytes"] for row in listed["files"]} == {
        name: (built / "dist" / name).stat().st_size for name in OUT[:-1]
    }


def test_the_report_has_the_numbers_of_the_build(built: Path) -> None:
    report = json.loads((built / "report.json").read_text())
    pages = len(pikepdf.open(built / "dist" / "a-book.pdf").pages)
    assert list(report) == [
        "octavo",
        "source",
        "editions",
        "chapters",
        "words",
        "links",
        "stripped",
        "diagnostics",
        "cache",
        "stages",
        "peak_rss_mb",
        "changed_pages",
    ]
    assert report["source"] == "notes"
    assert [(row["name"], row["path"]) for row in report["editions"]] == [
        ("pdf", "dist/a-book.pdf"),
        ("epub", "dist/a-book.epub"),
        ("checklist", "dist/a-book-checklist.pdf"),
        ("checklist", "dist/a-book-checklist-letter.pdf"),
    ]
    assert report["editions"][0]["pages"] == pages
    assert "pages" not in report["editions"][1]
    assert report["chapters"] == 2
    assert report["links"] == {"internal": 1, "external": 0, "dangling": 0}
    assert report["stripped"] == {"notes": 0, "lines": 0}
    assert report["diagnostics"] == {"error": 0, "warning": 0, "note": 0}
    assert report["cache"]["reused"] == 0
    assert report["cache"]["drawn"] > 0
    assert 20 < report["peak_rss_mb"]["main"] < 500
    assert report["changed_pages"] == list(range(1, pages + 1))
    assert {"read", "parse", "resolve", "pdf", "publish"} <= set(report["stages"])


def test_nothing_that_should_not_changes_a_byte(built: Path, tmp_path: Path) -> None:
    elsewhere = _book(tmp_path / "deep" / "er" / "notes")
    words = ("build", str(elsewhere), "-o", "out", "-j1", "--cache", "kept")
    zone = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", **EPOCH}
    for _ in ("cold", "warm"):
        ran = octavo(*words, cwd=tmp_path, **zone)
        assert ran.code == 0, ran.err
        assert listing(tmp_path / "out") == listing(built / "dist")


def test_a_second_build_reuses_and_names_the_pages_that_changed(tmp_path: Path) -> None:
    _book(tmp_path / "notes")
    words = ("build", "notes", "--only", "pdf", "-j1", "--report", "report.json")
    octavo(*words, cwd=tmp_path, **EPOCH)
    two = tmp_path / "notes" / "Two.md"
    two.write_text(two.read_text().replace("print(1)", "print(2)"))
    ran = octavo(*words, cwd=tmp_path, **EPOCH)
    assert ran.out == "dist/a-book.pdf\ndist/a-book.manifest.json\n"
    report = json.loads((tmp_path / "report.json").read_text())
    assert len(report["changed_pages"]) == 1
    assert report["cache"]["reused"] > 0
    assert report["cache"]["drawn"] > 0


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_nothing_is_left_in_the_folder_for_what_passes(
    tmp_path: Path, jobs: str
) -> None:
    _book(tmp_path / "notes")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    ran = octavo("build", "notes", jobs, cwd=tmp_path, TMPDIR=str(scratch))
    assert (ran.code, list(scratch.iterdir())) == (0, [])


@pytest.mark.parametrize(
    ("room", "lacks"),
    # Half kilobytes that a file may have: more than a font has, or less.
    [(4000, "room in SCRATCH"), (8, "room for the fonts of a book")],
)
def test_that_there_is_no_room_for_temporary_files_is_told(
    tmp_path: Path, room: int, lacks: str
) -> None:
    notes = _book(tmp_path / "notes", Noise="# Noise\n\n![[noise.png]]\n")
    noise = random.Random(1).randbytes(3 * 1000 * 1000)
    Image.frombytes("RGB", (1000, 1000), noise).save(notes / "noise.png")
    scratch = _scratch(tmp_path)
    limited = ["sh", "-c", f'ulimit -f {room}; exec "$@"', "sh", sys.executable]
    words = ("-m", "octavo", "build", "notes", "--only", "pdf", "--no-cache", "-q")
    done = subprocess.run(
        [*limited, *words],
        cwd=tmp_path,
        env=environment(tmp_path, TMPDIR=str(scratch), **EPOCH),
        capture_output=True,
        text=True,
        check=False,
    )
    lacks = lacks.replace("SCRATCH", str(scratch))
    said = f"octavo: this machine lacks {lacks} (File too large)\n"
    mend = "  free some, or set TMPDIR to a folder on another disk\n"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", said + mend)
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "dist").exists()


def test_an_unchanged_second_build_reuses_everything(tmp_path: Path) -> None:
    _book(tmp_path / "notes")
    words = ("build", "notes", "--report", "report.json", "-j1")
    assert octavo(*words, cwd=tmp_path).code == 0
    first = json.loads((tmp_path / "report.json").read_text())
    before = listing(tmp_path / "dist")
    assert octavo(*words, cwd=tmp_path).code == 0
    second = json.loads((tmp_path / "report.json").read_text())
    # The build before, as a whole.
    assert second["cache"] == {"reused": 1, "drawn": 0, "damaged": 0}
    assert first["cache"]["drawn"] >= 7
    assert second["changed_pages"] == []
    measured = ("cache", "changed_pages", "editions", "peak_rss_mb", "stages")
    assert [second[key] for key in first if key not in measured] == [
        first[key] for key in first if key not in measured
    ]
    assert second["editions"] == [
        {**row, "seconds": again["seconds"]}
        for row, again in zip(first["editions"], second["editions"], strict=True)
    ]
    assert listing(tmp_path / "dist") == before
    (tmp_path / "dist" / "a-book.epub").unlink()
    assert octavo(*words, cwd=tmp_path).code == 0
    third = json.loads((tmp_path / "report.json").read_text())
    # Two notes, their formula and their listing, two editions; of the PDF eight sheets
    # and the fonts, of which it is bound again.
    assert third["cache"] == {"reused": 15, "drawn": 0, "damaged": 0}
    assert listing(tmp_path / "dist") == before


def test_a_failing_build_leaves_what_was_there(tmp_path: Path) -> None:
    _book(tmp_path / "notes", Three="# Three\n\n[[Nowhere]]\n")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "a-book.pdf").write_text("the edition before")
    before = listing(tmp_path / "dist")
    code, out, err = octavo("build", "--strict", "notes", cwd=tmp_path)
    assert (code, out) == (1, "")
    assert "error[dangling-link]: no note is called “Nowhere”\n" in err
    assert listing(tmp_path / "dist") == before


def test_a_sheet_that_has_no_items_left_is_removed_and_told(tmp_path: Path) -> None:
    notes = _book(tmp_path / "notes")
    words = ("build", "notes", "-v", "-j1", "--only")
    assert octavo(*words, "epub", "--only", "checklist,epub", cwd=tmp_path).code == 0
    (notes / "One.md").write_text("# One\n\nText.\n")
    ran = octavo(*words, "checklist", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "dist/a-book.manifest.json\n")
    assert ran.err.startswith("warning[checklist-empty]: no item was found")
    assert ran.err.endswith(
        "removed dist/a-book-checklist.pdf, which this build does not have\n"
        "removed dist/a-book-checklist-letter.pdf, which this build does not have\n"
    )
    assert sorted(listing(tmp_path / "dist")) == ["a-book.epub", "a-book.manifest.json"]


@pytest.mark.parametrize(
    ("listed", "words", "said"),
    [
        ("", (), "note[checklist-empty]: no item was found"),
        ("", ("--only", "checklist"), "warning[checklist-empty]: no item was found"),
        ("", ("--only", "epub"), "2 notes read"),
        ('editions = ["epub"]', (), "2 notes read"),
        ('editions = ["checklist"]', ("--only", "epub"), "2 notes read"),
    ],
)
def test_a_checklist_without_items_is_told_where_it_was_asked_for(
    tmp_path: Path, listed: str, words: tuple[str, ...], said: str
) -> None:
    notes = vault(tmp_path / "notes", One="# One\n\nText.\n", Two="# Two\n\nText.\n")
    (notes / "handbook.toml").write_text(f"[handbook]\n{listed}\n")
    ran = octavo("build", "notes", "-v", "-j1", *words, cwd=tmp_path)
    assert ran.code == 0
    assert ran.err.startswith(said)


def test_a_checklist_that_the_handbook_lists_is_told_there(tmp_path: Path) -> None:
    notes = vault(tmp_path / "notes", One="# One\n\nText.\n")
    (notes / "handbook.toml").write_text(
        '[handbook]\neditions = ["epub", "checklist"]\n'
    )
    ran = octavo("build", "notes", "--strict", cwd=tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert " --> handbook.toml:2:21\n" in ran.err


def _scratch(home: Path) -> Path:
    """The folder for temporary files of a build in `home`."""
    folder = home / "scratch"
    folder.mkdir(exist_ok=True)
    return folder


def _begun(home: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "octavo", "build", "notes", *words],
        cwd=home,
        env=environment(home, TMPDIR=str(_scratch(home)), **EPOCH),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _wait_for_workers(home: Path) -> None:
    end = time.monotonic() + 60
    while len(_orphans(home)) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.2)


def _wait_for_silence(home: Path) -> list[str]:
    end = time.monotonic() + 20
    while _orphans(home) and time.monotonic() < end:
        time.sleep(0.05)
    return _orphans(home)


def _long_book(home: Path) -> None:
    text = "# {0}\n\n" + "Words and *words* and more words.\n\n" * 400
    _book(home / "notes", **{f"N{n}": text.format(n) for n in range(12)})
    (home / "dist").mkdir()
    (home / "dist" / "a-book.pdf").write_text("the edition before")


def test_a_killed_build_leaves_the_editions_and_no_process(tmp_path: Path) -> None:
    _long_book(tmp_path)
    before = listing(tmp_path / "dist")
    build = _begun(tmp_path, "-j2", "--only", "pdf")
    _wait_for_workers(tmp_path)
    assert build.poll() is None
    build.kill()
    build.wait()
    assert _wait_for_silence(tmp_path) == []
    assert listing(tmp_path / "dist") == before
    build.communicate()


@pytest.mark.parametrize(
    ("by", "told", "code", "said"),
    [
        # A terminal tells all processes, whoever writes `kill` the first of them;
        # what supervises services may do either.
        (signal.SIGINT, os.killpg, 130, "interrupted"),
        (signal.SIGTERM, os.kill, 143, "told to end"),
        (signal.SIGTERM, os.killpg, 143, "told to end"),
        (signal.SIGHUP, os.killpg, 129, "told to end"),
    ],
)
def test_a_build_that_is_told_to_end_leaves_no_trace(
    tmp_path: Path,
    by: signal.Signals,
    told: Callable[[int, int], None],
    code: int,
    said: str,
) -> None:
    _long_book(tmp_path)
    before = listing(tmp_path / "dist")
    build = _begun(tmp_path, "-j2", "--only", "pdf")
    _wait_for_workers(tmp_path)
    assert build.poll() is None
    assert list(_scratch(tmp_path).iterdir()) != []
    told(build.pid, by)
    out, err = build.communicate(timeout=60)
    assert (build.returncode, out, err) == (code, "", f"\n{said}\n")
    assert _wait_for_silence(tmp_path) == []
    assert listing(tmp_path / "dist") == before
    assert list(_scratch(tmp_path).iterdir()) == []


def test_a_build_whose_terminal_is_closed_has_nobody_to_tell(tmp_path: Path) -> None:
    _long_book(tmp_path)
    before = listing(tmp_path / "dist")
    terminal, side = os.openpty()
    program = (
        # The first terminal that the leader of a session opens is its own.
        "import os, sys; os.close(os.open(os.ttyname(0), os.O_RDWR)); "
        "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    words = ("-m", "octavo", "build", "notes", "-q", "-j2", "--only", "pdf")
    build = subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=tmp_path,
        env=environment(tmp_path, TMPDIR=str(_scratch(tmp_path)), **EPOCH),
        stdin=side,
        stdout=side,
        stderr=side,
        start_new_session=True,
    )
    os.close(side)
    _wait_for_workers(tmp_path)
    assert build.poll() is None
    os.close(terminal)
    assert build.wait(60) == 129
    assert _wait_for_silence(tmp_path) == []
    assert listing(tmp_path / "dist") == before
    assert list(_scratch(tmp_path).iterdir()) == []


def test_a_build_outlives_its_terminal_where_it_is_to(tmp_path: Path) -> None:
    _book(tmp_path / "notes")
    # What is ignored here stays so in what is started (nohup).
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        build = _begun(tmp_path, "--only", "pdf", "-j2")
    finally:
        signal.signal(signal.SIGHUP, before)
    while build.poll() is None:
        os.killpg(build.pid, signal.SIGHUP)
        time.sleep(0.02)
    assert build.communicate()[0].startswith("dist/a-book.pdf\n")
    assert build.returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--only", "epud"), "there is no edition “epud”; did you mean “epub”?"),
        (
            ("--only", "pdf,x"),
            "there is no edition “x”; known: pdf, print, epub, checklist",
        ),
        (("--only", ","), "name at least one edition of pdf, print, epub, checklist"),
        (("--jobs", "0"), "0 is not in the range x>=1"),
        (("--cache", "c", "--no-cache"), "--cache and --no-cache exclude each other"),
        (("--format", "xml"), "'xml' is not one of 'text', 'json', 'sarif', 'github'"),
        (("-o", "notes/One.md"), "the output folder cannot be used"),
    ],
)
def test_wrong_usage_ends_with_2(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    _book(tmp_path / "notes")
    code, out, err = octavo("build", "notes", *words, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    "epoch", ["yesterday", "-1", "1.5", "99999999999999", "9" * 5000]
)
def test_a_date_that_is_none_is_wrong_usage(tmp_path: Path, epoch: str) -> None:
    _book(tmp_path / "notes")
    ran = octavo("build", "notes", cwd=tmp_path, SOURCE_DATE_EPOCH=epoch)
    assert ran.code == 2
    assert f"SOURCE_DATE_EPOCH is {epoch}" in ran.err.replace("“", "")


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("notes/One.md/r.json", "notes/One.md is not a folder"),
        ("notes/One.md/deep/r.json", "notes/One.md is not a folder"),
        ("notes", "File 'notes' is a directory."),
        ("notes/One.md", "notes/One.md is there already and is not a report"),
        ("other.json", "other.json is there already and is not a report"),
        ("/dev/null", "/dev/null is there already and is not a report"),
    ],
)
def test_a_report_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, file: str, why: str
) -> None:
    _book(tmp_path / "notes")
    note = (tmp_path / "notes" / "One.md").read_bytes()
    (tmp_path / "other.json").write_text('{"octavo": "0.1.0", "files": []}')
    code, out, err = octavo("build", "notes", "--report", file, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].endswith(why)
    assert not (tmp_path / "dist").exists()
    assert (tmp_path / "notes" / "One.md").read_bytes() == note
    assert "files" in (tmp_path / "other.json").read_text()


def test_a_report_takes_the_place_of_a_report_and_of_nothing_else(
    tmp_path: Path,
) -> None:
    _book(tmp_path / "notes")
    words = ("build", "notes", "--only", "epub", "-j1", "--no-cache", "--report")
    (tmp_path / "report.json").touch()
    assert octavo(*words, "report.json", cwd=tmp_path)[0] == 0
    first = json.loads((tmp_path / "report.json").read_text())
    assert octavo(*words, "report.json", cwd=tmp_path)[0] == 0
    second = json.loads((tmp_path / "report.json").read_text())
    assert second["words"] == first["words"]

    code, _, err = octavo(*words, "dist/a-book.epub", "-o", "new", cwd=tmp_path)
    assert code == 2
    code, out, err = octavo(*words, "new/a-book.epub", "-o", "new", cwd=tmp_path)
    assert (code, out) == (2, "new/a-book.epub\nnew/a-book.manifest.json\n")
    assert err.splitlines()[-1] == (
        "octavo: the report new/a-book.epub was not written: "
        "new/a-book.epub is there already and is not a report"
    )
    assert (tmp_path / "new" / "a-book.epub").read_bytes()[:2] == b"PK"


# A machine without Pango is one where the renderer's libraries cannot be opened.
_WITHOUT_PANGO = """
import ctypes.util, cffi
ctypes.util.find_library = lambda name: None
def dlopen(self, name, flags=0):
    raise OSError(f"cannot load library {name!r}")
cffi.FFI.dlopen = dlopen
"""
_DEFECT = """
import octavo.navigate
def navigate(*given):
    raise ZeroDivisionError("a defect")
octavo.navigate.navigate = navigate
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_machine_without_pango_is_told_what_to_install(
    tmp_path: Path, jobs: str
) -> None:
    _book(tmp_path / "notes")
    (tmp_path / "sitecustomize.py").write_text(_WITHOUT_PANGO)
    code, out, err = octavo(
        "build", "notes", "-j", jobs, cwd=tmp_path, PYTHONPATH=str(tmp_path)
    )
    assert (code, out) == (3, "")
    assert err.startswith("octavo: this machine lacks Pango")
    assert "apt-get install" in err
    assert "Traceback" not in err
    assert not (tmp_path / "dist").exists()


def test_a_defect_ends_with_70_and_says_where_to_report_it(tmp_path: Path) -> None:
    _book(tmp_path / "notes")
    (tmp_path / "sitecustomize.py").write_text(_DEFECT)
    code, out, err = octavo("build", "notes", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert (code, out) == (70, "")
    assert "ZeroDivisionError: a defect" in err
    assert "nothing was written" not in err
    assert "Please report it" in err.splitlines()[-1]
    assert not (tmp_path / "dist").exists()


def test_with_json_on_standard_output_paths_go_beside_it(tmp_path: Path) -> None:
    _book(tmp_path / "notes", Three="# Three\n\n[[Nowhere]]\n")
    words = ("build", "notes", "--only", "epub", "--format", "json", "-j1")
    code, out, err = octavo(*words, cwd=tmp_path)
    assert code == 0
    assert [json.loads(line)["code"] for line in out.splitlines()] == ["dangling-link"]
    assert err == "dist/a-book.epub\ndist/a-book.manifest.json\n"


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_the_letters_of_a_note_fails_nothing(
    tmp_path: Path, form: str, encoding: str
) -> None:
    _book(tmp_path / "Bücher 漢", Three="# Three\n\n[[Nirgendwö 漢]]\n")
    code, out, err = octavo(
        *("build", "Bücher 漢", "--only", "epub", "-j1", "--format", form),
        cwd=tmp_path,
        PYTHONIOENCODING=encoding,
    )
    assert "Traceback" not in err
    assert (code, sorted(listing(tmp_path / "dist"))) == (
        0,
        ["a-book.epub", "a-book.manifest.json"],
    )
    if form in {"json", "sarif"}:
        assert "no note is called “Nirgendwö 漢”" in json.dumps(
            [json.loads(line) for line in out.splitlines()]
            if form == "json"
            else json.loads(out),
            ensure_ascii=False,
        )


def test_a_folder_whose_name_is_no_utf8_is_built_and_reported(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    _book(tmp_path / name)
    code, out, err = octavo(
        *("build", name, "--only", "epub", "-j1", "--report", "report.json"),
        cwd=tmp_path,
    )
    assert (code, out) == (0, "dist/a-book.epub\ndist/a-book.manifest.json\n"), err
    assert json.loads((tmp_path / "report.json").read_text())["source"] == name


def test_the_file_beside_the_handbook_builds_it(tmp_path: Path, checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(checkout / "build.py"), "--only", "epub", "-q"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "dist/ai-safety-interview-handbook.epub"


def test_the_usual_editions_are_built_by_default(built: Path) -> None:
    listed = json.loads((built / "dist" / "a-book.manifest.json").read_bytes())
    made = dict.fromkeys(row["edition"] for row in listed["files"])
    assert list(made) == ["pdf", "epub", "checklist"]
