"""Listings that were meant to be drawn or run: shown as their source, and told."""

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome
from octavo.model.book import Book
from octavo.model.config import Config
from octavo.model.displays import CodeBlock
from octavo.model.document import Library
from octavo.model.known import those
from octavo.model.nodes import BLOCKS_ONLY
from octavo.model.vault import Vault

# Diagrams that no renderer here draws, and blocks that only their app can answer.
_DRAWN = frozenset({"dot", "plantuml"})
_CODE: frozenset[type] = frozenset((CodeBlock,))
_RUN = frozenset({"dataview", "dataviewjs", "tasks", "query", "base"})


def listings(
    book: Book, library: Library, vault: Vault, config: Config
) -> Outcome[Book]:
    """The same book, and what is said of each such listing (rule R8.7).

    Runs after `embed`, so that a listing in copied text is found as well; said twice of
    one place it is still one diagnostic.
    """
    told: list[Diagnostic] = []
    for chapter in book.chapters():
        for node in those(chapter.blocks, _CODE, BLOCKS_ONLY):
            if not isinstance(node, CodeBlock):
                continue
            language = node.language.lower()
            if language in _DRAWN:
                help = "draw it elsewhere and embed the picture"
                told.append(
                    tell("mermaid-unrendered", node.span, help, language=language)
                )
            elif language in _RUN:
                help = "write out what it shows in the app"
                told.append(
                    tell("unsupported-block", node.span, help, language=language)
                )
    return Outcome(book, tuple(told))
