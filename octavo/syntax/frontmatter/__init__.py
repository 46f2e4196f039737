"""Frontmatter at the top: YAML between lines `---` (dialect rule R2.2), TOML, JSON.

The others are Hugo's (Hugo, “Front matter”): TOML between `+++`, JSON as it stands.
"""

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from octavo.model.blocks import Block
from octavo.model.document import Properties
from octavo.syntax.frontmatter.names import READ
from octavo.syntax.rule import Branch, Reader, Rule

if TYPE_CHECKING:
    from octavo.syntax.frontmatter.fault import Fault

_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_OBJECT = re.compile(r'\{\s*"[\w-]+"\s*:')
_PROPERTY = re.compile(rf'"(?:{"|".join(sorted({*READ, "date"}))})"\s*:')
_NAMED = re.compile(r"[a-z][\w-]*:(?:\s|$)|[ \t]|- |$")


def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read frontmatter: first thing in the note, and closed.

    A blank line behind the first shows a thematic break, unless nothing but properties
    follows it, as the boards of Obsidian's Kanban plugin have it.
    """
    if start or silent or state.level:
        return False
    opening = state.src[: state.eMarks[0]].rstrip()
    if opening not in _ENDS:
        return _scan_json(state, end)
    line = first = state.skipEmptyLines(1)
    while line < end:
        text = state.src[state.bMarks[line] : state.eMarks[line]].rstrip()
        if text in _ENDS[opening]:
            break
        if first > 1 and not _NAMED.match(text):
            return False
        line += 1
    else:
        return False
    _push(state, opening, state.bMarks[1], state.bMarks[line], line + 1)
    return True


def _scan_json(state: StateBlock, end: int) -> bool:
    """Read an object that begins with a name and ends in a line `}`, or with its own.

    Without delimiters it may be an example of a note's, so it has to have a property.
    """
    if not _OBJECT.match(state.src):
        return False
    for line in range(end):
        written = state.src[state.bMarks[line] : state.eMarks[line]].rstrip()
        if written == "}" or (not line and written.endswith("}")):
            if not _PROPERTY.search(state.src, 0, state.eMarks[line]):
                return False
            _push(state, "{", 0, state.eMarks[line], line + 1)
            return True
    return False


def _push(state: StateBlock, opening: str, start: int, stop: int, line: int) -> None:
    """Push frontmatter whose text is from `start` to `stop`; go on at `line`."""
    state.line = line
    token = state.push("frontmatter", "", 0)
    token.markup = opening
    token.map = [0, line]
    token.content = state.src[start:stop]
    token.meta["offset"] = start


def read(token: Token) -> tuple[Properties, tuple["Fault", ...]]:
    """What frontmatter says, and what is wrong with it, at offsets in its content."""
    # Many notes have none, and what reads YAML takes a while to load.
    from octavo.syntax.frontmatter.tables import (
        field_properties,
        json_properties,
        toml_properties,
    )
    from octavo.syntax.frontmatter.values import properties

    readers = {
        "+++": toml_properties,
        "{": json_properties,
        "::": field_properties,
    }
    return readers.get(token.markup, properties)(token.content)


def install(md: MarkdownIt) -> None:
    """Add the rule before that of thematic breaks, which look alike."""
    md.block.ruler.before("code", "frontmatter", scan)


def no_block(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """Frontmatter is not printed."""
    return ()


RULE = Rule(
    name="frontmatter",
    install=install,
    openings=(("frontmatter", "-+{"),),
    blocks=(("frontmatter", no_block),),
)
