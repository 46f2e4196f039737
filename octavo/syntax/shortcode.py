"""Directives of other tools: `{{< x >}}`, `{% x %}`, `<% x %>`, `{{x}}`, ``{x}`…` ``.

Hugo's shortcodes, Jekyll's tags, Templater's commands, what Obsidian's templates and
QuickAdd fill in, MyST's roles and the snippets of MkDocs (`--8<--`) are programs; nothing
here runs them, so they are text, with a warning (dialect section 12).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.model.nodes import Block, CodeBlock, Inline, Text
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, line_text

_FORM = re.compile(
    r"\{\{[<%]-?\s*+(?:/\s*+)?([\w./-]++)[^{}\n]*[%>]\}\}"
    r"|\{%-?\s*+([\w.-]++)[^{}%\n]*%\}"
    r"|\{\{\s*\.?([A-Za-z][\w.-]*)(?:[\s:|][^{}\n*`$\[\]]*)?\}\}"
    r"|\{([A-Za-z][\w:.+-]*)\}(?=`)"
    r"|(?<![^\n])[ \t]*(-{1,2}8<-{1,2})(?:[ \t]+[\"'][^\"'\n]*[\"'])?"
)
_COMMAND = re.compile(r"<%[-_]?[*+~#=]?")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_ANONYMOUS = "<% … %>"
_HELP = "put it in backticks, or take it out"


def scan(state: StateInline, silent: bool) -> bool:
    """Read one directive; what is in it is no markdown."""
    source, start = state.src, state.pos
    if source.startswith("<%", start):
        known: dict[str, int] = state.env.setdefault("last commands", {})
        if source not in known:
            known[source] = source.rfind("%>")
        if known[source] < start + 2:
            return False
        end = source.find("%>", start + 2) + 2
        if end > state.posMax:
            return False
        name = _called(source[start:end])
    elif found := _FORM.match(source, start, state.posMax):
        end, name = found.end(), next(filter(None, found.groups()))
    else:
        return False
    if not silent:
        token = state.push("shortcode", "", 0)
        token.content = source[start:end]
        token.meta = {"name": name}
    state.pos = end
    return True


def _called(command: str) -> str:
    """What a command of Templater's calls first, which may be nothing with a name."""
    opening = _COMMAND.match(command)
    name = _NAME.search(command, opening.end() if opening else 0)
    return name[0] if name else _ANONYMOUS


def scan_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a command that has lines to itself: blank ones part no program."""
    if state.is_code_block(start) or not line_text(state, start).startswith("<%"):
        return False
    last = state.env.setdefault("last %>", state.src.rfind("%>"))
    if last < state.bMarks[start] or "%>" in line_text(state, start):
        return False
    # Where one before had no end, those up to there have none either.
    if start < state.env.get("commands barred", 0):
        return False
    line = start
    while line < end and "%>" not in line_text(state, line):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        line += 1
    if line >= end or not line_text(state, line).endswith("%>"):
        state.env["commands barred"] = line
        return False
    if not silent:
        state.line = line + 1
        token = state.push("command", "", 0)
        token.map = [start, state.line]
        token.content = state.getLines(start, state.line, state.blkIndent, True)
    return True


def install(md: MarkdownIt) -> None:
    """Add the rule for lines before that of links, the other before that of HTML."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.inline.ruler.before("link", "shortcode", scan)
    md.block.ruler.before("html_block", "command", scan_block, ends)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The directive as it is written."""
    span = reader.span(branch.start, branch.end)
    reader.tell("unknown-directive", span, _HELP, name=branch.token.meta["name"])
    return (Text(span=span, text=branch.token.content, literal=True),)


def command(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A command of several lines as it is written, set as the program that it is."""
    written = branch.token.content
    span = reader.span(branch.start, branch.end)
    opening = reader.span(branch.start, branch.start + 2)
    reader.tell("unknown-directive", opening, _HELP, name=_called(written))
    text = written if written.endswith("\n") else f"{written}\n"
    return (CodeBlock(span=span, language="", text=text),)


RULE = Rule(
    name="shortcode",
    kinds=NOTES,
    install=install,
    starts=(("shortcode", ("{", "<%", "-8<", "--8<")),),
    openings=(("command", "<"),),
    inlines=(("shortcode", node),),
    blocks=(("command", command),),
)
