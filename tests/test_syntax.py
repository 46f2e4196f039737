"""The literate cases of tests/syntax: a note, and exactly the tree it becomes.

A case is a heading and fences. `input` is the note (`input plain` and `input mdbook`
read it by those dialects, `input vault graph` by that of Logseq, `input plain mdx` as a
page of MDX), `note NAME` another note beside it; `tree` is what `parse` gives, `told` the
diagnostics; a `tree` or `told` left out means there is none. Where a case asks for
`html`, that is what is printed once links are settled. `pytest --accept` writes what came
out.
"""

import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest
from outline import document_outline, told_lines
from printing import printed
from settling import settled

from octavo.dialect import recognise
from octavo.model.config import Config
from octavo.model.vault import Kind, Note, Vault
from octavo.parse import parse
from octavo.syntax import RULES

FOLDER = Path(__file__).with_name("syntax")
PATH = PurePosixPath("Case.md")
BOOKS = {
    "formulas": "[output.html]\nmathjax-support = true\n",
    "preprocessors": "[preprocessor.trpl-listing]\n[preprocessor.trpl-note]\n",
}
_FENCE = re.compile(r"^(~{3,})[ ]?([^\n]*)\n(.*?)^\1$\n?", re.MULTILINE | re.DOTALL)


class Part(NamedTuple):
    """One fence of a case."""

    kind: str
    text: str


class Case(NamedTuple):
    """One case, and the text it stands in."""

    file: Path
    title: str
    source: str

    @property
    def parts(self) -> list[Part]:
        """The fences in order."""
        return [
            Part(found[2].strip(), found[3]) for found in _FENCE.finditer(self.source)
        ]


def _cases() -> list[Case]:
    found = []
    for file in sorted(FOLDER.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        bare = _FENCE.sub(lambda fence: "\0" * len(fence[0]), text)
        starts = [match.start() for match in re.finditer(r"^## ", bare, re.MULTILINE)]
        for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
            source = text[start:stop]
            found.append(Case(file, source.split("\n")[0][3:], source))
    return found


CASES = _cases()


def _notes(case: Case) -> tuple[Kind, dict[str, str]]:
    """The kind of the folder a case is read as, and its notes by path, its own first."""
    given = next(part for part in case.parts if part.kind.split()[0] == "input")
    path = PATH.with_suffix(".mdx") if _wanted(case) == "mdx" else PATH
    notes = {str(path): given.text}
    for part in case.parts:
        if part.kind.startswith("note "):
            notes[part.kind.removeprefix("note ")] = part.text
    return Kind([*given.kind.split(), "vault"][1]), notes


def _parsed(case: Case) -> dict[str, str]:
    """What comes of a case: its tree and what is told, each as text."""
    kind, texts = _notes(case)
    notes = tuple(
        Note(path=PurePosixPath(path), text=text, digest="")
        for path, text in texts.items()
    )
    settings = ((PurePosixPath("book.toml"), _book(case)),)
    if _wanted(case) == "graph":
        settings = ((PurePosixPath("logseq/config.edn"), "{}"),)
    vault = Vault(name="case", kind=kind, notes=notes, settings=settings)
    dialect = recognise(vault, Config())
    document, told = parse(notes[0], dialect)
    return {
        "tree": "".join(f"{line}\n" for line in document_outline(document)),
        "told": "".join(f"{line}\n" for line in told_lines(told)),
    }


def _book(case: Case) -> str:
    """What the case's book asks for, if anything: `input mdbook formulas`."""
    return BOOKS.get(_wanted(case), "")


def _wanted(case: Case) -> str:
    """The third word of `input KIND WORD`; "" without one."""
    given = next(part for part in case.parts if part.kind.split()[0] == "input")
    return [*given.kind.split(), "", ""][2]


def _printed(case: Case) -> str:
    """The HTML of a case's note, once its links are settled."""
    kind, texts = _notes(case)
    chapter = settled(texts, kind=kind).chapter(next(iter(texts)))
    return f"{printed(chapter.blocks)}\n"


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.file.stem}: {case.title}"
)
def test_the_note_becomes_exactly_this_tree(case: Case, accept: bool) -> None:
    given = {part.kind: part.text for part in case.parts}
    made = _parsed(case)
    if "html" in given:
        made["html"] = _printed(case)
    if accept and any(given.get(kind, "") != made[kind] for kind in made):
        _accept(case, made)
        return
    assert {kind: given.get(kind, "") for kind in made} == made


def _accept(case: Case, made: dict[str, str]) -> None:
    """Write what came out into the case's file."""
    kept = _FENCE.sub(
        lambda fence: fence[0] if fence[2].strip() not in made else "", case.source
    ).rstrip("\n")
    marks = "~" * max(
        4, *(len(found) for found in re.findall("~+", kept + made["tree"]))
    )
    fences = "".join(
        f"{marks} {kind}\n{text}{marks}\n" for kind, text in made.items() if text
    )
    text = case.file.read_text(encoding="utf-8")
    assert text.count(case.source) == 1
    fresh = text.replace(case.source, f"{kept}\n{fences}\n")
    case.file.write_text(fresh.rstrip("\n") + "\n", encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_cases(rule: object) -> None:
    name = getattr(rule, "name", "")
    assert any(case.file.stem == name for case in CASES), f"tests/syntax/{name}.md"
