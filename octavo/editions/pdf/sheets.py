"""Which sheets a PDF has, in binding order."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from octavo.curtail import curtail
from octavo.editions.pdf.contents import Listing, contents, listed
from octavo.model.book import Book, Chapter, Part, Role
from octavo.model.config import Config
from octavo.model.edition import Plan
from octavo.paper import area_of, paper_of, reach_of
from octavo.words import words_in
from octavo.words.vocabulary import Words

_CATALOGUES = "catalogues"
"""The sheet with the lists of figures, of tables and of questions."""


def plan(book: Book, config: Config) -> tuple[Plan, ...]:
    """The sheets in binding order.

    The contents come when there is more than one chapter to list. Catalogues follow on
    a sheet of their own, one behind the other; drafts have no sheet.
    """
    words = words_in(book.metadata.language)
    paper, size = paper_of(config.pdf.page)
    given: dict[str, object] = {
        "paper": paper,
        "page_size": size,
        "authors": words.comma.join(book.metadata.authors),
    }
    head = area_of(config.pdf.page).head
    sheets = [*_opening(book, words, config, given)]
    chapters = [(part, part.printed()) for part in book.parts]
    sheets += [
        _chapter(c, words, given, head) for _, below in chapters for c in _front(below)
    ]
    for part, below in chapters:
        rest = [c for c in below if c.role is not Role.FRONT]
        if part.anchor and rest:
            sheets.append(_part(part, rest[0].role, given))
        sheets += [_chapter(chapter, words, given, head) for chapter in rest]
    sheets.append(_matter("colophon", words.colophon, given, role="back"))
    return tuple(sheets)


def plan_for_paper(book: Book, config: Config) -> tuple[Plan, ...]:
    """The sheets of a book that is printed and bound.

    Its cover is another file, for another paper. Unless `[print] recto_openings` says
    otherwise, sheets open on a right-hand page; the imprint stands on the back of the
    title page, and lists follow the contents.
    """
    paper = _on_paper(config)
    sheets = []
    for sheet in plan(book, config):
        if sheet.kind == "cover":
            continue
        follows = sheet.kind == "imprint" or sheet.name == _CATALOGUES
        recto = config.print.recto_openings and not follows
        size = ";".join(filter(None, (str(sheet.values["page_size"]), paper)))
        sheets.append(
            replace(
                sheet,
                opens="recto" if recto else "",
                values={**sheet.values, "page_size": size},
            )
        )
    return tuple(sheets)


def _on_paper(config: Config) -> str:
    """How far the sheet of paper reaches beyond the page, and its marks, as CSS."""
    marks = "crop" if config.print.crop_marks else "none"
    return f"--bleed:{reach_of(config.print):.2f}pt;--marks:{marks}"


def _front(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    return (chapter for chapter in chapters if chapter.role is Role.FRONT)


def _opening(
    book: Book, words: Words, config: Config, given: dict[str, object]
) -> Iterator[Plan]:
    title = book.metadata.title
    yield _matter("cover", words.cover, given)
    yield _matter("half", title, given)
    yield _matter("title", words.title_page, given)
    yield _matter("imprint", words.imprint, given)
    lines = tuple(contents(book.contents, words, config.pdf.toc_depth))
    if len(lines) > 1:
        yield _listings((Listing(heading=words.contents, lines=lines),), words, given)
    lists = tuple(
        Listing(
            heading=words.catalogue(catalogue.kind),
            lines=tuple(listed(catalogue, words)),
        )
        for catalogue in book.catalogues
    )
    if lists:
        yield replace(_listings(lists, words, given), name=_CATALOGUES)


def _listings(
    lists: tuple[Listing, ...], words: Words, given: dict[str, object]
) -> Plan:
    title = words.comma.join(each.heading for each in lists)
    return _matter("contents", title, {**given, "lists": lists})


def _matter(
    kind: str, title: str, given: dict[str, object], role: str = "front"
) -> Plan:
    return Plan(
        template=f"{kind}.html",
        name=kind,
        kind=kind,
        role=role,
        title=title,
        values={**given, "heading": title},
    )


def _part(part: Part, role: Role, given: dict[str, object]) -> Plan:
    return Plan(
        template="part.html",
        name=f"part-{part.number}",
        kind="part",
        role=role.value,
        title=part.title,
        values={**given, "heading": part.title, "part": part},
    )


def _chapter(
    chapter: Chapter, words: Words, given: dict[str, object], head: int
) -> Plan:
    """A chapter; `head` is how many characters its running head may have."""
    number = chapter.number
    short = curtail(chapter.short or chapter.title, head)
    return Plan(
        template="chapter.html",
        name=chapter.slug,
        kind="chapter",
        role=chapter.role.value,
        title=chapter.title,
        chapter=chapter.anchor,
        values={
            **given,
            "heading": chapter.title,
            "label": words.chapter.format(number) if number else "",
            "short": short,
        },
    )
