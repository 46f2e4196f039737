"""Thematic breaks: those that only set headings off from text are left out."""

from dataclasses import replace

from octavo.diagnostics import Outcome
from octavo.model.blocks import Block, Break, Excerpt, Footnote, Heading
from octavo.model.book import Book, Chapter, each_chapter
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.known import some_of
from octavo.model.nodes import BLOCKS_ONLY, Node
from octavo.model.vault import Vault


def thematic(
    book: Book, library: Library, vault: Vault, config: Config
) -> Outcome[Book]:
    """The book without breaks at the start or end of a note, or before its headings.

    Rule R8.9; headings of its first two levels count. Runs after `embed`, whose
    excerpts begin and end like notes, and after `footnotes`, which leaves notes at the
    end of a chapter, where they would hide its last break.
    """

    def settled(chapter: Chapter) -> Chapter:
        def change(node: Node) -> Node:
            if not isinstance(node, Excerpt):
                return node
            blocks = _kept(node.blocks, 6)
            return node if blocks == node.blocks else replace(node, blocks=blocks)

        before = replace_all(chapter.blocks, change, BLOCKS_ONLY, frozenset((Excerpt,)))
        blocks = _kept(before, chapter.level + 1)
        return chapter if blocks is chapter.blocks else replace(chapter, blocks=blocks)

    return Outcome(each_chapter(book, settled))


def _kept(blocks: tuple[Block, ...], level: int) -> tuple[Block, ...]:
    """The blocks without breaks that are layout; headings of `level` or above count."""
    kept: list[Block] = []
    for block in blocks:
        ends = isinstance(block, Footnote) or (
            isinstance(block, Heading) and block.level <= level
        )
        while ends and kept and isinstance(kept[-1], Break):
            kept.pop()
        # Two in a row are one; a first one has nothing to set off.
        if isinstance(block, Break) and (not kept or isinstance(kept[-1], Break)):
            continue
        kept.append(block)
    while kept and isinstance(kept[-1], Break):
        kept.pop()
    return blocks if len(kept) == len(blocks) else some_of(blocks, kept)
