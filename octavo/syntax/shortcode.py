"""Directives of other tools: `{{< x >}}`, `{% x %}`, `<% x %>`, `{{x}}`, ``{x}`…` ``.

Hugo's shortcodes, Jekyll's tags, Templater's commands, what Obsidian's templates and
QuickAdd fill in, MyST's roles and the snippets of MkDocs (`--8<--`) are programs; nothing
here runs them, so they are text, with a warning (dialect section 12). What a few of them
say needs no program: which file is put in, which picture is shown, where a link leads.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.collate import MARKDOWN
from octavo.diagnostics import Span
from octavo.model.blocks import Block
from octavo.model.displays import CodeBlock
from octavo.model.inlines import Image, Inline, InlineEmbed, Link, Text
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, enclose, line_text

_FORM = re.compile(
    r"\{\{[<%]-?\s*+(?:/\s*+)?([\w./-]++)[^{}\n]*[%>]\}\}"
    r"|\{%-?\s*+([\w.-]++)[^{}%\n]*%\}"
    r"|\{\{\s*\.?([A-Za-z][\w.-]*)(?:[\s:|][^{}\n*`$\[\]]*)?\}\}"
    r"|\{([A-Za-z][\w:.+-]*)\}(?=`)"
    r"|(?<![^\n])[ \t]*(-{1,2}8<-{1,2})(?:[ \t]+[\"'][^\"'\n]*[\"'])?"
)
_LINK = re.compile(
    r"\[([^\[\]\n]+)\]\((?:\{\{[<%][ \t]*(?:rel)?ref[ \t]+\"([^\"\n]+)\"[ \t]*[%>]\}\}"
    r"|\{%-?[ \t]*link[ \t]+([^\s%{}]+)[ \t]*-?%\})(#[^\s()]*)?\)"
)
_NAMED = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|([^\s\">}]+))")
_FIRST = re.compile(
    r"\{\{[<%][ \t]*[\w-]+[ \t]+(?:\"([^\"]+)\"|([^\s\"=>%]+)(?=[\s>%]))"
)
_FILMS = {
    "video": "",
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
}
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


def scan_link(state: StateInline, silent: bool) -> bool:
    """Read a link whose address a program would make of the name of a note."""
    found = _LINK.match(state.src, state.pos, state.posMax)
    if not found or state.linkLevel:
        return False
    if silent:
        state.pos = found.end()
        return True
    href = (found[2] or found[3]) + (found[4] or "")
    enclose(state, "shortcode_link", *found.span(1), found.end(), href=href)
    return True


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
    md.inline.ruler.before("link", "shortcode_link", scan_link)
    md.block.ruler.before("html_block", "command", scan_block, ends)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """What the directive shows, where that is known; else it, as it is written."""
    span = reader.span(branch.start, branch.end)
    shown = _shown(branch.token.meta["name"], branch.token.content, span)
    if shown is not None:
        return shown
    reader.tell("unknown-directive", span, _HELP, name=branch.token.meta["name"])
    return (Text(span=span, text=branch.token.content, literal=True),)


def _shown(name: str, written: str, span: Span) -> tuple[Inline, ...] | None:
    """What a shortcode of Hugo's or Quarto's shows without running; None for others."""
    if not written.startswith("{{"):
        return None
    given = {key: (one or other) for key, one, other in _NAMED.findall(written)}
    words = _FIRST.search(written)
    first = next(filter(None, words.groups()), "") if words else ""
    match name:
        case "pagebreak":
            return ()
        case "include" if first.lower().endswith(MARKDOWN):
            return (InlineEmbed(span=span, target=first.lstrip("/")),)
        case "figure" if given.get("src"):
            caption = given.get("caption") or given.get("title", "")
            alt = given.get("alt", "") or caption
            src, described = given["src"], bool(alt)
            return (
                Image(
                    span=span, target=src, alt=alt, described=described, title=caption
                ),
            )
        case "video" | "youtube" | "vimeo" if first or given.get("id"):
            href = (
                first if "://" in first else f"{_FILMS[name]}{given.get('id', first)}"
            )
            if "://" in href:
                return (
                    Link(span=span, inlines=(Text(span=span, text=href),), href=href),
                )
    return None


def link(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The link to the note that is named."""
    span = reader.span(branch.start, branch.end)
    inlines = reader.inlines(branch.branches)
    return (Link(span=span, inlines=inlines, href=branch.token.meta["href"]),)


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
    starts=(
        ("shortcode_link", ("[",)),
        ("shortcode", ("{", "<%", "-8<", "--8<")),
    ),
    openings=(("command", "<"),),
    inlines=(("shortcode", node), ("shortcode_link", link)),
    blocks=(("command", command),),
)
