"""Captions of tables in Pandoc's form, `: Words {#tbl-id}` (Pandoc, “table_captions”).

Beside a table they become what octavo reads itself: `Table: Words ^tbl-id`.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from octavo.syntax.rule import NOTES, Rule

_LEAD = "Table: "
_FORM = re.compile(r"(?:Table)?:[ \t]+(?=\S)")
_MARKS = re.compile(r"\{(?:#([A-Za-z0-9-]+))?[^{}\n]*\}$")


def find(state: StateCore) -> None:
    """Rewrite the captions that stand directly behind tables, or before them."""
    tokens = state.tokens
    for at in range(len(tokens) - 2):
        if tokens[at].type != "paragraph_open":
            continue
        line = tokens[at + 1]
        if not line.content.startswith((":", "Table:")):
            continue
        behind = at > 0 and tokens[at - 1].type == "table_close"
        before = at + 3 < len(tokens) and tokens[at + 3].type == "table_open"
        found = _FORM.match(line.content)
        if found and (behind or before):
            _rewrite(line, found.end())


def _rewrite(line: Token, start: int) -> None:
    """Give a caption the other form; its words keep their places."""
    words = line.content[start:]
    marks = _MARKS.search(words)
    if marks:
        words = words[: marks.start()].rstrip()
        words += f" ^{marks[1]}" if marks[1] else ""
    line.content = _LEAD + words
    shift = len(_LEAD) - start
    first, *rest = line.meta["pieces"]
    later = [(offset + shift, place) for offset, place in rest if offset > start]
    line.meta["pieces"] = [first, (len(_LEAD), first[1] + start), *later]


def install(md: MarkdownIt) -> None:
    """Add the rule before block ids are looked for."""
    md.core.ruler.before("inline", "table_caption", find)


RULE = Rule(name="table_caption", kinds=NOTES, install=install)
