"""Blocks: what a note is made of from top to bottom, and the pieces they are made of.

Fields described as filled later are empty until the stage named there replaces the node
by one that has them.
"""

from pathlib import PurePosixPath
from typing import TypeAlias

from octavo.diagnostics import Span
from octavo.model.displays import (
    Cell,
    CodeBlock,
    Diagram,
    Figure,
    MathBlock,
    Row,
    Table,
)
from octavo.model.inlines import Inline
from octavo.model.unopened import Openable
from octavo.value import value


@value
class Heading:
    """A heading; `level` 1 to 6, as written until `assemble` shifts it (rule R5.4).

    `listed` is False for headings inside quotes, callouts, items and embeds, which the
    contents leave out. `number` is filled by the `number` pass where sections count.
    `classes` are the author's own.
    """

    span: Span
    level: int
    inlines: tuple[Inline, ...]
    id: str = ""
    listed: bool = True
    number: str = ""
    classes: tuple[str, ...] = ()


@value
class Paragraph(Openable):
    """A paragraph."""

    span: Span
    inlines: tuple[Inline, ...]
    id: str = ""


@value
class Item:
    """A list item; `task` is "" or the character in its box (a blank when open)."""

    span: Span
    blocks: tuple["Block", ...]
    task: str = ""
    id: str = ""


@value
class BulletList(Openable):
    """An unordered list; `tight` items have no paragraph space."""

    span: Span
    items: tuple[Item, ...]
    tight: bool = True
    id: str = ""


@value
class OrderedList(Openable):
    """A numbered list that begins at `start`."""

    span: Span
    items: tuple[Item, ...]
    tight: bool = True
    start: int = 1
    id: str = ""


@value
class Quote(Openable):
    """A block quotation."""

    span: Span
    blocks: tuple["Block", ...]
    id: str = ""


@value
class Callout(Openable):
    """A callout.

    `kind` is one of the thirteen types of rule R8.4, `written` the type as written.
    `title` is empty when none was written. `fold` is "", "+" or "-"; a book shows the
    callout open whatever it says. `classes` are the words of its metadata; `alert` says
    that it is one of GitHub's five, which look different from one another.
    """

    span: Span
    kind: str
    written: str
    title: tuple[Inline, ...]
    blocks: tuple["Block", ...]
    fold: str = ""
    classes: tuple[str, ...] = ()
    alert: bool = False
    id: str = ""


@value
class Question(Openable):
    """A question of a question bank and its answer (rule R8.4).

    `facts` are what its type line says of it (kind, level, time), in order. A paragraph
    directly in `blocks` that is one bold run is a label of what follows it. `number`
    comes from the `number` pass and counts through the whole book.
    """

    span: Span
    title: tuple[Inline, ...]
    facts: tuple[str, ...]
    blocks: tuple["Block", ...]
    number: str = ""
    id: str = ""


@value
class Listing:
    """Listings and what belongs to them under a caption, `<Listing>` of an mdBook.

    `number` is the author's and counts nothing here; `file` is what the file is called.
    """

    span: Span
    number: str = ""
    file: str = ""
    caption: tuple[Inline, ...] = ()
    blocks: tuple["Block", ...]
    id: str = ""


@value
class Definition:
    """A term and what it means.

    The `glossary` pass fills `forms` in a glossary: how the term may be written, its
    name first.
    """

    span: Span
    term: tuple[Inline, ...]
    blocks: tuple["Block", ...]
    forms: tuple[str, ...] = ()
    id: str = ""


@value
class Definitions(Openable):
    """A definition list; `letter` stands above those of a long glossary."""

    span: Span
    pairs: tuple[Definition, ...]
    letter: str = ""
    id: str = ""


@value
class Footnote(Openable):
    """The text of a note; the `footnotes` pass fills `number`, `id` and `marks`.

    `marks` are the anchors of the marks that refer to it, in order.
    """

    span: Span
    label: str
    blocks: tuple["Block", ...]
    number: int = 0
    marks: tuple[str, ...] = ()
    id: str = ""


@value
class Embed:
    """`![[target#subpath]]` alone in its paragraph; gone after `resolve`."""

    span: Span
    target: str
    subpath: str = ""
    inlines: tuple[Inline, ...] = ()
    id: str = ""


@value
class Excerpt:
    """What an embed took from another note (rule R6.3)."""

    span: Span
    source: PurePosixPath
    blocks: tuple["Block", ...]
    id: str = ""


@value
class Division(Openable):
    """An allowed HTML block element (`div`, `section`, `details`, …), tidied."""

    span: Span
    name: str
    blocks: tuple["Block", ...]
    attributes: tuple[tuple[str, str], ...] = ()
    id: str = ""


@value
class Work:
    """An entry of the bibliography; `label` is its number, "" where works have none.

    `marks` are the anchors of the citations it is led back to, in order; `firsts` those
    of the first in each chapter.
    """

    span: Span
    inlines: tuple[Inline, ...]
    id: str
    label: str = ""
    marks: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()


@value
class Works:
    """The bibliography: the works a book cites, made by the `cite` pass."""

    span: Span
    works: tuple[Work, ...]
    id: str = ""


@value
class Break:
    """A thematic break."""

    span: Span
    id: str = ""


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | OrderedList
    | Quote
    | Callout
    | Question
    | CodeBlock
    | Listing
    | MathBlock
    | Table
    | Figure
    | Diagram
    | Definitions
    | Footnote
    | Embed
    | Excerpt
    | Division
    | Works
    | Break
)
Piece: TypeAlias = Item | Row | Cell | Definition | Work
