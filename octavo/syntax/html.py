"""Raw HTML (CommonMark 4.6 and 6.6); what it means is settled in `octavo.parse.html`.

A line that begins with a tag of no known element begins no block of HTML: the markdown
behind the tag is read, and the tag is text (dialect rule R8.8).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from octavo.elements import KNOWN
from octavo.syntax.rule import Rule

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")


def unknown_tag(state: StateBlock, line: int) -> bool:
    """Whether a line begins with the tag of no known element."""
    found = _TAG.match(state.src, state.bMarks[line] + state.tShift[line])
    return found is not None and found[1].lower() not in KNOWN


def install(md: MarkdownIt) -> None:
    """Keep the parser's rule from tags that are none."""
    rules = md.block.ruler.__rules__
    row = next(rule for rule in rules if rule.name == "html_block")
    known = row.fn

    def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return not unknown_tag(state, start) and known(state, start, end, silent)

    row.fn = scan


RULE = Rule(name="html", install=install)
