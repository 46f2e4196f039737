"""Which lines of a file an include takes (dialect rule R11.3).

`f`, `f:N`, `f:N:`, `f::M`, `f:N:M`, `f:anchor`, as mdBook reads them. Lines that hold
the mark of an anchor are never shown; line numbers count them.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_MARK = re.compile(r"ANCHOR(?:_END)?:\s*[\w-]+")
_START = re.compile(r"ANCHOR:\s*([\w-]+)")
_END = re.compile(r"ANCHOR_END:\s*([\w-]+)")


class Marked(NamedTuple):
    """What includes ask of a file, found out once however many there are.

    `shown` are the numbers of its lines without marks, from 1 and rising; `anchors` has
    for each anchor, in order, the number of the line it begins at and of that it ends
    at, 0 for one that is never closed.
    """

    shown: Sequence[int]
    anchors: Mapping[str, tuple[int, int]]


class Excerpt(NamedTuple):
    """What was taken: numbers of lines, from 1.

    `missing` is the name of an anchor that is not there, `unclosed` of one that is
    never closed; "" otherwise. `beyond` says that all lines asked for lie past the end,
    `backwards` that the last of them comes before the first.
    """

    numbers: Sequence[int]
    missing: str = ""
    unclosed: str = ""
    beyond: bool = False
    backwards: bool = False


def marked(lines: Sequence[str]) -> Marked:
    """The lines that can be shown, and the anchors; of two of a name the first."""
    shown: list[int] = []
    begun: dict[str, int] = {}
    ended: dict[str, int] = {}
    for at, line in enumerate(lines, start=1):
        if not _MARK.search(line):
            shown.append(at)
            continue
        for name in _END.findall(line):
            if name in begun:
                ended.setdefault(name, at)
        for name in _START.findall(line):
            begun.setdefault(name, at)
    anchors = {name: (first, ended.get(name, 0)) for name, first in begun.items()}
    return Marked(shown, anchors)


def excerpt(file: Marked, where: str) -> Excerpt:
    """The numbers of the lines that `where`, what follows the path's colon, means.

    A line past the end is no line; a number that is none counts as not given, and line
    0 is the first, as mdBook has it.
    """
    first, colon, rest = where.partition(":")
    first = first.strip()
    if first and not _counts(first):
        return _anchored(file, first)
    start = max(1, int(first)) if first else 1
    end = rest.partition(":")[0].strip() if colon else str(start) if first else ""
    numbers = _between(file, start, int(end) + 1 if _counts(end) else None)
    last = file.shown[-1] if file.shown else 0
    backwards = _counts(end) and int(end) < start
    beyond = bool(first) and start > last
    return Excerpt(numbers, beyond=beyond, backwards=backwards)


def _counts(word: str) -> bool:
    # Nine digits are more lines than any file has; int() refuses thousands of them.
    return word.isascii() and word.isdecimal() and len(word) < 10


def _anchored(file: Marked, name: str) -> Excerpt:
    if name not in file.anchors:
        return Excerpt((), missing=name)
    first, last = file.anchors[name]
    numbers = _between(file, first, last or None)
    return Excerpt(numbers, unclosed="" if last else name)


def _between(file: Marked, first: int, end: int | None) -> Sequence[int]:
    """The lines shown from `first` on, up to and without `end` if that is given."""
    start = bisect_left(file.shown, first)
    return file.shown[start : None if end is None else bisect_left(file.shown, end)]
