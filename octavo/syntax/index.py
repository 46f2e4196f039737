"""Marks of the index, `<!-- index: … -->` and `%%index: …%%` (see `octavo.syntax.lemmas`).

A mark alone on its line, with no text before it, is a block of its own and belongs to
what comes next.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.model.blocks import Block, Paragraph
from octavo.model.inlines import IndexMark, Inline
from octavo.syntax.lemmas import lemmas
from octavo.syntax.rule import Branch, Reader, Rule

_OPENS = re.compile(r"(?:(<!--)\s*|%%)index:", re.IGNORECASE)
_LONGEST = 2000
"""Characters of a mark; looking further for its end would take quadratic time."""
_ENDS = {True: "-->", False: "%%"}


def _mark(source: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The mark that begins at `start`: where its text begins and ends, and itself ends."""
    found = _OPENS.match(source, start, end)
    if found is None:
        return None
    closing = _ENDS[bool(found[1])]
    line_end = -1 if found[1] else source.find("\n", start, end)
    far = min(end if line_end < 0 else line_end, found.end() + _LONGEST)
    stop = source.find(closing, found.end(), far)
    return None if stop < 0 else (found.end(), stop, stop + len(closing))


def scan(state: StateInline, silent: bool) -> bool:
    """Read a mark within a line, with the line end behind one that has its own line."""
    found = _mark(state.src, state.pos, state.posMax)
    if found is None:
        return False
    start, stop, end = found
    if not silent:
        token = state.push("index", "", 0)
        token.content = state.src[start:stop]
        token.meta = {"text": start - state.pos}
    own_line = state.pos and state.src[state.pos - 1] == "\n"
    alone = own_line and state.src.startswith("\n", end)
    state.pos = end + 1 if alone else end
    return True


def scan_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a mark that has a line, or several, to itself."""
    if state.is_code_block(start):
        return False
    first = state.bMarks[start] + state.tShift[start]
    found = _mark(state.src, first, state.eMarks[end - 1])
    if found is None:
        return False
    text, stop, after = found
    line = start
    while state.eMarks[line] < after:
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
    if state.src[after : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
        token = state.push("index", "", 0)
        token.map = [start, state.line]
        token.content = state.getLines(start, line + 1, state.blkIndent, False)
        token.content = token.content[text - first : stop - after].rstrip()
        token.meta["text"] = text - first
    return True


def install(md: MarkdownIt) -> None:
    """Add both rules; what begins with a mark is no block of HTML."""
    md.inline.ruler.before(
        "comment" if _knows_comments(md) else "html_inline", "index", scan
    )
    md.block.ruler.before("fence", "index", scan_block)
    row = next(rule for rule in md.block.ruler.__rules__ if rule.name == "html_block")
    known = row.fn

    def html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = state.bMarks[start] + state.tShift[start]
        mark = _OPENS.match(state.src, first) is not None
        return not mark and known(state, start, end, silent)

    row.fn = html


def _knows_comments(md: MarkdownIt) -> bool:
    return "comment" in md.inline.ruler.get_all_rules()


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The mark; what is wrong with it is told where that stands."""
    read = lemmas(branch.token.content)
    start = branch.start + branch.token.meta["text"]
    for mistake in read.mistakes:
        span = reader.span(start + mistake.start, start + mistake.end)
        reader.tell("index-syntax", span, mistake.help, why=mistake.why)
    if not read.lemmas:
        return ()
    return (IndexMark(span=reader.span(branch.start, branch.end), lemmas=read.lemmas),)


def block(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A paragraph of the mark alone, which never becomes one of the book."""
    inlines = node(branch, reader)
    if not inlines:
        return ()
    span = reader.span(branch.start, branch.end)
    return (Paragraph(span=span, inlines=inlines),)


RULE = Rule(
    name="index",
    install=install,
    starts=(("index", ("<!--", "%%")),),
    openings=(("index", "<%"),),
    inlines=(("index", node),),
    blocks=(("index", block),),
)
