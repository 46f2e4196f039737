"""Blocks that nobody has opened yet are the blocks that they are."""

import pickle
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import get_args

import pytest
from generated import notes as generated
from grammar import Written, documents
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.diagnostics import Diagnostic, Outcome
from octavo.dialect import recognise
from octavo.model.blocks import Block, Item, Paragraph
from octavo.model.book import Book
from octavo.model.changes import deferred
from octavo.model.commission import Commission
from octavo.model.config import Config
from octavo.model.dialect import Dialect
from octavo.model.document import Document
from octavo.model.inlines import Citation, Image, IndexMark, Text
from octavo.model.known import Known, holds_none, those
from octavo.model.nodes import Node, walk
from octavo.model.unopened import Boxed, Literal, Named, Straight
from octavo.model.vault import Kind, Note, Vault
from octavo.model.wording import text_of
from octavo.parse import parse
from octavo.punctuation import marks_of, smart
from octavo.settle import Run
from octavo.trees import packed, unpacked

Trees = Iterator[tuple[Note, Outcome[Document]]]

HERE = Path(__file__).parents[1]
BOOKS = [
    *sorted((HERE / "fidelity" / "books").iterdir()),
    HERE / "pages" / "torture",
    HERE.parent / "source",
]
# What the cases of `tests/test_syntax.py` are parsed of.
_INPUT = re.compile(r"^(~{3,}) input(?: \w+)?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


class _Open(Run):
    def trees(self, notes: Sequence[Note], dialect: Dialect) -> Trees:
        return ((note, parse(note, dialect)) for note in notes)


class _Unopened(Run):
    def trees(self, notes: Sequence[Note], dialect: Dialect) -> Trees:
        return (
            (note, unpacked(packed(partial(parse, note, dialect)))) for note in notes
        )


def _settled(kind: type[Run], folder: Path) -> tuple[Book | None, list[Diagnostic]]:
    run = kind(Commission(path=folder, out=folder / "out"), lambda _: None)
    source = run.settle()
    return source and source.book, list(run.proof().diagnostics)


@pytest.mark.parametrize("folder", BOOKS, ids=lambda folder: folder.name)
def test_a_book_is_settled_as_if_all_were_open(folder: Path) -> None:
    assert _settled(_Unopened, folder) == _settled(_Open, folder)


def test_a_made_up_vault_is_settled_as_if_all_were_open(tmp_path: Path) -> None:
    for path, text in generated(60):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert _settled(_Unopened, tmp_path) == _settled(_Open, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "> ```mermaid\n> graph TD\n>   a[don't]\n> ```\n",
        "- ```mermaid\n  graph TD\n    a[don't]\n  ```\n",
    ],
    ids=["quotation", "list"],
)
def test_drawings_below_a_block_without_text_are_set_as_if_all_were_open(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "Note.md").write_text(f"# One\n\n{text}")
    book, _ = unopened = _settled(_Unopened, tmp_path)
    assert unopened == _settled(_Open, tmp_path)
    assert "’" in repr(list(book.chapters()) if book else ())


def test_a_numbered_table_is_a_place_in_a_chapter_without_another(
    tmp_path: Path,
) -> None:
    text = "# One\n\nTable: What there is\n\n| a |\n|---|\n| b |\n"
    (tmp_path / "Note.md").write_text(text)
    book, _ = unopened = _settled(_Unopened, tmp_path)
    assert unopened == _settled(_Open, tmp_path)
    assert [each.kind for each in (book.targets if book else {}).values()] == [
        "chapter",
        "table",
    ]


def test_every_form_of_text_is_settled_as_if_all_were_open(tmp_path: Path) -> None:
    for path in (HERE / "syntax").glob("*.md"):
        for place, found in enumerate(_INPUT.finditer(path.read_text())):
            (tmp_path / f"{path.stem} {place}.md").write_text(found[2])
    book, _ = unopened = _settled(_Unopened, tmp_path)
    assert unopened == _settled(_Open, tmp_path)
    assert book is not None


@pytest.mark.parametrize("folder", BOOKS, ids=lambda folder: folder.name)
def test_what_is_known_of_chapters_holds_to_the_end(folder: Path) -> None:
    book, _ = _settled(_Unopened, folder)
    for chapter in book.chapters() if book else ():
        if isinstance(chapter.blocks, Known):
            assert _told(chapter.blocks) <= chapter.blocks.holds, chapter.path


def test_what_is_known_of_the_chapters_of_a_made_up_vault_holds(tmp_path: Path) -> None:
    for path, text in generated(60):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    book, _ = _settled(_Unopened, tmp_path)
    known = [
        chapter
        for chapter in (book.chapters() if book else ())
        if isinstance(chapter.blocks, Known)
    ]
    assert len(known) > 10
    for chapter in known:
        assert _told(chapter.blocks) <= chapter.blocks.holds, chapter.path


def _told(blocks: tuple[Block, ...]) -> set[type]:
    """What blocks hold, as one sees who looks at all of them."""
    nodes = list(walk(blocks))
    told: set[type] = set(map(type, nodes))
    if any(
        getattr(each, "id", "") or getattr(each, "attributes", "") for each in nodes
    ):
        told.add(Named)
    if any(isinstance(each, Item) and each.task for each in nodes):
        told.add(Boxed)
    if any(isinstance(each, Text) and each.literal for each in nodes):
        told.add(Literal)
    return told


@pytest.mark.slow
def test_a_long_book_is_settled_as_if_all_were_open(course_vault: Path) -> None:
    assert _settled(_Unopened, course_vault) == _settled(_Open, course_vault)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(Kind)).flatmap(documents))
def test_what_a_block_holds_is_known_before_it_is_opened(written: Written) -> None:
    note = Note(path=PurePosixPath("Note.md"), text=written.text, digest="")
    dialect = recognise(Vault(name="v", kind=Kind.VAULT), Config())
    tree = packed(partial(parse, note, dialect))
    for kind in get_args(Node):
        sought = frozenset((kind,))
        for block in unpacked(tree).value.blocks:
            empty, found = holds_none(block, sought), those((block,), sought)
            here = [each for each in walk(block) if type(each) is kind]
            assert found == here
            assert not (empty and any(each is not block for each in here))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(Kind)).flatmap(documents))
def test_a_block_without_straight_marks_is_left_by_what_sets_them(
    written: Written,
) -> None:
    note = Note(path=PurePosixPath("Note.md"), text=written.text, digest="")
    dialect = recognise(Vault(name="v", kind=Kind.VAULT), Config())
    for block in unpacked(packed(partial(parse, note, dialect))).value.blocks:
        texts = [each.text for each in walk(block) if isinstance(each, Text)]
        if holds_none(block, frozenset((Straight,))):
            marks = marks_of("en")
            assert [smart(text, marks) for text in texts] == texts


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(Kind)).flatmap(documents))
def test_a_tree_comes_back_as_it_was_and_is_always_the_same_bytes(
    written: Written,
) -> None:
    note = Note(path=PurePosixPath("Note.md"), text=written.text, digest="")
    dialect = recognise(Vault(name="v", kind=Kind.VAULT), Config())
    tree = parse(note, dialect)
    data = packed(lambda: tree)
    assert repr(unpacked(data)) == repr(tree)
    assert unpacked(data).value.stretches == tree.value.stretches
    assert packed(partial(unpacked, data)) == data


def test_nodes_with_values_of_their_own_come_back_as_they_were() -> None:
    text = (
        "![x](a.png) *See [@a, p. 3; -@b] %%index: tree!leaf%% here*.\n\n"
        "| a |\n|---|\n| ![[b.png]] |\n\n- [x] ==![y](c.png)==\n"
    )
    note = Note(path=PurePosixPath("Note.md"), text=text, digest="")
    dialect = recognise(Vault(name="v", kind=Kind.VAULT), Config())
    tree = parse(note, dialect)
    found = those(tree.value.blocks, frozenset((Citation, Image, IndexMark)))
    assert {type(node) for node in found} == {Citation, Image, IndexMark}
    assert repr(unpacked(packed(lambda: tree))) == repr(tree)


def test_a_block_that_changes_later_changes_when_it_is_opened() -> None:
    note = Note(path=PurePosixPath("Note.md"), text='He said "so".', digest="")
    dialect = recognise(Vault(name="v", kind=Kind.VAULT), Config())
    (block,) = unpacked(packed(partial(parse, note, dialect))).value.blocks
    waiting = deferred(block, _without_words)
    assert text_of(pickle.loads(pickle.dumps(waiting))) == ""
    assert text_of(waiting) == ""
    assert text_of(block) == 'He said "so".'


def _without_words(node: Block) -> Block:
    assert isinstance(node, Paragraph)
    return replace(node, inlines=())
