"""Superscripts and subscripts, `x^2^` and `H~2~O`, and `^^put in^^` (Pandoc; PyMdown).

Pandoc's are read directly behind a letter or a closing bracket alone, since one tilde
else is “about” (dialect rule R7.6), and a caret a sign.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.model.inlines import Element, Inline
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, enclose

_INSIDE = r"[^\s^~\[\]{}$`<>\\|]{1,24}"
_SUPERSCRIPT = re.compile(rf"\^(?=[^\w^]*[^\W_])({_INSIDE})\^(?![\w^(\[])")
_SUBSCRIPT = re.compile(rf"~(?=[^\w~]*[^\W_])({_INSIDE})~(?!~)")
_PUT_IN = re.compile(r"\^\^(?=[^\s^])([^^\n]{1,400})(?<=\S)\^\^(?!\^)")
_LETTER = re.compile(r"[A-Za-z\u0370-\u03ff)\]*]")
_BASE = re.compile(r"[A-Za-z0-9\u0370-\u03ff)\]*~]")
_NAMES = {"superscript": "sup", "subscript": "sub", "put_in": "ins"}


def scan(state: StateInline, silent: bool) -> bool:
    """Read one of the three."""
    source, start = state.src, state.pos
    before = source[start - 1 : start] if start else ""
    if source[start] == "~":
        kind, form, reads = "subscript", _SUBSCRIPT, bool(_LETTER.match(before))
    elif source.startswith("^^", start):
        kind, form, reads = "put_in", _PUT_IN, before != "^"
    else:
        kind, form, reads = "superscript", _SUPERSCRIPT, bool(_BASE.match(before))
    found = form.match(source, start, state.posMax) if reads else None
    if not found:
        return False
    if silent:
        state.pos = found.end()
    else:
        enclose(state, kind, *found.span(1), found.end())
    return True


def install(md: MarkdownIt) -> None:
    """Add the rule before that of two tildes."""
    md.inline.ruler.before("strikethrough", "superscript", scan)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The element of HTML that says the same."""
    span = reader.span(branch.start, branch.end)
    inlines = reader.inlines(branch.branches)
    return (Element(span=span, name=_NAMES[branch.kind], inlines=inlines),)


RULE = Rule(
    name="superscript",
    kinds=NOTES,
    install=install,
    starts=(("superscript", ("^", "~")),),
    inlines=(("superscript", node), ("subscript", node), ("put_in", node)),
)
