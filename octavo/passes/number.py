"""Numbers of chapters, figures, tables, listings and tagged formulas."""

import re
from collections import Counter
from dataclasses import replace

from octavo.diagnostics import Outcome
from octavo.model.book import Book, Chapter, Role, each_chapter
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.nodes import (
    BLOCKS_ONLY,
    CodeBlock,
    Figure,
    MathBlock,
    Node,
    Table,
    replace_all,
)
from octavo.model.vault import Vault

_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")


def number(book: Book, library: Library, vault: Vault, config: Config) -> Outcome[Book]:
    r"""The book with its chapters and what has a caption numbered.

    Chapters of the body count through all parts; one nested under another is “1.1”.
    Figures, tables and listings with a caption count in their chapter, each kind for
    itself; a formula has the number its `\tag` says. Runs after `images`, which makes
    the figures, and `embed`, whose copies count where they stand.
    """
    counters: list[int] = []

    def settled(chapter: Chapter) -> Chapter:
        own = ""
        if chapter.role is Role.BODY:
            depth = min(chapter.level, len(counters) + 1)
            counters[depth:] = []
            if len(counters) < depth:
                counters.append(0)
            counters[-1] += 1
            own = ".".join(map(str, counters))
        return _captions(chapter, own)

    return Outcome(each_chapter(book, settled))


def _captions(chapter: Chapter, own: str) -> Chapter:
    counts: Counter[type] = Counter()

    def change(node: Node) -> Node:
        match node:
            case Figure(caption=caption) | Table(caption=caption) if caption:
                fresh = counted(type(node))
            case CodeBlock(title=title) if title:
                fresh = counted(CodeBlock)
            case MathBlock():
                tag = _TAG.search(node.tex)
                fresh = tag[1].strip() if tag else ""
            case _:
                return node
        return node if fresh == node.number else replace(node, number=fresh)

    def counted(kind: type) -> str:
        counts[kind] += 1
        return f"{own}.{counts[kind]}" if own else str(counts[kind])

    closed = BLOCKS_ONLY
    blocks = replace_all(chapter.blocks, change, closed)
    if blocks is chapter.blocks and own == chapter.number:
        return chapter
    return replace(chapter, blocks=blocks, number=own)
