"""The word that a caption begins with: `Table: …`, `Figure: …`, `Listing: …`.

A note does not know the book it will stand in, so that the words of every language of
`octavo.words` are understood: English in a German book, German in an English one.
"""

import re
from typing import NamedTuple, TypeAlias

from octavo.model.displays import CodeBlock, Figure, Table
from octavo.words import LANGUAGES

Named: TypeAlias = type[Figure] | type[Table] | type[CodeBlock]

_KINDS: tuple[tuple[Named, tuple[str, ...]], ...] = (
    (Figure, tuple(words.figure for words in LANGUAGES.values())),
    (Table, tuple(words.table for words in LANGUAGES.values())),
    (CodeBlock, tuple(words.listing for words in LANGUAGES.values())),
)
_WORDS: dict[str, Named] = {
    pattern.format("").strip().casefold(): kind
    for kind, patterns in _KINDS
    for pattern in patterns
}
_LEAD = re.compile(r"\s*([^\W\d_]{1,20})\s?(?::\s+|:$|：\s*)")


class Lead(NamedTuple):
    """What a caption names, the word for it, and where its own words begin."""

    kind: Named
    word: str
    end: int


def lead(text: str) -> Lead | None:
    """The lead of a text; None if it begins with no such word."""
    found = _LEAD.match(text)
    kind = _WORDS.get(found[1].casefold()) if found else None
    return Lead(kind, found[1], found.end()) if found and kind else None
