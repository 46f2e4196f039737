"""Lines that hold all of a text but the blank behind it.

WeasyPrint counts that blank when it asks whether a text fits into a line. Where only
the blank is too much, it takes the text for one that cannot be broken, and hyphenates
its first word or breaks behind it. A blank at a line's end hangs (CSS Text 3, 4.1.3).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from math import inf
from typing import Any

from weasyprint.layout import inline

SPLIT = "text style context max_width justification_spacing is_line_start minimum"
"""What the renderer's function that splits a text asks for."""

_SLIM = 4
"""Characters in an em, of a text that might fit: WeasyPrint's own estimate."""


@contextmanager
def hanging_blanks() -> Iterator[None]:
    """While the block runs, a text fits into a line that is too short for its blank."""
    split = inline.split_first_line
    if list(signature(split).parameters) != SPLIT.split():
        yield
        return

    def split_first_line(
        text: str, style: Any, context: Any, room: Any, spacing: Any, **rest: Any
    ) -> Any:
        made = split(text, style, context, room, spacing, **rest)
        if made[2] is None or not _might_fit(text, style, room):
            return made
        bare = split(text.rstrip(" "), style, context, room, spacing, **rest)
        if bare[2] is not None or bare[3] > room:
            return made
        return split(text, style, context, inf, spacing, **rest)

    inline.split_first_line = split_first_line
    try:
        yield
    finally:
        inline.split_first_line = split


def _might_fit(text: str, style: Any, room: Any) -> bool:
    """Whether a text ends in a blank that may hang, and is no longer than a line."""
    if room is None or not text.endswith(" ") or style["white_space"] != "normal":
        return False
    return len(text) * style["font_size"] < room * _SLIM and "\n" not in text
