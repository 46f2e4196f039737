"""Lines broken as a compositor breaks them, where WeasyPrint 70 does otherwise.

It counts the blank behind a text when it asks whether that fits into a line. Where only
the blank is too much, it takes the text for one that cannot be broken, and hyphenates
its first word or breaks behind it. A blank at a line's end hangs (CSS Text 3, 4.1.3).

It ends as many lines in a row in a hyphen as come; two are enough, be they printed for
the line or part of a compound.

It divides by syllables whatever has letters: names as DeepMind, identifiers, and the
second half of what is hyphenated already. Those stay whole where a line has room for
them.

Of letters without a blank it sets all that are left for each line of them, so twenty
thousand of them take it half a minute. No line needs more than come next.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import signature
from math import inf
from typing import Any

from weasyprint.layout import inline

SPLIT = "text style context max_width justification_spacing is_line_start minimum"
"""What the renderer's function that splits a text asks for."""
LINE = (
    "context linebox position_y bottom_space skip_stack containing_block absolute_boxes"
    " fixed_boxes first_letter_style first_line_style"
)
"""What its function that sets a line asks for."""

_SLIM = 4
"""Characters in an em, of a text that might fit: WeasyPrint's own estimate."""

_LONGEST = 24
"""Letters of the longest name that stays whole: a line may be in want of a longer one."""
_PART = 12
"""Letters of the longest half of a compound that does: in German they are long."""
_HYPHENS = frozenset("-\u2010")
_JOINTS = _HYPHENS | frozenset("\u2011/=")
_NAMED = re.compile(r"[^\W\d_][\d_@]\w|[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]")
"""What a plain word has not: signs or figures between letters, a capital within."""
_WORD = re.compile(r"\w+")


_ROW = 2
"""Lines in a row that may end in a hyphen."""
_NO_WORD = 100
"""Letters without a blank that no language has words of; an address may."""
_REACH = 400
"""Letters that a line may take."""
_HAIR = 0.01
"""Pixels less than a line took: with such room it breaks before."""


@contextmanager
def broken_lines() -> Iterator[None]:
    """While the block runs, blanks hang at the ends of lines, and names stay whole."""
    split, next_line = inline.split_first_line, inline.get_next_linebox
    rows = _Rows(next_line)
    if list(signature(split).parameters) != SPLIT.split():
        yield
        return
    if list(signature(next_line).parameters) != LINE.split():
        yield
        return

    def split_first_line(
        text: str, style: Any, context: Any, room: Any, spacing: Any, **rest: Any
    ) -> Any:
        def within(room: Any, style: Any, text: str = text) -> Any:
            return split(text, style, context, room, spacing, **rest)

        if _endless(text):
            style = _undivided(style)
            for reach in _reaches(text, room):
                made = within(room, style, text[:reach])
                if made[2] is not None and made[2] <= reach // 2:
                    return made
        made = within(room, style)
        if made[2] is None:
            return made
        if _might_fit(text, style, room):
            bare = within(room, style, text.rstrip(" "))
            if bare[2] is None and bare[3] <= room:
                return within(inf, style)
        place = _place(text, made[2])
        many = rows.above >= _ROW
        if style["hyphens"] == "auto" and _within_word(text, place):
            if not many and not _divides_name(text, place):
                return made
            style = _undivided(style)
            made = within(room, style)
            place = _place(text, made[2]) if made[2] else 0
        if many and text[place - 1 : place] in _HYPHENS:
            less = within(made[3] - _HAIR, _undivided(style))
            if less[2] and text[_place(text, less[2]) - 1] in " /":
                return less
            if rows.may_end_before(text):
                # As one that cannot be broken it stands on the next line.
                return within(inf, style)
        return made

    inline.split_first_line = split_first_line
    inline.get_next_linebox = rows.set_line
    try:
        yield
    finally:
        inline.split_first_line = split
        inline.get_next_linebox = next_line


def _undivided(style: Any) -> Any:
    """The style of a text whose words are not divided by syllables."""
    whole = style.copy()
    whole["hyphens"] = "manual"
    return whole


class _Rows:
    """How many lines above the one that is set end in a hyphen, row by row.

    A line is known by its paragraph and by where in it the line begins: the renderer
    may set it more than once.
    """

    def __init__(self, next_line: Callable[..., Any]) -> None:
        self.above = 0
        self._line: tuple[Any, Any] = (None, None)
        self._next_line = next_line
        self._rows: dict[tuple[Any, str], int] = {}

    def set_line(
        self, context: Any, linebox: Any, y: Any, bottom: Any, skip: Any, *rest: Any
    ) -> Any:
        """Have the renderer set a line, and what stands in it."""
        around, self.above = self.above, self._rows.get((linebox, str(skip)), 0)
        outer, self._line = self._line, (linebox, skip)
        line, resume = self._next_line(context, linebox, y, bottom, skip, *rest)
        if line is not None and resume is not None:
            hyphened = _last_sign(line) in _HYPHENS
            self._rows[linebox, str(resume)] = self.above + 1 if hyphened else 0
        self.above, self._line = around, outer
        return line, resume

    def may_end_before(self, text: str) -> bool:
        """Whether the line that is set has a blank before it comes to `text`."""
        before, _, _ = "".join(_texts(*self._line)).partition(text)
        return " " in before.lstrip()


def _texts(box: Any, skip: Any) -> Iterator[str]:
    """The texts in a box from where a line of it begins, in bytes of the first one."""
    place, within = next(iter(skip.items())) if skip else (0, None)
    if hasattr(box, "text"):
        yield box.text.encode()[place:].decode(errors="ignore")
    for child in getattr(box, "children", ())[place:]:
        yield from _texts(child, within)
        within = None


def _last_sign(line: Any) -> str:
    """The sign that a line ends in, " " for none."""
    box = line
    while children := getattr(box, "children", ()):
        box = children[-1]
    return (getattr(box, "text", "") or " ")[-1]


def _reaches(text: str, room: Any) -> Iterator[int]:
    """How many letters of a text are enough for a line of it, if fewer than there are."""
    reach = _REACH
    while room is not None and room < inf and reach < len(text):
        yield reach
        reach *= 4


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


def _place(text: str, end: int) -> int:
    """Where a line ends that takes `end` bytes of a text."""
    return len(text[:end].encode()[:end].decode(errors="ignore"))


def _within_word(text: str, place: int) -> bool:
    return text[place - 1 : place].isalpha() and text[place : place + 1].isalpha()


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
