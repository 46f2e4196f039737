"""Documents → Book: order, parts, roles, levels, names (dialect section 10, R5.2, R5.4).

References stay as they were written, and heading ids local to their note: settling
both is `resolve`'s. Numbers are the `number` pass's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.assemble.imprint import imprint
from octavo.assemble.levels import levelled
from octavo.assemble.matter import at_the_end, kinds_of, role_of
from octavo.assemble.others import elsewhere
from octavo.assemble.parting import parted
from octavo.codes import tell
from octavo.collate import names_folder
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.model.blocks import Break, Footnote, Heading
from octavo.model.book import Book, Chapter, Part, Role
from octavo.model.config import Config
from octavo.model.dialect import Dialect
from octavo.model.document import Document, Library
from octavo.model.inlines import Inline, Text
from octavo.model.mapping import FrozenMapping
from octavo.model.rack import Rack, bare
from octavo.model.vault import Kind, Vault
from octavo.model.wording import text_of
from octavo.orders import ORDERS
from octavo.orders.order import Arrangement, Gathering, Place, Question, flat
from octavo.orders.summary import SUMMARIES
from octavo.reference.shelf import Shelf
from octavo.slug import file_slug, slug, unique
from octavo.words import speaks

_WHOLE = Span.whole(PurePosixPath())
_ROOT_FILES = frozenset(
    ["readme", "license", "contributing", "changelog", "code_of_conduct", "security"]
)
"""Notes about a repository, not of a book, where an order doesn't name them (R1.4)."""
_WRITTEN = frozenset(("", "listed", "summary", "site", "contents-note"))
"""Orders that say where a note stands because somebody put it there."""


def assemble(
    vault: Vault,
    library: Library,
    dialect: Dialect,
    config: Config,
    rack: Rack = bare,
) -> Outcome[Book]:
    """The book of `library`: every chapter once, depth first being reading order.

    The blocks of chapters that were put together before are on the `rack`.
    """
    candidates, told = _candidates(vault, library)
    arranged = _arranged(vault, library, config, candidates)
    told += arranged.diagnostics
    order, arrangement, moved = arranged.value
    special = kinds_of(library)
    gatherings = _gathered(arrangement, library, special, written=order in _WRITTEN)
    kinds = [
        special.get(place.path, "")
        for each in gatherings
        for place in each.places
        if not place.draft
    ]
    bound = _Bound(library, kinds, rack)
    parts = tuple(bound.part(each) for each in gatherings if each.places)
    told += bound.told
    # A note whose text an mdBook includes is in the book by another way.
    included = {row.path for note in vault.notes for row in note.origins}
    left = tuple(path for path in arrangement.left if path not in included)
    told += _orphans(replace(arrangement, left=left), order)
    # Where entries of an order lead nowhere, an empty book is only their echo.
    if not parts and not any(row.code == "order-missing" for row in told):
        told.append(_empty(config))
    book = Book(
        metadata=imprint(vault, library, config),
        dialect=dialect,
        parts=parts,
        order=order,
        elsewhere=moved,
        counts=_counts(library),
    )
    told += _same_titles(book)
    language = book.metadata.language
    if not speaks(language):
        help = "write yours in templates of your own, or name the language of the text"
        told.append(tell("untranslated-words", _WHOLE, help, language=language))
    return Outcome(book, in_order(told))


def _gathered(
    arrangement: Arrangement,
    library: Library,
    special: Mapping[PurePosixPath, str],
    *,
    written: bool,
) -> tuple[Gathering, ...]:
    """The chapters by parts; of an order that nobody wrote, special ones at the end."""
    gatherings = arrangement.gatherings
    if not arrangement.parted:
        places = tuple(place for each in gatherings for place in each.places)
        gatherings = parted(places, library, written=written)
    return gatherings if written else at_the_end(gatherings, special)


def _counts(library: Library) -> FrozenMapping[int]:
    """How many notes had lines that lead to others, and how many lines that were."""
    stripped = [
        own.navigation.spans for own in library.values() if own.navigation.spans
    ]
    lines = sum(span.end_line - span.line + 1 for spans in stripped for span in spans)
    return FrozenMapping({"navigation_notes": len(stripped), "navigation_lines": lines})


def _empty(config: Config) -> Diagnostic:
    """What is said of a book without a chapter."""
    where = config.handbook.source or "this folder"
    help = "name the folder of the notes: `source` in handbook.toml"
    if config.handbook.exclude:
        help += "; `exclude` there may leave all of them out"
    return tell("empty-book", _WHOLE, help, path=where)


def _candidates(
    vault: Vault, library: Library
) -> tuple[tuple[PurePosixPath, ...], list[Diagnostic]]:
    """The notes that rule R1.4 leaves, repository files included, sorted by path."""
    kept: list[PurePosixPath] = []
    kept_back: list[PurePosixPath] = []
    told: list[Diagnostic] = []
    unprinted = {*vault.unprinted, *SUMMARIES}
    for path in sorted(library):
        document = library[path]
        if path in unprinted:
            continue
        if not document.properties.publish:
            kept_back.append(path)
            continue
        if _printable(document):
            kept.append(path)
        elif vault.chosen is None and not _names_folder(document):
            help = "write something in it, or take it out of the folder"
            told.append(tell("empty-note", Span.whole(path), help))
    if kept_back and vault.chosen is None:
        their = "its" if len(kept_back) == 1 else "their"
        help = f"{their} properties say so: `publish: false` or `draft: true`"
        words = {"count": _are(kept_back), "notes": _some(kept_back)}
        told.append(tell("unpublished-note", _WHOLE, help, None, **words))
    return tuple(kept), told


def _printable(document: Document | None) -> bool:
    """Whether a note says anything at all."""
    if document is None or document.heading is not None:
        return document is not None
    return any(not isinstance(block, Break | Footnote) for block in document.blocks)


def _names_folder(document: Document) -> bool:
    """Whether an empty note is there to say what its folder is called, and where it is."""
    own = document.properties
    said = bool(own.title) or own.order is not None
    return said and names_folder(document.path.stem)


class _Taken(NamedTuple):
    """The order that was taken, its answer, and how many notes others would move."""

    order: str
    arrangement: Arrangement
    elsewhere: tuple[tuple[str, int], ...]


def _arranged(
    vault: Vault,
    library: Library,
    config: Config,
    candidates: tuple[PurePosixPath, ...],
) -> Outcome[_Taken]:
    """The first order that applies; or the chosen note alone."""
    if vault.chosen is not None:
        alone = [vault.chosen] if _printable(library.get(vault.chosen)) else []
        return Outcome(_Taken("", Arrangement(gatherings=flat(alone), parted=True), ()))
    named = tuple(path for path in candidates if _of_repository(path, vault))
    few = tuple(path for path in candidates if path not in named)
    shelf = Shelf(vault, library)
    told: list[Diagnostic] = []
    found: list[tuple[str, Arrangement]] = []
    for order in ORDERS:
        question = Question(
            vault=vault,
            library=library,
            config=config,
            candidates=few if order.strict else candidates,
            named=named,
            shelf=shelf,
        )
        arrangement, more = order.arrange(question)
        told += () if found else more
        if arrangement is not None:
            found.append((order.name, arrangement))
    (name, arrangement), *others = found
    moved = [(other, elsewhere(arrangement, each)) for other, each in others]
    taken = _Taken(name, _with_left(arrangement, named), tuple(moved))
    return Outcome(taken, tuple(told))


def _with_left(
    arrangement: Arrangement, named: tuple[PurePosixPath, ...]
) -> Arrangement:
    """The arrangement; those of `named` that it has no place for are left out by it."""
    known = {place.path for each in arrangement.gatherings for place in each.places}
    known.update(arrangement.left)
    left = [path for path in named if path not in known]
    return replace(arrangement, left=(*arrangement.left, *left))


def _of_repository(path: PurePosixPath, vault: Vault) -> bool:
    root = vault.kind is not Kind.MDBOOK and len(path.parts) == 1
    return root and path.stem.casefold() in _ROOT_FILES


def _orphans(arrangement: Arrangement, order: str) -> tuple[Diagnostic, ...]:
    told: list[Diagnostic] = []
    where = "SUMMARY.md" if order == "summary" else "`order`"
    for paths, one, many in (
        (
            arrangement.added,
            "it was put in beside its neighbours",
            "they were put in beside their neighbours",
        ),
        (
            arrangement.left,
            f"it is left out; add it to {where} to print it",
            f"they are left out; add them to {where} to print them",
        ),
    ):
        if paths:
            help = one if len(paths) == 1 else many
            words = {"count": _are(paths), "notes": _some(paths)}
            told.append(tell("orphan-note", _WHOLE, help, None, **words))
    return tuple(told)


def _are(paths: Sequence[PurePosixPath]) -> str:
    return "1 note is" if len(paths) == 1 else f"{len(paths)} notes are"


def _some(paths: Iterable[PurePosixPath], limit: int = 5) -> str:
    names = [str(path) for path in paths]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def _same_titles(book: Book) -> list[Diagnostic]:
    first: dict[str, Chapter] = {}
    told: list[Diagnostic] = []
    for chapter in book.printed():
        other = first.setdefault(chapter.title.casefold(), chapter)
        if other is not chapter:
            help = f"also {other.path}; a `title` in the properties tells them apart"
            told.append(
                tell("duplicate-title", chapter.span, help, title=chapter.title)
            )
    return told


class _Bound:
    """Names given out so far, and what was said while giving them."""

    def __init__(self, library: Library, kinds: list[str], rack: Rack) -> None:
        self.rack = rack
        self.library = library
        self.kinds = kinds
        self.count = 0
        self.anchors: set[str] = set()
        self.slugs: set[str] = set()
        self.parts = 0
        self.told: list[Diagnostic] = []

    def part(self, gathering: Gathering) -> Part:
        """One part; levels of its chapters never skip one."""
        chapters: list[Chapter] = []
        level = 0
        for place in gathering.places:
            level = min(place.level, level + 1)
            chapters.append(self.chapter(place, gathering.role, level))
        if not gathering.title.strip():
            return Part(title="", chapters=tuple(chapters))
        self.parts += 1
        return Part(
            title=gathering.title,
            chapters=tuple(chapters),
            number=self.parts,
            anchor=unique(f"part-{slug(gathering.title)}", self.anchors, first=1),
        )

    def chapter(self, place: Place, role: Role, level: int) -> Chapter:
        """One chapter; its title as rule R10.10 has it."""
        if place.draft:
            return self.draft(place, role, level)
        document = self.library[place.path]
        own = document.properties
        document = _with_its_heading(document)
        title, inlines = _title(document, place)
        kind = self.kinds[self.count]
        if kind:
            role = role_of(self.count, self.kinds)
        self.count += 1
        blocks, told = self.rack(levelled, document.blocks, level)
        self.told += told
        name = str(place.path.with_suffix(""))
        return Chapter(
            path=place.path,
            title=title,
            title_inlines=inlines,
            anchor=unique(slug(name.replace("/", "-")), self.anchors),
            slug=unique(file_slug(name), self.slugs),
            digest=document.digest,
            role=role,
            blocks=blocks,
            kind=kind,
            about=own.index,
            listed=place.listed or title,
            short=own.extra.get("short", ""),
            level=level,
            apart=place.apart,
            language=own.language,
            description=own.description,
            classes=(*own.classes, *getattr(document.heading, "classes", ())),
            checklist=own.checklist,
            span=document.heading.span if document.heading else Span.whole(place.path),
        )

    def draft(self, place: Place, role: Role, level: int) -> Chapter:
        """A chapter without a page, which the contents list (rule R11.1)."""
        span = Span.whole(place.path)
        name = slug(place.listed)
        return Chapter(
            path=place.path,
            title=place.listed,
            title_inlines=(Text(span=span, text=place.listed),),
            anchor=unique(name, self.anchors),
            slug=unique(file_slug(place.listed), self.slugs),
            digest="",
            role=role,
            blocks=(),
            listed=place.listed,
            level=level,
            page=False,
            apart=place.apart,
            span=span,
        )


def _with_its_heading(document: Document) -> Document:
    """The note; its heading back among its blocks where a property names it otherwise.

    Such a heading says something the title does not, and would be lost.
    """
    heading, given = document.heading, document.properties.title
    if heading is None or not given or _same(given, text_of(heading)):
        return document
    return replace(document, heading=None, blocks=(heading, *document.blocks))


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _title(document: Document, place: Place) -> tuple[str, tuple[Inline, ...]]:
    """What the page shows: the note's own heading or title, else what the order says."""
    heading = document.heading
    if isinstance(heading, Heading):
        return document.title, heading.inlines
    title = document.title
    if place.listed and not document.properties.title:
        title = place.listed
    return title, (Text(span=Span.whole(document.path), text=title),)
