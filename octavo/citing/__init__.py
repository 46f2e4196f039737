"""Files of works and styles → citations and a bibliography, as text with marks.

`read` makes records of a file, `write` sets citations in a style, `marked.inlines`
makes nodes of the result. What reads BibTeX and what sets citations is loaded when
something is cited, and not before.
"""

from collections.abc import Sequence

from octavo.citing.record import (
    Cluster,
    Complain,
    Item,
    Place,
    Record,
    Unusable,
    Written,
)

__all__ = ["Cluster", "Record", "Unusable", "Written", "read", "write"]


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
