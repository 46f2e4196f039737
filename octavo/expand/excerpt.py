"""Which lines of a file an include takes (dialect rule R11.3).

`f`, `f:N`, `f:N:`, `f::M`, `f:N:M`, `f:anchor`, as mdBook reads them. Lines that hold
the mark of an anchor are never shown; line numbers count them.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_MARK = re.compile(r"ANCHOR(?:_END)?:\s*[\w-]+")
_START = re.compile(r"ANCHOR:\s*([\w-]+)")


class Excerpt(NamedTuple):
    """What was taken: numbers of lines, from 1.

    `missing` is the name of an anchor that is not there, `unclosed` of one that is
    never closed; "" otherwise.
    """

    numbers: Sequence[int]
    missing: str = ""
    unclosed: str = ""


def excerpt(lines: Sequence[str], where: str) -> Excerpt:
    """The numbers of the lines that `where`, what follows the path's colon, means.

    A line past the end is no line; a number that is none counts as not given.
    """
    first, colon, rest = where.partition(":")
    first = first.strip()
    if first and not _counts(first):
        return _anchored(lines, first)
    start = int(first) if first else 1
    if first and not colon:
        last = start
    else:
        end = rest.partition(":")[0].strip()
        last = int(end) if _counts(end) else len(lines)
    numbers = range(max(start, 1), min(last, len(lines)) + 1)
    return Excerpt([at for at in numbers if not _MARK.search(lines[at - 1])])


def anchors(lines: Sequence[str]) -> list[str]:
    """The names of the anchors of a file, in order, once each."""
    found = (match[1] for line in lines for match in _START.finditer(line))
    return list(dict.fromkeys(found))


def _counts(word: str) -> bool:
    # Nine digits are more lines than any file has; int() refuses thousands of them.
    return word.isascii() and word.isdecimal() and len(word) < 10


def _anchored(lines: Sequence[str], name: str) -> Excerpt:
    begins = re.compile(rf"ANCHOR:\s*{re.escape(name)}(?![\w-])")
    ends = re.compile(rf"ANCHOR_END:\s*{re.escape(name)}(?![\w-])")
    numbers: list[int] = []
    inside = False
    for at, line in enumerate(lines, start=1):
        if not inside:
            inside = begins.search(line) is not None
        elif ends.search(line):
            return Excerpt(numbers)
        elif not _MARK.search(line):
            numbers.append(at)
    return Excerpt(numbers, unclosed=name) if inside else Excerpt((), missing=name)
