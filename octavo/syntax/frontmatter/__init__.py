"""Frontmatter: YAML between lines `---` at the top (dialect rule R2.2), TOML between `+++`.

The second is Hugo's (Hugo, “Front matter”).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from octavo.model.nodes import Block
from octavo.syntax.frontmatter.toml import toml_properties as toml_properties
from octavo.syntax.frontmatter.values import properties as properties
from octavo.syntax.rule import Branch, Reader, Rule

_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_NAMED = re.compile(r"[a-z][\w-]*:(?:\s|$)|[ \t]|- |$")


def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read frontmatter: first thing in the note, and closed.

    A blank line behind the first shows a thematic break, unless nothing but properties
    follows it, as the boards of Obsidian's Kanban plugin have it.
    """
    opening = state.src[: state.eMarks[0]].rstrip()
    if start or silent or state.level or opening not in _ENDS:
        return False
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
    state.line = line + 1
    token = state.push("frontmatter", "", 0)
    token.markup = opening
    token.map = [0, state.line]
    token.content = state.src[state.bMarks[1] : state.bMarks[line]]
    token.meta["offset"] = state.bMarks[1]
    return True


def install(md: MarkdownIt) -> None:
    """Add the rule before that of thematic breaks, which look alike."""
    md.block.ruler.before("code", "frontmatter", scan)


def no_block(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """Frontmatter is not printed."""
    return ()


RULE = Rule(
    name="frontmatter",
    install=install,
    openings=(("frontmatter", "-+"),),
    blocks=(("frontmatter", no_block),),
)
