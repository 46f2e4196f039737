"""Ids: those of each chapter become unique in the book, and known as targets."""

from dataclasses import replace
from typing import NamedTuple, get_args

from octavo.diagnostics import Outcome
from octavo.model.blocks import Block, Definition, Division, Footnote, Heading, Question
from octavo.model.book import Book, Chapter, Target, each_chapter
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.displays import CodeBlock, Diagram, Figure, MathBlock, Table
from octavo.model.document import Library
from octavo.model.inlines import Anchor, Element, Inline
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import Node
from octavo.model.rack import Rack, bare
from octavo.model.unopened import Named
from octavo.model.vault import Vault
from octavo.model.wording import text_of
from octavo.slug import name_characters, unique

_WITH_IDS: frozenset[type] = frozenset(
    kind for kind in get_args(Node) if hasattr(kind, "id") or kind is Element
)
"""Nodes with an id, a field of their own or, as HTML has it, among attributes."""
_SOUGHT: frozenset[type] = frozenset((Diagram, Figure, Heading, Named, Question, Table))
"""Without one of these a block has no place to refer to but itself."""
_BROUGHT: frozenset[type] = frozenset((Named,))


class _Settled(NamedTuple):
    """A chapter's blocks and its title with ids, and the targets that came of them."""

    blocks: tuple[Block, ...]
    title: tuple[Inline, ...]
    targets: dict[str, Target]


def anchors(
    book: Book, library: Library, vault: Vault, config: Config, rack: Rack = bare
) -> Outcome[Book]:
    """The book with ids of the form `CHAPTER--ID` (rule R5.2) and all its targets.

    What catalogues may list has an id, also where its author gave none.

    Runs after `embed` and `images`, which bring ids and figures into a chapter, and
    `number`, since targets know theirs; before `link`, which looks targets up. A book
    that has targets has been through it. Chapters that have are on the `rack`.
    """
    if book.targets:
        return Outcome(book)
    taken = {chapter.anchor for chapter in book.chapters()}
    taken.update(part.anchor for part in book.parts)
    targets: dict[str, Target] = {}

    def settled(chapter: Chapter) -> Chapter:
        if not chapter.page:
            return chapter
        given = chapter.blocks, chapter.title_inlines, chapter.anchor, chapter.title
        made = rack(_alone, *given)
        # Ids begin with their chapter's: those of another are met only by ill luck.
        if not taken.isdisjoint(made.targets):
            made = _Anchoring(chapter.anchor, chapter.title, taken).settled(*given[:2])
        taken.update(made.targets)
        targets[chapter.anchor] = Target(
            anchor=chapter.anchor,
            chapter=chapter.anchor,
            text=chapter.title,
            kind="chapter",
            span=chapter.span,
        )
        targets.update(made.targets)
        if made.blocks is chapter.blocks and made.title is chapter.title_inlines:
            return chapter
        return replace(chapter, blocks=made.blocks, title_inlines=made.title)

    book = each_chapter(book, settled)
    return Outcome(replace(book, targets=FrozenMapping(targets)))


def _alone(
    blocks: tuple[Block, ...], title: tuple[Inline, ...], anchor: str, text: str
) -> _Settled:
    """A chapter in a book without others; `text` is its title."""
    return _Anchoring(anchor, text, set()).settled(blocks, title)


class _Anchoring:
    """One chapter's ids; `section` is the text of the heading reached."""

    def __init__(self, chapter: str, section: str, taken: set[str]) -> None:
        self.chapter = chapter
        self.section = section
        self.taken = taken
        self.targets: dict[str, Target] = {}

    def settled(self, blocks: tuple[Block, ...], title: tuple[Inline, ...]) -> _Settled:
        blocks = replace_all(
            blocks,
            self._change,
            kinds=_WITH_IDS,
            within=_SOUGHT,
            brings=_BROUGHT,
        )
        title = replace_all(title, self._change, kinds=_WITH_IDS)
        return _Settled(blocks, title, self.targets)

    def _change(self, node: Node) -> Node:
        own = getattr(node, "id", "")
        match node:
            case Heading():
                self.section = text_of(node.inlines)
            case Definition() if own:
                self.section = text_of(node.term)
            case Figure() | Diagram() | Table() | Question() if node.number and not own:
                own = f"{_kind(node)}-{node.number}"
            case Element() | Division() if node.attributes and not own:
                node = self._with_attribute(node)
            case _:
                pass
        if not own or isinstance(node, Footnote):
            return node
        return replace(node, id=self._anchor(own, node))  # type: ignore[arg-type]  # it has an id

    def _with_attribute(self, node: Element | Division) -> Element | Division:
        attributes = tuple(
            (name, self._anchor(value, node) if name == "id" and value else value)
            for name, value in node.attributes
        )
        return (
            node
            if attributes == node.attributes
            else replace(node, attributes=attributes)
        )

    def _anchor(self, own: str, node: Node) -> str:
        wanted = f"{self.chapter}--{name_characters(own) or 'x'}"
        anchor = unique(wanted, self.taken)
        self.targets[anchor] = Target(
            anchor=anchor,
            chapter=self.chapter,
            text=self.section,
            kind=_kind(node),
            span=node.span,
            number=getattr(node, "number", ""),
        )
        return anchor


def _kind(node: Node) -> str:
    match node:
        case Heading():
            return "heading"
        case Figure() | Diagram():
            return "figure"
        case Table():
            return "table"
        case CodeBlock():
            return "listing"
        case MathBlock():
            return "equation"
        case Question():
            return "question"
        case Anchor() | Element() | Division():
            return "element"
        case _:
            return "block"
