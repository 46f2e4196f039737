"""What the configuration of a site says of it as a whole: title, authors, description.

MkDocs (`site_name`, …; “Configuration”) and Quarto (`book` or `website`; “Book
metadata”). Nothing of it is wrong here: it is those programs' to complain.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.yaml import Node, composed, items, pairs, words_of


class Site(NamedTuple):
    """What a site says of itself, "" and nothing where it does not."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    description: str = ""
    language: str = ""


def site(settings: Mapping[PurePosixPath, str]) -> Site:
    """The site that one of the files describes; the first of those that have a title."""
    mkdocs = pairs(composed(settings.get(PurePosixPath("mkdocs.yml"), "")))
    if title := words_of(mkdocs.get("site_name")):
        return Site(
            title=title,
            authors=_names(mkdocs.get("site_author")),
            description=words_of(mkdocs.get("site_description")),
        )
    quarto = pairs(composed(settings.get(PurePosixPath("_quarto.yml"), "")))
    for part in ("book", "website"):
        own = pairs(quarto.get(part))
        if title := words_of(own.get("title")):
            return Site(
                title=title,
                subtitle=words_of(own.get("subtitle")),
                authors=_names(own.get("author")),
                description=words_of(own.get("description")),
                language=words_of(quarto.get("lang")),
            )
    return Site()


def _names(node: Node | None) -> tuple[str, ...]:
    """One name, several, or tables with a `name` each."""
    names = (
        words_of(one) or words_of(pairs(one).get("name"))
        for one in items(node) or (node,)
    )
    return tuple(name for name in names if name)
