"""What notes of Logseq hold besides markdown: markers of tasks, and log books.

An item that begins with `TODO`, `DOING`, `DONE` … is a task (Logseq, “Tasks”); the times
when one worked on it, from `:LOGBOOK:` to `:END:`, when one will, `SCHEDULED:` and
`DEADLINE:`, and how urgent it is, `[#A]`, are kept for the program. `((id))` shows another
block, and `{{embed …}}` one or a page (“Block references”, “Embeds”), `[words](((id)))` is
a link to one; `{:height 100, :width 200}` is the size of the picture before it,
`#[[two words]]` a tag, and a cloze hides its words on flashcards alone. Fields before a
page's first block are its properties. Read only where a folder is a graph of Logseq's:
elsewhere they may be words.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from octavo.diagnostics import Span
from octavo.model.inlines import Inline, InlineEmbed, Text, WikiLink
from octavo.syntax.org_block import scan_org
from octavo.syntax.rule import (
    NOTES,
    Branch,
    Reader,
    Rule,
    enclose,
    leave_out,
    line_text,
)

_MARKER = re.compile(
    r"(TODO|DOING|NOW|LATER|WAITING|WAIT|IN-PROGRESS|DONE|CANCELED|CANCELLED)"
    r"[ \t]+(?=\S)"
)
_PRIORITY = re.compile(r"\[#[A-C]\](?:[ \t]+|$)")
_DATES = re.compile(
    r"(?:\n[ \t]*(?:SCHEDULED|DEADLINE):[ \t]*<[^<>\n]*>[ \t]*)+(?=\n|$)"
)
"""Lines that say when a task is to be done."""

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
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\(\(\(([0-9a-f-]{36})\)\)\)")
_CLOZE = re.compile(r"\{\{cloze[ \t]+([^{}\n]*[^{}\s])[ \t]*\}\}")
_SIZE = re.compile(r"\{(?:[ \t,]*:(?:width|height)[ \t]+\d{1,5}(?:\.\d+)?)+[ \t]*\}")
_MEASURE = re.compile(r":(width|height)[ \t]+(\d+)")
_TAG = re.compile(r"#\[\[([^\[\]\n]+)\]\]")


def find_tasks(state: StateCore) -> None:
    """Turn markers of tasks into boxes; take out what is kept for the program."""
    tokens = state.tokens
    for at in range(len(tokens) - 2):
        line = tokens[at + 2]
        opens = tokens[at].type == "list_item_open"
        if not opens or tokens[at + 1].type != "paragraph_open":
            continue
        first = line.meta["pieces"][0][1]
        if ":LOGBOOK:" in line.content:
            _cut(line, _LOG)
        found = _MARKER.match(line.content)
        if found:
            tokens[at].meta["task"] = _BOXES[found[1]]
            _cut(line, _MARKER)
        _plan(state, line)
        start = line.meta["pieces"][0][1]
        if start != first:
            tokens[at + 1].meta["at"] = (start, tokens[at + 1].meta["at"][1])


def _plan(state: StateCore, line: Token) -> None:
    """Take dates and the urgency of a task out, and say so once a note."""
    dates, priority = _DATES.search(line.content), _PRIORITY.match(line.content)
    for form, found in ((_DATES, dates), (_PRIORITY, priority)):
        if not found:
            continue
        written = found[0].strip().split("\n")[0]
        begin = found.start() + found[0].index(written)
        stretch = (begin, begin + len(written))
        leave_out(state, line, stretch, "dates and priorities of Logseq's tasks are")
        _cut(line, form)


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


def scan_link(state: StateInline, silent: bool) -> bool:
    """Read a link with words of its own to a block."""
    found = _LINK.match(state.src, state.pos, state.posMax)
    if not found or state.linkLevel:
        return False
    if silent:
        state.pos = found.end()
        return True
    enclose(state, "logseq_link", *found.span(1), found.end(), block=found[2])
    return True


def scan_cloze(state: StateInline, silent: bool) -> bool:
    """Read what a flashcard would hide."""
    found = _CLOZE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if silent:
        state.pos = found.end()
        return True
    level = state.linkLevel
    enclose(state, "cloze", *found.span(1), found.end(), links=not level)
    return True


def scan_size(state: StateInline, silent: bool) -> bool:
    """Read the size of a picture directly behind it, as its attributes."""
    if silent or state.pending or not state.tokens or state.tokens[-1].type != "image":
        return False
    found = _SIZE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    state.tokens[-1].meta["given"] = dict(_MEASURE.findall(found[0]))
    state.push("attributes", "", 0)
    state.pos = found.end()
    return True


def scan_tag(state: StateInline, silent: bool) -> bool:
    """Read a tag of several words."""
    found = _TAG.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1 : state.pos] if state.pos else " "
    if not found or state.linkLevel or not before.isspace():
        return False
    if not silent:
        state.push("tag", "", 0).content = " ".join(found[1].split())
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
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "org_block", scan_org, ends)
    md.inline.ruler.before("link", "logseq_shown", scan)
    md.inline.ruler.before("link", "logseq_link", scan_link)
    md.inline.ruler.before("link", "cloze", scan_cloze)
    md.inline.ruler.before("link", "logseq_size", scan_size)
    md.inline.ruler.before("link", "logseq_tag", scan_tag)
    md.core.ruler.before("inline", "logseq", find_tasks)


def shown(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """An embed; a block that no note has stays as it is written, and is told."""
    span = reader.span(branch.start, branch.end)
    page, block = branch.token.meta["page"], branch.token.meta["block"]
    embed = branch.token.content.startswith("{{")
    if page:
        return (InlineEmbed(span=span, target=page),)
    note = _note(block, span, reader)
    if not note:
        return (Text(span=span, text=branch.token.content, literal=True),)
    return (
        InlineEmbed(span=span, target=note, subpath=f"#^{block}", opening=not embed),
    )


def _note(block: str, span: Span, reader: Reader) -> str:
    """The note that has a block; "" where none has it, which is told."""
    note = reader.dialect.blocks.get(block, "")
    if not note:
        help = "take the reference out, or write what stood there"
        reader.tell("missing-block", span, help, note="this graph", id=block)
    return note


def link(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A link to a block; its words alone where no note has it."""
    span = reader.span(branch.start, branch.end)
    inlines = reader.inlines(branch.branches)
    block = branch.token.meta["block"]
    note = _note(block, span, reader)
    if not note:
        return inlines
    return (WikiLink(span=span, target=note, subpath=f"#^{block}", inlines=inlines),)


def words(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """What a cloze holds; who reads a book is not asked."""
    return reader.inlines(branch.branches)


RULE = Rule(
    name="logseq",
    kinds=NOTES,
    install=install,
    starts=(
        ("logseq_shown", ("((", "{{embed")),
        ("logseq_link", ("[",)),
        ("cloze", ("{{cloze",)),
        ("logseq_size", ("{:",)),
        ("logseq_tag", ("#[[",)),
    ),
    openings=(("org_block", "#"),),
    inlines=(("logseq_shown", shown), ("logseq_link", link), ("cloze", words)),
)
