"""Citations: set in the book's style, and the works they cite listed at its end."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from octavo.citing import Unusable, Write, Written, marked, read, write
from octavo.citing.asked import Asked, as_written, asked
from octavo.citing.record import Record
from octavo.citing.silence import empty, unread
from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Severity, Span, in_order
from octavo.locate import Places
from octavo.model.blocks import Work, Works
from octavo.model.book import Book, Chapter, Part, Role, Target, each_chapter
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.inlines import Citation, Inline, Link, Substitute, Text, WorkMark
from octavo.model.known import those
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import Node
from octavo.model.vault import Bibliography, Note, Vault
from octavo.model.wording import text_of
from octavo.slug import file_slug, name_characters, slug, unique
from octavo.words import words_in

_CITATION: frozenset[type] = frozenset((Citation,))
_MARKS: frozenset[type] = frozenset((WorkMark,))
_NOTHING = Asked((), (), (), ())


def cite(
    book: Book,
    library: Library,
    vault: Vault,
    config: Config,
    write: Write = write,
) -> Outcome[Book]:
    """The book with its citations set, and its bibliography.

    The works cited stand at the end of the first note whose `type` is `bibliography`,
    else in a chapter of their own behind the others. Without a file of works a citation
    is the text it is written as. Runs after `footnotes`, whose notes it reads where
    they come to stand, and before `smarten`, `contents` and `tasks`, which need the
    words.
    """
    found = {
        chapter.anchor: [
            *those(chapter.title_inlines, _CITATION),
            *those(chapter.blocks, _CITATION),
        ]
        for chapter in book.chapters()
    }
    cited = [
        node for nodes in found.values() for node in nodes if isinstance(node, Citation)
    ]
    if not cited:
        return Outcome(book, empty(book, None))

    def as_written(chapter: Chapter) -> Chapter:
        return _as_written(chapter) if found[chapter.anchor] else chapter

    if vault.bibliography is None:
        named = bool(config.bibliography.file)
        paths = [attachment.path for attachment in vault.attachments]
        told = () if named else unread(cited, paths)
        return Outcome(each_chapter(book, as_written), told)
    citing = _Citing(book, vault.bibliography, PurePosixPath(config.bibliography.style))
    written = citing.written(cited, write)
    if written is None:
        return Outcome(each_chapter(book, as_written), in_order(citing.told))
    return Outcome(citing.settled(written), in_order(citing.told))


def _as_written(chapter: Chapter) -> Chapter:
    def change(node: Node) -> Node | tuple[Node, ...]:
        return node.inlines if isinstance(node, Citation) else _joined(node)

    return replace(
        chapter,
        title_inlines=_merged(replace_all(chapter.title_inlines, change)),
        blocks=replace_all(chapter.blocks, change, within=_CITATION),
    )


def _joined(node: Node) -> Node:
    """The node with texts that have come to stand side by side made one."""
    fresh = {
        name: made
        for name in ("inlines", "title", "caption", "term")
        if isinstance(below := getattr(node, name, None), tuple)
        and (made := _merged(below)) is not below
    }
    return replace(node, **fresh) if fresh else node  # type: ignore[arg-type]  # these hold inlines


def _merged(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for each in inlines:
        last = made[-1] if made else None
        if (
            isinstance(each, Text)
            and isinstance(last, Text)
            and each.literal == last.literal
        ):
            end, column = each.span.end_line, each.span.end_column
            span = last.span._replace(end_line=end, end_column=column)
            made[-1] = replace(last, span=span, text=last.text + each.text)
        else:
            made.append(each)
    return inlines if len(made) == len(inlines) else tuple(made)


@dataclass
class _Citing:
    """One book's citations; `taken` are the anchors given out."""

    book: Book
    shelf: Bibliography
    style: PurePosixPath
    told: list[Diagnostic] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    asked: Asked = _NOTHING
    anchors: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def written(self, cited: list[Citation], write: Write) -> Written | None:
        """The citations in the style; None where it, or the file, cannot be used."""
        path, text = self.shelf.path, self.shelf.text
        place = Places(Note(path=path, text=text, digest="")).span
        found = read(path.suffix.lower(), text, place, self._complain)
        self.records = {record.key: record for record in found}
        if self.told and not self.records:
            return None
        self.asked, told = asked(cited, self.records, path)
        self.told += told
        items, clusters, style = self.asked.items, self.asked.clusters, self.shelf.style
        language = self.book.metadata.language
        try:
            written = write(items, clusters, style, language)
        except Unusable as fault:
            why = f"the citation style cannot be used: {fault}"
            line, column = fault.line, fault.column
            span = Span(self.style, line, column, line, column)
            self.told.append(tell("cite-style-missing", span, fault.help, why=why))
            return None
        for work in written.unset:
            self._unset(self.asked.keys[work])
        return written

    def _complain(self, code: str, span: Span, help: str = "", **words: object) -> None:
        self.told.append(tell(code, span, help, None, **words))

    def _unset(self, key: str) -> None:
        why = f"the citation style cannot set “{key}”"
        help = "it is set in a plain way"
        span = self.records[key].span
        told = tell("cite-style-missing", span, help, Severity.WARNING, why=why)
        self.told.append(told)

    # ---------------------------------------------------------------- the book

    def settled(self, written: Written) -> Book:
        """The book with its citations in place, and the list of works."""
        self.taken = set(self.book.targets)
        keys = self.asked.keys
        self.anchors = [
            unique(f"bib-{name_characters(key)}", self.taken, first=2) for key in keys
        ]
        setting = _Setting(self, iter(written.citations), iter(self.asked.known))
        book = each_chapter(self.book, setting.chapter)
        if not written.entries:
            return book
        works = Works(
            span=Span.whole(self.shelf.path),
            works=tuple(
                self._work(entry.work, entry.label, entry.text, setting)
                for entry in written.entries
            ),
        )
        targets = setting.targets
        self.told += empty(book, _home(book))
        home = _home(book) or self._chapter(self.shelf.path)
        targets |= {
            work.id: _target(work.id, home, home.title, work.span)
            for work in works.works
        }
        if home.anchor not in self.book.targets:
            targets[home.anchor] = _target(
                home.anchor, home, home.title, home.span, "chapter"
            )
        return replace(
            _with_works(book, home, works),
            targets=FrozenMapping({**book.targets, **targets}),
        )

    def _work(self, number: int, label: str, text: str, setting: "_Setting") -> Work:
        key = self.asked.keys[number]
        span, anchor = self.records[key].span, self.anchors[number]
        marks = setting.marks.get(anchor, [])
        firsts = dict(reversed(marks))
        return Work(
            span=span,
            inlines=marked.inlines(text, span),
            id=anchor,
            label=label,
            marks=tuple(mark for _, mark in marks),
            firsts=tuple(reversed(firsts.values())),
        )

    def _chapter(self, path: PurePosixPath) -> Chapter:
        """The chapter that the works stand in where no note is theirs."""
        title = words_in(self.book.metadata.language).bibliography
        span = Span.whole(path)
        slugs = {chapter.slug for chapter in self.book.chapters()}
        return Chapter(
            path=path,
            title=title,
            title_inlines=(Text(span=span, text=title),),
            anchor=unique(slug(title), self.taken, first=2),
            slug=unique(file_slug(title), slugs, first=2),
            digest="",
            role=Role.BACK,
            kind="bibliography",
            blocks=(),
            listed=title,
            span=span,
        )


@dataclass
class _Setting:
    """Puts the citations of one book in place, in the order of reading.

    `marks` are for each work the anchors of its citations with their chapters, `count`
    is how many marks the chapter `here` has so far.
    """

    citing: _Citing
    texts: Iterator[str]
    known: Iterator[bool]
    marks: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    here: str = ""
    count: int = 0

    def chapter(self, chapter: Chapter) -> Chapter:
        """The chapter with its citations set."""
        self.here, self.count = chapter.anchor, 0
        title = _merged(replace_all(chapter.title_inlines, self._change))
        blocks = replace_all(chapter.blocks, self._change, within=_CITATION)
        if title is chapter.title_inlines and blocks is chapter.blocks:
            return chapter
        for node in those((*title, *blocks), _MARKS):
            if isinstance(node, WorkMark) and node.id:
                self.marks.setdefault(node.work, []).append((self.here, node.id))
                self.targets[node.id] = _target(
                    node.id, chapter, chapter.title, node.span
                )
        words = {
            name: text_of(title)
            for name in ("title", "listed")
            if title is not chapter.title_inlines
            and getattr(chapter, name).split() == text_of(chapter.title_inlines).split()
        }
        return replace(chapter, title_inlines=title, blocks=blocks, **words)  # type: ignore[arg-type]  # both are text

    def _change(self, node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, Link):
            # There is no link in a link.
            return replace(node, inlines=replace_all(node.inlines, _unlinked))
        if not isinstance(node, Citation):
            return _joined(node)
        if not next(self.known):
            if node.running:
                return node.inlines
            return Substitute(span=node.span, kind="dangling", inlines=node.inlines)
        text, span = next(self.texts), node.span

        def named(work: int, words: tuple[Inline, ...]) -> Inline:
            # Counted from the last one, since a chapter may cite thousands of times.
            first = max(self.count, 1)
            anchor = unique(f"{self.here}--cite", self.citing.taken, first=first)
            self.count += 1
            target = self.citing.anchors[work]
            return WorkMark(span=span, inlines=words, work=target, id=anchor)

        return (*marked.inlines(text, span, named), *self._lost(node))

    def _lost(self, node: Citation) -> tuple[Inline, ...]:
        """What stands behind a citation for those of its works that there are not."""
        records = self.citing.records
        lost = [each for each in node.mentions if each.key not in records]
        if not lost:
            return ()
        text = f"[{'; '.join(map(as_written, lost))}]"
        words = (Text(span=node.span, text=text),)
        dangling = Substitute(span=node.span, kind="dangling", inlines=words)
        return (Text(span=node.span, text=" "), dangling)


def _unlinked(node: Node) -> Node | tuple[Node, ...]:
    return node.inlines if isinstance(node, WorkMark) else node


def _target(
    anchor: str, chapter: Chapter, text: str, span: Span, kind: str = "element"
) -> Target:
    return Target(
        anchor=anchor, chapter=chapter.anchor, text=text, kind=kind, span=span
    )


def _home(book: Book) -> Chapter | None:
    """The first note that says that the works stand in it."""
    kinds = (
        chapter
        for chapter in book.chapters()
        if chapter.page and chapter.kind == "bibliography"
    )
    return next(kinds, None)


def _with_works(book: Book, home: Chapter, works: Works) -> Book:
    """The book with the works behind the text of a chapter, which may be a new one."""
    whole = replace(home, blocks=(*home.blocks, works))
    if any(chapter.anchor == home.anchor for chapter in book.chapters()):
        return each_chapter(
            book, lambda each: whole if each.anchor == home.anchor else each
        )
    last = book.parts[-1]
    if last.title:
        return replace(book, parts=(*book.parts, Part(title="", chapters=(whole,))))
    joined = replace(last, chapters=(*last.chapters, whole))
    return replace(book, parts=(*book.parts[:-1], joined))
