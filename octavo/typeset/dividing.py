"""Short tables that would leave much of a page white, and are divided after all.

A table of a few rows is not divided between pages. Where it does not fit on the rest of
one, nor does text fill it, a quarter of the page or more may stay white; then two rows
here and two there are the lesser evil, as the head is printed again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from octavo.typeset.pages import begins, rest

_WHITE = 1 / 4
"""More of a page than this is not left white for the sake of a table."""
_HEADS = frozenset(("h2", "h3", "h4", "h5", "h6", "p"))
_ABOVE = 3
"""Headings and words that announce a table, and stay with it, are no more than these."""


def divide(root: Any, divided: frozenset[int]) -> tuple[Any, ...]:
    """The short tables of a document, once those that `divided` numbers may be divided."""
    tables = tuple(
        element
        for element in root.iter("div")
        if {"table", "brief"} <= set((element.get("class") or "").split())
    )
    for number in divided:
        tables[number].set("class", f"{tables[number].get('class')} divided")
    return tables


def divisions_for(
    root: Any, tables: Sequence[Any], divided: frozenset[int], pages: Sequence[Any]
) -> frozenset[int]:
    """The tables to be divided: those that are, and those that pages left white for."""
    numbers = {table: number for number, table in enumerate(tables)}
    begun = begins(pages) if tables else {}
    white = {
        numbers[table]
        for table, page in _tables_begun(root, begun)
        if table in numbers and _leaves_white(pages[page - 1])
    }
    return divided | white


def _tables_begun(root: Any, begun: Mapping[Any, int]) -> Iterator[tuple[Any, int]]:
    """What pages begin with behind headings and words that stay with it, and the page."""
    for parent in root.iter() if begun else ():
        children = list(parent)
        for place, child in enumerate(children):
            page = begun.get(child, 0)
            for ahead in children[place : place + _ABOVE + 1] if page else ():
                if ahead.tag not in _HEADS:
                    yield ahead, page
                    break


def _leaves_white(page: Any) -> bool:
    room, whole = rest(page)
    return room > whole * _WHITE
