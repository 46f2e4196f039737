"""Few words between two tables that stand across pages of their own.

Upright, they would have a page to themselves. They stand across as well, below the one
table and above the other.
"""

from collections.abc import Iterator
from typing import Any

_TEXT = frozenset(("h2", "h3", "h4", "h5", "h6", "p"))
_MOST = 240
"""Characters of what is no text for a page: three lines of it, at the most."""


def join_tables(root: Any) -> None:
    """Mark what stands between such tables of a document, for the styles."""
    for parent in root.iter():
        for between in _between(parent):
            if sum(len("".join(each.itertext())) for each in between) <= _MOST:
                for each in between:
                    each.set("class", f"{each.get('class', '')} between".lstrip())


def _between(parent: Any) -> Iterator[list[Any]]:
    """Headings and paragraphs that have such a table before and behind them."""
    found: list[Any] | None = None
    for child in parent:
        if "turned" in (child.get("class") or "").split():
            if found:
                yield found
            found = []
        elif child.tag not in _TEXT:
            found = None
        elif found is not None:
            found.append(child)
