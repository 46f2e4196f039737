"""What the configuration of a site says of it as a whole: title, authors, description.

MkDocs (`site_name`, …; “Configuration”) and Quarto (`book` or `website`; “Book
metadata”). Nothing of it is wrong here: it is those programs' to complain.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

import yaml

from octavo.yaml import Texts


class Site(NamedTuple):
    """What a site says of itself, "" and nothing where it does not."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    description: str = ""
    language: str = ""


def site(settings: Mapping[PurePosixPath, str]) -> Site:
    """The site that one of the files describes; the first of those that have a title."""
    mkdocs = _pairs(settings.get(PurePosixPath("mkdocs.yml"), ""))
    if title := _text(mkdocs.get("site_name")):
        return Site(
            title=title,
            authors=_names(mkdocs.get("site_author")),
            description=_text(mkdocs.get("site_description")),
        )
    quarto = _pairs(settings.get(PurePosixPath("_quarto.yml"), ""))
    for part in ("book", "website"):
        own = _below(quarto.get(part))
        if title := _text(own.get("title")):
            return Site(
                title=title,
                subtitle=_text(own.get("subtitle")),
                authors=_names(own.get("author")),
                description=_text(own.get("description")),
                language=_text(quarto.get("lang")),
            )
    return Site()


def _pairs(text: str) -> Mapping[str, yaml.Node]:
    try:
        return _below(yaml.compose(text, Loader=Texts))
    except (yaml.YAMLError, RecursionError):
        return {}


def _below(node: yaml.Node | None) -> Mapping[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        key.value: value
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode)
    }


def _text(node: yaml.Node | None) -> str:
    return " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) else ""


def _names(node: yaml.Node | None) -> tuple[str, ...]:
    """One name, several, or tables with a `name` each."""
    each = node.value if isinstance(node, yaml.SequenceNode) else [node]
    names = (_text(one) or _text(_below(one).get("name")) for one in each)
    return tuple(name for name in names if name)
