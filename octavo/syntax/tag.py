"""Tags, `#name` (dialect rule R7.4; Obsidian Help, “Tags”)."""

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.model.inlines import Inline, Tag
from octavo.model.vault import Kind
from octavo.syntax.rule import Branch, Reader, Rule

_COLOUR = re.compile(r"[0-9a-fA-F]{3,8}")
# Joiner and presentation selectors inside an emoji.
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def scan(state: StateInline, silent: bool) -> bool:
    """Read a tag: at the start or after white space, not all digits, no colour."""
    start, source = state.pos, state.src
    if start and not source[start - 1].isspace():
        return False
    end = start + 1
    while end < state.posMax and _belongs(source[end]):
        end += 1
    name = source[start + 1 : end]
    if not name.strip("0123456789") or state.linkLevel:
        return False
    before = source[max(0, start - 2) : start].strip()
    if before == ":" and _COLOUR.fullmatch(name):
        return False
    if not silent:
        state.push("tag", "", 0).content = name
    state.pos = end
    return True


def _belongs(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in "_-/"
    return (
        unicodedata.category(character)[0] in "LNM"
        or unicodedata.category(character) in {"So", "Sk"}
        or character in _JOINERS
    )


def install(md: MarkdownIt) -> None:
    """Add the rule."""
    md.inline.ruler.before("emphasis", "tag", scan)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The tag."""
    span = reader.span(branch.start, branch.end)
    return (Tag(span=span, name=branch.token.content),)


RULE = Rule(
    name="tag",
    kinds=(Kind.VAULT,),
    install=install,
    starts=(("tag", ("#",)),),
    inlines=(("tag", node),),
)
