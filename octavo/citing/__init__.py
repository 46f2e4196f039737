"""Files of works and styles → citations and a bibliography, as text with marks.

`read` makes records of a file, `write` sets citations in a style, `sketch` does for
what is not printed; `marked.inlines` makes nodes of the result. What reads BibTeX and
what sets citations is loaded when something is cited, and not before.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from octavo.citing import plain
from octavo.citing.record import (
    Cluster,
    Complain,
    Item,
    Place,
    Record,
    Unusable,
    Written,
)
from octavo.find import citation_style, citation_styles

__all__ = [
    "Cluster",
    "Item",
    "Record",
    "Unusable",
    "Write",
    "Written",
    "read",
    "sketch",
    "write",
]

Write: TypeAlias = Callable[[Sequence[Item], Sequence[Cluster], bytes, str], Written]
"""How citations are set: `write`, or `sketch`."""


def read(
    suffix: str, text: str, place: Place, complain: Complain
) -> tuple[Record, ...]:
    """The works of a file, by the ending of its name; what is wrong is complained of."""
    if suffix == ".bib":
        from octavo.citing import bibtex

        return bibtex.read(text, place, complain)
    from octavo.citing import csl

    return csl.read(text, suffix != ".json", place, complain)


def write(
    items: Sequence[Item], clusters: Sequence[Cluster], style: bytes, language: str
) -> Written:
    """The citations in their order, and the works that they cite.

    `items` are in the order they are first cited. Raises Unusable for a style that is
    none, or that cannot set a bibliography.
    """
    from octavo.citing import writing

    return writing.write(items, clusters, style, language)


def sketch(
    items: Sequence[Item], clusters: Sequence[Cluster], style: bytes, language: str
) -> Written:
    """What `write` gives, in plain words and the order of the items: soon made.

    What cannot be set is found out by writing it. The styles that come along can set
    any work that is ordinary, so the others alone are written in them.
    """
    if style not in map(citation_style, citation_styles()):
        return write(items, clusters, style, language)
    doubtful = {at for at, item in enumerate(items) if not plain.ordinary(item)}
    few = [each for each in clusters if not doubtful.isdisjoint(each.works)]
    works = sorted(doubtful.union(*(each.works for each in few)))
    made = plain.written(items, clusters)
    if not works:
        return made
    numbered = {work: number for number, work in enumerate(works)}
    few = [
        replace(each, works=tuple(numbered[work] for work in each.works))
        for each in few
    ]
    tried = write([items[work] for work in works], few, style, language)
    return replace(made, unset=tuple(works[number] for number in tried.unset))
