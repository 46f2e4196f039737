"""The book: chapters in reading order, and all that points from place to place."""

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from enum import StrEnum
from operator import is_
from pathlib import PurePosixPath
from uuid import NAMESPACE_URL, uuid5

from octavo.diagnostics import Span
from octavo.model.asset import Asset
from octavo.model.blocks import Block, Embed, Excerpt
from octavo.model.dialect import Dialect
from octavo.model.displays import CodeBlock, MathBlock
from octavo.model.inlines import Citation, Inline, InlineEmbed, Lemma, Math, WikiLink
from octavo.model.known import those
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import BLOCKS_ONLY, Node, walk
from octavo.model.wording import text_of
from octavo.value import value


@value
class Metadata:
    """What a title page says. Title, language, identifier and slug are never empty.

    `language` is BCP 47; `licence` an SPDX id or free text; `direction` that of the
    text, `ltr` or `rtl`.
    """

    title: str
    language: str
    identifier: str
    slug: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    version: str = ""
    licence: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    direction: str = "ltr"

    def identifier_of(self, edition: str) -> str:
        """The identifier of one edition, which follows from the book's (RFC 9562, 5.5)."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self.identifier}#{edition}')}"


class Role(StrEnum):
    """Where a chapter stands: before the body, in it, or after it."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


@value
class Chapter:
    """A note in its place.

    `anchor` is the id of the chapter itself and the first part of all ids in it
    (`ANCHOR--SLUG`, rule R5.2); `slug` is a unique ASCII file stem. `title` is what the
    page shows, `listed` what the contents say (the same unless an order names it
    otherwise), `short` what fits a running head. `level` is 1, or more for a chapter
    nested under another. `kind` is `glossary`, `bibliography` or `index`, "" for all
    others. `about` are lemmas of the index that all of it belongs to. `number` is ""
    when unnumbered. `page` is False for a draft: it stands in the contents only.
    `apart` says that a gap in the contents comes before it. `checklist` is what the note
    says of that (see Properties).
    """

    path: PurePosixPath
    title: str
    title_inlines: tuple[Inline, ...]
    anchor: str
    slug: str
    digest: str
    role: Role
    blocks: tuple[Block, ...]
    kind: str = ""
    about: tuple[Lemma, ...] = ()
    listed: str = ""
    short: str = ""
    number: str = ""
    level: int = 1
    language: str = ""
    description: str = ""
    classes: tuple[str, ...] = ()
    checklist: bool | None = None
    page: bool = True
    apart: bool = False
    span: Span


@value
class Part:
    """Chapters under a title; the title is "" where a book has no parts.

    `number` counts titled parts from 1, 0 for an untitled one; `anchor` is "" then.
    """

    title: str
    chapters: tuple[Chapter, ...]
    number: int = 0
    anchor: str = ""

    def printed(self) -> tuple[Chapter, ...]:
        """The chapters that have pages: all but drafts."""
        return tuple(chapter for chapter in self.chapters if chapter.page)


@value
class Target:
    """Something a reference can mean.

    `anchor` is unique in the book and an XML name; `chapter` is the anchor of the
    chapter it stands in; `text` is the title or heading; `kind` is one of chapter,
    heading, block, figure, table, listing, equation, question, element. `number` is ""
    for what has none.
    """

    anchor: str
    chapter: str
    text: str
    kind: str
    span: Span
    number: str = ""


@value
class Entry:
    """A line of the contents, with the lines below it.

    `level` is 0 for a part, 1 for a chapter, 2 and more for sections. `anchor` is ""
    for a draft. `minor` is a heading of a checklist, which says when to tick and not
    what is to be found there; printed contents leave it out.
    `apart` asks for a gap before it.
    """

    text: str
    anchor: str
    level: int
    number: str = ""
    apart: bool = False
    role: Role = Role.BODY
    minor: bool = False
    entries: tuple["Entry", ...] = ()


@value
class Catalogue:
    """A list of what a book has many of; `kind` is figure, table or question."""

    kind: str
    entries: tuple[Entry, ...]


@value
class Task:
    """One item of the checklist.

    `state` is "" for an item of a plain list, else the character in its box. `anchor`
    is the item's own id in the book; `explained` is the anchor of the place that
    explains it (the first internal link in it, else the item's section), which gives
    the page number. `group` is the heading it is grouped under, `part` and `chapter`
    are the titles it belongs to, `language` is the chapter's, "" for the book's. `whole`
    says that the chapter is a checklist and nothing else.
    """

    inlines: tuple[Inline, ...]
    state: str
    anchor: str
    explained: str
    group: str
    chapter: str
    part: str
    language: str
    whole: bool
    span: Span

    @property
    def done(self) -> bool:
        """Whether its box is ticked (rule R8.5)."""
        return self.state in ("x", "X")

    @property
    def mark(self) -> str:
        """The character that its box shows; "" where it is empty, or holds a drawing."""
        drawn = ("", " ", "x", "X", "/", "-", ">")
        return "" if self.state in drawn else self.state

    @property
    def plain(self) -> bool:
        """Whether its box is open or ticked, which a form says without words."""
        return self.done or self.state in ("", " ")

    @property
    def text(self) -> str:
        """What it says, without markup."""
        return " ".join(text_of(self.inlines).split())


WHOLE = "*"


@value
class Locator:
    """A place that the index leads to.

    `until` is the anchor a range ends at, `WHOLE` for all of the chapter, "" for a
    single place. `section` is the anchor of the section it stands in, `text` the title
    of that, for editions without pages.
    """

    anchor: str
    section: str
    text: str
    until: str = ""
    main: bool = False

    @property
    def pages(self) -> str:
        """What a finisher reads: `ANCHOR`, `ANCHOR:UNTIL`, `!` behind a main entry."""
        until = f":{self.until}" if self.until else ""
        return f"{self.anchor}{until}{'!' if self.main else ''}"


@value
class Pointer:
    """Another subject of the index; `anchor` is "" where it has none."""

    text: str
    anchor: str


@value
class Subject:
    """An entry of the index, with those below it. `anchor` is "" if nothing points here."""

    text: str
    anchor: str = ""
    locators: tuple[Locator, ...] = ()
    see: tuple[Pointer, ...] = ()
    also: tuple[Pointer, ...] = ()
    subjects: tuple["Subject", ...] = ()

    @property
    def pages(self) -> str:
        """All its places, for a finisher that knows the pages."""
        return " ".join(locator.pages for locator in self.locators)

    @property
    def sections(self) -> tuple[Locator, ...]:
        """The places for editions without pages: one a section, a main one if any is."""
        first: dict[str, Locator] = {}
        for locator in self.locators:
            known = first.setdefault(locator.section, locator)
            if locator.main and not known.main:
                first[locator.section] = replace(known, main=True)
        return tuple(first.values())


@value
class Column:
    """Subjects of the index that begin with the same letter, "" for signs and digits."""

    letter: str
    subjects: tuple[Subject, ...]


@value
class Book:
    """A whole book. Every chapter stands in it once; depth first is reading order.

    `targets` (by anchor), `tasks`, `contents` and `catalogues` are filled by `resolve`,
    `pictures` and `cover` (the name of one of them, "" for a cover that is set in type)
    by `illustrate`. `index` is what a chapter of that kind prints. `order` names the row
    of ORDERS that found the reading order, "" for a note printed alone; `elsewhere` says
    of each row behind it that applies how many notes it would move. `counts` are
    figures for the report: words, links_internal, links_external, links_dangling,
    navigation_notes, navigation_lines.
    """

    metadata: Metadata
    dialect: Dialect
    parts: tuple[Part, ...]
    targets: FrozenMapping[Target] = field(default_factory=FrozenMapping)
    tasks: tuple[Task, ...] = ()
    contents: tuple[Entry, ...] = ()
    index: tuple[Column, ...] = ()
    catalogues: tuple[Catalogue, ...] = ()
    pictures: tuple[Asset, ...] = ()
    cover: str = ""
    order: str = ""
    elsewhere: tuple[tuple[str, int], ...] = ()
    counts: FrozenMapping[int] = field(default_factory=FrozenMapping)

    def chapters(self) -> Iterator[Chapter]:
        """All chapters in reading order."""
        for part in self.parts:
            yield from part.chapters

    def printed(self) -> Iterator[Chapter]:
        """The chapters that have pages: all but drafts."""
        return (chapter for chapter in self.chapters() if chapter.page)


def each_chapter(book: Book, change: Callable[[Chapter], Chapter]) -> Book:
    """The book with `change` applied to its chapters in reading order.

    Parts and the book stay the same objects when no chapter of theirs changed.
    """
    parts = []
    for part in book.parts:
        chapters = tuple(map(change, part.chapters))
        same = all(map(is_, chapters, part.chapters))
        parts.append(part if same else replace(part, chapters=chapters))
    if all(map(is_, parts, book.parts)):
        return book
    return replace(book, parts=tuple(parts))


_WRITTEN = BLOCKS_ONLY | {Excerpt}


def standing(
    blocks: tuple[Block, ...], kinds: frozenset[type]
) -> Iterator[tuple[Node, bool]]:
    """The blocks of some types, in order; with each whether an embed copied it."""
    for node in those(blocks, kinds | {Excerpt}, _WRITTEN):
        if isinstance(node, Excerpt):
            copies = those(node.blocks, kinds, BLOCKS_ONLY)
            yield from ((copy, True) for copy in copies)
        else:
            yield node, False


def unresolved(book: Book) -> tuple[Span, ...]:
    """Places of nodes that `resolve` must have replaced; empty after it."""
    return tuple(
        node.span
        for chapter in book.chapters()
        for node in walk(chapter.blocks)
        if isinstance(node, WikiLink | Embed | InlineEmbed | Citation)
    )


def unillustrated(book: Book) -> tuple[Span, ...]:
    """Places of formulas and listings that `illustrate` left undrawn.

    A formula that cannot be drawn becomes code, so none may be left but those that have
    a number to keep.
    """
    return tuple(
        node.span
        for chapter in book.chapters()
        for node in walk(chapter.blocks)
        if (isinstance(node, Math) and not node.picture)
        or (isinstance(node, MathBlock) and not node.picture and not node.number)
        or (isinstance(node, CodeBlock) and node.text and not node.tokens)
    )
