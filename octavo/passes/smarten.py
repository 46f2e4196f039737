"""Typographic marks: straight quotes, double hyphens and dots in prose are set."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from operator import is_

from octavo.diagnostics import Outcome
from octavo.model.blocks import (
    Block,
    BulletList,
    Callout,
    Definition,
    Definitions,
    Division,
    Footnote,
    Heading,
    Listing,
    OrderedList,
    Paragraph,
    Question,
    Quote,
    Work,
)
from octavo.model.book import Book, Chapter, each_chapter
from octavo.model.changes import deferred, replace_all
from octavo.model.config import Config
from octavo.model.displays import Cell, CodeBlock, Diagram, Figure, Table
from octavo.model.document import Library
from octavo.model.inlines import (
    Anchor,
    Element,
    FootnoteMark,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    Text,
)
from octavo.model.known import hold_none, holds_none, some_of, those
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import Node, walk
from octavo.model.rack import Rack, bare
from octavo.model.unopened import Straight
from octavo.model.vault import Vault
from octavo.model.wording import text_of
from octavo.punctuation import OBJECT, Edit, Marks, edits, marks_of, smart, straight

_LINES: frozenset[type] = frozenset((Paragraph, Heading, Cell, Figure, Diagram, Work))
_CONCERNED: frozenset[type] = _LINES | {
    *(Callout, CodeBlock, Definition, Listing, Question, Table),
}

_TEXTS: frozenset[type] = frozenset((Text,))
_SOUGHT: frozenset[type] = frozenset((Diagram, Straight))
"""Without one of these nothing is set in a block; questions are open, being numbered."""
_ALONE: frozenset[type] = frozenset((CodeBlock, Diagram, Figure, Heading))
"""Blocks that hold no others."""
_WAITING: frozenset[type] = frozenset(
    (
        *(BulletList, Callout, Definitions, Division, Footnote, OrderedList),
        *(Paragraph, Quote, Table),
    )
)
"""Blocks of which nothing is set but what may be unopened."""

_RUNS = frozenset(".-")

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
"""One in a word, which is all that is certain to be no sign of a language of drawings."""


def smarten(
    book: Book, library: Library, vault: Vault, config: Config, rack: Rack = bare
) -> Outcome[Book]:
    """The book with its prose, headings and titles in the marks of their language.

    So is what properties and the configuration say that is printed. Rule R7.8: never in
    code, formulas or addresses, nor in an mdBook that says not to. Quotes pair across
    emphasis and links within a paragraph. Runs after `link` and `footnotes`, which still
    make words, and before `contents` and `tasks`, which repeat them. Blocks of chapters
    that were set before are on the `rack`.
    """
    if not book.dialect.smart:
        return Outcome(book)
    language = book.metadata.language
    own = marks_of(language)

    def settled(chapter: Chapter) -> Chapter:
        return _chapter(chapter, chapter.language or language, rack)

    book = each_chapter(book, settled)
    parts = tuple(replace(part, title=smart(part.title, own)) for part in book.parts)
    targets = {
        anchor: replace(target, text=smart(target.text, own))
        for anchor, target in book.targets.items()
        if straight(target.text)
    }
    said = book.metadata
    metadata = replace(
        said,
        title=smart(said.title, own),
        subtitle=smart(said.subtitle, own),
        authors=tuple(smart(author, own) for author in said.authors),
        licence=smart(said.licence, own),
        description=smart(said.description, own),
    )
    return Outcome(
        replace(
            book,
            parts=parts,
            targets=FrozenMapping({**book.targets, **targets}),
            metadata=metadata,
        )
    )


def _chapter(chapter: Chapter, language: str, rack: Rack) -> Chapter:
    marks = marks_of(language)
    blocks = rack(_blocks, chapter.blocks, language)
    same = blocks is chapter.blocks
    heading = _line(chapter.title_inlines, marks)
    said, set_so = (
        " ".join(text_of(each).split()) for each in (chapter.title_inlines, heading)
    )

    def titled(title: str) -> str:
        return set_so if title == said else smart(title, marks)

    after = replace(
        chapter,
        blocks=blocks,
        title_inlines=heading,
        title=titled(chapter.title),
        listed=titled(chapter.listed),
        short=smart(chapter.short, marks),
        description=smart(chapter.description, marks),
    )
    return chapter if same and after == chapter else after


def _blocks(blocks: tuple[Block, ...], language: str) -> tuple[Block, ...]:
    """The blocks of a chapter; the same tuple when nothing in them is to be set."""
    if hold_none(blocks, _SOUGHT | {Question}):
        return blocks
    # One for all of them: what is kept of a chapter tells each only once.
    whole = partial(_whole, marks=marks_of(language))
    made = [
        block if holds_none(block, _SOUGHT) else _block(block, whole)
        for block in blocks
    ]
    return blocks if all(map(is_, made, blocks)) else some_of(blocks, made)


def _block(block: Block, whole: Callable[[Block], Block]) -> Block:
    """A block with all its lines set, at once or when somebody looks at them."""
    if type(block) in _WAITING and not getattr(block, "caption", ()):
        waiting = deferred(block, whole)
        if waiting is not None:
            return waiting
    return whole(block)


def _whole(block: Block, marks: Marks) -> Block:
    if type(block) in _ALONE:
        return _set(block, marks)  # type: ignore[return-value]  # it stays of its type
    made = replace_all((block,), partial(_set, marks=marks), _LINES, _CONCERNED)
    return made[0]


def _set(node: Node, marks: Marks) -> Node:
    """A node with its own lines set."""
    match node:
        case Paragraph() | Heading() | Cell() | Work():
            fresh = _line(node.inlines, marks)
            return node if fresh is node.inlines else replace(node, inlines=fresh)
        case Diagram():
            text = node.text
            if node.kind == "mermaid":
                text = _APOSTROPHE.sub("’", text)
            return replace(node, text=text, caption=_line(node.caption, marks))
        case CodeBlock() | Figure() | Table() if node.caption:
            return replace(node, caption=_line(node.caption, marks))
        case Question():
            facts = tuple(smart(fact, marks) for fact in node.facts)
            title = _line(node.title, marks)
            return replace(node, title=title, facts=facts)
        case Callout() if node.title:
            return replace(node, title=_line(node.title, marks))
        case Listing() if node.caption:
            return replace(node, caption=_line(node.caption, marks))
        case Definition():
            return replace(node, term=_line(node.term, marks))
        case _:
            return node


def _line(inlines: tuple[Inline, ...], marks: Marks) -> tuple[Inline, ...]:
    """One paragraph's inlines; the same tuple when nothing is to be set."""
    if len(inlines) == 1 and type(inlines[0]) is Text and not straight(inlines[0].text):
        return inlines
    for node in those(inlines, _TEXTS):
        if straight(node.text):  # type: ignore[union-attr]  # these are texts
            break
    else:
        return inlines
    leaves, text = _read(inlines)
    found = edits(text, marks)
    if not found:
        return inlines
    texts = {id(leaf): _edited(leaf.text, start, found) for leaf, start in leaves}

    def change(node: Node) -> Node:
        fresh = texts.get(id(node))
        if fresh is None or not isinstance(node, Text) or fresh == node.text:
            return node
        return replace(node, text=fresh)

    return replace_all(inlines, change, kinds=_TEXTS)


def _read(inlines: tuple[Inline, ...]) -> tuple[list[tuple[Text, int]], str]:
    """The texts that may be changed with their offsets, and the whole line's text.

    Marks of notes count as nothing, other things that are no prose as one character.
    """
    leaves: list[tuple[Text, int]] = []
    parts: list[str] = []
    literal: set[int] = set()
    length = 0
    for node in walk(inlines):
        if id(node) in literal:
            continue
        match node:
            case Text(literal=True):
                # Dots and hyphens still join those beside them, so that none is set.
                part = node.text if node.text in _RUNS else OBJECT
            case Text():
                leaves.append((node, length))
                part = node.text
            case LineBreak():
                part = " "
            case (
                Link(bare=True)
                | Element(name="code" | "kbd" | "pre" | "samp" | "tt" | "var")
            ):
                literal.update(map(id, walk(node.inlines)))
                part = OBJECT
            case FootnoteMark() | Anchor() | IndexMark():
                part = ""
            case _:
                part = "" if getattr(node, "inlines", None) is not None else OBJECT
        parts.append(part)
        length += len(part)
    return leaves, "".join(parts)


def _edited(text: str, start: int, found: tuple[Edit, ...]) -> str:
    """One leaf's text after the edits that lie wholly in it."""
    out: list[str] = []
    done = 0
    for edit in found[bisect_left(found, (start,)) :]:
        at, end = edit.start - start, edit.end - start
        if end > len(text):
            break
        out += (text[done:at], edit.text)
        done = end
    return "".join((*out, text[done:]))
