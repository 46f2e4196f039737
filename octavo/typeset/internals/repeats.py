"""What the renderer works out again and again, worked out once.

WeasyPrint 70 computes the styles of every page and of the boxes in its margins, though
nearly all are like those of the page before, and of what stands before and behind each
element, though it lets elements share theirs. It asks how wide the words of these boxes
are, as it does for each word of a table, by breaking them as lines of no width.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

from weasyprint.css import Style, StyleFor
from weasyprint.layout import preferred
from weasyprint.layout.page import PageType

from octavo.typeset.internals.breaking import SPLIT

_STYLES = "self element parent root pseudo_type base_url target_collector"
_SHARED = frozenset(("before", "after", "marker"))
"""Parts of elements; a first letter or line takes on what its style was asked for."""

_SHORT = 200
"""Letters of a text whose width is kept: what is asked word by word is kept as often."""

_PLAIN_WORD = re.compile(
    r"[A-Za-zÀ-ÖØ-öø-ʯЀ-ҁҊ-ԯ]+[.,;:!?]?(?= [A-Za-zÀ-ÖØ-öø-ʯЀ-ҁҊ-ԯ])"
)
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


@contextmanager
def shared_styles() -> Iterator[None]:
    """While the block runs, what the same rules hold for has the same styles."""
    compute = StyleFor.set_computed_styles
    if list(signature(compute).parameters) != _STYLES.split():
        yield
        return

    def set_computed_styles(
        self: Any, element: Any, parent: Any, *rest: Any, **named: Any
    ) -> None:
        part = element, named.get("pseudo_type")
        styles = self.get_computed_styles()
        rules = self.get_cascaded_styles().get(part, {})
        paged = isinstance(element, PageType)
        # Lengths that depend on the first page are not known before it.
        if (paged and element.index == 0) or not (paged or part[1] in _SHARED):
            compute(self, element, parent, *rest, **named)
            return
        # The values are those of the style sheet, and live as long as it does.
        key = (
            part[1],
            id(styles[parent, None]),
            *(
                (name, id(value), repr(weight))
                for name, (value, weight) in rules.items()
            ),
        )
        known = vars(self).setdefault("known", {})
        if key not in known:
            compute(self, element, parent, *rest, **named)
            known[key] = styles[part]
        styles[part] = known[key]

    StyleFor.set_computed_styles = set_computed_styles
    try:
        yield
    finally:
        StyleFor.set_computed_styles = compute


@contextmanager
def known_widths() -> Iterator[None]:
    """While the block runs, the width of a short text in a style is measured once."""
    split = preferred.split_first_line
    if list(signature(split).parameters) != SPLIT.split():
        yield
        return

    def split_first_line(
        text: str, style: Any, context: Any, room: Any, spacing: Any, **rest: Any
    ) -> Any:
        text = _taken(text, style, room)
        if len(text) > _SHORT or not isinstance(style, Style):
            return split(text, style, context, room, spacing, **rest)
        known = vars(style).setdefault("widths", {})
        key = text, room, *rest.items()
        if key not in known:
            made = split(text, style, context, room, spacing, **rest)
            # Nobody draws the layout; it would keep its text alive.
            known[key] = None, *made[1:]
        return known[key]

    preferred.split_first_line = split_first_line
    try:
        yield
    finally:
        preferred.split_first_line = split


def _taken(text: str, style: Any, room: Any) -> str:
    """What a line takes of a text, with a letter behind it; all if that is uncertain.

    A line without room ends behind a plain word, whatever word follows.
    """
    if room != 0 or style["white_space"] != "normal" or _SOFT_HYPHEN in text:
        return text
    word = _PLAIN_WORD.match(text)
    return f"{word[0]} a" if word else text
