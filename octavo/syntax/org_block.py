"""Blocks of Org in notes of Logseq, `#+BEGIN_QUOTE` to `#+END_QUOTE`.

Logseq reads them in markdown too (Logseq, “Advanced commands”): a quotation, and callouts
of the names that it offers. What stands between is markdown.
"""

import re

from markdown_it.rules_block import StateBlock

from octavo.syntax.kinds import KINDS
from octavo.syntax.rule import line_text

_BEGIN = re.compile(r"#\+BEGIN_([A-Z]+)", re.IGNORECASE)
_NAMES = frozenset((*KINDS, "pinned"))


def scan_org(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a block up to the line that ends it; one left open is text."""
    if state.is_code_block(start):
        return False
    found = _BEGIN.fullmatch(line_text(state, start))
    name = found[1].lower() if found else ""
    if name not in _NAMES or start < state.env.get(f"no end of {name}", 0):
        return False
    last = f"#+end_{name}"
    line = start + 1
    while line < end and line_text(state, line).lower() != last:
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        line += 1
    if line >= end or line_text(state, line).lower() != last:
        # Where one had no end, those up to there have none either.
        state.env[f"no end of {name}"] = line
        return False
    if silent:
        return True
    kind = "blockquote" if name == "quote" else "admonition"
    opening = state.push(f"{kind}_open", "", 1)
    opening.map = [start, line]
    opening.meta.update({} if name == "quote" else {"name": name})
    parent, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = kind, line
    state.md.block.tokenize(state, start + 1, line)
    state.parentType, state.lineMax = parent, limit
    state.push(f"{kind}_close", "", -1)
    state.line = line + 1
    return True
