"""Which files the EPUB has, in reading order, and the lines of its contents."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from octavo.model.book import Book, Catalogue, Chapter, Entry, Part, Role
from octavo.model.config import Config
from octavo.model.edition import Plan
from octavo.slug import file_slug, unique
from octavo.value import value
from octavo.words import Words, words_in

MANY = 1000
"""Lines of contents above which level-3 headings are left out: panels of reading
systems grow slow (3 787 lines took one of them three seconds)."""

_RESERVED = ("cover", "title-page", "copyright", "nav")


@value
class Line:
    """A line of the contents. `folded` hides what is below from the printed page."""

    text: str
    anchor: str
    below: tuple["Line", ...] = ()
    folded: bool = False


@value
class List:
    """A list beside the contents; `kind` is its `epub:type`, "" where none fits."""

    kind: str
    name: str
    title: str
    lines: tuple[Line, ...]


def plan(book: Book, config: Config) -> tuple[Plan, ...]:
    """The files in spine order, after the cover, which is a picture in the end.

    File names carry no ordinal numbers: a new chapter must not rename those behind it,
    since reading systems keep a reader's place by them.
    """
    words = words_in(book.metadata.language)
    titles: set[str] = set()
    given: dict[str, object] = {
        "root": "../",
        "authors": words.comma.join(book.metadata.authors),
    }
    opening = [
        _matter("cover", "cover.html", words.cover, {**given, "picture": book.cover}),
        _matter("title-page", "title-page.xhtml", book.metadata.title, given, titles),
        _matter("copyright", "copyright.xhtml", words.imprint, given, titles),
        _matter("nav", "nav.xhtml", words.contents, given, titles),
    ]
    text = tuple(_text(book, given, titles))
    begins = [sheet.name for sheet in text if sheet.role == "body"]
    linked = {sheet.chapter for sheet in text if sheet.chapter}
    nav = {
        **opening[-1].values,
        "root": "",
        "catalogues": tuple(_catalogue(each, words) for each in book.catalogues),
        "lines": contents(book.contents, linked, config.epub.toc_depth, words),
        "first": (begins or [sheet.name for sheet in text] or ["title-page"])[0],
        "matter": tuple(_matters(book)),
    }
    return (*opening[:-1], replace(opening[-1], values=nav), *text)


def _matters(book: Book) -> Iterator[Chapter]:
    """The first chapter of each kind that has one."""
    seen = {""}
    for chapter in book.chapters():
        if chapter.page and chapter.kind not in seen:
            seen.add(chapter.kind)
            yield chapter


def _catalogue(catalogue: Catalogue, words: Words) -> List:
    return List(
        kind={"figure": "loi", "table": "lot"}.get(catalogue.kind, ""),
        name=f"{catalogue.kind}s",
        title=words.catalogue(catalogue.kind),
        lines=tuple(
            Line(
                text=f"{words.listed(catalogue.kind, entry.number)} {entry.text}",
                anchor=entry.anchor,
            )
            for entry in catalogue.entries
        ),
    )


def _matter(
    kind: str,
    template: str,
    title: str,
    given: dict[str, object],
    titles: set[str] | None = None,
) -> Plan:
    heading = unique(title, titles, " ", 2) if titles is not None else title
    return Plan(
        template=template,
        name=kind,
        kind=kind,
        role="front",
        title=title,
        values={**given, "heading": heading},
    )


def _text(book: Book, given: dict[str, object], titles: set[str]) -> Iterator[Plan]:
    """Chapters that stand before the body, then parts with their chapters."""
    names = set(_RESERVED)
    for chapter in book.printed():
        if chapter.role is Role.FRONT:
            yield _chapter(chapter, given, titles, names)
    for part in book.parts:
        rest = [each for each in part.printed() if each.role is not Role.FRONT]
        if part.anchor and rest:
            yield _part(part, rest[0].role, given, titles, names)
        for chapter in rest:
            yield _chapter(chapter, given, titles, names)


def _part(
    part: Part, role: Role, given: dict[str, object], titles: set[str], names: set[str]
) -> Plan:
    return Plan(
        template="part.xhtml",
        name=unique(f"part-{file_slug(part.title, 43)}", names, first=2),
        kind="part",
        role=role.value,
        title=part.title,
        values={**given, "heading": unique(part.title, titles, " ", 2), "part": part},
    )


def _chapter(
    chapter: Chapter, given: dict[str, object], titles: set[str], names: set[str]
) -> Plan:
    title = f"{chapter.number} {chapter.title}".strip()
    return Plan(
        template="chapter.xhtml",
        name=unique(chapter.slug, names, first=2),
        kind="chapter",
        role=chapter.role.value,
        title=chapter.title,
        chapter=chapter.anchor,
        values={**given, "heading": unique(title, titles, " ", 2)},
    )


def contents(
    entries: tuple[Entry, ...], chapters: set[str], depth: int, words: Words
) -> tuple[Line, ...]:
    """The lines of the contents down to headings of level `depth`.

    `chapters` are the anchors of chapters: what is below a chapter and is none is
    folded. A line that leads nowhere stays only for the sake of lines below it, and one
    without words not even for those (EPUB 3.3, 7.3).
    """
    if depth == 3 and sum(1 for _ in _all(entries, depth)) > MANY:
        depth = 2
    return tuple(_lines(entries, chapters, depth, words))


def _all(entries: Iterable[Entry], depth: int) -> Iterator[Entry]:
    for entry in entries:
        if entry.level <= depth:
            yield entry
            yield from _all(entry.entries, depth)


def _lines(
    entries: Iterable[Entry], chapters: set[str], depth: int, words: Words
) -> Iterator[Line]:
    for entry in entries:
        if entry.level > depth and entry.anchor not in chapters:
            continue
        below = tuple(_lines(entry.entries, chapters, depth, words))
        if not entry.text.strip():
            yield from below
            continue
        if not entry.anchor and not below:
            continue
        number = entry.number
        if number and entry.level == 0:
            number = words.part.format(number) + words.colon.rstrip()
        yield Line(
            text=f"{number} {entry.text}".strip(),
            anchor=entry.anchor,
            below=below,
            folded=entry.anchor in chapters
            and all(line.anchor not in chapters for line in below),
        )
