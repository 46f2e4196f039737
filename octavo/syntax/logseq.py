"""What notes of Logseq hold besides markdown: markers of tasks, and log books.

An item that begins with `TODO`, `DOING`, `DONE` … is a task (Logseq, “Tasks”); the times
when one worked on it, from `:LOGBOOK:` to `:END:`, and `SCHEDULED:` are kept for the
program. `((id))` shows another block, and `{{embed …}}` one or a page (“Block references”,
“Embeds”); fields before a page's first block are its properties. Read only where a folder
is a graph of Logseq's: elsewhere they may be words.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from octavo.model.nodes import Inline, InlineEmbed, Text
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, line_text

_MARKER = re.compile(
    r"(TODO|DOING|NOW|LATER|WAITING|WAIT|IN-PROGRESS|DONE|CANCELED|CANCELLED)"
    r"[ \t]+(?:\[#[A-C]\][ \t]+)?(?=\S)"
)
_BOXES = {
    **dict.fromkeys(("TODO", "LATER", "WAITING", "WAIT"), " "),
    **dict.fromkeys(("DOING", "NOW", "IN-PROGRESS"), "/"),
    **dict.fromkeys(("CANCELED", "CANCELLED"), "-"),
    "DONE": "x",
}
_LOG = re.compile(
    r"\n[ \t]*:LOGBOOK:[ \t]*(?:\n[ \t]*CLOCK:.*)*\n[ \t]*:END:[ \t]*(?=\n|$)"
)
"""Lines of a log book within a paragraph."""

_PROPERTY = re.compile(r"[A-Za-z][\w./-]*::(?:\s|$)")
_SHOWN = re.compile(
    r"\{\{embed[ \t]+(?:\[\[([^\[\]\n]+)\]\]|\(\(([0-9a-f-]{36})\)\))[ \t]*\}\}"
    r"|\(\(([0-9a-f-]{36})\)\)"
)


def find_tasks(state: StateCore) -> None:
    """Turn markers of tasks into boxes, and take log books out."""
    tokens = state.tokens
    for at in range(len(tokens) - 2):
        line = tokens[at + 2]
        opens = tokens[at].type == "list_item_open"
        if not opens or tokens[at + 1].type != "paragraph_open":
            continue
        if ":LOGBOOK:" in line.content:
            _cut(line, _LOG)
        found = _MARKER.match(line.content)
        if found:
            tokens[at].meta["task"] = _BOXES[found[1]]
            _cut(line, _MARKER)
            start = line.meta["pieces"][0][1]
            tokens[at + 1].meta["at"] = (start, tokens[at + 1].meta["at"][1])


def _cut(line: Token, form: re.Pattern[str]) -> None:
    """Take the first stretch of a form out of a line of text."""
    found = form.search(line.content)
    if found is None:
        return
    start, end = found.span()
    cut = end - start
    line.content = line.content[:start] + line.content[end:]
    pieces = line.meta["pieces"]
    before = [(at, place) for at, place in pieces if at < start]
    last = max((piece for piece in pieces if piece[0] <= end), default=pieces[0])
    after = [(at - cut, place) for at, place in pieces if at > end]
    line.meta["pieces"] = [*before, (start, last[1] + end - last[0]), *after]


def scan(state: StateInline, silent: bool) -> bool:
    """Read what shows another block, or a page."""
    found = _SHOWN.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("logseq_shown", "", 0)
        token.content = found[0]
        token.meta = {"page": found[1] or "", "block": found[2] or found[3] or ""}
    state.pos = found.end()
    return True


def scan_page(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the properties of a page: fields before its first block."""
    if start or silent or state.level:
        return False
    line = 0
    while line < end and not state.isEmpty(line):
        if not _PROPERTY.match(line_text(state, line)):
            return False
        line += 1
    if not line:
        return False
    state.line = line
    token = state.push("frontmatter", "", 0)
    token.markup = "::"
    token.map = [0, line]
    token.content = state.src[: state.eMarks[line - 1]]
    token.meta["offset"] = 0
    return True


def install(md: MarkdownIt) -> None:
    """Add the rules, the one for tasks beside that of boxes."""
    md.block.ruler.before("code", "logseq_page", scan_page)
    md.inline.ruler.before("link", "logseq_shown", scan)
    md.core.ruler.before("inline", "logseq", find_tasks)


def shown(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """An embed; a block that no note has stays as it is written, and is told."""
    span = reader.span(branch.start, branch.end)
    page, block = branch.token.meta["page"], branch.token.meta["block"]
    if page:
        return (InlineEmbed(span=span, target=page),)
    note = reader.dialect.blocks.get(block)
    if note is None:
        help = "take the reference out, or write what stood there"
        reader.tell("missing-block", span, help, note="this graph", id=block)
        return (Text(span=span, text=branch.token.content, literal=True),)
    return (InlineEmbed(span=span, target=note, subpath=f"#^{block}"),)


RULE = Rule(
    name="logseq",
    kinds=NOTES,
    install=install,
    starts=(("logseq_shown", ("((", "{{embed")),),
    inlines=(("logseq_shown", shown),),
)
