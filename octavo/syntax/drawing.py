"""Drawings and formulas of raw HTML, `<svg>…</svg>` and `<math>…</math>`, kept whole.

A block of HTML ends at a blank line (CommonMark 4.6), which in a drawing is layout:
what stands behind it would be read as markdown, and its words be lost. So a block in
which a drawing begins goes on to where that ends; and markdown means nothing in one
within a line (dialect rule R8.8).
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.elements import BLOCK, DRAWINGS, KNOWN
from octavo.syntax.rule import Rule, line_text

_TAG = re.compile(
    rf"(?<![`\\])<(?:!--|(/?)({'|'.join(sorted(DRAWINGS))})(?=[\s/>])([^<>]*)>)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?(?:>|$)(\s*$)?")
_VERBATIM = frozenset(("pre", "script", "style", "textarea"))
"""Elements whose blocks end at their own end tags (CommonMark 4.6, kind 1)."""

_DISPLAYED = re.compile(
    r"""<math\s[^<>]*?\bdisplay\s*=\s*["']?block\b""", re.IGNORECASE
)


class Drawings(NamedTuple):
    """Where the drawings of a text begin, in order, and where each ends."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


def drawings(source: str) -> Drawings:
    """Every drawing that is closed, those within others too.

    A start tag in a comment or behind a backtick opens none.
    """
    opened: dict[str, list[int]] = {name: [] for name in DRAWINGS}
    found: dict[int, int] = {}
    at, last_comment = 0, source.rfind("-->")
    while tag := _TAG.search(source, at):
        at = tag.end()
        if tag[2] is None:
            at = source.find("-->", at) if at <= last_comment else at
        elif tag[1]:
            if begun := opened[tag[2].lower()]:
                found[begun.pop()] = at
        elif not tag[3].endswith("/"):
            opened[tag[2].lower()].append(tag.start())
    starts = tuple(sorted(found))
    return Drawings(starts, tuple(found[start] for start in starts))


def scan_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a block of HTML in which a drawing begins that a blank line parts."""
    if state.is_code_block(start) or not _may_begin(line_text(state, start)):
        return False
    if "drawings" not in state.env:
        state.env["drawings"] = drawings(state.src)
    known: Drawings = state.env["drawings"]
    blank = stop = _to_blank(state, start, end)
    last = _last_line(state, known, start, stop)
    while stop <= last < end and _goes_on(state, stop, last):
        line, stop = stop, _to_blank(state, last, end)
        last = _last_line(state, known, line, stop)
    if stop == blank and not _spread(state, known, start):
        return False
    if not silent:
        state.line = stop
        token = state.push("html_block", "", 0)
        token.map = [start, stop]
        token.content = state.getLines(start, stop, state.blkIndent, True)
    return True


def _may_begin(line: str) -> bool:
    """Whether a line begins a block of HTML, or a drawing."""
    first = _FIRST.match(line)
    if first is None or (name := first[1].lower()) in _VERBATIM:
        return False
    alone = first[2] is not None and name in KNOWN
    return name in BLOCK or name in DRAWINGS or alone


def _to_blank(state: StateBlock, line: int, end: int) -> int:
    """The first line behind `line` that is blank, or outside of what holds it.

    Kept, since each line of a long paragraph may ask.
    """
    holder = (state.blkIndent, end)
    known, low, high = state.env.get("drawings blank", (holder, 0, 0))
    if known == holder and low <= line < high:
        return int(high)
    at = line + 1
    while at < end and not state.isEmpty(at) and not _outside(state, at):
        at += 1
    state.env["drawings blank"] = (holder, line, at)
    return at


def _outside(state: StateBlock, line: int) -> bool:
    return not state.isEmpty(line) and state.sCount[line] < state.blkIndent


def _last_line(state: StateBlock, known: Drawings, line: int, stop: int) -> int:
    """The line where the drawings end that begin in the lines from `line` to `stop`."""
    low = bisect_left(known.starts, state.bMarks[line])
    high = bisect_left(known.starts, state.eMarks[stop - 1])
    ends = known.ends[low:high]
    return bisect_right(state.bMarks, max(ends) - 1) - 1 if ends else -1


def _goes_on(state: StateBlock, line: int, last: int) -> bool:
    """Whether what holds `line`, an item maybe, holds all lines up to `last`."""
    barred: dict[int, int] = state.env.setdefault("drawings barred", {})
    if line <= barred.get(state.blkIndent, -1) <= last:
        return False
    for at in range(line, last + 1):
        if _outside(state, at):
            barred[state.blkIndent] = at
            return False
    return True


def _spread(state: StateBlock, known: Drawings, line: int) -> bool:
    """Whether a line begins with the tag of a drawing that goes on in the next one."""
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    at = bisect_left(known.starts, start)
    begins = at < len(known.starts) and known.starts[at] == start
    return begins and state.src.find(">", start, end) < 0


def scan(state: StateInline, silent: bool) -> bool:
    """Read a drawing within a line."""
    source, start = state.src, state.pos
    if not _TAG.match(source, start):
        return False
    known: dict[str, Drawings] = state.env.setdefault("drawings in lines", {})
    if source not in known:
        known[source] = drawings(source)
    starts, ends = known[source]
    at = bisect_left(starts, start)
    if at == len(starts) or starts[at] != start or ends[at] > state.posMax:
        return False
    if not silent:
        displayed = _DISPLAYED.match(source, start)
        state.push("drawing_display" if displayed else "drawing", "", 0)
    state.pos = ends[at]
    return True


def install(md: MarkdownIt) -> None:
    """Add both rules, each before the one for other tags."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("html_block", "drawing", scan_block, ends)
    md.inline.ruler.before("html_inline", "drawing", scan)


RULE = Rule(
    name="drawing",
    install=install,
    starts=(("drawing", ("<",)),),
    openings=(("drawing", "<"),),
)
