"""The PDF for screens: which sheets it has, their paper, and how they become a file.

How it looks is decided in `styles/` and `templates/pdf/`; pages are set by
`octavo.typeset`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from math import floor
from textwrap import shorten

from octavo.bounds import page_size
from octavo.diagnostics import Outcome
from octavo.model.artifact import Artifact
from octavo.model.bench import Bench
from octavo.model.book import Book, Catalogue, Chapter, Entry, Part, Role
from octavo.model.config import Config
from octavo.model.edition import Edition, Plan, Setting
from octavo.model.galley import Galley
from octavo.words import words_in
from octavo.words.vocabulary import Words

HEAD = 46
"""Characters a running head may have before it is cut at a word: two fit the measure."""

_WORD = 30
"""A word of no more characters fits a line of the contents together with leaders."""

_NAMED = frozenset(("b5", "a4", "letter"))
_MEASURE = 340.2
_LARGE_MEASURE = 362.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the contents; `kind` is part, chapter or section.

    In a list of figures, tables or questions it is `listed`.

    `number` is as printed ("Part 1", "3", ""); `anchor` is "" for a draft. `last` is
    the last word of the text if leaders can be kept on its line, `words` the rest.
    `apart` asks for a gap before it.
    """

    kind: str
    number: str
    text: str
    anchor: str
    apart: bool = False

    @property
    def words(self) -> str:
        """The text without its last word."""
        return self.text.removesuffix(self.last)

    @property
    def last(self) -> str:
        """The last word, "" for one that may have to be broken itself."""
        word = self.text.rpartition(" ")[2]
        return word if len(word) <= _WORD else ""


def plan(book: Book, config: Config) -> tuple[Plan, ...]:
    """The sheets in binding order.

    The contents come when there is more than one chapter to list, catalogues behind
    them; drafts have no sheet.
    """
    words = words_in(book.metadata.language)
    paper, size = paper_of(config.pdf.page)
    given: dict[str, object] = {
        "paper": paper,
        "page_size": size,
        "authors": words.comma.join(book.metadata.authors),
    }
    sheets = [*_opening(book, words, config, given)]
    chapters = [(part, part.printed()) for part in book.parts]
    sheets += [
        _chapter(c, words, given) for _, below in chapters for c in _front(below)
    ]
    for part, below in chapters:
        rest = [c for c in below if c.role is not Role.FRONT]
        if part.anchor and rest:
            sheets.append(_part(part, rest[0].role, given))
        sheets += [_chapter(chapter, words, given) for chapter in rest]
    sheets.append(_matter("colophon", words.colophon, given, role="back"))
    return tuple(sheets)


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
        yield _matter("contents", words.contents, {**given, "lines": lines})
    for catalogue in book.catalogues:
        rows = tuple(_listed(catalogue, words))
        sheet = _matter(
            "contents", words.catalogue(catalogue.kind), {**given, "lines": rows}
        )
        yield replace(sheet, name=f"{catalogue.kind}s")


def _listed(catalogue: Catalogue, words: Words) -> Iterator[Line]:
    for entry in catalogue.entries:
        number = words.listed(catalogue.kind, entry.number)
        yield Line(kind="listed", number=number, text=entry.text, anchor=entry.anchor)


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


def _chapter(chapter: Chapter, words: Words, given: dict[str, object]) -> Plan:
    number = chapter.number
    short = shorten(chapter.short or chapter.title, HEAD, placeholder="…")
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


def contents(entries: Iterable[Entry], words: Words, depth: int) -> Iterator[Line]:
    """The lines of the contents down to level `depth`, chapters being level 1."""
    for entry in entries:
        if entry.level > depth or entry.minor:
            continue
        kind = {0: "part", 1: "chapter"}.get(entry.level, "section")
        number = entry.number
        if kind == "part":
            number = words.part.format(number) if number else ""
        yield Line(
            kind=kind,
            number=number,
            text=entry.text,
            anchor=entry.anchor,
            apart=entry.apart,
        )
        yield from contents(entry.entries, words, depth)


def paper_of(page: str) -> tuple[str, str]:
    """The class that `tokens.css` has for a paper, and the values it lacks, as CSS.

    A size of the reader's own takes the type of the nearest named paper. Its type area
    is as wide as the measure allows with an eighth of the page on either side, and a
    whole number of lines high.
    """
    name = page.strip().lower()
    if name in _NAMED:
        return f"paper-{name}", ""
    size = page_size(page)
    assert size is not None, "the configuration was checked"
    width, height = size
    large = width >= _LARGE_MEASURE * 4 / 3 and height >= 700
    line = 15 if large else 14
    measure = min(_LARGE_MEASURE if large else _MEASURE, width * 3 / 4)
    top = min(72.0, max(36.0, height * 0.085))
    lines = floor((height - top - max(42.0, height * 0.1)) / line)
    tokens = {
        "page-w": width,
        "page-h": height,
        "m-side": (width - measure) / 2,
        "m-top": top,
        "m-bottom": height - top - lines * line,
    }
    style = ";".join(f"--{token}:{length:.2f}pt" for token, length in tokens.items())
    return "paper-a4" if large else "paper-b5", style


def values(config: Config) -> tuple[tuple[str, str], ...]:
    """What the typesetter has to know: the paper, and whether the PDF is tagged."""
    return (
        ("page", config.pdf.page),
        ("tagged", "true" if config.pdf.tagged else "false"),
    )


def finish(galley: Galley, bench: Bench) -> Outcome[tuple[Artifact, ...]]:
    """`SLUG.pdf`, with the page number printed for each anchor."""
    from octavo.typeset import typeset

    volume, told = typeset(galley, bench)
    made = Artifact(
        edition=galley.edition,
        name=f"{galley.metadata.slug}.pdf",
        media_type="application/pdf",
        data=volume.data,
        digest=sha256(volume.data).hexdigest(),
        pages=volume.pages,
        folios=volume.folios,
        page_digests=volume.page_digests,
        openings=volume.openings,
    )
    return Outcome((made,), told)


EDITION = Edition(
    name="pdf",
    about="a PDF for screens, with bookmarks and links",
    templates="pdf",
    styles=(
        *("tokens", "fonts", "type", "code", "math", "tables", "callouts", "questions"),
        *("figures", "notes", "matter", "back", "page"),
    ),
    setting=Setting(
        footnotes="foot", formulas="picture", page_numbers=True, files=False
    ),
    plan=plan,
    values=values,
    finish=finish,
)
