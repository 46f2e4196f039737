"""Numbers of chapters, figures, tables, listings, equations and questions."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias, get_args

from octavo.diagnostics import Outcome, Span
from octavo.model.blocks import Block, Question
from octavo.model.book import Book, Chapter, Role, each_chapter, standing
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.displays import CodeBlock, Diagram, Figure, MathBlock, Table
from octavo.model.document import Library
from octavo.model.nodes import BLOCKS_ONLY, NOTHING, Node
from octavo.model.rack import Rack, bare
from octavo.model.vault import Vault

_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")


Numbered: TypeAlias = Figure | Diagram | Table | CodeBlock | MathBlock | Question

_NUMBERED: frozenset[type] = frozenset(get_args(Numbered))

_Place: TypeAlias = tuple[type, Span]
"""What is written where: a copy has the place of what it was copied from."""


def number(
    book: Book, library: Library, vault: Vault, config: Config, rack: Rack = bare
) -> Outcome[Book]:
    r"""The book with its chapters, and what can be referred to by number, numbered.

    Chapters of the body count through all parts; one nested under another is “1.1”.
    Figures and drawings with a caption, tables and listings with one count in their
    chapter, each kind for itself, and so do formulas with a block id; one with a `\tag`
    has what that says. Where a chapter has no number they count through the book, as
    questions do everywhere, all in the order they are printed. What an embed copied has
    the number it has where it was written; where that is not in the book, its first copy
    counts. Runs after `images`, which makes the figures, and `embed`; before `anchors`,
    which keeps the numbers for `link`. What there is to be numbered in chapters that were
    looked through before is on the `rack`.
    """
    written = {
        _place(node)
        for chapter in book.chapters()
        for node, copied in rack(_found, chapter.blocks)
        if not copied
    }
    numbering = _Numbering(written, book.dialect.numbered, rack)
    counted = iter([numbering.counted(chapter) for chapter in book.chapters()])
    return Outcome(
        each_chapter(book, lambda chapter: numbering.settled(chapter, next(counted)))
    )


class _Counted(NamedTuple):
    """A chapter's number, and those of what stands at each place in it, in order.

    None where something is a copy.
    """

    number: str
    inside: Mapping[_Place, list[str | None]]


@dataclass
class _Numbering:
    """The counts of one book: of chapters by level, and of the other kinds.

    `inside` counts within the chapter numbered `chapter`, `through` the whole book.
    `written` are the places of what is no copy, `known` the first numbers given there.
    `numbered` says that chapters have numbers at all.
    """

    written: set[_Place]
    numbered: bool
    rack: Rack
    known: dict[_Place, str] = field(default_factory=dict)
    levels: list[int] = field(default_factory=list)
    through: Counter[type] = field(default_factory=Counter)
    inside: Counter[type] = field(default_factory=Counter)
    chapter: str = ""

    def counted(self, chapter: Chapter) -> _Counted:
        counts = self.numbered and chapter.role is Role.BODY
        self.chapter = self._chapter(chapter) if counts else ""
        self.inside.clear()
        numbers: dict[_Place, list[str | None]] = {}
        for node, copied in self.rack(_found, chapter.blocks):
            place, fresh = _place(node), None
            if not copied or (place not in self.written and place not in self.known):
                fresh = self._number(node)
                self.known.setdefault(place, fresh)
            numbers.setdefault(place, []).append(fresh)
        return _Counted(self.chapter, numbers)

    def settled(self, chapter: Chapter, counted: _Counted) -> Chapter:
        """The chapter with its numbers, now that those of all places are known."""
        left = {place: iter(numbers) for place, numbers in counted.inside.items()}

        def change(node: Node) -> Node:
            if not isinstance(node, Numbered):
                return node
            place = _place(node)
            own = next(left[place])
            fresh = self.known[place] if own is None else own
            return node if fresh == node.number else replace(node, number=fresh)

        blocks = chapter.blocks
        if counted.inside:
            blocks = replace_all(blocks, change, BLOCKS_ONLY, _NUMBERED, brings=NOTHING)
        if blocks is chapter.blocks and counted.number == chapter.number:
            return chapter
        return replace(chapter, blocks=blocks, number=counted.number)

    def _chapter(self, chapter: Chapter) -> str:
        depth = min(chapter.level, len(self.levels) + 1)
        self.levels[depth:] = []
        if len(self.levels) < depth:
            self.levels.append(0)
        self.levels[-1] += 1
        return ".".join(map(str, self.levels))

    def _number(self, node: Numbered) -> str:
        match node:
            case Figure() | Table():
                return self._next(type(node)) if node.caption else ""
            case Diagram():
                return self._next(Figure) if node.caption else ""
            case CodeBlock():
                return self._next(CodeBlock) if node.title or node.caption else ""
            case MathBlock():
                tag = _TAG.search(node.tex)
                if tag:
                    return tag[1].strip()
                return self._next(MathBlock) if node.id else ""
            case Question():
                self.through[Question] += 1
                return str(self.through[Question])

    def _next(self, kind: type) -> str:
        counts = self.inside if self.chapter else self.through
        counts[kind] += 1
        own = str(counts[kind])
        return f"{self.chapter}.{own}" if self.chapter else own


def _found(blocks: tuple[Block, ...]) -> tuple[tuple[Numbered, bool], ...]:
    """What can have a number in a chapter, and whether it is a copy."""
    return tuple(
        (node, copied)
        for node, copied in standing(blocks, _NUMBERED)
        if isinstance(node, Numbered)
    )


def _place(node: Node) -> _Place:
    return type(node), node.span
