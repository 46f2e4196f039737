"""Blocks are known again by their bytes, open or not."""

from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from octavo.diagnostics import Span
from octavo.dialect import DIALECTS
from octavo.likeness import likeness
from octavo.model.blocks import Block, Break, Paragraph
from octavo.model.changes import deferred
from octavo.model.dialect import Dialect, SoftBreak
from octavo.model.inlines import Text
from octavo.model.vault import Kind, Note
from octavo.parse import parse
from octavo.trees import packed, unpacked

_DIALECT = Dialect(
    kind=Kind.VAULT,
    rules=DIALECTS[Kind.VAULT],
    soft_break=SoftBreak.BLANK,
    wiki=True,
)

TEXT = """# One

Some *words* with [a link](https://example.org) and `code`.

- a list
  - in a list

> A quote
> > in a quote

| a | b |
|---|---|
| c | d |

![[picture.png]]
"""


def _parsed(
    text: str, path: str = "note.md", *, shut: bool = True
) -> tuple[Block, ...]:
    note = Note(path=PurePosixPath(path), text=text, digest="")
    make = partial(parse, note, _DIALECT)
    return (unpacked(packed(make)) if shut else make()).value.blocks


def _changed(block: Block, word: str) -> Block:
    return replace(block, inlines=(Text(span=block.span, text=word),))


def _waiting(*changes: partial[Block]) -> list[Block]:
    """A paragraph for each change, which waits for it to be opened."""
    (block,) = _parsed("Some words.\n")
    return [deferred(block, change) or block for change in changes]


def test_the_same_blocks_are_the_same_bytes_opened_or_not() -> None:
    first, second = _parsed(TEXT), _parsed(TEXT)
    before = likeness(first)
    assert [repr(block) for block in second] == [repr(block) for block in first]
    assert likeness(second) == before == likeness(first)
    opened = _parsed(TEXT, shut=False)
    assert likeness(opened) == likeness(_parsed(TEXT, shut=False))


def test_every_other_word_place_and_kind_is_told() -> None:
    others = [
        TEXT,
        TEXT.replace("Some", "Sone"),
        TEXT.replace("a link", "b link"),
        TEXT.replace("in a list", "on a list"),
        TEXT.replace("  - in", "- in"),
        TEXT.replace("> > in", "> in"),
        TEXT.replace("| c |", "| e |"),
        TEXT.replace("# One", "## One"),
        TEXT.replace("picture", "pictures"),
        f"\n{TEXT}",
        TEXT.replace("\n\n- a", "\n\n\n- a"),
        f"{TEXT}\nMore.\n",
    ]
    for shut in (True, False):
        told = {likeness(_parsed(text, shut=shut)) for text in others}
        assert len(told) == len(others)
        assert likeness(_parsed(TEXT, "else.md", shut=shut)) not in told


def test_what_waits_until_a_block_is_opened_is_told() -> None:
    one, two = (partial(_changed, word=word) for word in ("one", "two"))
    rows = (one, two, one), (two, one, two), (one, two, two), (one, two, one)
    told = [likeness(tuple(_waiting(*changes))) for changes in rows]
    assert told[0] == told[3]
    assert len(set(told)) == 3


def test_nodes_of_one_block_are_not_taken_for_those_of_another() -> None:
    def said(*lines: tuple[str, ...]) -> bytes:
        at = Span.whole(PurePosixPath("a.md"))
        texts = [tuple(Text(span=at, text=word) for word in line) for line in lines]
        return likeness(tuple(Paragraph(span=at, inlines=line) for line in texts))

    assert len({said(("a", "b"), ()), said(("a",), ("b",)), said((), ("a", "b"))}) == 3


def test_nodes_in_another_order_are_told() -> None:
    at = Span.whole(PurePosixPath("a.md"))
    word, rule = Paragraph(span=at, inlines=()), Break(span=at, id="")
    told = {likeness(row) for row in ((word, rule, word), (word, word, rule))}
    assert len(told) == 2


def test_a_text_of_a_type_of_its_own_is_told_as_well() -> None:
    def said(word: str) -> bytes:
        at = Span.whole(PurePosixPath("a.md"))
        return likeness((Paragraph(span=at, inlines=(Text(span=at, text=word),)),))

    assert said(_Own("a")) != said(_Own("b"))


class _Own(str):
    """What a library may give."""
