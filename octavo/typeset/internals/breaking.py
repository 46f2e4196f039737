"""Lines broken as a compositor breaks them, where WeasyPrint 70 does otherwise.

It counts the blank behind a text when it asks whether that fits into a line. Where only
the blank is too much, it takes the text for one that cannot be broken, and hyphenates
its first word or breaks behind it. A blank at a line's end hangs (CSS Text 3, 4.1.3).

It ends as many lines in a row in a hyphen as come; two are enough.

It divides by syllables whatever has letters: names as DeepMind, identifiers, and the
second half of what is hyphenated already. Those stay whole where a line has room for
them.
"""

import re
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

_LONGEST = 24
"""Letters of the longest name that stays whole: a line may be in want of a longer one."""
_PART = 12
"""Letters of the longest half of a compound that does: in German they are long."""
_JOINTS = frozenset("-\u2010\u2011/")
_NAMED = re.compile(r"[^\W\d_][\d_@]\w|[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]")
"""What a plain word has not: signs or figures between letters, a capital within."""
_WORD = re.compile(r"\w+")


_ROW = 2
"""Lines in a row that may end in a hyphen."""
_NO_WORD = 100
"""Letters without a blank that no language has words of; an address may."""
_REACH = 400
"""Letters that a line may take."""
_KNOWN = 40
"""Letters by which the rest of a paragraph is known again."""


@contextmanager
def broken_lines() -> Iterator[None]:
    """While the block runs, blanks hang at the ends of lines, and names stay whole."""
    split = inline.split_first_line
    hyphens: dict[tuple[int, str], int] = {}
    if list(signature(split).parameters) != SPLIT.split():
        yield
        return

    def split_first_line(
        text: str, style: Any, context: Any, room: Any, spacing: Any, **rest: Any
    ) -> Any:
        if style["hyphens"] == "auto" and _endless(text):
            style = style.copy()
            style["hyphens"] = "manual"
        made = split(text, style, context, room, spacing, **rest)
        if made[2] is None:
            return made
        if _might_fit(text, style, room):
            bare = split(text.rstrip(" "), style, context, room, spacing, **rest)
            if bare[2] is None and bare[3] <= room:
                return split(text, style, context, inf, spacing, **rest)
        place = _divided(text, made[2]) if style["hyphens"] == "auto" else 0
        if not place:
            return made
        row = hyphens.get(_known(text), 0) + 1
        if row > _ROW or _divides_name(text, place):
            style = style.copy()
            style["hyphens"] = "manual"
            return split(text, style, context, room, spacing, **rest)
        hyphens[_known(text[place:])] = row
        return made

    inline.split_first_line = split_first_line
    try:
        yield
    finally:
        inline.split_first_line = split


def _endless(text: str) -> bool:
    """Whether a line would reach into letters without a blank that are no word.

    The renderer looks for syllables in all of them for each line that they take, and
    tries one after the other.
    """
    last = min(len(text), _REACH) - _NO_WORD
    return any(
        text.find(" ", start, start + _NO_WORD) < 0
        for start in range(0, last + 1, _NO_WORD)
    )


def _might_fit(text: str, style: Any, room: Any) -> bool:
    """Whether a text ends in a blank that may hang, and is no longer than a line."""
    if room is None or not text.endswith(" ") or style["white_space"] != "normal":
        return False
    return len(text) * style["font_size"] < room * _SLIM and "\n" not in text


def _known(text: str) -> tuple[int, str]:
    """What tells the rest of a paragraph from others: the renderer asks line by line."""
    return len(text), text[:_KNOWN]


def _divided(text: str, end: int) -> int:
    """Where a line that takes `end` bytes of a text ends, if within a word; else 0."""
    place = len(text[:end].encode()[:end].decode(errors="ignore"))
    within = text[place - 1 : place].isalpha() and text[place : place + 1].isalpha()
    return place if within else 0


def _divides_name(text: str, place: int) -> bool:
    """Whether what is divided is a name.

    That is a word that is more than a word, or a short half of a compound.
    """
    begin = max(place - _LONGEST, 0)
    around = text[begin : place + _LONGEST]
    # Letters on both sides of the place are of one word.
    word = next(each for each in _WORD.finditer(around) if each.end() > place - begin)
    if _NAMED.search(word[0]):
        return len(word[0]) <= _LONGEST
    joined = around[: word.start()][-1:] + around[word.end() :][:1]
    return not _JOINTS.isdisjoint(joined) and len(word[0]) <= _PART
