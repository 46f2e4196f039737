"""Terms of the glossary: the first use in each chapter becomes a link to its entry."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import is_
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, in_order
from octavo.model.blocks import Definition, Excerpt, Heading, Paragraph, Quote
from octavo.model.book import Book, Chapter, each_chapter
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.inlines import (
    Emphasis,
    IndexMark,
    Inline,
    Lemma,
    LineBreak,
    Link,
    Mark,
    Strike,
    Strong,
    Text,
)
from octavo.model.nodes import BLOCKS_ONLY, Node, walk
from octavo.model.vault import Vault
from octavo.spot import Spotter, folded

_CLOSED = BLOCKS_ONLY | {Quote}
_SHOWN = 5


def terms(book: Book, library: Library, vault: Vault, config: Config) -> Outcome[Book]:
    """The book with links to its glossary, where a chapter first uses a term.

    In running text only: not in headings, quotations, tables, captions, code, or other
    links. A form in capitals alone is found in capitals alone. Runs after `link` and
    `smarten`, since it cuts texts, and knows terms that are linked by hand.
    """
    entries = [
        (chapter, entry)
        for chapter in book.chapters()
        if chapter.kind == "glossary"
        for entry in _entries(chapter)
    ]
    if not entries:
        return Outcome(book)
    told, twice = _twice([entry for _, entry in entries])
    forms = (
        (form, at) for at, (_, entry) in enumerate(entries) for form in entry.forms
    )
    linking = _Linking(
        spotter=Spotter(forms),
        anchors=tuple(entry.id for _, entry in entries),
        glossaries=frozenset(chapter.path for chapter, _ in entries),
        lemmas=tuple(Lemma(levels=(entry.forms[0],)) for _, entry in entries)
        if "glossary" in config.index.auto
        else (),
    )
    book = each_chapter(book, linking.settled)
    if linking.read:
        told += _unused(entries, linking.used | twice)
    return Outcome(book, in_order(told))


def _entries(chapter: Chapter) -> Iterable[Definition]:
    """The entries of a glossary as the note has them, so that the first is the first."""
    return sorted(
        (
            node
            for node in walk(chapter.blocks, BLOCKS_ONLY)
            if isinstance(node, Definition) and node.forms and node.id
        ),
        key=lambda entry: (entry.span.line, entry.span.column),
    )


def _twice(entries: Iterable[Definition]) -> tuple[list[Diagnostic], set[str]]:
    """Which terms have a form that another has already: what to say, their anchors."""
    first: dict[str, Definition] = {}
    told: list[Diagnostic] = []
    twice: set[str] = set()
    for entry in entries:
        for form in entry.forms:
            other = first.setdefault(folded(form), entry)
            if other is not entry and entry.id not in twice:
                place = f"{other.span.path}:{other.span.line}"
                help = f"first at {place}; make one entry of the two"
                told.append(tell("glossary-duplicate", entry.span, help, term=form))
                twice.add(entry.id)
    return told, twice


def _unused(
    entries: Sequence[tuple[Chapter, Definition]], used: set[str]
) -> Iterable[Diagnostic]:
    """Say for each glossary how many of its terms no chapter uses, and which."""
    for chapter in dict.fromkeys(chapter.anchor for chapter, _ in entries):
        own = [(each, entry) for each, entry in entries if each.anchor == chapter]
        names = [entry.forms[0] for _, entry in own if entry.id not in used]
        if names:
            shown = ", ".join(f"“{name}”" for name in names[:_SHOWN])
            if len(names) > _SHOWN:
                shown += f" and {len(names) - _SHOWN} more"
            count = (
                "1 term of the glossary is"
                if len(names) == 1
                else f"{len(names)} terms of the glossary are"
            )
            help = "other forms go into a last line of the entry: `Also: …`"
            words = {"count": count, "terms": shown}
            yield tell("glossary-unused", own[0][0].span, help, None, **words)


@dataclass
class _Linking:
    """One book's terms; `seen` are the anchors that this chapter has links to.

    Where `lemmas` are given, the first use in a section gets a mark of the index:
    `marked` are the terms that have one.
    """

    spotter: Spotter
    anchors: tuple[str, ...]
    glossaries: frozenset[PurePosixPath]
    lemmas: tuple[Lemma, ...] = ()
    used: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    marked: set[int] = field(default_factory=set)
    copied: set[int] = field(default_factory=set)
    read: bool = False

    def settled(self, chapter: Chapter) -> Chapter:
        """The chapter with its links."""
        if chapter.kind or not chapter.page:
            return chapter
        self.read, self.seen, self.marked, self.copied = True, set(), set(), set()
        for node in walk(chapter.blocks, BLOCKS_ONLY):
            # What was copied from a glossary explains its terms itself.
            if isinstance(node, Excerpt) and node.source in self.glossaries:
                self.copied.update(map(id, walk(node.blocks, BLOCKS_ONLY)))
        blocks = replace_all(chapter.blocks, self._change, _CLOSED)
        linked = {n.anchor for n in walk(chapter.blocks) if isinstance(n, Link)}
        self.used |= self.seen | linked
        return chapter if blocks is chapter.blocks else replace(chapter, blocks=blocks)

    def _change(self, node: Node) -> Node:
        if isinstance(node, Heading) and node.listed:
            self.marked = set()
        if not isinstance(node, Paragraph) or _is_heading(node):
            return node
        if id(node) in self.copied:
            return node
        inlines = self._line(node.inlines)
        return node if inlines is node.inlines else replace(node, inlines=inlines)

    def _line(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Inlines with links; the same where none was made."""
        out: list[Inline] = []
        run: list[Text | LineBreak] = []
        for node in inlines:
            if isinstance(node, Text | LineBreak):
                run.append(node)
                continue
            out += self._run(run)
            run = []
            out.append(self._mark(node))
        out += self._run(run)
        same = len(out) == len(inlines) and all(map(is_, out, inlines))
        return inlines if same else tuple(out)

    def _mark(self, node: Inline) -> Inline:
        match node:
            case Emphasis() | Strong() | Mark() | Strike():
                inlines = self._line(node.inlines)
                same = inlines is node.inlines
                return node if same else replace(node, inlines=inlines)
            case Link():
                self.seen.add(node.anchor)
            case _:
                pass
        return node

    def _run(self, nodes: Sequence[Text | LineBreak]) -> list[Inline]:
        """Neighbouring texts with links in them; a term may go over a line end."""
        run = _Run(nodes)
        out: list[Inline] = []
        done = 0
        for start, end, value in self.spotter.spot(run.text):
            anchor = self.anchors[value]
            if self.lemmas and value not in self.marked:
                self.marked.add(value)
                out += run.cut(done, start)
                done = start
                span = nodes[0].span
                out.append(IndexMark(span=span, lemmas=(self.lemmas[value],)))
            if anchor in self.seen:
                continue
            self.seen.add(anchor)
            out += run.cut(done, start)
            words = run.cut(start, end)
            out.append(
                Link(
                    span=words[0].span, inlines=tuple(words), anchor=anchor, gloss=True
                )
            )
            done = end
        return [*out, *run.cut(done, len(run.text))] if out else list(nodes)


class _Run:
    """Neighbouring texts as one, and where in it each begins."""

    def __init__(self, nodes: Sequence[Text | LineBreak]) -> None:
        self.nodes = nodes
        letters = [_letters(node) for node in nodes]
        self.text = "".join(letters)
        self.starts = list(accumulate(map(len, letters), initial=0))

    def cut(self, start: int, end: int) -> list[Inline]:
        """What stands from `start` to `end`."""
        out: list[Inline] = []
        place = bisect_right(self.starts, start) - 1
        while place < len(self.nodes) and self.starts[place] < end:
            node, at = self.nodes[place], self.starts[place]
            place += 1
            size = self.starts[place] - at
            first, last = max(start - at, 0), min(end - at, size)
            if first >= last:
                continue
            if isinstance(node, Text) and last - first < size:
                node = replace(node, text=node.text[first:last])
            out.append(node)
        return out


def _letters(node: Text | LineBreak) -> str:
    """A text, a blank for a line end of the source; no term goes over other ones."""
    return node.text if isinstance(node, Text) else "\0" if node.hard else "\n"


def _is_heading(node: Paragraph) -> bool:
    """Whether a paragraph is a heading made by hand: bold words alone."""
    return len(node.inlines) == 1 and isinstance(node.inlines[0], Strong)
