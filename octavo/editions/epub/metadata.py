"""The package's metadata: what the OPF says of the book (EPUB 3.3, 5.5)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from octavo.compose import clean
from octavo.model.book import Metadata

_LONGEST = 4000


class Statement(NamedTuple):
    """One element: `name` with its prefix (`dc:title`, `meta`), its text, attributes."""

    name: str
    text: str
    attributes: tuple[tuple[str, str], ...] = ()


def statements(
    metadata: Metadata,
    modified: str,
    claims: Iterable[tuple[str, str]],
    generator: str,
    paginated: str,
    certified_by: str,
) -> tuple[Statement, ...]:
    """All statements in the order they are written; empty ones are left out.

    `modified` is a moment in UTC, `YYYY-MM-DDThh:mm:ssZ`; `claims` are those of
    accessibility; `paginated` is the identifier of the file whose pages are marked, ""
    if none are; `certified_by` who says that the book conforms, "" for nobody.
    """
    found = (
        *_titles(metadata),
        Statement("dc:language", metadata.language),
        _meta("dcterms:modified", modified),
        *_authors(metadata),
        Statement("dc:date", modified[:10]),
        Statement("dc:rights", metadata.licence),
        Statement("dc:description", metadata.description[:_LONGEST]),
        *(Statement("dc:subject", word) for word in metadata.keywords),
        Statement("dc:source", paginated),
        _meta("pageBreakSource", paginated),
        Statement("meta", "", (("name", "cover"), ("content", "cover-image"))),
        *(_meta(f"schema:{name}", value) for name, value in claims),
        *_certified(certified_by),
        Statement("meta", "", (("name", "generator"), ("content", generator))),
    )
    return tuple(
        each._replace(text=_clean(each.text))
        for each in found
        if _clean(each.text) or not _speaks(each)
    )


def _speaks(statement: Statement) -> bool:
    """Whether a statement says what it says by its text."""
    return all(name != "content" for name, _ in statement.attributes)


def _clean(text: str) -> str:
    return " ".join(clean(text).split())


def _meta(name: str, text: str, refines: str = "", scheme: str = "") -> Statement:
    attributes = [("refines", f"#{refines}")] if refines else []
    attributes.append(("property", name))
    if scheme:
        attributes.append(("scheme", scheme))
    return Statement("meta", text, tuple(attributes))


def _titles(metadata: Metadata) -> Iterator[Statement]:
    yield Statement("dc:identifier", metadata.identifier, (("id", "pub-id"),))
    yield Statement("dc:title", metadata.title, (("id", "title"),))
    yield _meta("title-type", "main", "title")
    if metadata.subtitle.strip():
        yield _meta("display-seq", "1", "title")
        yield Statement("dc:title", metadata.subtitle, (("id", "subtitle"),))
        yield _meta("title-type", "subtitle", "subtitle")
        yield _meta("display-seq", "2", "subtitle")


def _authors(metadata: Metadata) -> Iterator[Statement]:
    named = [name for name in metadata.authors if _clean(name)]
    for place, name in enumerate(named, start=1):
        yield Statement("dc:creator", name, (("id", f"creator-{place}"),))
        yield _meta("role", "aut", f"creator-{place}", "marc:relators")
        yield _meta("display-seq", str(place), f"creator-{place}")


def _certified(name: str) -> Iterator[Statement]:
    """The claim to conform, and who makes it (EPUB Accessibility 1.1, 2.4 and 2.5)."""
    if name:
        given = (("id", "conformance"), ("property", "dcterms:conformsTo"))
        yield Statement("meta", "EPUB Accessibility 1.1 - WCAG 2.1 Level AA", given)
        yield _meta("a11y:certifiedBy", name, "conformance")
