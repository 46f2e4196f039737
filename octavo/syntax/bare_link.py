"""Bare addresses, `https://…` in text (GFM 6.9; dialect rule R4.11)."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.syntax.rule import NOTES, Rule

_ADDRESS = re.compile(r"://[^\s<>\[\]|`*\"]+")
_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?$", re.IGNORECASE)


def scan(state: StateInline, silent: bool) -> bool:
    """Read an address from its colon on; the scheme has been taken for text."""
    start, source = state.pos, state.src
    if state.linkLevel or not source.startswith("://", start):
        return False
    scheme = _SCHEME.search(source[max(0, start - 6) : start])
    found = _ADDRESS.match(source, start, state.posMax)
    if not scheme or not found or not state.pending.endswith(scheme[0]):
        return False
    end = start + len(_trimmed(found[0]))
    if not source[start + 3 : end].strip("/.-_"):
        return False
    if not silent:
        begin = start - len(scheme[0])
        state.pending = state.pending[: -len(scheme[0])]
        address = source[begin:end]
        opening = state.push("link_open", "a", 1)
        opening.attrs, opening.markup = {"href": address}, "bare"
        text = state.push("text", "", 0)
        text.content = address
        closing = state.push("link_close", "a", -1)
        for token in (opening, text, closing):
            token.map = [begin, end]
    state.pos = end
    return True


def _trimmed(address: str) -> str:
    """The address without what the sentence around it put at its end."""
    unopened = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")" and unopened > 0:
            unopened -= 1
        elif last not in "?!.,:*_~'\";":
            break
        end -= 1
    return address[:end]


def install(md: MarkdownIt) -> None:
    """Add the rule."""
    md.inline.ruler.before("emphasis", "bare_link", scan)


RULE = Rule(
    name="bare_link", kinds=NOTES, install=install, starts=(("bare_link", ("://",)),)
)
