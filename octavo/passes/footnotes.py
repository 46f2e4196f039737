"""Footnotes: numbered in each chapter, and gathered at its end."""

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, in_order
from octavo.model.blocks import Footnote
from octavo.model.book import Book, Chapter, each_chapter
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.inlines import FootnoteMark, Text
from octavo.model.known import those
from octavo.model.nodes import Node
from octavo.model.vault import Vault
from octavo.reference.address import origin
from octavo.slug import unique


def footnotes(
    book: Book, library: Library, vault: Vault, config: Config
) -> Outcome[Book]:
    """The book with marks numbered by first reference and notes in that order (R7.7).

    Notes stand at the end of their chapter's blocks; where they are printed is for
    `compose` to decide. Runs after `embed`, which brings notes with what it copies, and
    after `anchors`, so that ids of marks and notes keep clear of the book's targets. A
    mark without a note becomes the text it was written as; a note without a mark goes.
    The parser tells of the latter, and of labels defined twice: the first counts.
    """
    numbering = _Numbering(vault, set(book.targets))
    book = each_chapter(book, numbering.settled)
    return Outcome(book, in_order(numbering.told))


_DEFINED: frozenset[type] = frozenset((Footnote,))
_MARKS: frozenset[type] = frozenset((FootnoteMark,))
_NOTES = _DEFINED | _MARKS
_Name = tuple[PurePosixPath, str]
"""A label, and the note it belongs to: embedded text has labels of its own."""


@dataclass
class _Numbering:
    """One book's footnotes; `notes` and after are those of one chapter."""

    vault: Vault
    taken: set[str]
    told: list[Diagnostic] = field(default_factory=list)
    chapter: Chapter | None = None
    notes: dict[_Name, Footnote] = field(default_factory=dict)
    order: list[_Name] = field(default_factory=list)
    numbers: dict[_Name, int] = field(default_factory=dict)
    marks: dict[_Name, list[str]] = field(default_factory=dict)

    def settled(self, chapter: Chapter) -> Chapter:
        nodes = [
            node
            for part in (chapter.title_inlines, chapter.blocks)
            for node in those(part, _NOTES)
            if isinstance(node, Footnote | FootnoteMark)
        ]
        if not nodes or all(node.number for node in nodes):
            return chapter
        self.chapter = chapter
        self.order, self.numbers, self.marks = [], {}, {}
        self.notes = self._defined(
            [node for node in nodes if isinstance(node, Footnote)]
        )
        title = replace_all(chapter.title_inlines, self._change)
        body = replace_all(chapter.blocks, self._without_notes, kinds=_DEFINED)
        body = replace_all(body, self._change, kinds=_MARKS)
        notes: list[Footnote] = []
        while len(notes) < len(self.order):
            notes.append(self._numbered(self.order[len(notes)], len(notes) + 1))
        # Notes refer to one another, so marks are known when all have been read.
        notes = [
            replace(note, marks=tuple(self.marks[name]))
            for note, name in zip(notes, self.order, strict=True)
        ]
        return replace(chapter, title_inlines=title, blocks=(*body, *notes))

    def _name(self, node: Footnote | FootnoteMark) -> _Name:
        assert self.chapter is not None, "notes are numbered chapter by chapter"
        return origin(node.span, self.chapter.path, self.vault), node.label

    def _defined(self, written: list[Footnote]) -> dict[_Name, Footnote]:
        notes: dict[_Name, Footnote] = {}
        for note in written:
            notes.setdefault(self._name(note), note)
        return notes

    def _without_notes(self, node: Node) -> Node | tuple[Node, ...]:
        return () if isinstance(node, Footnote) else node

    def _change(self, node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, FootnoteMark):
            return node
        assert self.chapter is not None, "notes are numbered chapter by chapter"
        name = self._name(node)
        if name not in self.notes:
            help = f"write `[^{node.label}]: …` in this note"
            told = tell("undefined-footnote", node.span, help, label=node.label)
            self.told.append(told)
            return Text(span=node.span, text=f"[^{node.label}]")
        if name not in self.marks:
            self.order.append(name)
            self.marks[name] = []
            self.numbers[name] = len(self.order)
        number = self.numbers[name]
        anchor = unique(f"{self.chapter.anchor}--fr-{number}", self.taken, first=2)
        self.marks[name].append(anchor)
        return replace(
            node,
            number=number,
            anchor=anchor,
            note=f"{self.chapter.anchor}--fn-{number}",
        )

    def _numbered(self, name: _Name, number: int) -> Footnote:
        """The note with its number, id, and the marks in its own text settled."""
        assert self.chapter is not None, "notes are numbered chapter by chapter"
        note = self.notes[name]
        blocks = replace_all(note.blocks, self._without_notes)
        return replace(
            note,
            blocks=replace_all(blocks, self._change),
            number=number,
            id=f"{self.chapter.anchor}--fn-{number}",
        )
