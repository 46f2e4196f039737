"""What the README says can be typed works as it stands there, and what it names exists."""

import re
import shlex
import signal
from pathlib import Path, PurePosixPath

import pytest
from running import Watched, octavo, vault

from octavo.configure import configure

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`octavo ([^`]+)`")
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
_DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/dependencies.md",
)


@pytest.fixture(scope="module")
def readme(checkout: Path) -> str:
    """The README's text."""
    return (checkout / "README.md").read_text(encoding="utf-8")


def _typed(readme: str) -> list[list[str]]:
    """The arguments of every `octavo …` line in a block of shell commands."""
    lines = [
        shlex.split(line, comments=True)
        for language, block in _BLOCK.findall(readme)
        if language == "sh"
        for line in block.splitlines()
    ]
    return [words[1:] for words in lines if words[0] == ".venv/bin/octavo"]


def _notes(home: Path) -> None:
    """What the README takes to be there: a vault, a book of mdBook, one note."""
    mine = vault(home / "Notes" / "MyVault", One="# One\n\n[[Two]]\n", Two="# Two\n")
    (mine / ".obsidian").mkdir()
    book = vault(home / "books" / "my-mdbook" / "src", one="# One\n\nText.\n")
    (book / "SUMMARY.md").write_text("# Summary\n\n- [One](one.md)\n")
    (book.parent / "book.toml").write_text('[book]\ntitle = "Mine"\n')
    vault(home, essay="# Essay\n\nText.\n")


@pytest.mark.slow
def test_what_can_be_typed_works(tmp_path: Path, readme: str) -> None:
    _notes(tmp_path)
    typed = _typed(readme)
    assert {words[0] for words in typed} == {"new", "build", "check", "watch"}
    for words in typed:
        here = [word.replace("~", str(tmp_path)) for word in words]
        if words[0] == "watch":
            watched = Watched(tmp_path, *here[1:])
            assert watched.until(1) == ["built in N s; Ctrl-C ends the watch"]
            assert watched.end(signal.SIGINT) == 130
            continue
        ran = octavo(*here, cwd=tmp_path)
        assert ran.code == 0, (words, ran.err)
        for line in ran.out.splitlines():
            assert (tmp_path / line).exists(), (words, line)


@pytest.mark.slow
def test_what_stands_in_a_sentence_works_in_a_handbook(
    tmp_path: Path, readme: str
) -> None:
    assert octavo("new", "mine", cwd=tmp_path).code == 0
    typed = [shlex.split(words) for words in _INLINE.findall(readme)]
    assert {"check", "build", "explain", "doctor"} <= {words[0] for words in typed}
    for words in typed:
        ran = octavo(*words, cwd=tmp_path / "mine")
        assert ran.code == 0, (words, ran.err)


def test_the_example_of_a_handbook_is_understood(readme: str) -> None:
    (example,) = (
        block for language, block in _BLOCK.findall(readme) if language == "toml"
    )
    config, told = configure(example, PurePosixPath("handbook.toml"))
    assert told == ()
    assert config.handbook.title == "My Handbook"


@pytest.mark.parametrize("document", _DOCUMENTS)
def test_files_that_are_linked_exist(checkout: Path, document: str) -> None:
    file = checkout / document
    prose = _BLOCK.sub("", file.read_text(encoding="utf-8"))
    links = _LINK.findall(re.sub(r"`[^`\n]+`", "", prose))
    near = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in near if not (file.parent / link).exists()] == []
    assert near or document != "README.md"
