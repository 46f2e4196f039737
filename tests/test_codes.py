"""Every diagnostic code has a case: the exact text it prints, and a source mended of it.

A case is a folder `tests/codes/CODE/`. `source/` is the smallest handbook that causes
it; `expected.txt` is what `octavo check -v` writes about it; `mended/` is the same
handbook without the fault. Where only a build finds it, `editions.txt` names the
editions to build, and what `octavo build --only … -v` writes is expected; `source-out`
is its output folder. `without.txt` names packages that are not to be found meanwhile, `large.txt` pictures of
twelve megabytes that are put there first. `pytest --accept` writes what is printed into
`expected.txt`; read it before you commit it.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pictures import large

from octavo.codes import CODES
from octavo.diagnostics import Severity
from octavo.formats.format import Paper
from octavo.formats.text import write
from octavo.model.account import Progress
from octavo.model.commission import Commission
from octavo.pipeline import build
from octavo.settle import check

CASES = Path(__file__).with_name("codes")
ENTRIES = Path(__file__).parent.parent / "octavo" / "codes"


def _nobody(news: Progress) -> None:
    """Nobody watches."""


def _told(code: str, source: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is printed about a copy of the case, so that nothing lands in the tree."""
    case = CASES / code
    shutil.copytree(case, place, dirs_exist_ok=True, symlinks=True)
    monkeypatch.chdir(place)
    if (case / "large.txt").is_file():
        for name in (case / "large.txt").read_text().split():
            Path(name).write_bytes(large())
    if (case / "without.txt").is_file():
        return _printed_apart(code, source, (case / "without.txt").read_text().split())
    return printed(code, source)


def _printed_apart(code: str, source: str, without: list[str]) -> str:
    """What another Python prints, in which importing these packages fails."""
    lines = (
        f"import sys; sys.modules.update(dict.fromkeys({without!r}))",
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})",
        f"import test_codes; print(test_codes.printed({code!r}, {source!r}), end='')",
    )
    command = (sys.executable, "-c", "\n".join(lines))
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return run.stdout


def printed(code: str, source: str) -> str:
    """What is printed about a case that lies in the working folder."""
    case = CASES / code
    listed = case / "editions.txt"
    asked = Commission(
        path=Path(source),
        out=Path(f"{source}-out"),
        editions=tuple(listed.read_text().split()) if listed.is_file() else (),
    )
    proof = (build if listed.is_file() else check)(asked, _nobody)
    return write(proof, Paper(least=Severity.NOTE, width=120))


@pytest.mark.parametrize("code", CODES)
def test_the_smallest_source_prints_exactly_this(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accept: bool
) -> None:
    assert (CASES / code / "source").exists(), f"no case for {code} in tests/codes"
    printed = _told(code, "source", tmp_path, monkeypatch)
    expected = CASES / code / "expected.txt"
    if accept and not (expected.is_file() and expected.read_text() == printed):
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")
    assert f"[{code}]" in printed


@pytest.mark.parametrize("code", CODES)
def test_the_mended_source_prints_nothing_of_the_kind(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (CASES / code / "mended").exists(), f"nothing mended for {code}"
    assert f"[{code}]" not in _told(code, "mended", tmp_path, monkeypatch)


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_with_an_example(code: str) -> None:
    entry = ENTRIES / f"{code}.md"
    assert entry.is_file(), f"no entry for `octavo explain {code}`"
    lines = entry.read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {code}"
    assert any(line.lstrip().startswith(("```", "~~~")) for line in lines)
    assert 6 <= len(lines) <= 40


def test_there_are_no_cases_or_entries_of_codes_that_are_gone() -> None:
    assert {path.stem for path in ENTRIES.glob("*.md")} <= set(CODES)
    assert {path.name for path in CASES.iterdir() if path.is_dir()} <= set(CODES)
