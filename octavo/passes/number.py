"""Numbers of chapters, figures, tables, listings, equations and questions."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from octavo.diagnostics import Outcome
from octavo.model.book import Book, Chapter, Role, each_chapter
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.nodes import (
    BLOCKS_ONLY,
    CodeBlock,
    Diagram,
    Figure,
    MathBlock,
    Node,
    Question,
    Table,
    replace_all,
)
from octavo.model.vault import Vault

_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")


def number(book: Book, library: Library, vault: Vault, config: Config) -> Outcome[Book]:
    r"""The book with its chapters, and what can be referred to by number, numbered.

    Chapters of the body count through all parts; one nested under another is “1.1”.
    Figures and drawings with a caption, tables and listings with one count in their
    chapter, each kind for itself, and so do formulas with a block id; one with a `\tag`
    has what that says. Where a chapter has no number they count through the book, as
    questions do everywhere. Runs after `images`, which makes the figures, and `embed`,
    whose copies count where they stand; before `anchors`, which keeps the numbers for
    `link`.
    """
    return Outcome(each_chapter(book, _Numbering().settled))


@dataclass
class _Numbering:
    """The counts of one book: of chapters by level, and of the other kinds.

    `inside` counts within the chapter numbered `chapter`, `through` the whole book.
    """

    levels: list[int] = field(default_factory=list)
    through: Counter[type] = field(default_factory=Counter)
    inside: Counter[type] = field(default_factory=Counter)
    chapter: str = ""

    def settled(self, chapter: Chapter) -> Chapter:
        self.chapter = self._chapter(chapter) if chapter.role is Role.BODY else ""
        self.inside.clear()
        blocks = replace_all(chapter.blocks, self._change, BLOCKS_ONLY)
        if blocks is chapter.blocks and self.chapter == chapter.number:
            return chapter
        return replace(chapter, blocks=blocks, number=self.chapter)

    def _chapter(self, chapter: Chapter) -> str:
        depth = min(chapter.level, len(self.levels) + 1)
        self.levels[depth:] = []
        if len(self.levels) < depth:
            self.levels.append(0)
        self.levels[-1] += 1
        return ".".join(map(str, self.levels))

    def _change(self, node: Node) -> Node:
        match node:
            case Figure() | Table():
                fresh = self._counted(type(node)) if node.caption else ""
            case Diagram():
                fresh = self._counted(Figure) if node.caption else ""
            case CodeBlock():
                fresh = self._counted(CodeBlock) if node.title or node.caption else ""
            case MathBlock():
                tag = _TAG.search(node.tex)
                fresh = tag[1].strip() if tag else ""
                if node.id and not tag:
                    fresh = self._counted(MathBlock)
            case Question():
                self.through[Question] += 1
                fresh = str(self.through[Question])
            case _:
                return node
        return node if fresh == node.number else replace(node, number=fresh)

    def _counted(self, kind: type) -> str:
        counts = self.inside if self.chapter else self.through
        counts[kind] += 1
        own = str(counts[kind])
        return f"{self.chapter}.{own}" if self.chapter else own
