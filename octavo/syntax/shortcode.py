"""Directives of other tools in a line: `{{< x >}}`, `{% x %}`, `<% x %>`, ``{x}`…` ``.

Hugo's shortcodes, Jekyll's tags, Templater's commands and MyST's roles are programs;
nothing here runs them, so they are text, with a warning (dialect section 12).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.model.nodes import Inline, Text
from octavo.syntax.rule import NOTES, Branch, Reader, Rule

_FORM = re.compile(
    r"\{\{[<%]-?\s*/?\s*([\w./-]+)[^{}\n]*[%>]\}\}"
    r"|\{%-?\s*([\w.-]+)[^{}%\n]*%\}"
    r"|<%[-*_]?\s*([\w.-]+)[^<>%\n]*%>"
    r"|\{([A-Za-z][\w:.+-]*)\}(?=`)"
)


def scan(state: StateInline, silent: bool) -> bool:
    """Read one directive; what is in it is no markdown."""
    found = _FORM.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("shortcode", "", 0)
        token.content = found[0]
        token.meta = {"name": next(filter(None, found.groups()))}
    state.pos = found.end()
    return True


def install(md: MarkdownIt) -> None:
    """Add the rule before that of links."""
    md.inline.ruler.before("link", "shortcode", scan)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The directive as it is written."""
    span = reader.span(branch.start, branch.end)
    reader.tell(
        "unknown-directive",
        span,
        "put it in backticks, or take it out",
        name=branch.token.meta["name"],
    )
    return (Text(span=span, text=branch.token.content),)


RULE = Rule(
    name="shortcode",
    kinds=NOTES,
    install=install,
    starts=(("shortcode", "{<"),),
    inlines=(("shortcode", node),),
)
