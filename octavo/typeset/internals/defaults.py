"""Properties that no rule sets: the initial value, or that of the element around.

WeasyPrint 70 finds values out when they are asked for, by one function for all cases.
Most properties of most elements are of the two simplest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
)

from octavo.typeset.internals.version import READ

_OF_THEIR_OWN = {"float", "display", "position", "page"}
_SIMPLE = frozenset(
    name
    for name in INITIAL_VALUES
    if name not in _OF_THEIR_OWN
    and name not in PHYSICAL_FUNCTIONS
    and not name.startswith("text_decoration_")
)
_INHERITED = _SIMPLE & frozenset(INHERITED)
_INITIAL = _SIMPLE - _INHERITED - frozenset(INITIAL_NOT_COMPUTED)


@contextmanager
def simple_defaults() -> Iterator[None]:
    """While the block runs, what no rule sets is looked up where it stands."""
    if weasyprint.VERSION != READ:
        yield
        return
    find = ComputedStyle.__missing__

    def missing(self: Any, key: str) -> Any:
        if key not in self.cascaded:
            if key in _INITIAL:
                value = self[key] = INITIAL_VALUES[key]
                return value
            if key in _INHERITED and self.parent_style is not None:
                value = self.parent_style[key]
                # A calculation is one of lengths of this element's own.
                if not check_math(value):
                    self[key] = value
                    return value
        return find(self, key)

    ComputedStyle.__missing__ = missing
    try:
        yield
    finally:
        ComputedStyle.__missing__ = find
