"""Directives of mdBook's form that octavo does not know: printed as they stand, told.

Those it knows have been expanded before (dialect rule R11.3); one left in the text was
written with a backslash before it, or has been told already.
"""

import re

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.model.book import Book
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.inlines import Text
from octavo.model.nodes import walk
from octavo.model.vault import Kind, Vault
from octavo.suggest import nearest

_DIRECTIVE = re.compile(r"\{\{\s*#(\w+)[^{}]*\}\}")
_KNOWN = frozenset({"include", "rustdoc_include", "playground", "playpen", "title"})


def directives(
    book: Book, library: Library, vault: Vault, config: Config
) -> Outcome[Book]:
    """The same book, and what is said of each such directive in an mdBook's prose.

    Runs after `embed`, as `listings` does. In code, and in other folders, such text is
    some template language's and means nothing here.
    """
    if book.dialect.kind is not Kind.MDBOOK:
        return Outcome(book)
    told: list[Diagnostic] = []
    for chapter in book.chapters():
        for node in walk(chapter.blocks):
            if not isinstance(node, Text):
                continue
            told.extend(
                tell(
                    "unknown-directive",
                    _place(node, found.start(), found.end()),
                    _help(found[1]),
                    name=f"#{found[1]}",
                )
                for found in _DIRECTIVE.finditer(node.text)
                if found[1] not in _KNOWN
            )
    return Outcome(book, tuple(told))


def _help(name: str) -> str:
    near = nearest(name, _KNOWN, limit=1)
    if near:
        return f"did you mean “#{near[0]}”?"
    return "it is printed as it stands; put what it stands for in its place"


def _place(node: Text, start: int, end: int) -> Span:
    """The place of a stretch of a node's text; the node's own where it was altered."""
    span = node.span
    if span.line != span.end_line or span.end_column - span.column != len(node.text):
        return span
    return span._replace(column=span.column + start, end_column=span.column + end)
