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


_ENDS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))


def is_instruction(written: str) -> bool:
    """Whether HTML is a declaration, a CDATA section or a program's (`<?php … ?>`).

    None of these is an element; a reader would lose what they say.
    """
    start = written.lstrip()
    return start.startswith(("<?", "<!")) and not start.startswith("<!--")


def no_html(state: StateBlock, line: int) -> bool:
    """Whether a line begins with the tag of no element, or with what is never closed.

    CommonMark takes a comment nobody closed to the end of the note; a book would lose
    all of it.
    """
    start = state.bMarks[line] + state.tShift[line]
    found = _TAG.match(state.src, start)
    if found is not None:
        return found[1].lower() not in KNOWN
    for opening, closing in _ENDS:
        if state.src.startswith(opening, start):
            last = state.env.setdefault(f"last {closing}", state.src.rfind(closing))
            return bool(last < start + 2)
    return False


def install(md: MarkdownIt) -> None:
    """Keep the parser's rule from tags that are none."""
    rules = md.block.ruler.__rules__
    row = next(rule for rule in rules if rule.name == "html_block")
    known = row.fn

    def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return not no_html(state, start) and known(state, start, end, silent)

    row.fn = scan


RULE = Rule(name="html", install=install)
