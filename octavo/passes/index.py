"""The index: marks get anchors, and what they say becomes a tree of subjects."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.collate import alphabetical, initial
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.model.blocks import (
    Block,
    Break,
    Definition,
    Division,
    Footnote,
    Heading,
    Paragraph,
)
from octavo.model.book import (
    WHOLE,
    Book,
    Chapter,
    Column,
    Locator,
    Part,
    Pointer,
    Role,
    Subject,
    Target,
    each_chapter,
)
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.inlines import IndexMark, Lemma
from octavo.model.known import those
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import Node
from octavo.model.vault import Vault
from octavo.model.wording import text_of
from octavo.punctuation import marks_of, smart
from octavo.slug import unique
from octavo.suggest import Guesses
from octavo.words import words_in

Key = tuple[str, ...]

_SUBJECTS: frozenset[type] = frozenset((Definition, IndexMark))


def index(book: Book, library: Library, vault: Vault, config: Config) -> Outcome[Book]:
    """The book with its index, if it has marks or a note of the type `index`.

    Where no such note stands, the index is the last chapter. An entry of a glossary is
    the main entry of its term unless a mark names another. Runs after `terms`, which sets
    marks too, and before `contents`, which lists the chapter.
    """
    if book.index:
        return Outcome(book)
    reading = _Reading(book)
    book = each_chapter(book, reading.settled)
    wanted = any(chapter.kind == "index" for chapter in book.chapters())
    if not reading.entries or not (wanted or reading.marked):
        return Outcome(book, in_order(reading.told))
    if not wanted:
        book = _with_chapter(book, reading.taken)
    chapter = next(c for c in book.chapters() if c.kind == "index")
    reading.close_ranges()
    printing = _Printing(reading, chapter.anchor, book.metadata.language)
    columns = tuple(printing.columns())
    targets = {**book.targets, **reading.targets}
    own = replace(_target(chapter.anchor, chapter, chapter.title), kind="chapter")
    targets.setdefault(chapter.anchor, own)
    return Outcome(
        replace(book, index=columns, targets=FrozenMapping(targets)),
        in_order((*reading.told, *printing.told)),
    )


def _with_chapter(book: Book, taken: set[str]) -> Book:
    """The book with a last chapter for the index."""
    title = words_in(book.metadata.language).index
    anchor = unique("index", taken)
    slugs = {chapter.slug for chapter in book.chapters()}
    chapter = Chapter(
        path=PurePosixPath(),
        title=title,
        title_inlines=(),
        anchor=anchor,
        slug=unique("index", slugs),
        digest="",
        role=Role.BACK,
        blocks=(),
        kind="index",
        listed=title,
        span=Span.whole(PurePosixPath()),
    )
    return replace(book, parts=(*book.parts, Part(title="", chapters=(chapter,))))


def _target(anchor: str, chapter: Chapter, text: str) -> Target:
    return Target(
        anchor=anchor,
        chapter=chapter.anchor,
        text=text,
        kind="element",
        span=chapter.span,
    )


# ------------------------------------------------------------------ reading marks


@dataclass
class _Entry:
    """What was said of one subject, by its words in any case."""

    levels: tuple[str, ...]
    span: Span
    locators: list[Locator] = field(default_factory=list)
    see: dict[Key, tuple[tuple[str, ...], Span]] = field(default_factory=dict)
    also: dict[Key, tuple[tuple[str, ...], Span]] = field(default_factory=dict)


def _key(levels: Iterable[str]) -> Key:
    return tuple(level.casefold() for level in levels)


class _Reading:
    """One book's marks, in reading order; `opened` are ranges not yet closed.

    `explained` are the anchors of entries of a glossary.
    """

    def __init__(self, book: Book) -> None:
        self.marks = marks_of(book.metadata.language)
        self.taken = {*book.targets, *(part.anchor for part in book.parts)}
        self.entries: dict[Key, _Entry] = {}
        self.targets: dict[str, Target] = {}
        self.told: list[Diagnostic] = []
        self.opened: dict[Key, tuple[Locator, Span]] = {}
        self.explained: set[str] = set()
        self.marked = False
        self.count = 0

    def settled(self, chapter: Chapter) -> Chapter:
        """The chapter with anchors at its marks; what they say is noted."""
        if not chapter.page:
            return chapter
        self.chapter = chapter
        self.section, self.text = chapter.anchor, chapter.title
        for lemma in chapter.about:
            self._note(lemma, chapter.anchor, Span.whole(chapter.path), WHOLE)
        within = (chapter.title_inlines, chapter.blocks)
        if not any(those(part, _SUBJECTS) for part in within):
            return chapter
        title = replace_all(chapter.title_inlines, self._title)
        blocks = _gathered(replace_all(chapter.blocks, self._change))
        if blocks is chapter.blocks and title is chapter.title_inlines:
            return chapter
        return replace(chapter, blocks=blocks, title_inlines=title)

    def _title(self, node: Node) -> Node | tuple[Node, ...]:
        """A mark in the title is one of the chapter's beginning."""
        if not isinstance(node, IndexMark):
            return node
        for lemma in node.lemmas:
            self._note(lemma, self.chapter.anchor, node.span)
        return ()

    def _change(self, node: Node) -> Node | tuple[Node, ...]:
        match node:
            case Heading() if node.listed and node.id:
                self.section = node.id
                self.text = " ".join(text_of(node.inlines).split())
            case Definition() if node.forms and node.id:
                self._note(Lemma(levels=(node.forms[0],)), node.id, node.span)
                self.explained.add(node.id)
            case IndexMark():
                return self._marked(node)
            case _ if isinstance(getattr(node, "blocks", None), tuple):
                blocks: tuple[Block, ...] = node.blocks  # type: ignore[union-attr]  # it has some
                gathered = _gathered(blocks)
                if gathered is not blocks:
                    return replace(node, blocks=gathered)  # type: ignore[arg-type]  # likewise
            case _:
                pass
        return node

    def anchor(self) -> str:
        """An anchor of the chapter for a place that has none."""
        self.count += 1
        anchor = unique(f"ix-{self.count}", self.taken)
        self.targets[anchor] = _target(anchor, self.chapter, self.text)
        return anchor

    def _marked(self, node: IndexMark) -> IndexMark:
        if node.id:
            return node
        self.marked = True
        anchor = self.anchor()
        for lemma in node.lemmas:
            self._note(lemma, anchor, node.span)
        return replace(node, id=anchor)

    def _note(self, lemma: Lemma, anchor: str, span: Span, until: str = "") -> None:
        """Note what a lemma says of the place at `anchor`."""
        self.marked = self.marked or until == WHOLE
        levels = tuple(smart(level, self.marks) for level in lemma.levels)
        key = _key(levels)
        for depth in range(1, len(levels) + 1):
            self.entries.setdefault(key[:depth], _Entry(levels[:depth], span))
        entry = self.entries[key]
        for kept, given in ((entry.see, lemma.see), (entry.also, lemma.also)):
            for other in given:
                words = tuple(smart(level, self.marks) for level in other)
                kept.setdefault(_key(words), (words, span))
        place = Locator(
            anchor=anchor,
            section=self.section,
            text=self.text,
            until=until,
            main=lemma.main,
        )
        if lemma.extent == "from":
            self._tell_open(key)
            self.opened[key] = place, span
        elif lemma.extent == "to":
            self._close(key, entry, place, span)
        elif not lemma.see:
            entry.locators.append(place)

    def _close(self, key: Key, entry: _Entry, place: Locator, span: Span) -> None:
        if key in self.opened:
            first, _ = self.opened.pop(key)
            main = first.main or place.main
            entry.locators.append(replace(first, until=place.anchor, main=main))
            return
        help = "write `|(` where it begins"
        term = " › ".join(entry.levels)
        why = "ends here and begins nowhere"
        self.told.append(tell("index-range-open", span, help, term=term, why=why))
        entry.locators.append(place)

    def _tell_open(self, key: Key) -> None:
        """Keep the beginning of a range that has no end as a place."""
        if key not in self.opened:
            return
        place, span = self.opened.pop(key)
        entry = self.entries[key]
        help = "write `|)` where it ends"
        term = " › ".join(entry.levels)
        why = "begins here and ends nowhere"
        self.told.append(tell("index-range-open", span, help, term=term, why=why))
        entry.locators.append(place)

    def close_ranges(self) -> None:
        """Take what is still open at the book's end for places."""
        for key in tuple(self.opened):
            self._tell_open(key)


# ---------------------------------------------------------- marks that stand alone


def _gathered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with marks that stand alone moved into the block behind them.

    Behind the last block they move into the one before it.
    """
    if not any(map(_is_mark, blocks)):
        return blocks
    out: list[Block] = []
    waiting: list[IndexMark] = []
    for block in blocks:
        if _is_mark(block):
            waiting += _marks(block)
        elif waiting and not isinstance(block, Footnote | Break):
            out.append(_marked_block(block, waiting, before=True))
            waiting = []
        else:
            out.append(block)
    if not waiting:
        return tuple(out)
    at = max((n for n, b in enumerate(out) if not isinstance(b, Footnote)), default=-1)
    if at < 0:
        alone = Paragraph(span=waiting[0].span, inlines=tuple(waiting))
        return (alone, *out)
    out[at] = _marked_block(out[at], waiting, before=False)
    return tuple(out)


def _is_mark(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.inlines) == len(_marks(block)) > 0


def _marks(block: Block) -> list[IndexMark]:
    inlines = block.inlines if isinstance(block, Paragraph) else ()
    return [inline for inline in inlines if isinstance(inline, IndexMark)]


def _marked_block(block: Block, marks: list[IndexMark], *, before: bool) -> Block:
    """A block with marks: in its line, or else around it."""
    if isinstance(block, Paragraph | Heading):
        front, back = (marks, []) if before else ([], marks)
        return replace(block, inlines=(*front, *block.inlines, *back))
    for mark in marks:
        block = Division(span=block.span, name="div", blocks=(block,), id=mark.id)
    return block


# ----------------------------------------------------------------------- printing


class _Printing:
    """The entries as they are printed: in order, pointing at one another."""

    def __init__(self, reading: _Reading, chapter: str, language: str) -> None:
        self.entries = reading.entries
        self.explained = reading.explained
        self.language = language
        self.told: list[Diagnostic] = []
        self.guesses = Guesses(entry.levels[-1] for entry in self.entries.values())
        self.below: dict[Key, list[Key]] = {}
        for key in self.entries:
            self.below.setdefault(key[:-1], []).append(key)
        pointed = dict.fromkeys(
            other
            for entry in self.entries.values()
            for other in (*entry.see, *entry.also)
            if other in self.entries
        )
        self.anchors: dict[Key, str] = {}
        for count, key in enumerate(pointed, start=1):
            anchor = unique(f"ix-to-{count}", reading.taken)
            self.anchors[key] = anchor
            text = self.entries[key].levels[-1]
            reading.targets[anchor] = Target(
                anchor=anchor,
                chapter=chapter,
                text=text,
                kind="element",
                span=self.entries[key].span,
            )

    def columns(self) -> Iterator[Column]:
        """The subjects of the first level by their letters."""
        for letter, subjects in groupby(
            self._subjects(()), lambda subject: initial(subject.text, self.language)
        ):
            yield Column(letter=letter, subjects=tuple(subjects))

    def _subjects(self, above: Key) -> list[Subject]:
        keys = self.below.get(above, ())
        ordered = sorted(
            keys,
            key=lambda key: alphabetical(self.entries[key].levels[-1], self.language),
        )
        return [self._subject(key) for key in ordered]

    def _subject(self, key: Key) -> Subject:
        entry = self.entries[key]
        return Subject(
            text=entry.levels[-1],
            anchor=self.anchors.get(key, ""),
            locators=self._locators(entry),
            see=self._pointers(entry.see),
            also=self._pointers(entry.also),
            subjects=tuple(self._subjects(key)),
        )

    def _locators(self, entry: _Entry) -> tuple[Locator, ...]:
        """The places, one of them the main one: a mark's, else that of the glossary."""
        places = tuple(dict.fromkeys(entry.locators))
        if any(place.main for place in places):
            return places
        return tuple(
            replace(place, main=place.anchor in self.explained) for place in places
        )

    def _pointers(
        self, others: dict[Key, tuple[tuple[str, ...], Span]]
    ) -> tuple[Pointer, ...]:
        made = []
        for key, (levels, span) in others.items():
            if key not in self.entries:
                near = self.guesses.nearest(levels[-1], limit=1)
                help = f"did you mean “{near[0]}”?" if near else "mark it somewhere"
                term = "!".join(levels)
                self.told.append(tell("index-see-dangling", span, help, term=term))
            text = ", ".join(levels)
            made.append(Pointer(text=text, anchor=self.anchors.get(key, "")))
        made.sort(key=lambda pointer: alphabetical(pointer.text, self.language))
        return tuple(made)
