"""What an mdBook's `book.toml` says beyond the configuration of a handbook.

The keys of dialect rule R11.2 that change what the text means; all others are the
browser's. A value of the wrong type counts as absent: it is mdBook's to complain.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from octavo.toml import Mistake, table_of
from octavo.value import value

Table: TypeAlias = Mapping[str, object]

BUILT_IN = frozenset({"links", "index"})
"""Preprocessors that are part of mdBook; octavo does what they do."""
_OURS = ("katex", "math", "mermaid")
"""Parts of the names of others whose work octavo does: formulas and diagrams."""


@value
class Mdbook:
    """The settings of a book.

    `source` is the folder of its notes. `formulas` says that TeX is read. `hidden` are pairs of a language and what its
    hidden lines begin with, `redirects` pairs of an old page's path from the root of
    the book and where it leads. `preprocessors` are the names of those that are
    declared and not part of mdBook; `expands` says that mdBook's own for includes runs.
    `smart` says that straight quotes are set, `numbered` that chapters have numbers;
    `direction` is that of the text, `rtl` or `ltr`, "" where the language says it.
    """

    source: str = "src"
    formulas: bool = False
    expands: bool = True
    smart: bool = True
    numbered: bool = True
    direction: str = ""
    hidden: tuple[tuple[str, str], ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    preprocessors: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def mdbook(text: str) -> Mdbook:
    """The settings in the text of a `book.toml`; the defaults if it is no TOML."""
    book = table_of(text)
    if isinstance(book, Mistake):
        return Mdbook()
    html = _table(_table(book, "output"), "html")
    declared = _table(book, "preprocessor")
    by_default = _table(book, "build").get("use-default-preprocessors") is not False
    direction = _table(book, "book").get("text-direction")
    source = _table(book, "book").get("src")
    return Mdbook(
        source=source if isinstance(source, str) and source else "src",
        formulas=html.get("mathjax-support") is True
        or any("katex" in name or "math" in name for name in declared),
        expands=by_default or "links" in declared,
        smart=html.get("smart-punctuation") is not False,
        numbered=html.get("no-section-label") is not True,
        direction=str(direction) if direction in ("ltr", "rtl") else "",
        hidden=_texts(_table(_table(html, "code"), "hidelines")),
        redirects=_texts(_table(html, "redirect")),
        preprocessors=tuple(name for name in declared if name not in BUILT_IN),
    )


def needless(preprocessor: str) -> bool:
    """Whether octavo itself does what a preprocessor is for."""
    return any(word in preprocessor for word in _OURS)


def _table(table: Table, key: str) -> Table:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _texts(table: Table) -> tuple[tuple[str, str], ...]:
    found = ((key, value) for key, value in table.items() if isinstance(value, str))
    return tuple(sorted(found))
