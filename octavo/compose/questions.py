"""Questions of a question bank, and the labels in their answers."""

from collections.abc import Iterator
from typing import TypeGuard

from markupsafe import Markup

from octavo.compose.stick import Stick
from octavo.model.blocks import Block, Paragraph, Question
from octavo.model.inlines import Inline, Strong


def question(node: Question, stick: Stick) -> str:
    """A question and its answer.

    Its own words are a heading one level below the section it stands in, so that it can
    be jumped to; headings within the answer are another level down.
    """
    before, level = stick.floor, min(max(stick.floor, stick.level + 1), 6)
    named, text = stick.given(node.id), Markup(stick.inlines(node.title))
    stick.floor = min(level + 1, 6)
    body = "\n".join([part for part in _answer(node.blocks, stick) if part])
    stick.floor = before
    return str(
        stick.manner.shapes.question(
            id=named,
            level=level,
            number=node.number,
            text=text,
            facts=node.facts,
            body=Markup(body),
        )
    )


def _answer(blocks: tuple[Block, ...], stick: Stick) -> Iterator[str]:
    """The parts of an answer. A paragraph that is one bold run is a label.

    It begins the first line of the paragraph after it; before anything else, and with
    an id of its own, it has a line to itself.
    """
    label: Paragraph | None = None
    for block in (*blocks, None):
        if label is not None and not label.id and _prose(block):
            yield _part(block, stick, _words(label))
            label = None
            continue
        if label is not None:
            yield _part(label, stick)
        label = block if _bold(block) else None
        if block is not None and label is None:
            yield stick.blocks((block,))


def _bold(block: Block | None) -> TypeGuard[Paragraph]:
    return (
        isinstance(block, Paragraph)
        and len(block.inlines) == 1
        and isinstance(block.inlines[0], Strong)
    )


def _prose(block: Block | None) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and not _bold(block)


def _words(label: Paragraph) -> tuple[Inline, ...]:
    (bold,) = label.inlines
    assert isinstance(bold, Strong), "a label is one bold run"
    return bold.inlines


def _part(node: Paragraph, stick: Stick, label: tuple[Inline, ...] = ()) -> str:
    """A paragraph behind its label, or a label alone."""
    words = label or _words(node)
    return str(
        stick.manner.shapes.answer_part(
            id=stick.given(node.id),
            label=Markup(stick.inlines(words)),
            text=Markup(stick.inlines(node.inlines)) if label else "",
        )
    )
