"""Where code of MDX begins and ends: `import`, `export`, `{/* … */}` (MDX, “Syntax”)."""

import re

from markdown_it.rules_block import StateBlock

from octavo.syntax.rule import line_text

IMPORT = re.compile(
    r"import[ \t]+(?:[\w$*{][^'\"\n;]*?\bfrom[ \t]*)?['\"][^'\"\n]+['\"][ \t]*;?[ \t]*"
)
"""A line that imports, whole."""
_OPENING = re.compile(
    r"import[ \t]*\{[^'\"\n]*"
    r"|export[ \t]+(?:(?:const|let|var|function|async|class|default)\b|[{*]).*"
)
_WORDS = re.compile(r"(?:import|export)\b")
_MOST = 400
"""Lines of one stretch of code."""
_PATIENCE = 20
"""After so many stretches that nothing ends, the ends of others are not looked for."""


def code_end(state: StateBlock, start: int, end: int) -> int:
    """The line behind code that begins at line `start`; `start` itself where none does.

    Statements follow one another without a blank line; within brackets there may be
    some.
    """
    first = line_text(state, start)
    missed = state.env.get("code_left_open", 0)
    if missed > _PATIENCE:
        return start
    if not IMPORT.fullmatch(first) and not _OPENING.fullmatch(first):
        return start
    line, depth = start, 0
    while line < min(end, start + _MOST):
        text = line_text(state, line)
        if not depth and line > start and not _WORDS.match(text):
            return line
        depth += sum(text.count(mark) for mark in "{([")
        depth -= sum(text.count(mark) for mark in "})]")
        line += 1
    if not depth:
        return line
    state.env["code_left_open"] = missed + 1
    return start


def comment_end(state: StateBlock, start: int, end: int) -> int:
    """The line behind a comment that begins at line `start` and has its lines alone."""
    missed = state.env.get("code_left_open", 0)
    if missed > _PATIENCE or not line_text(state, start).startswith("{/*"):
        return start
    for line in range(start, min(end, start + _MOST)):
        text = line_text(state, line)
        if "*/}" in text:
            return line + 1 if text.endswith("*/}") else start
    state.env["code_left_open"] = missed + 1
    return start
