"""The order of a site's navigation: MkDocs, Jupyter Book, Quarto (rule R12).

`nav` of `mkdocs.yml` (MkDocs, “Configuration: nav”), `_toc.yml` (Jupyter Book, “Structure
of a table of contents file”) and `book.chapters` of `_quarto.yml` (Quarto, “Book
structure”) all come down to entries with a title, a file and entries below them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeAlias

from octavo.codes import tell
from octavo.collate import MARKDOWN
from octavo.diagnostics import Diagnostic, Outcome, Severity, Span
from octavo.model.book import Role
from octavo.orders.order import Arrangement, Gathering, Order, Place, Question
from octavo.suggest import Guesses
from octavo.value import value
from octavo.yaml import Node, composed, is_scalar, items, pairs, words_of

_DEEPEST = 12
_MOST = 20_000
"""Entries that are read; names for parts of the file may make it endless."""

_OTHER = (".ipynb", ".rst", ".txt", ".py", ".html")

Pairs: TypeAlias = dict[str, Node]


@value
class _Entry:
    """A line of the navigation: a page, or a section that holds others.

    `named_by` is the path of a note whose title is the section's.
    """

    span: Span
    title: str = ""
    path: str = ""
    named_by: str = ""
    below: tuple["_Entry", ...] = ()
    role: Role = Role.BODY


def arrange(question: Question) -> Outcome[Arrangement | None]:
    """Sections at the top are parts; a file that names no note gives no order."""
    settings = dict(question.vault.settings)
    for name, read in _FILES.items():
        path = PurePosixPath(name)
        # What is no YAML is its own tool's to tell.
        root = composed(settings.get(path, ""))
        if root is None:
            continue
        folder, entries = read(pairs(root), _Reader(path))
        outline = _Outline(question, folder)
        gatherings = outline.gathered(entries)
        if outline.placed:
            left = tuple(
                note
                for note in question.candidates
                if note not in outline.placed and note not in question.named
            )
            titled = any(each.title for each in gatherings)
            made = Arrangement(gatherings=gatherings, parted=titled, left=left)
            return Outcome(made, tuple(outline.told))
    return Outcome(None)


class _Reader:
    """One reading of a file at `path`: no deeper and no longer than is sensible."""

    def __init__(self, path: PurePosixPath) -> None:
        self.path = path
        self.count = 0

    def span(self, node: Node) -> Span:
        """The place of a node on its first line."""
        start, end = node.start_mark, node.end_mark
        last = end.column if end.line == start.line else start.column + 1
        return Span(
            path=self.path,
            line=start.line + 1,
            column=start.column + 1,
            end_line=start.line + 1,
            end_column=last + 1,
        )

    def entries(
        self, nodes: Iterable[Node], one: "_One", depth: int = 0
    ) -> Iterator[_Entry]:
        """What each node says, by `one`, as far as is sensible."""
        for node in nodes if depth < _DEEPEST else ():
            self.count += 1
            if self.count <= _MOST:
                yield from one(node, depth)

    def mkdocs(self, node: Node, depth: int) -> Iterator[_Entry]:
        """`path`, `Title: path` or `Title:` with a list."""
        if is_scalar(node):
            yield _Entry(span=self.span(node), path=words_of(node))
        for title, entry in pairs(node).items():
            below = tuple(self.entries(items(entry), self.mkdocs, depth + 1))
            place = self.span(entry if is_scalar(entry) else node)
            yield _Entry(span=place, title=title, path=words_of(entry), below=below)

    def jupyter(self, node: Node, depth: int) -> Iterator[_Entry]:
        """A mapping with a `file`, or a `caption` and what stands under it."""
        given = pairs(node)
        nested = (
            inner
            for key in ("parts", "chapters", "sections", "entries", "subtrees")
            for inner in items(given.get(key))
        )
        file = given.get("file")
        yield _Entry(
            span=self.span(file or node),
            title=words_of(given.get("caption" if file is None else "title")),
            path=words_of(file),
            below=tuple(self.entries(nested, self.jupyter, depth + 1)),
        )

    def quarto(self, node: Node, depth: int) -> Iterator[_Entry]:
        """`path`, a `part` with `chapters`, or `text` with a `file`."""
        if is_scalar(node):
            yield _Entry(span=self.span(node), path=words_of(node))
            return
        given = pairs(node)
        part, file = words_of(given.get("part")), given.get("file") or given.get("href")
        place = self.span(given.get("part") or file or node)
        nested = items(given.get("chapters"))
        below = tuple(self.entries(nested, self.quarto, depth + 1))
        if PurePosixPath(part).suffix in (*MARKDOWN, *_OTHER):
            below = (_Entry(span=place, path=part), *below)
            yield _Entry(span=place, named_by=part, below=below)
            return
        title = part or words_of(given.get("text"))
        yield _Entry(span=place, title=title, path=words_of(file), below=below)


_One: TypeAlias = Callable[[Node, int], Iterator[_Entry]]
_Read: TypeAlias = tuple[PurePosixPath, tuple[_Entry, ...]]


def _mkdocs(given: Pairs, reader: _Reader) -> _Read:
    folder = PurePosixPath(words_of(given.get("docs_dir")) or "docs")
    return folder, tuple(reader.entries(items(given.get("nav")), reader.mkdocs))


def _jupyter(given: Pairs, reader: _Reader) -> _Read:
    root, entries = given.get("root"), list[_Entry]()
    if root is not None:
        place = reader.span(root)
        entries.append(_Entry(span=place, path=words_of(root), role=Role.FRONT))
    nodes = [
        node
        for key in ("parts", "chapters", "sections", "subtrees")
        for node in items(given.get(key))
    ]
    return PurePosixPath(), (*entries, *reader.entries(nodes, reader.jupyter))


def _quarto(given: Pairs, reader: _Reader) -> _Read:
    book = pairs(given.get("book"))
    body = tuple(reader.entries(items(book.get("chapters")), reader.quarto))
    if body and PurePosixPath(body[0].path).stem == "index":
        body = (replace(body[0], role=Role.FRONT), *body[1:])
    back = reader.entries(items(book.get("appendices")), reader.quarto)
    return PurePosixPath(), (*body, *(replace(each, role=Role.BACK) for each in back))


_FILES = {"mkdocs.yml": _mkdocs, "_toc.yml": _jupyter, "_quarto.yml": _quarto}


class _Outline:
    """Entries on their way to places; each note once."""

    def __init__(self, question: Question, folder: PurePosixPath) -> None:
        self.library = question.library
        self.guesses = Guesses(map(str, question.library))
        self.folder = folder
        self.placed: dict[PurePosixPath, Span] = {}
        self.told: list[Diagnostic] = []

    def gathered(self, entries: tuple[_Entry, ...]) -> tuple[Gathering, ...]:
        """Parts, and what stands before, between and after them."""
        parts = [at for at, each in enumerate(entries) if each.below and not each.path]
        made: list[Gathering] = []
        for at, entry in enumerate(entries):
            role = entry.role
            if parts and role is Role.BODY:
                before, after = at < parts[0], at > parts[-1]
                role = Role.FRONT if before else Role.BACK if after else role
            if at in parts:
                places = self.places(entry.below, 1)
                title = entry.title or self._title(entry.named_by)
                made.append(Gathering(title=title, places=places, role=role))
                continue
            places = self.places((entry,), 1)
            if made and not made[-1].title and made[-1].role is role:
                places = (*made.pop().places, *places)
            made.append(Gathering(title="", places=places, role=role))
        return tuple(each for each in made if each.places)

    def places(self, entries: tuple[_Entry, ...], level: int) -> tuple[Place, ...]:
        """The places of entries; a section without a page is a line of the contents."""
        made: list[Place] = []
        for entry in entries:
            page, below = entry, entry.below
            if below and not entry.path and _is_index(below[0]):
                page, below = replace(below[0], title=entry.title), below[1:]
            if page.path:
                made += self._page(page, level)
            elif below and entry.title:
                path = entry.span.path
                made.append(
                    Place(path=path, listed=entry.title, level=level, draft=True)
                )
            made += self.places(below, level + 1)
        return tuple(made)

    def _title(self, path: str) -> str:
        note = self._note(path) if path else None
        return "" if note is None else self.library[note].title

    def _page(self, entry: _Entry, level: int) -> Iterator[Place]:
        if "://" in entry.path or "*" in entry.path:
            return
        note = self._note(entry.path)
        if note is None:
            self._tell_missing(entry)
        elif note in self.placed:
            help = f"first at line {self.placed[note].line}"
            path = str(note)
            self.told.append(tell("order-duplicate", entry.span, help, path=path))
        else:
            self.placed[note] = entry.span
            yield Place(path=note, listed=entry.title, level=level)

    def _note(self, written: str) -> PurePosixPath | None:
        """The note of a path from the folder of notes, with or without its ending."""
        bare = written.partition("#")[0]
        stem = bare.removesuffix(PurePosixPath(bare).suffix)
        for folder in dict.fromkeys((self.folder, PurePosixPath())):
            for name in (bare, *(f"{stem}{ending}" for ending in MARKDOWN)):
                path = folder / name
                if path in self.library:
                    return path
        return None

    def _tell_missing(self, entry: _Entry) -> None:
        """What is no markdown cannot be printed; that does not keep the rest from it."""
        if entry.path.lower().endswith(_OTHER):
            help, severity = "only markdown can be printed", Severity.WARNING
        else:
            near = self.guesses.nearest(entry.path, limit=1)
            help, severity = "paths count from the folder of the notes", None
            if near:
                help = f"did you mean “{near[0]}”?"
        self.told.append(
            tell("order-missing", entry.span, help, severity, path=entry.path)
        )


def _is_index(entry: _Entry) -> bool:
    stem = PurePosixPath(entry.path).stem.lower()
    return not entry.title and stem in {"index", "readme"}


ORDER = Order(name="site", rule="R12", arrange=arrange)
