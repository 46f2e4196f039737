"""Which columns a specification of Vega-Lite names, and which its transforms make."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

_ESCAPED = re.compile(r"\\(.)")
_MADE = {
    "fold": ("key", "value"),
    "density": ("value", "density"),
    "quantile": ("prob", "value"),
    "sequence": ("data",),
}
"""What some transforms call their columns when nobody does."""


def values(node: Any) -> Iterator[tuple[str, Any]]:
    """Every value that has a name, with it; rows are left out."""
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            for name, value in here.items():
                yield name, value
                if name not in {"values", "datasets"}:
                    stack.append(value)
        elif isinstance(here, list):
            stack.extend(here)
            yield from (("", each) for each in here if isinstance(each, str))


def named(made: dict[str, Any]) -> dict[str, bool]:
    """The columns that are named, each with whether it is to hold numbers."""
    found: dict[str, bool] = {}
    for _, value in values(made):
        if isinstance(value, dict) and isinstance(value.get("field"), str):
            name, measures = value["field"], value.get("type") == "quantitative"
            found[name] = found.get(name, False) or measures
    return found


def unknown(made: dict[str, Any], columns: Iterable[str]) -> str | None:
    """A column that is named, and that neither the rows have nor a transform makes."""
    ours = _given(made)
    if ours is None:
        return None
    known = {*columns, *ours, "*"}
    for name in sorted(named(made)):
        bare = plain(name)
        # What stands before a dot or bracket may hold objects or lists.
        if bare not in known and re.split(r"[.\[]", name)[0] not in known:
            return name
    return None


def plain(name: str) -> str:
    """A field as the column is called."""
    return _ESCAPED.sub(r"\1", name)


def _given(made: dict[str, Any]) -> set[str] | None:
    """The names that transforms give; None where these cannot be known beforehand."""
    found: set[str] = set()
    for name, value in values(made):
        if name in {"pivot", "format"} or _unnamed(value):
            return None
        if name == "as":
            listed = value if isinstance(value, list) else [value]
            found.update(each for each in listed if isinstance(each, str))
        found.update(_MADE.get(name, ()))
    return found


def _unnamed(value: Any) -> bool:
    return isinstance(value, dict) and "op" in value and "as" not in value
