"""Long lines of a listing → pieces that fit the page.

The renderer would break them too, but only where two runs do not touch, and without
regard to what belongs together.
"""

import unicodedata
from bisect import bisect_right
from collections import deque
from itertools import accumulate
from typing import NamedTuple

from octavo.model.area import Area

Runs = list[tuple[str, str]]

_RIM = 15.75
"""Points beside the text of a listing: its padding and the rule at its left."""
_FULL, _SMALLER = 5.1, 4.65
"""Points of a column at the sizes of listings, 8.5 and 7.75 points."""
_HANG = 2


class Columns(NamedTuple):
    """What fits the measure at the full size of listings, and a little smaller."""

    full: int
    smaller: int


def columns(area: Area) -> Columns:
    """The columns of a listing: 63 and 69 on B5."""
    room = area.width - _RIM
    return Columns(int(room / _FULL), int(room / _SMALLER))


def width(runs: Runs) -> int:
    """The columns of a line: two for wide characters, none for those that combine."""
    return sum(_columns(text) for _, text in runs)


def spread(runs: Runs) -> Runs:
    """The line with tabs as blanks, up to columns divisible by four."""
    if not any("\t" in text for _, text in runs):
        return runs
    at, out = 0, []
    for name, text in runs:
        pieces = []
        for character in text:
            pieces.append(" " * (4 - at % 4) if character == "\t" else character)
            at += len(pieces[-1])
        out.append((name, "".join(pieces)))
    return out


def turned(runs: Runs, most: int) -> tuple[int, list[Runs]]:
    """How many columns turned lines hang, and the line in pieces of `most` columns.

    A piece ends behind a blank or a comma, else at a bracket, a dot or a slash, and
    within a word only if nothing else is left. What is turned over hangs two columns
    deeper than the line begins.
    """
    text = "".join(run for _, run in runs)
    depth = min(len(text) - len(text.lstrip(" ")), most // 2) + _HANG
    sums = list(accumulate(map(_width, text), initial=0))
    ends, start, room = [], 0, most
    while sums[-1] - sums[start] > room:
        # Marks that combine stay with their letter: the last place of that sum.
        fit = bisect_right(sums, sums[start] + room) - 1
        start = _end(text, start, max(fit, start + 1), room)
        ends.append(start)
        room = most - depth
    return depth, _cut(runs, [*ends, len(text)])


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if character.isascii():
        return 1
    wide = unicodedata.east_asian_width(character) in "WF"
    return 1 + wide - (unicodedata.combining(character) > 0)


def _end(text: str, start: int, most: int, room: int) -> int:
    """Where the piece from `start` ends, at the latest at `most`."""
    piece = text[start:most]
    body = len(piece) - len(piece.lstrip(" "))
    for ends in (_after_blank, _at_joint, _at_sign):
        for end in range(most, start + max(body, room // 3), -1):
            if ends(text, end):
                return end
    return most


def _after_blank(text: str, end: int) -> bool:
    return text[end - 1] in " ,;"


def _at_joint(text: str, end: int) -> bool:
    """Behind an opening bracket or an operator, before the dot of a call."""
    before, after = text[end - 1], text[end : end + 1]
    return (before in "([{=|&+" and after not in ")]}") or (
        after == "." and not before.isdigit()
    )


def _at_sign(text: str, end: int) -> bool:
    return text[end - 1] in "/.:-_)]}"


def _cut(runs: Runs, ends: list[int]) -> list[Runs]:
    """A line cut at `ends`, each piece in the runs its characters belong to."""
    pieces: list[Runs] = [[]]
    left, at = deque(ends), 0
    for name, text in runs:
        done = 0
        while at + len(text) > left[0]:
            if left[0] > at + done:
                pieces[-1].append((name, text[done : left[0] - at]))
            done = left.popleft() - at
            pieces.append([])
        if done < len(text):
            pieces[-1].append((name, text[done:]))
        at += len(text)
    return pieces
