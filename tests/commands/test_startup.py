"""What a command loads: nobody waits for a renderer that is not used."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from running import environment, octavo, vault

from octavo import __version__
from octavo.cli import COMMANDS

_HEAVY = {"weasyprint", "ebooklib", "fontTools", "pygments", "PIL", "ziamath", "lxml"}
_LATER_NEEDED = {"jinja2", "markupsafe", "multiprocessing", "http", "ssl", "email"}
_LATER = (
    *("cover", "illustrate", "render", "pipeline", "publish", "cache", "keep"),
    *("editions", "typeset"),
)
_TELL = """
import json, sys
from octavo.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    print("\\n" + json.dumps(sorted(sys.modules)))
"""
_READ = """
import sys
from octavo.__main__ import main

def hear(event, details):
    if event == "open" and str(details[0]).endswith("One.md"):
        sys.stderr.write("read\\n")

sys.addaudithook(hear)
main(sys.argv[1:])
"""
_ENDING = """
import atexit, sys
from octavo.__main__ import main

atexit.register(print, "cleared away")
if sys.argv[1:]:
    sys.setprofile(lambda *seen: None)
try:
    main(["--version"])
finally:
    # Python goes on to the end from here, and takes everything apart.
    print("taken apart")
"""
_INTERRUPTED = """
import signal, sys
from octavo.__main__ import main

def hear(event, details):
    if event == "import" and details[0] == sys.argv[1]:
        signal.raise_signal(signal.SIGINT)

sys.addaudithook(hear)
main(["--help"])
"""


def _loaded(home: Path, *words: str) -> set[str]:
    """The packages that a command loads, and the modules of ours by their full names."""
    done = subprocess.run(
        [sys.executable, "-c", _TELL, *words],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    names = json.loads(done.stdout.splitlines()[-1])
    ours = {name for name in names if name.startswith("octavo.")}
    return ours | {name.partition(".")[0] for name in names}


def test_check_loads_no_renderer(tmp_path: Path) -> None:
    vault(tmp_path, One="# One\n\n$x$ [[Two]]\n\n```python\n1\n```\n", Two="# Two\n")
    loaded = _loaded(tmp_path, "check", ".")
    assert "markdown_it" in loaded
    assert loaded & (_HEAVY | _LATER_NEEDED) == set()


def test_check_loads_no_stage_that_comes_after_it(tmp_path: Path) -> None:
    vault(tmp_path, One="# One\n")
    loaded = _loaded(tmp_path, "check", ".")
    stages = {f"octavo.{name}" for name in _LATER}
    assert loaded & stages == set()
    (tmp_path / "dist").mkdir()
    assert _loaded(tmp_path, "build", ".", "--only", "epub", "-j1") >= stages


def test_an_epub_alone_loads_nothing_that_makes_other_editions(tmp_path: Path) -> None:
    vault(tmp_path, One="# One\n\n- [ ] An item\n")
    others = {
        *("octavo.typeset.setting", "octavo.typeset.bind", "rapidfuzz"),
        *("octavo.editions.checklist.partition", "octavo.editions.checklist.printing"),
    }
    alone = _loaded(tmp_path, "build", ".", "--only", "epub", "-j2", "--no-cache")
    assert alone & others == set()
    named = _loaded(tmp_path, "build", ".", "-j2", "--no-cache", "--only", "pdf")
    assert "octavo.typeset.bind" in named


def test_a_build_of_what_was_built_loads_nothing_that_builds(tmp_path: Path) -> None:
    vault(tmp_path / "book", One="# One\n")
    words = ("build", "book", "--only", "epub", "-j1", "--report", "report.json")
    assert "octavo.pipeline" in _loaded(tmp_path, *words)
    loaded = _loaded(tmp_path, *words)
    stages = {"octavo.parse", "octavo.settle", "octavo.pipeline", "octavo.editions"}
    assert loaded & (_HEAVY | stages | {"markdown_it", "jinja2"}) == set()


def test_what_a_book_has_no_use_for_is_not_loaded(tmp_path: Path) -> None:
    book = tmp_path / "book"
    vault(book, One="# One\n\nA line.\n", Two="# Two\n\nAnother.\n")
    unused = {"rich", "pathspec", "email", "yaml"}
    words = ("build", "book", "-j2", "--no-cache", "--only", "pdf")
    assert _loaded(tmp_path, *words) & unused == set()
    (book / ".gitignore").write_text("*.tmp\n")
    vault(book, Two="---\ntags: [a]\n---\n# Two\n")
    assert _loaded(tmp_path, *words) & unused == {"pathspec", "yaml"}


def _run(home: Path, program: str, *words: str) -> tuple[str, str]:
    """What a program writes to its two streams."""
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, done.stderr


def test_a_build_reads_a_note_once_also_where_another_was_built(tmp_path: Path) -> None:
    words = ("build", "book", "--only", "epub", "-j1", "-q", "--cache", "cache")
    for text in ("# One\n", "# One\n\nMore.\n", "# One\n\nMore.\n"):
        vault(tmp_path / "book", One=text)
        assert _run(tmp_path, _READ, *words)[1] == "read\n"


def test_the_end_takes_nothing_apart_but_where_somebody_looks_on(
    tmp_path: Path,
) -> None:
    said = f"octavo {__version__}\n"
    assert _run(tmp_path, _ENDING) == (f"{said}cleared away\n", "")
    profiled = f"{said}taken apart\ncleared away\n"
    assert _run(tmp_path, _ENDING, "profiled") == (profiled, "")


def test_citations_load_what_sets_them_and_nothing_else_does(tmp_path: Path) -> None:
    heavy = {"citeproc", "bibtexparser", "lxml", "pylatexenc"}
    vault(tmp_path, One="# One\n\nWrite to a@b.c.\n")
    (tmp_path / "works.bib").write_text("@book{hu, title = {T}, author = {Hu}}\n")
    assert _loaded(tmp_path, "check", ".") & heavy == set()
    vault(tmp_path, One="# One\n\nSee [@hu].\n")
    checking = _loaded(tmp_path, "check", ".")
    assert checking & heavy == {"bibtexparser", "pylatexenc"}
    building = _loaded(tmp_path, "build", ".", "--only", "epub", "-j1")
    assert building >= {"citeproc", "bibtexparser"}


def test_a_build_with_workers_leaves_the_renderer_to_them(tmp_path: Path) -> None:
    vault(tmp_path, One="# One\n\n- [ ] An item\n")
    loaded = _loaded(tmp_path, "build", ".", "-j", "2", "--no-cache")
    assert len(list((tmp_path / "dist").glob("*.pdf"))) == 3
    assert "weasyprint" not in loaded


@pytest.mark.parametrize("words", [("--help",), ("explain",), ("--version",)])
def test_what_only_prints_loads_next_to_nothing(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    loaded = _loaded(tmp_path, *words)
    assert loaded & (_HEAVY | {"markdown_it", "jinja2", "yaml"}) == set()


@pytest.mark.parametrize("name", [row.name for row in COMMANDS])
def test_the_help_of_every_command_shows_an_example(tmp_path: Path, name: str) -> None:
    code, out, err = octavo(name, "--help", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert f"Example:\n    octavo {name}" in out


def test_every_command_is_listed_with_a_line_about_it(tmp_path: Path) -> None:
    code, out, _ = octavo("--help", cwd=tmp_path)
    assert code == 0
    for row in COMMANDS:
        assert f"  {row.name:<8} {row.about}\n" in out


def test_a_misspelt_command_is_told_what_was_meant(tmp_path: Path) -> None:
    code, out, err = octavo("biuld", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "There is no command “biuld”; did you mean “build”?" in err


@pytest.mark.parametrize("module", ["octavo.cli", "click", "octavo.formats"])
def test_an_interruption_while_the_program_is_loaded_ends_it_quietly(
    tmp_path: Path, module: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED, module],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")
