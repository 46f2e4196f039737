"""Definition lists, `term` and `: text` below (dialect rule R8.10; Pandoc's syntax).

Several terms, a line each, may stand above one text, as in PHP Markdown Extra.
"""

import re
from bisect import bisect_left

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from octavo.model.blocks import Block, Definition, Definitions
from octavo.syntax.rule import Branch, Reader, Rule, line_text

_MOST = 8
"""Terms that share a text; more lines above one are a paragraph."""
_ANY = re.compile(r"^[ \t>*+-]*:[ \t]", re.MULTILINE)
_TEXT = re.compile(r":[ \t]+\S")


def install(md: MarkdownIt) -> None:
    """Add the plugin's rule, which knows one term to a text, and before it our own."""
    deflist_plugin(md)
    row = next(rule for rule in md.block.ruler.__rules__ if rule.name == "deflist")
    known = row.fn

    def shared(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if "deflists" not in state.env:
            # Few notes have any, and each line of all would be asked for one.
            state.env["deflists"] = _ANY.search(state.src) is not None
        if not state.env["deflists"]:
            return False
        last = start if silent else _last_term(state, start, end)
        count = len(state.tokens)
        text = state.skipEmptyLines(last + 1)
        if not silent:
            if text >= end or line_text(state, text)[:1] != ":":
                return False
            end = _before_tilde(state, text, end)
        if not known(state, last, end, silent):
            return False
        more = [token for at in range(start, last) for token in _term(state, at)]
        state.tokens[count + 1 : count + 1] = more
        return True

    row.fn = shared


def _before_tilde(state: StateBlock, start: int, end: int) -> int:
    """The first line from `start` on that begins with a tilde, `end` without one.

    Such a line says “about”; for Pandoc alone it is the text of a term.
    """
    lines: list[int] | None = state.env.get("tilde_lines")
    if lines is None:
        texts = (
            (line, line_text(state, line)) for line in range(len(state.bMarks) - 1)
        )
        lines = [line for line, text in texts if text.startswith(("~ ", "~\t"))]
        state.env["tilde_lines"] = lines
    at = bisect_left(lines, start)
    return min(end, lines[at]) if at < len(lines) else end


def _last_term(state: StateBlock, start: int, end: int) -> int:
    """The last of the lines from `start` on that are each a term of one text."""
    interrupting = state.md.block.ruler.getRules("paragraph")
    for line in range(start + 1, min(end, start + _MOST + 1)):
        if state.isEmpty(line) or state.sCount[line] != state.blkIndent:
            break
        if _TEXT.match(line_text(state, line)):
            return line - 1
        if any(rule(state, line, end, True) for rule in interrupting):
            break
    return start


def _term(state: StateBlock, line: int) -> tuple[Token, ...]:
    """The tokens of a term, as the plugin makes them."""
    text = state.getLines(line, line + 1, state.blkIndent, False).strip()
    words = Token("inline", "", 0, map=[line, line], content=text, block=True)
    at = state.src.rfind(text, state.bMarks[line], state.eMarks[line])
    words.meta["pieces"] = [(0, at)]
    return (
        Token("dt_open", "dt", 1, map=[line, line], block=True),
        words,
        Token("dt_close", "dt", -1, block=True),
    )


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """The list: each term with what is said of it, the last of those that share it."""
    pairs: list[Definition] = []
    parts = branch.branches
    for at, term in enumerate(parts):
        if term.kind != "dt":
            continue
        stop = at + 1
        while stop < len(parts) and parts[stop].kind == "dd":
            stop += 1
        below = [block for part in parts[at + 1 : stop] for block in part.branches]
        start, end = term.start, parts[stop - 1].end
        pairs.append(
            Definition(
                span=reader.span(start, max(end, term.end)),
                term=reader.line(term),
                blocks=reader.blocks(below),
            )
        )
    span = reader.span(branch.start, branch.end)
    return (
        Definitions(span=span, pairs=tuple(pairs), id=branch.token.meta.get("id", "")),
    )


RULE = Rule(
    name="deflist",
    install=install,
    blocks=(("dl", node),),
)
