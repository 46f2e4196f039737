"""Proposed changes to a text, `{++in++} {--out--} {~~old~>new~~} {==mark==} {>>why<<}`.

This is CriticMarkup (“The CriticMarkup Toolkit”; MkDocs and Obsidian plugins read it).
A book shows what is proposed, as HTML's `ins` and `del` do; a comment leaves nothing, as
one of HTML's.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.model.nodes import Element, Inline, Strike
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, enclose

_CLOSING = {"{++": "++}", "{--": "--}", "{~~": "~~}", "{==": "==}", "{>>": "<<}"}
_KINDS = {"{++": "critic_in", "{--": "critic_out", "{==": "mark"}
_LONGEST = 4000
"""What is closed further on was hardly meant; where nothing is, looking ends there."""


def scan(state: StateInline, silent: bool) -> bool:
    """Read a change that ends in the same paragraph."""
    start, source = state.pos, state.src
    opening = source[start : start + 3]
    closing = _CLOSING.get(opening)
    if closing is None:
        return False
    end = source.find(closing, start + 3, min(state.posMax, start + _LONGEST))
    arrow = source.find("~>", start + 3, end) if opening == "{~~" else end
    if end < 0 or arrow < 0:
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
