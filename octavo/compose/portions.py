"""A long listing → the portions between which pages may end.

The renderer would break it behind any line. Readers want it broken where its author
left a blank line, else between statements that stand as far out as possible, and never
between a line and what belongs to it. That is read off indentation, brackets and the
classes of the words, so that it holds for any language, and for none.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from octavo.compose.turns import Runs

LONG = 18
"""A listing of fewer lines is not broken at all."""
_LEAST = 3
"""Lines that stand together at the least."""
_MOST = 12
"""A portion of more lines is divided further, if there is a good place."""
_WHOLE = 20
"""One of more lines is broken within brackets too, or at last anywhere."""
_QUIET = frozenset(("hl-string", "hl-comment"))
"""Classes of words in which a bracket is a sign like any other, and a line end too."""
_SIGN = re.compile(r"\w+|[^\w\s]")
_GIVEN = frozenset(("=", "(", "[", ",", ":", "?", "&", "return"))
"""What stands before a brace that holds a value; any other one holds statements."""
_UNFINISHED = re.compile(r"@|#\[|.*[\\(\[{:]$")
"""A line that what follows belongs to: a decorator, or one that ends in the midst."""
_GOES_ON = re.compile(
    r"[)\]}|&?]|</|\.\w|\.\.\.|[-=]>"
    r"|(?:and|or|in|then|else|elif|elsif|elseif|except|finally|catch|rescue|ensure"
    r"|end|fi|done|esac)\b"
)
"""How a line begins that belongs to what stands before it."""


class Portion(NamedTuple):
    """The lines from `begin` to before `end`; pages may end in it if it is `loose`."""

    begin: int
    end: int
    loose: bool


class _Place(NamedTuple):
    """A line end where a page may end, the better the smaller the rest is.

    `kind` is 0 behind a blank line, 1 between statements, 2 in brackets; `depth` says in
    how many, `indent` how far the next line is set in, `line` which one that is.
    """

    kind: int
    depth: int
    indent: int
    line: int


class _Line(NamedTuple):
    """A line: its words, how far it is set in, whether it belongs to what is above it.

    A `remark` is a comment alone and belongs to what is below.
    """

    words: str
    indent: int
    goes_on: bool
    remark: bool


class _Open(NamedTuple):
    """An open bracket: how far its line is set in, how deep in values one is within it.

    A brace that holds statements is no part of a value, wherever it stands.
    """

    indent: int
    depth: int


def portions(
    lines: Sequence[Runs], heights: Sequence[int], within: Collection[int]
) -> list[Portion]:
    """The portions of a listing, none for one that is not to be broken.

    `heights` is how many lines of the page each line takes, `within` tells the lines
    that end within a string or a comment.
    """
    above = list(accumulate(heights, initial=0))
    if above[-1] < LONG:
        return []
    cuts = [0, len(lines)]
    places = sorted(_places(lines, within))
    for _, alike in groupby(places, key=lambda place: place[:3]):
        # All of one worth, or none: a function is not broken behind its first blank
        # line for the only reason that the others have been broken already.
        wanted = [place.line for place in alike if _is_large(place, cuts, above)]
        for line in wanted:
            at = bisect_left(cuts, line)
            if min(line - cuts[at - 1], cuts[at] - line) >= _LEAST:
                insort(cuts, line)
    return [
        Portion(begin, end, above[end] - above[begin] > _WHOLE)
        for begin, end in pairwise(cuts)
    ]


def unended(tokens: Sequence[tuple[str, str]]) -> frozenset[int]:
    """The numbers, from 0, of lines that end within a string or a comment."""
    line = 0
    found: set[int] = set()
    for name, text in tokens:
        ends = text.count("\n")
        if name in _QUIET:
            # One at the very end is the line's own, which some lexers count as comment.
            found.update(range(line, line + ends - text.endswith("\n")))
        line += ends
    return frozenset(found)


def _is_large(place: _Place, cuts: list[int], above: list[int]) -> bool:
    """Whether the portion that a place would divide is too large as it is."""
    at = bisect_left(cuts, place.line)
    size = above[cuts[at]] - above[cuts[at - 1]]
    return size > (_WHOLE if place.kind == 2 else _MOST)


def _places(lines: Sequence[Runs], within: Collection[int]) -> Iterator[_Place]:
    """The places where a page may end, in order."""
    above, blank = _Line("", 0, False, False), False
    open_: list[_Open] = []
    heads: list[tuple[int, int]] = []
    for number, runs in enumerate(lines):
        line = _line(runs)
        if not line.words:
            blank = True
            continue
        while blank and open_ and line.indent <= open_[-1].indent and not line.goes_on:
            # In prose, or a sketch, nobody need close a bracket.
            open_.pop()
        while heads and heads[-1][0] >= line.indent:
            heads.pop()
        depth = open_[-1].depth if open_ else 0
        held = (
            number - 1 in within
            or (heads and number - heads[-1][1] < _LEAST)
            or (line.words == "{" and not depth)
            or _belongs(line, above, blank=blank)
        )
        if above.words and not held:
            yield _Place(2 if depth else 0 if blank else 1, depth, line.indent, number)
        above, blank = line, False
        heads.append((line.indent, number))
        _follow(runs, line.indent, open_)


def _line(runs: Runs) -> _Line:
    text = "".join(run for _, run in runs)
    words = text.strip()
    return _Line(
        words=words,
        indent=len(text) - len(text.lstrip()),
        goes_on=_GOES_ON.match(words) is not None
        or any(name == "hl-output" for name, _ in runs[:1]),
        remark=all(name == "hl-comment" for name, run in runs if run.strip()),
    )


def _belongs(line: _Line, above: _Line, *, blank: bool) -> bool:
    """Whether a line belongs to that above it, or above the `blank` between the two."""
    return (
        line.goes_on
        or line.indent > above.indent
        or _UNFINISHED.match(above.words) is not None
        or (above.remark and not blank)
    )


def _follow(runs: Runs, indent: int, open_: list[_Open]) -> None:
    """Open and close the brackets of a line that is set in by `indent`."""
    last = ""
    for name, text in runs:
        if name in _QUIET:
            last = name
            continue
        for found in _SIGN.finditer(text):
            sign, depth = found[0], open_[-1].depth if open_ else 0
            if sign == "{":
                value = last in _GIVEN or (not last and depth > 0)
                open_.append(_Open(indent, depth + 1 if value else 0))
            elif sign in "([":
                open_.append(_Open(indent, depth + 1))
            elif sign in ")]}" and open_:
                open_.pop()
            last = sign
