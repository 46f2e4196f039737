"""Comments, `%%…%%` in a line or between lines `%%` (dialect rule R7.2)."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.model.nodes import Block, Inline, Text
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, line_text


def scan(state: StateInline, silent: bool) -> bool:
    """Read a comment within a line. One not closed is text, with a warning.

    `100%%` opens nothing.
    """
    start, source = state.pos, state.src
    if not source.startswith("%%", start) or (start and source[start - 1].isdigit()):
        return False
    line_end = source.find("\n", start, state.posMax)
    end = source.find("%%", start + 2, line_end if line_end >= 0 else state.posMax)
    if not silent:
        token = state.push("comment" if end >= 0 else "comment_unclosed", "", 0)
        token.content = "%%"
    state.pos = end + 2 if end >= 0 else start + 2
    return True


def scan_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a comment from a line `%%` to a line `%%`."""
    if state.is_code_block(start) or line_text(state, start) != "%%":
        return False
    line = start + 1
    while line < end and line_text(state, line) != "%%":
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return False
        line += 1
    if line >= end:
        return False
    if not silent:
        state.line = line + 1
        state.push("comment", "", 0).map = [start, state.line]
    return True


def install(md: MarkdownIt) -> None:
    """Add both rules."""
    md.inline.ruler.before("link", "comment", scan)
    md.block.ruler.before(
        "fence",
        "comment",
        scan_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )


def nothing(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A comment leaves nothing."""
    return ()


def no_block(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A comment leaves nothing."""
    return ()


def left_open(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The mark stays as text, so that a chapter is never lost in silence."""
    span = reader.span(branch.start, branch.end)
    reader.tell("unclosed-comment", span, "write `%%` at the end of the comment too")
    return (Text(span=span, text=branch.token.content),)


RULE = Rule(
    name="comment",
    kinds=NOTES,
    install=install,
    starts=(("comment", "%"),),
    openings=(("comment", "%"),),
    inlines=(("comment", nothing), ("comment_unclosed", left_open)),
    blocks=(("comment", no_block),),
)
