"""Paragraphs, and headings underlined (CommonMark 4.8 and 4.3): their lines read once.

The library has a rule for either, and each asks at every line of the text whether a
block begins there that ends it. Here the first remembers the answer for the second.
"""

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

_MARKS = {"=": "h1", "-": "h2"}


def scan_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a heading underlined, else note where the paragraph ends that it is."""
    # What may interrupt a paragraph asks for this; the library leaves it so, too.
    before, state.parentType = state.parentType, "paragraph"
    line, mark = _last_line(state, start, end)
    if not mark:
        state.env["paragraph"] = (start, line)
        return False
    state.parentType = before
    _push(state, ("heading", _MARKS[mark], mark), start, line, line + 1)
    return True


def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the paragraph that was found to begin here."""
    known, line = state.env["paragraph"]
    assert known == start, "the rule for headings was asked just before"
    _push(state, ("paragraph", "p", ""), start, line, line)
    return True


def _last_line(state: StateBlock, start: int, end: int) -> tuple[int, str]:
    """The line behind the text that begins at a line; the mark under it, if any."""
    margin, empty = state.blkIndent, state.isEmpty
    enders = state.md.block.ruler.getRules("paragraph")
    line = start + 1
    while line < end and not empty(line):
        indent = state.sCount[line]
        if indent - margin <= 3:
            if indent >= margin and (mark := _underline(state, line)):
                return line, mark
            # A quote's rule has looked at lines of negative indent already.
            if indent >= 0 and any(ends(state, line, end, True) for ends in enders):
                break
        line += 1
    return line, ""


def _underline(state: StateBlock, line: int) -> str:
    """The mark that a line consists of, blanks behind it aside; "" for another line."""
    begin = state.bMarks[line] + state.tShift[line]
    mark = state.src[begin]
    if mark not in _MARKS:
        return ""
    text = state.src[begin : state.eMarks[line]]
    return mark if not text.lstrip(mark).strip(" \t") else ""


def _push(
    state: StateBlock, kind: tuple[str, str, str], start: int, end: int, after: int
) -> None:
    """Push a block around the text of some lines, and go on at the line `after`."""
    name, tag, markup = kind
    text = mdTrim(state.getLines(start, end, state.blkIndent, False))
    state.line = after
    opening = state.push(f"{name}_open", tag, 1)
    opening.markup, opening.map = markup, [start, after]
    line = state.push("inline", "", 0)
    line.content, line.map, line.children = text, [start, end], []
    state.push(f"{name}_close", tag, -1).markup = markup
