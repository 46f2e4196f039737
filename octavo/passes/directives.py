"""mdBook's directives, `{{#include …}}` and its like: printed as they stand, and told.

They are to be expanded before a note is parsed (dialect rule R11.3). Until that is
done, no reader may take the line for the text it stands for.
"""

import re

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome
from octavo.model.book import Book
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.nodes import Code, CodeBlock, Text, walk
from octavo.model.vault import Kind, Vault

_DIRECTIVE = re.compile(r"\{\{\s*#(\w+)[^{}]*\}\}")


def directives(
    book: Book, library: Library, vault: Vault, config: Config
) -> Outcome[Book]:
    """The same book, and what is said of each directive in a chapter of an mdBook.

    Runs after `embed`, as `listings` does. In other folders such text means nothing.
    """
    if book.dialect.kind is not Kind.MDBOOK:
        return Outcome(book)
    told: list[Diagnostic] = []
    for chapter in book.chapters():
        for node in walk(chapter.blocks):
            if not isinstance(node, Text | Code | CodeBlock):
                continue
            told.extend(
                tell(
                    "unknown-directive",
                    node.span,
                    "it is printed as it stands; put what it stands for in its place",
                    name=f"#{found[1]}",
                )
                for found in _DIRECTIVE.finditer(node.text)
            )
    return Outcome(book, tuple(told))
