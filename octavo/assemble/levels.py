"""Heading levels of a note → heading levels of a chapter (rule R5.4)."""

from dataclasses import replace

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome
from octavo.model.nodes import Block, Heading, Node, replace_all, walk

_DEEPEST = 6


def levelled(blocks: tuple[Block, ...], title: int) -> Outcome[tuple[Block, ...]]:
    """`blocks` with headings below a title of level `title`, each step down being one.

    The smallest level among them becomes `title` + 1. Headings that are not listed (in
    quotes, callouts, items) keep their distance to the others and close no gaps (R5.5).
    """
    headings = [node for node in walk(blocks) if isinstance(node, Heading)]
    if not headings:
        return Outcome(blocks)
    listed = [heading for heading in headings if heading.listed]
    least = min(heading.level for heading in listed or headings)
    levels: dict[int, int] = {}
    told: list[Diagnostic] = []
    above: list[tuple[int, int]] = []
    last = max(1, least - 1)
    for heading in headings:
        natural = title + 1 + heading.level - least
        if not heading.listed:
            levels[id(heading)] = max(title + 1, natural)
            continue
        while above and above[-1][0] >= heading.level:
            above.pop()
        level = above[-1][1] + 1 if above else title + 1
        if level != natural and heading.level > last:
            words = {"above": str(last), "level": str(heading.level)}
            told.append(tell("heading-skip", heading.span, "", None, **words))
        above.append((heading.level, level))
        last = heading.level
        levels[id(heading)] = level

    def change(node: Node) -> Node:
        if not isinstance(node, Heading):
            return node
        level = min(levels[id(node)], _DEEPEST)
        return node if level == node.level else replace(node, level=level)

    changed = replace_all(blocks, change)
    return Outcome(changed, tuple(told))
