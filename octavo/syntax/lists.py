"""Lists, and tasks in them (CommonMark 5.2; dialect rules R8.3 and R8.5)."""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from octavo.model.blocks import Block, BulletList, Item, OrderedList
from octavo.syntax.rule import Branch, Reader, Rule, line_text

_BOX = re.compile(r"\[([^\n\]])\](?:[ \t]+(?=\S)|[ \t]*$)")
# What begins a table, a listing, a quote, a formula or a picture behind a box.
_OPENING = re.compile(r"\[([^\n\]])\][ \t]+(?=\||`{3}|~{3}|>|\${2})")


def find_tasks(state: StateCore) -> None:
    """Take the boxes off the items of tasks."""
    tokens = state.tokens
    for at in range(len(tokens) - 2):
        if (
            tokens[at].type != "list_item_open"
            or tokens[at + 1].type != "paragraph_open"
        ):
            continue
        line = tokens[at + 2]
        found = _BOX.match(line.content)
        if found:
            tokens[at].meta["task"] = found[1]
            start, rest = line.meta["pieces"][0][1], line.meta["pieces"][1:]
            cut = found.end()
            line.content = line.content[cut:]
            line.meta["pieces"] = [
                (0, start + cut),
                *((offset - cut, source) for offset, source in rest),
            ]
            tokens[at + 1].meta["at"] = (start + cut, tokens[at + 1].meta["at"][1])


def scan_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the box of a task that begins with another block than a paragraph."""
    if silent or not state.tokens:
        return False
    item = state.tokens[-1]
    found = _OPENING.match(line_text(state, start))
    if item.type != "list_item_open" or not found:
        return False
    item.meta["task"] = found[1]
    state.tShift[start] += found.end()
    state.md.block.tokenize(state, start, end)
    return True


def install(md: MarkdownIt) -> None:
    """Add the rule for boxes alone, and the one between the blocks and the lines."""
    ends: RuleOptionsType = {"alt": []}
    md.block.ruler.before("fence", "task_box", scan_box, ends)
    md.core.ruler.before("inline", "task", find_tasks)


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """The list. It is tight when none of its own paragraphs is set apart."""
    token = branch.token
    span = reader.span(branch.start, branch.end)
    items = tuple(_item(below, reader) for below in branch.branches)
    tight = all(
        block.token.hidden
        for item in branch.branches
        for block in item.branches
        if block.kind == "paragraph"
    )
    name = token.meta.get("id", "")
    if branch.kind == "bullet_list":
        return (BulletList(span=span, items=items, tight=tight, id=name),)
    start = int(token.attrs.get("start", 1))
    return (OrderedList(span=span, items=items, tight=tight, start=start, id=name),)


def _item(branch: Branch, reader: Reader) -> Item:
    return Item(
        span=reader.span(branch.start, branch.end),
        blocks=reader.blocks(branch.branches),
        task=branch.token.meta.get("task", ""),
        id=branch.token.meta.get("id", ""),
    )


RULE = Rule(
    name="list",
    install=install,
    openings=(("task_box", "["),),
    blocks=(("bullet_list", node), ("ordered_list", node)),
)
