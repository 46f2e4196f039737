"""The checklist: items to tick, wherever they stand in the book."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from octavo.diagnostics import Outcome, Span
from octavo.model.book import Book, Chapter, Part, Target, Task, each_chapter
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import (
    BLOCKS_ONLY,
    Anchor,
    Block,
    Excerpt,
    FootnoteMark,
    Heading,
    IndexMark,
    Inline,
    Item,
    Link,
    Node,
    Paragraph,
    WorkMark,
    replace_all,
    text_of,
    walk,
)
from octavo.model.vault import Vault
from octavo.slug import unique


def tasks(book: Book, library: Library, vault: Vault, config: Config) -> Outcome[Book]:
    """The book with its checklist items collected, each with an anchor of its own.

    Items are: every list item with a box; the items of lists in a section whose
    heading begins with one of `[checklist] headings`; all of a chapter with the
    property `checklist: true`. Lists inside an item explain it and are no items, boxes
    in them are. Embedded text counts where its note is no chapter itself. Runs after
    `link`, since an item is explained where its first link leads, and after `smarten`,
    since it repeats words.
    """
    paths = frozenset(str(chapter.path) for chapter in book.chapters())
    collecting = _Collecting(
        headings=tuple(text.casefold() for text in config.checklist.headings if text),
        chapters=paths,
        taken=set(book.targets),
    )
    for part in book.parts:
        for chapter in part.chapters:
            if chapter.page:
                collecting.read(part, chapter)
    if not collecting.tasks:
        return Outcome(book)
    return Outcome(
        replace(
            each_chapter(book, collecting.settled),
            tasks=tuple(collecting.tasks),
            targets=FrozenMapping({**book.targets, **collecting.targets}),
        )
    )


@dataclass
class _Collecting:
    """One book's items; `here` counts those of a chapter, from 0.

    `given` are anchors for items that had none, by their place.
    """

    headings: tuple[str, ...]
    chapters: frozenset[str]
    taken: set[str]
    tasks: list[Task] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)
    here: int = 0
    given: dict[tuple[str, Span], list[str]] = field(default_factory=dict)

    def read(self, part: Part, chapter: Chapter) -> None:
        """Collect the items of one chapter."""
        self.here = -1
        section, group = chapter.anchor, chapter.title
        level = 0 if chapter.title.casefold() in self.headings else 7
        for block in chapter.blocks:
            if isinstance(block, Heading):
                text = " ".join(text_of(block.inlines).split())
                section = block.id or section
                if chapter.checklist:
                    group = text
                if block.level <= level:
                    level = 7
                if level == 7 and text.casefold().startswith(self.headings):
                    level = block.level
            listed = chapter.checklist or level < 7
            for item in self._items(block, listed=listed):
                inlines = _words(item)
                if not text_of(inlines).strip():
                    continue
                self.here += 1
                self.tasks.append(
                    Task(
                        inlines=inlines,
                        state=item.task,
                        anchor=self._anchor(item, chapter, group),
                        explained=_explained(item) or section,
                        group=group,
                        chapter=chapter.title,
                        part=part.title,
                        span=item.span,
                    )
                )

    def _items(self, block: Block, *, listed: bool) -> Iterator[Item]:
        nested: set[int] = set()
        copied: set[int] = set()
        for node in walk(block, BLOCKS_ONLY):
            if isinstance(node, Excerpt) and str(node.source) in self.chapters:
                copied.update(map(id, walk(node.blocks, BLOCKS_ONLY)))
            if not isinstance(node, Item) or id(node) in copied:
                continue
            if node.task or (listed and id(node) not in nested):
                yield node
            nested.update(map(id, walk(node.blocks, BLOCKS_ONLY)))

    def _anchor(self, item: Item, chapter: Chapter, group: str) -> str:
        if item.id:
            return item.id
        anchor = unique(f"{chapter.anchor}--task", self.taken, first=self.here)
        self.given.setdefault((chapter.anchor, item.span), []).append(anchor)
        self.targets[anchor] = Target(
            anchor=anchor,
            chapter=chapter.anchor,
            text=group,
            kind="block",
            span=item.span,
        )
        return anchor

    def settled(self, chapter: Chapter) -> Chapter:
        """The chapter with the anchors its items were given."""

        def change(node: Node) -> Node:
            if not isinstance(node, Item) or node.id:
                return node
            anchors = self.given.get((chapter.anchor, node.span))
            return replace(node, id=anchors.pop(0)) if anchors else node

        blocks = replace_all(chapter.blocks, change, BLOCKS_ONLY)
        return chapter if blocks is chapter.blocks else replace(chapter, blocks=blocks)


def _words(item: Item) -> tuple[Inline, ...]:
    """The item's first paragraph without notes, places, terms' links, page numbers."""

    def change(node: Node) -> Node | tuple[Node, ...]:
        match node:
            case FootnoteMark() | Anchor() | IndexMark():
                return ()
            case Link(gloss=True):
                return node.inlines
            case Link(wants_page=True):
                return replace(node, wants_page=False)
            case WorkMark():
                return node.inlines
            case _:
                return node

    first = next((b for b in item.blocks if isinstance(b, Paragraph)), None)
    return () if first is None else replace_all(first.inlines, change)


def _explained(item: Item) -> str:
    return next(
        (
            node.anchor
            for node in walk(item)
            if isinstance(node, Link) and node.anchor and not node.gloss
        ),
        "",
    )
