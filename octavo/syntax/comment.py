"""Comments, `%%…%%` in a line or between lines `%%` (dialect rule R7.2)."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.model.blocks import Block
from octavo.model.inlines import Inline, Text
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, line_text


def scan(state: StateInline, silent: bool) -> bool:
    """Read a comment within a line. One not closed is text, with a warning.

    `100%%` opens nothing, nor does the mark that closes an escaped one.
    """
    start, source = state.pos, state.src
    if not source.startswith("%%", start) or (start and source[start - 1].isdigit()):
        return False
    if _closes_escaped(source, start):
        return False
    line_end = source.find("\n", start, state.posMax)
    end = source.find("%%", start + 2, line_end if line_end >= 0 else state.posMax)
    if not silent:
        token = state.push("comment" if end >= 0 else "comment_unclosed", "", 0)
        token.content = "%%"
    state.pos = end + 2 if end >= 0 else start + 2
    return True


def _closes_escaped(source: str, start: int) -> bool:
    """Whether the mark before the one at `start`, on the same line, is escaped."""
    mark = slashes = source.rfind("%%", 0, start)
    while slashes > 0 and source[slashes - 1] == "\\":
        slashes -= 1
    return (mark - slashes) % 2 == 1 and "\n" not in source[mark:start]


def scan_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a comment from a line `%%` to a line `%%`.

    The first may hold words (`%% kanban:settings`); a blank line then shows that nobody
    closed it.
    """
    opening = line_text(state, start)
    if state.is_code_block(start) or not opening.startswith("%%"):
        return False
    if "%%" in opening[2:]:
        return False
    worded = opening != "%%"
    line = start + 1
    while line < end and (text := line_text(state, line)) != "%%":
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return False
        if worded and (not text or text.startswith("%%")):
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
    help = "write `%%` at the end of the comment too"
    reader.tell("unclosed-comment", span, help, mark="%%")
    return (Text(span=span, text=branch.token.content),)


RULE = Rule(
    name="comment",
    kinds=NOTES,
    install=install,
    starts=(("comment", ("%%",)),),
    openings=(("comment", "%"),),
    inlines=(("comment", nothing), ("comment_unclosed", left_open)),
    blocks=(("comment", no_block),),
)
