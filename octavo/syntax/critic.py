"""Proposed changes to a text, `{++in++} {--out--} {~~old~>new~~} {==mark==} {>>why<<}`.

This is CriticMarkup (“The CriticMarkup Toolkit”; MkDocs and Obsidian plugins read it).
A book shows what is proposed, as HTML's `ins` and `del` do; a comment leaves nothing,
which is told. The braces must be a pair, so that code and options stay what they are:
`for (…; ++i) {++sum}`, `{--flag}`.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.model.inlines import Element, Inline, Strike
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, enclose

_CLOSING = {"{++": "++}", "{--": "--}", "{~~": "~~}", "{==": "==}", "{>>": "<<}"}
_KINDS = {"{++": "critic_in", "{--": "critic_out", "{==": "mark"}
_LONGEST = 4000
"""What is closed further on was hardly meant."""
_BRACE = re.compile(r"[{}]")


def scan(state: StateInline, silent: bool) -> bool:
    """Read a change that ends in the same paragraph."""
    start, source = state.pos, state.src
    opening = source[start : start + 3]
    closing = _CLOSING.get(opening)
    if closing is None:
        return False
    last = _partner(state, start)
    end = last - 2
    if not start + 3 <= end < min(state.posMax - 2, start + _LONGEST):
        return False
    arrow = source.find("~>", start + 3, end) if opening == "{~~" else end
    if not source.startswith(closing, end) or arrow < 0:
        return False
    if silent or opening == "{>>":
        if not silent:
            state.push("critic_comment", "", 0)
        state.pos = end + 3
        return True
    if opening == "{~~":
        enclose(state, "critic_out", start + 3, arrow, arrow)
        enclose(state, "critic_in", arrow + 2, end, end + 3)
    else:
        enclose(state, _KINDS[opening], start + 3, end, end + 3)
    return True


def _partner(state: StateInline, start: int) -> int:
    """Where the brace stands that closes the one at `start`; -1 for none.

    All pairs of a text are found at once: walking on from each brace that nothing closes
    would take quadratic time.
    """
    known: dict[str, dict[int, int]] = state.env.setdefault("braces", {})
    pairs = known.get(state.src)
    if pairs is None:
        pairs = known[state.src] = {}
        opened: list[int] = []
        for brace in _BRACE.finditer(state.src):
            if brace[0] == "{":
                opened.append(brace.start())
            elif opened:
                pairs[opened.pop()] = brace.start()
    return pairs.get(start, -1)


def install(md: MarkdownIt) -> None:
    """Add the rule before that of links."""
    md.inline.ruler.before("link", "critic", scan)


def put_in(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """What was put in."""
    span = reader.span(branch.start, branch.end)
    inlines = reader.inlines(branch.branches)
    return (Element(span=span, name="ins", inlines=inlines),) if inlines else ()


def taken_out(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """What was taken out."""
    span = reader.span(branch.start, branch.end)
    inlines = reader.inlines(branch.branches)
    return (Strike(span=span, inlines=inlines),) if inlines else ()


def nothing(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A comment leaves nothing."""
    span = reader.span(branch.start, branch.end)
    help = "put in backticks what is no comment"
    reader.tell_once("left-out", span, help, what="comments on proposed changes are")
    return ()


RULE = Rule(
    name="critic",
    kinds=NOTES,
    install=install,
    starts=(("critic", tuple(_CLOSING)),),
    inlines=(
        ("critic_in", put_in),
        ("critic_out", taken_out),
        ("critic_comment", nothing),
    ),
)
