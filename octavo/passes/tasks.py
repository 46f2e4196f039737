"""The checklist: items to tick, wherever they stand in the book."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from octavo.diagnostics import Outcome, Span
from octavo.model.blocks import (
    Block,
    BulletList,
    Excerpt,
    Footnote,
    Heading,
    Item,
    OrderedList,
    Paragraph,
)
from octavo.model.book import Book, Chapter, Part, Target, Task, each_chapter
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.displays import CodeBlock, Figure, MathBlock
from octavo.model.document import Library
from octavo.model.inlines import (
    Anchor,
    Code,
    FootnoteMark,
    Image,
    IndexMark,
    Inline,
    Link,
    Math,
    Text,
    WorkMark,
)
from octavo.model.known import hold_none, holds_none, those
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import BLOCKS_ONLY, Node, walk
from octavo.model.unopened import Boxed, Named
from octavo.model.vault import Vault
from octavo.model.wording import text_of
from octavo.slug import unique
from octavo.words import Words, words_in

_HELD: frozenset[type] = frozenset((Excerpt, Item))
_ITEMS: frozenset[type] = frozenset((Item,))
_GIVEN: frozenset[type] = frozenset((Boxed, Excerpt))
"""Without one of these a block has no item but where all of its lists are some."""


def tasks(book: Book, library: Library, vault: Vault, config: Config) -> Outcome[Book]:
    """The book with its checklist items collected, each with an anchor of its own.

    Items are: every list item with a box; the items of lists in a section, or a
    chapter, whose heading begins with one of `[checklist] headings`, else with what its
    language calls a checklist; all of a chapter with the property `checklist: true`, and
    none with `checklist: false`, wherever it is embedded.
    Lists inside an item explain it and are no items, boxes in them are. In the book, too,
    items have a box, so that a checklist is one wherever it is printed. Embedded text
    counts where its note is no chapter itself. Runs after `link`, since an item is
    explained where its first link leads, and after `smarten`, since it repeats words.
    """
    paths = {str(chapter.path) for chapter in book.chapters()}
    paths.update(
        str(path)
        for path, document in library.items()
        if document.properties.checklist is False
    )
    collecting = _Collecting(
        headings=tuple(text.casefold() for text in config.checklist.headings if text),
        language=book.metadata.language,
        elsewhere=frozenset(paths),
        taken=set(book.targets),
    )
    for part in book.parts:
        for chapter in part.chapters:
            if chapter.page and chapter.checklist is not False:
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

    `elsewhere` are the notes whose embedded items are none: those that are chapters
    themselves, and those that want none. `given` are anchors for items that had none, by
    their place, `plain` the places of items without a box, both of each chapter. `notes`
    are the chapter's footnotes not yet told, by their id, `words` those of its language.
    """

    headings: tuple[str, ...]
    language: str
    elsewhere: frozenset[str]
    taken: set[str]
    tasks: list[Task] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)
    here: int = 0
    given: dict[str, dict[Span, list[str]]] = field(default_factory=dict)
    plain: dict[str, set[Span]] = field(default_factory=dict)
    notes: dict[str, Footnote] = field(default_factory=dict)
    words: Words = field(default_factory=Words)

    def read(self, part: Part, chapter: Chapter) -> None:
        """Collect the items of one chapter."""
        self.here = -1
        self.notes = {
            note.id: note for note in chapter.blocks if isinstance(note, Footnote)
        }
        self.words = words_in(chapter.language or self.language)
        headings = self.headings or self.words.checklists
        section, group = chapter.anchor, chapter.title
        titled = chapter.title.casefold().startswith(headings)
        whole = chapter.checklist is True or titled
        level = 7
        unboxed = hold_none(chapter.blocks, _GIVEN)
        for block in chapter.blocks:
            if isinstance(block, Heading):
                text = " ".join(text_of(block.inlines).split())
                section = block.id or section
                if whole:
                    group = text
                if block.level <= level:
                    level = 7
                if level == 7 and text.casefold().startswith(headings):
                    level = block.level
            listed = whole or level < 7
            if not listed and unboxed:
                continue
            for item in self._items(block, listed=listed):
                inlines = self._said(_begun(item))
                if not _says(inlines):
                    continue
                self.here += 1
                if not item.task:
                    self.plain.setdefault(chapter.anchor, set()).add(item.span)
                self.tasks.append(
                    Task(
                        inlines=inlines,
                        state=item.task,
                        anchor=self._anchor(item, chapter, group),
                        explained=_explained(item) or section,
                        group=group,
                        chapter=chapter.title,
                        part=part.title,
                        language=chapter.language,
                        whole=whole,
                        span=item.span,
                    )
                )

    def _items(self, block: Block, *, listed: bool) -> Iterator[Item]:
        if holds_none(block, _HELD if listed else _GIVEN):
            return
        nested: set[int] = set()
        copied: set[int] = set()
        for node in those((block,), _HELD, BLOCKS_ONLY):
            if isinstance(node, Excerpt) and str(node.source) in self.elsewhere:
                copied.update(map(id, walk(node.blocks, BLOCKS_ONLY)))
            if not isinstance(node, Item) or id(node) in copied:
                continue
            if node.task or (listed and id(node) not in nested):
                yield node
            if _begun(node):
                nested.update(map(id, walk(node.blocks, BLOCKS_ONLY)))

    def _anchor(self, item: Item, chapter: Chapter, group: str) -> str:
        if item.id:
            return item.id
        anchor = unique(f"{chapter.anchor}--task", self.taken, first=self.here)
        given = self.given.setdefault(chapter.anchor, {})
        given.setdefault(item.span, []).append(anchor)
        self.targets[anchor] = Target(
            anchor=anchor,
            chapter=chapter.anchor,
            text=group,
            kind="block",
            span=item.span,
        )
        return anchor

    def _said(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The words of an item; a sheet has no foot for notes, they stand in brackets."""

        def change(node: Node) -> Node | tuple[Node, ...]:
            return self._aside(node) if isinstance(node, FootnoteMark) else _bare(node)

        return replace_all(inlines, change)

    def _aside(self, mark: FootnoteMark) -> tuple[Inline, ...]:
        """What a note says, where it is first referred to."""
        note = self.notes.pop(mark.note, None)
        said: list[Inline] = []
        for block in walk(note.blocks, BLOCKS_ONLY) if note else ():
            if isinstance(block, Paragraph):
                if said:
                    said.append(Text(span=mark.span, text=" "))
                said += replace_all(block.inlines, _bare)
        if not said:
            return ()
        before = Text(span=mark.span, text=self.words.blank + self.words.bracket)
        after = Text(span=mark.span, text=self.words.bracket_end)
        return (before, *_unstopped(said), after)

    def settled(self, chapter: Chapter) -> Chapter:
        """The chapter with the anchors and boxes its items were given."""
        given = self.given.get(chapter.anchor, {})
        plain = self.plain.get(chapter.anchor, set())
        if not given and not plain:
            return chapter

        def change(node: Node) -> Node:
            if not isinstance(node, Item):
                return node
            if node.span in plain:
                node = replace(node, task=" ")
            anchors = [] if node.id else given.get(node.span)
            return replace(node, id=anchors.pop(0)) if anchors else node

        blocks = replace_all(
            chapter.blocks,
            change,
            BLOCKS_ONLY,
            kinds=_ITEMS,
            within=_ITEMS if plain else _GIVEN,
            brings=_GIVEN | {Named},
        )
        return chapter if blocks is chapter.blocks else replace(chapter, blocks=blocks)


_LISTS: frozenset[type] = BLOCKS_ONLY | {BulletList, OrderedList}


def _begun(item: Item) -> tuple[Inline, ...]:
    """What an item begins with: its first words, formula, picture or line of code.

    A formula on lines of its own parts a paragraph, but not what the paragraph says.
    """
    said: list[Inline] = []
    end = 0
    for node in walk(item.blocks, _LISTS):
        if said and not _goes_on(node, end):
            break
        match node:
            case Paragraph() | Heading():
                more = node.inlines
            case MathBlock():
                more = (Math(span=node.span, tex=node.tex),)
            case Figure():
                more = (node.image,)
            case CodeBlock() if node.text.strip():
                first = node.text.strip().splitlines()[0]
                more = (Code(span=node.span, text=first.strip()),)
            case BulletList() | OrderedList():
                break
            case _:
                continue
        said += [Text(span=node.span, text=" "), *more] if said else more
        end = node.span.end_line
    return tuple(said)


def _goes_on(node: Node, end: int) -> bool:
    """Whether a block belongs to the paragraph that ended in line `end`."""
    return isinstance(node, Paragraph | MathBlock) and node.span.line <= end + 1


def _says(inlines: tuple[Inline, ...]) -> bool:
    return bool(text_of(inlines).strip()) or any(
        isinstance(node, Image | Math) for node in walk(inlines)
    )


def _bare(node: Node) -> Node | tuple[Node, ...]:
    """A node without what a sheet has no use for: notes, places, pages, ways to terms."""
    match node:
        case FootnoteMark() | Anchor() | IndexMark():
            return ()
        case Link(gloss=True) | WorkMark():
            return node.inlines
        case Link(wants_page=True):
            return replace(node, wants_page=False)
        case _:
            return node


def _unstopped(inlines: Sequence[Inline]) -> Sequence[Inline]:
    """Without the full stop at the end, since a bracket follows."""
    last = inlines[-1]
    if not isinstance(last, Text) or not re.search(r"(?<!\.)\.$", last.text):
        return inlines
    text = last.text[:-1]
    return [*inlines[:-1], *([replace(last, text=text)] if text else [])]


def _explained(item: Item) -> str:
    return next(
        (
            node.anchor
            for node in walk(item)
            if isinstance(node, Link) and node.anchor and not node.gloss
        ),
        "",
    )
