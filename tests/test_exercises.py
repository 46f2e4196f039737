"""The handbook's code runs: exercises pass their own tests, all else compiles.

A question of the book shows a solution and, in a fence ```` ```python test ````,
the assertions that exercise it. Both are read from the notes, so that what a
reader copies is what has been run.
"""

import ast
import doctest
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

SOURCE = Path(__file__).resolve().parent.parent / "source"
LONGEST, WIDEST = 35, 63  # what a page of the book holds without a break


@dataclass(frozen=True)
class Fence:
    """A piece of Python; `question` is its callout's block id, or empty."""

    note: str
    line: int
    question: str
    test: bool
    code: str

    @property
    def place(self) -> str:
        """Where it stands, for messages and names of cases."""
        return f"{self.note}:{self.line}"


@dataclass(frozen=True)
class Question:
    """A question callout of the book: its block id and its kind."""

    note: str
    line: int
    id: str
    kind: str


@dataclass(frozen=True)
class Page:
    """What a note holds of questions and of Python."""

    questions: tuple[Question, ...]
    fences: tuple[Fence, ...]


@cache
def pages() -> tuple[Page, ...]:
    """All notes of the book."""
    return tuple(
        _page(path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.md"))
    )


def _page(note: str, text: str) -> Page:
    """Read one note, callout by callout."""
    questions, fences = [], []
    for tokens, after in _blocks(MarkdownIt("commonmark").parse(text)):
        opening = tokens[1] if tokens[0].type == "blockquote_open" else None
        words = next((t.content for t in tokens if t.type == "inline"), "")
        head, bar, rest = words.partition("]")[0].partition("|")
        name = ""
        if opening and head.casefold() == "[!question" and bar:
            line = (tokens[0].map or [0])[0] + 1
            name = after[1:] if after.startswith("^") else ""
            kind = rest.split(",")[0].strip().casefold()
            questions.append(Question(note, line, name, kind))
        fences += [_fence(note, name, t) for t in tokens if _is_python(t)]
    return Page(tuple(questions), tuple(fences))


def _blocks(tokens: list[Token]) -> Iterator[tuple[list[Token], str]]:
    """The top blocks of a note, each with the words that follow it."""
    blocks: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            blocks.append([])
        blocks[-1].append(token)
        depth += token.nesting
    for block, following in zip(blocks, [*blocks[1:], []], strict=True):
        yield block, next((t.content for t in following if t.type == "inline"), "")


def _is_python(token: Token) -> bool:
    return token.type == "fence" and token.info.split()[:1] == ["python"]


def _fence(note: str, question: str, token: Token) -> Fence:
    line = (token.map or [0])[0] + 1
    test = "test" in token.info.split()[1:]
    return Fence(note, line, question, test, token.content)


QUESTIONS = [question for page in pages() for question in page.questions]
FENCES = [fence for page in pages() for fence in page.fences]
TESTED = sorted({f.question for f in FENCES if f.test and f.question})
OTHERS = [f for f in FENCES if not f.test and f.question not in TESTED]


def test_the_book_has_exercises() -> None:
    assert TESTED, "no `python test` fence under source/"


def test_every_test_stands_in_a_question_with_an_id_of_its_own() -> None:
    assert [f.place for f in FENCES if f.test and not f.question] == []
    names = Counter(question.id for question in QUESTIONS if question.id)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_coding_question_has_a_solution_and_a_test() -> None:
    coding = [question for question in QUESTIONS if question.kind == "coding"]
    assert coding, "no question of the kind “coding”"
    found = {(f.question, f.test) for f in FENCES}
    for question in coding:
        place = f"{question.note}:{question.line}"
        assert question.id, f"{place}: a coding question without a block id"
        assert (question.id, False) in found, f"{place}: no solution"
        assert (question.id, True) in found, f"{place}: no test"


@pytest.mark.parametrize("name", TESTED)
def test_exercise(name: str) -> None:
    namespace: dict[str, object] = {"__name__": name}
    asserted = 0
    for fence in FENCES:
        if fence.question == name:
            tree = ast.parse(fence.code, fence.place)
            if fence.test:
                asserted += sum(isinstance(n, ast.Assert) for n in ast.walk(tree))
            exec(compile(tree, fence.place, "exec"), namespace)
    assert asserted >= 3, f"{name}: a test asserts three things or more"


@pytest.mark.parametrize("name", TESTED)
def test_exercise_fits_a_page(name: str) -> None:
    for fence in FENCES:
        if fence.question == name:
            lines = fence.code.splitlines()
            assert len(lines) <= LONGEST, f"{fence.place}: {len(lines)} lines"
            wide = [line for line in lines if len(line) > WIDEST]
            assert wide == [], fence.place


@pytest.mark.parametrize("fence", OTHERS, ids=[fence.place for fence in OTHERS])
def test_other_python_compiles_and_says_what_it_does(fence: Fence) -> None:
    tree = ast.parse(fence.code, fence.place)
    code = compile(tree, fence.place, "exec")
    if not all(find_spec(name) for name in _imported(tree)):
        return  # a framework that the project does not install
    namespace: dict[str, object] = {"__name__": fence.place}
    exec(code, namespace)
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner(verbose=False)
    for name, value in list(namespace.items()):
        if getattr(value, "__module__", None) == fence.place:
            for example in finder.find(value, name, module=False, globs=namespace):
                runner.run(example)
    assert runner.summarize(verbose=False).failed == 0


def _imported(tree: ast.Module) -> set[str]:
    """The packages a piece of code asks for."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names
