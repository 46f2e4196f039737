"""A note → a document: the tree of what is written, with its places.

Total: any text gives a document. What links mean, which navigation is stripped and in
what order notes stand is left to later stages.
"""

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from octavo.collate import names_folder, prettified, unprefixed
from octavo.diagnostics import Outcome, in_order
from octavo.dialect import of_note
from octavo.model.blocks import (
    Block,
    Break,
    Callout,
    Definition,
    Heading,
    Listing,
    Paragraph,
    Question,
)
from octavo.model.dialect import Dialect
from octavo.model.displays import Cell, CodeBlock, Figure, Table
from octavo.model.document import Document, Properties
from octavo.model.inlines import IndexMark, Inline
from octavo.model.known import those
from octavo.model.vault import Kind, Note
from octavo.model.wording import text_of
from octavo.navigate.stretches import stretches
from octavo.parse.scan import markdown
from octavo.parse.tree import Tree, grow
from octavo.syntax import frontmatter


def parse(note: Note, dialect: Dialect) -> Outcome[Document]:
    """The tree of a note.

    `heading` is the level-1 heading when it is the note's first block and no property
    gives another title (rule R10.10); the title is that of the properties, else that
    heading's words, else the file's name without a numeric prefix.
    """
    dialect = of_note(note, dialect)
    env: dict[str, object] = {}
    tokens = markdown(dialect).parse(note.text.replace("\0", "\ufffd"), env)
    tree = Tree(note, dialect, env)
    own = Properties()
    if tokens and tokens[0].type == "frontmatter":
        own, faults = frontmatter.read(tokens[0])
        for fault in faults:
            offset = tokens[0].meta["offset"]
            span = tree.span(offset + fault.start, offset + fault.end)
            tree.tell("bad-frontmatter", span, fault.help, why=fault.why)
    blocks = tree.blocks(grow(tokens), sheltered=False) + tree.inline_notes()
    tree.complain_of_unused()
    tree.complain_of_ids()
    tree.complain_of_lines()
    fronted = _from_the_heading(blocks)
    heading = _title_heading(fronted, own.title, dialect)
    if heading is not None:
        blocks = fronted[1:]
    tags = tuple(dict.fromkeys((*own.tags, *tree.tags)))
    words = heading and " ".join(text_of(heading).split())
    document = Document(
        path=note.path,
        digest=note.digest,
        properties=replace(own, tags=tags),
        title=own.title or words or _spoken(note.path),
        blocks=blocks,
        heading=heading,
        words=_words((heading, *blocks) if heading else blocks),
    )
    seen = replace(document, stretches=stretches(document))
    return Outcome(seen, in_order(tree.told))


def _title_heading(
    blocks: tuple[Block, ...], title: str, dialect: Dialect
) -> Heading | None:
    """The heading that is the note's title: its first block, of level 1.

    Books made with mdBook begin their chapters with headings of any level. A heading
    that says something else than the title in the properties is text like any other.
    """
    first = blocks[0] if blocks else None
    if not isinstance(first, Heading):
        return None
    if first.level != 1 and dialect.kind is not Kind.MDBOOK:
        return None
    words = text_of(first).casefold().split()
    return first if not title or title.casefold().split() == words else None


def _from_the_heading(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with marks of the index before a first heading behind it.

    Nothing to read, they do not keep the heading from being the title; nor does a
    thematic break, which at a note's start is layout (rule R8.9).
    """
    count = 0
    while count < len(blocks) and _is_silent(blocks[count]):
        count += 1
    if not count or not any(isinstance(b, Heading) for b in blocks[count : count + 1]):
        return blocks
    marks = (block for block in blocks[:count] if not isinstance(block, Break))
    return (blocks[count], *marks, *blocks[count + 1 :])


def _is_silent(block: Block) -> bool:
    return isinstance(block, Break) or (
        isinstance(block, Paragraph)
        and all(isinstance(inline, IndexMark) for inline in block.inlines)
    )


def _spoken(path: PurePosixPath) -> str:
    """A file's name as a title: no numeric prefix, `_` as a blank (rule R10.10).

    The index note of a folder is called as the folder is.
    """
    stem = path.stem
    if names_folder(stem) and path.parent.name:
        return prettified(path.parent.name)
    return " ".join(unprefixed(stem).replace("_", " ").split()) or stem or "Untitled"


_COUNTED: frozenset[type] = frozenset((Paragraph, Heading, Cell, CodeBlock))
"""What is counted with all that is below it."""
_LINES: dict[type, Callable[[Any], tuple[Inline, ...]]] = {
    Figure: attrgetter("caption"),
    Table: attrgetter("caption"),
    Listing: attrgetter("caption"),
    Callout: attrgetter("title"),
    Question: attrgetter("title"),
    Definition: attrgetter("term"),
}
"""Of what else a line is counted, and which."""


def _words(blocks: tuple[Block, ...]) -> int:
    """How many words a reader sees, pictures' descriptions included."""
    count = 0
    for node in those(blocks, _COUNTED.union(_LINES), _COUNTED):
        line = _LINES.get(type(node))
        count += len(text_of(line(node) if line else node).split())
    return count
