"""Block ids, ` ^id` at the end of a block or alone after one (dialect rule R7.1)."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from octavo.model.vault import Kind
from octavo.syntax.lead import lead
from octavo.syntax.rule import NOTES, Rule

_ID = re.compile(r"\^([A-Za-z0-9-]+)")

# What an id alone in a paragraph may belong to.
_BEFORE = frozenset(
    [
        "bullet_list_close",
        "ordered_list_close",
        "blockquote_close",
        "table_close",
        "fence",
        "code_block",
        "math_block",
        "dl_close",
    ]
)


def find_ids(state: StateCore) -> None:
    """Take ids off the ends of paragraphs and give them to their blocks.

    The id of an item's own text is the item's; that of a caption is for what it names.
    """
    _take(state, lambda line: True)


def find_caption_ids(state: StateCore) -> None:
    """Take ids off the ends of captions alone: an mdBook has no others."""
    _take(state, _is_caption)


def _take(state: StateCore, wanted: Callable[[str], bool]) -> None:
    tokens = state.tokens
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        kept.append(token)
        at += 1
        if token.type != "paragraph_open":
            continue
        line = tokens[at]
        caret = line.content.rfind("^")
        found = _ID.fullmatch(line.content, caret) if caret >= 0 else None
        if not found or (caret and not line.content[caret - 1].isspace()):
            continue
        if not wanted(line.content):
            continue
        if caret == 0:
            owner = _owner(kept, token, state.src)
            if owner is None:
                continue
            _name(state, owner, found[1], token.meta["at"][1])
            kept.pop()
            at += 2
            continue
        item = len(kept) > 1 and kept[-2].type == "list_item_open"
        owner = kept[-2] if item and not _is_caption(line.content) else token
        line.content = line.content[:caret].rstrip()
        _name(state, owner, found[1], token.meta["at"][1])
    state.tokens = kept


def _is_caption(line: str) -> bool:
    """Whether a paragraph, or its last line under a picture, begins like a caption."""
    return any(lead(part) for part in (line, line.rpartition("\n")[2]))


def _name(state: StateCore, owner: Token, name: str, end: int) -> None:
    """Give a block its id, which ends at offset `end`; a repeated one only gets told."""
    start = end - len(name) - 1
    names: dict[str, int] = state.env.setdefault("block_ids", {})
    first = names.setdefault(name.lower(), start)
    if first == start:
        owner.meta["id"] = f"b-{name}"
    else:
        state.env.setdefault("repeated_ids", []).append((start, name, first))


def _owner(kept: list[Token], paragraph: Token, source: str) -> Token | None:
    """The block or item that an id alone in `paragraph` belongs to, if any."""
    if len(kept) < 2:
        return None
    before = kept[-2]
    if before.level != paragraph.level:
        return None
    opening = len(kept) - 2
    if before.nesting < 0:
        opening -= 1
        while kept[opening].level != before.level:
            opening -= 1
    above = kept[opening - 1] if opening else None
    if before.type == "paragraph_close":
        inside = above is not None and above.type == "list_item_open"
        return above if inside else None
    if before.type not in _BEFORE:
        return None
    gap = source[kept[opening].meta["at"][1] : paragraph.meta["at"][0]]
    return kept[opening] if gap.count("\n") <= 2 else None


def install(md: MarkdownIt) -> None:
    """Add the rule between the reading of blocks and of lines."""
    md.core.ruler.before("inline", "block_id", find_ids)


def install_for_captions(md: MarkdownIt) -> None:
    """Add the rule in the same place, for captions."""
    md.core.ruler.before("inline", "block_id", find_caption_ids)


RULE = Rule(name="block_id", kinds=NOTES, install=install)

CAPTION_ID = Rule(name="caption_id", kinds=(Kind.MDBOOK,), install=install_for_captions)
