"""Embeds: what they name is copied into the chapter, as an excerpt or within a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.model.blocks import (
    Block,
    BulletList,
    Division,
    Embed,
    Excerpt,
    Footnote,
    Heading,
    Item,
    Paragraph,
)
from octavo.model.book import Book, Chapter, each_chapter
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.inlines import (
    Element,
    FootnoteMark,
    Image,
    Inline,
    InlineEmbed,
    LineBreak,
    WikiLink,
)
from octavo.model.known import those
from octavo.model.nodes import Node, walk
from octavo.model.vault import Vault
from octavo.model.wording import text_of
from octavo.reference.address import origin, remarks
from octavo.reference.fragments import Fragments, Place, stretch
from octavo.reference.names import Names
from octavo.reference.spelling import is_medium, last_name

_EMBEDS: frozenset[type] = frozenset((Embed, InlineEmbed))
_DEEPEST = 5
_TIMES = 20
# Below this many characters a book may repeat its notes as often as it likes.
_ALWAYS_FINE = 200_000


def embed(book: Book, library: Library, vault: Vault, config: Config) -> Outcome[Book]:
    """The book without embeds: excerpts stand in their places (rules R6.1 to R6.6).

    Runs first: later passes must see copied text like any other. Ids in a copy get
    the prefix `e1-`, `e2-`, … within the chapter; definitions of its footnotes go to
    the chapter's end. An embed that cannot be followed becomes a wikilink, so that
    `link` tells what is wrong with its target. What is no note becomes an image, which
    `images` settles.
    """
    size = sum(len(note.text) for note in vault.notes)
    copying = _Copying(
        library=library,
        vault=vault,
        names=Names(vault, library),
        limit=max(_TIMES * size, _ALWAYS_FINE),
    )
    book = each_chapter(book, copying.settled)
    return Outcome(book, in_order(copying.told))


class _Level(NamedTuple):
    """An embed being followed: its place in the source and what it takes text from."""

    span: Span
    path: PurePosixPath


class _Source(NamedTuple):
    """Where an embed's text comes from."""

    path: PurePosixPath
    blocks: tuple[Block, ...]


@dataclass
class _Copying:
    """One book's copies. `chapter` and the fields after it are those of one chapter.

    `spent` are the characters copied so far, of which there may be `limit`.
    """

    library: Library
    vault: Vault
    names: Names
    limit: int
    told: list[Diagnostic] = field(default_factory=list)
    fragments: dict[PurePosixPath, Fragments] = field(default_factory=dict)
    cycles: set[Span] = field(default_factory=set)
    spent: int = 0
    chapter: PurePosixPath = field(default_factory=PurePosixPath)
    count: int = 0
    heading: int = 1
    notes: list[Footnote] = field(default_factory=list)

    def settled(self, chapter: Chapter) -> Chapter:
        self.chapter, self.count, self.heading = chapter.path, 0, chapter.level
        self.notes = []
        title = replace_all(chapter.title_inlines, _unembedded)
        blocks = chapter.blocks
        if those(blocks, _EMBEDS):
            blocks = (*self._expanded(blocks, ()), *self.notes)
        if blocks is chapter.blocks and title is chapter.title_inlines:
            return chapter
        return replace(chapter, blocks=blocks, title_inlines=title)

    def _expanded(
        self, blocks: tuple[Block, ...], stack: tuple[_Level, ...]
    ) -> tuple[Block, ...]:
        def change(node: Node) -> Node | tuple[Node, ...]:
            match node:
                case Heading():
                    self.heading = node.level
                case Embed():
                    return self._block(node, stack)
                case InlineEmbed():
                    return self._inline(node, stack)
                case _:
                    pass
            return node

        return replace_all(blocks, change)

    def _block(self, node: Embed, stack: tuple[_Level, ...]) -> Block:
        source = self._source(node, stack)
        if not isinstance(source, _Source):
            return Paragraph(span=node.span, inlines=(source,), id=node.id)
        self.count += 1
        name = f"e{self.count}"
        under = self.heading
        blocks = self._copied(source, name, under)
        deeper = (*stack, _Level(node.span, source.path))
        excerpt = Excerpt(
            span=node.span,
            source=source.path,
            blocks=self._expanded(blocks, deeper),
            id=name,
        )
        self.heading = under
        if not node.id:
            return excerpt
        return Division(span=node.span, name="div", blocks=(excerpt,), id=node.id)

    def _inline(
        self, node: InlineEmbed, stack: tuple[_Level, ...]
    ) -> Inline | tuple[Inline, ...]:
        source = self._source(node, stack)
        if not isinstance(source, _Source):
            return source
        text = [block for block in source.blocks if not isinstance(block, Footnote)]
        if len(text) != 1 or not isinstance(text[0], Paragraph):
            self.told.append(
                tell(
                    "inline-embed",
                    node.span,
                    help="put the embed on its own line",
                    blocks="1 block" if len(text) == 1 else f"{len(text)} blocks",
                )
            )
            return _link(node)
        self.count += 1
        paragraph = self._copied(source, f"e{self.count}", self.heading)[0]
        deeper = (*stack, _Level(node.span, source.path))
        expanded = self._expanded((paragraph,), deeper)[0]
        assert isinstance(expanded, Paragraph), "a paragraph stays one"
        return expanded.inlines

    def _source(
        self, node: Embed | InlineEmbed, stack: tuple[_Level, ...]
    ) -> _Source | Inline:
        """What an embed takes, or what stands in its place."""
        here = origin(node.span, self.chapter, self.vault)
        found = self.names.find(node.target, here) if node.target else None
        path = found.path if found else here
        if node.target and found is None and not is_medium(node.target):
            return _link(node)
        if (node.target and found is None) or path not in self.library:
            return Image(
                span=node.span,
                target=f"{node.target}{node.subpath}",
                wiki=True,
                alt=" ".join(text_of(node.inlines).split()) or last_name(node.target),
                described=bool(node.inlines),
            )
        place = self._place(path, node.subpath)
        blocks = stretch(self.library[path], place) if place else ()
        if isinstance(node, InlineEmbed) and node.opening:
            blocks = _first_line(blocks)
        if place is None or self._refused(node, path, blocks, stack):
            return _link(node)
        if found:
            self.told += remarks(found, node.target, node.span)
        return _Source(path, blocks)

    def _place(self, path: PurePosixPath, subpath: str) -> Place | None:
        if path not in self.fragments:
            self.fragments[path] = Fragments(self.library[path])
        return self.fragments[path].subpath(subpath)

    def _refused(
        self,
        node: Embed | InlineEmbed,
        path: PurePosixPath,
        blocks: Sequence[Block],
        stack: tuple[_Level, ...],
    ) -> bool:
        """Whether following an embed leads back, too deep, or makes the book too big."""
        spans = {node.span, *(level.span for level in stack)}
        inside = [
            below.span
            for below in walk(tuple(blocks))
            if isinstance(below, Embed | InlineEmbed)
        ]
        if spans.intersection(inside) and node.span in self.cycles:
            return True
        if spans.intersection(inside):
            self.cycles.add(node.span)
            chain = [self.chapter, *(level.path for level in stack), path]
            self.told.append(
                tell(
                    "embed-cycle",
                    node.span,
                    help="a link takes its place",
                    chain=" → ".join(last_name(str(each)) for each in chain),
                )
            )
            return True
        if len(stack) >= _DEEPEST:
            self.told.append(tell("embed-depth", node.span, "a link takes its place"))
            return True
        before = self.spent
        self.spent += len(text_of(tuple(blocks)))
        if self.spent > self.limit and before <= self.limit:
            self.told.append(
                tell(
                    "embed-size",
                    node.span,
                    "embed a note where its text is needed, link to it elsewhere",
                    times=f"more than {_TIMES}",
                )
            )
        return self.spent > self.limit

    def _copied(self, source: _Source, name: str, under: int) -> tuple[Block, ...]:
        """The blocks with ids of their own, headings below level `under`, no notes.

        The notes that marks in it refer to are kept for the chapter's end.
        """
        levels = [
            node.level for node in walk(source.blocks) if isinstance(node, Heading)
        ]
        down = under + 1 - min(levels, default=0)

        def change(node: Node) -> Node | tuple[Node, ...]:
            match node:
                case Footnote():
                    return ()
                case Heading():
                    level = max(1, min(6, node.level + down))
                    node = replace(node, level=level, listed=False)
                case Element() | Division():
                    node = replace(
                        node,
                        attributes=tuple(
                            (key, f"{name}-{value}" if key == "id" else value)
                            for key, value in node.attributes
                        ),
                    )
                case _:
                    pass
            own = getattr(node, "id", "")
            return replace(node, id=f"{name}-{own}") if own else node  # type: ignore[arg-type]  # it has an id

        self._keep_notes(source.path, source.blocks)
        return replace_all(source.blocks, change)

    def _keep_notes(self, path: PurePosixPath, blocks: tuple[Block, ...]) -> None:
        if path == self.chapter:
            return
        labels = {node.label for node in walk(blocks) if isinstance(node, FootnoteMark)}
        if not labels:
            return
        for node in walk(self.library[path].blocks):
            if (
                isinstance(node, Footnote)
                and node.label in labels
                and node not in self.notes
            ):
                self.notes.append(node)
                self._keep_notes(path, node.blocks)


def _first_line(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The first line of what may be an item or a heading, as a paragraph."""
    match blocks:
        case (BulletList(items=(Item(blocks=inner), *_)), *_):
            return _first_line(inner)
        case (Paragraph() | Heading() as first, *_):
            line = takewhile(
                lambda node: not isinstance(node, LineBreak), first.inlines
            )
            return (Paragraph(span=first.span, inlines=tuple(line)),)
    return blocks


def _unembedded(node: Node) -> Node:
    """A title's embeds as links: a title is to say what follows, not to hold it."""
    return _link(node) if isinstance(node, InlineEmbed) else node


def _link(node: Embed | InlineEmbed) -> WikiLink:
    return WikiLink(
        span=node.span, target=node.target, subpath=node.subpath, inlines=node.inlines
    )
