"""Heading levels of a note → heading levels of a chapter (rule R5.4)."""

from dataclasses import replace

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome
from octavo.model.blocks import Block, Heading
from octavo.model.changes import replace_all
from octavo.model.known import those
from octavo.model.nodes import BLOCKS_ONLY, NOTHING, Node
from octavo.model.wording import text_of

_DEEPEST = 6
_HEADINGS: frozenset[type] = frozenset((Heading,))


def levelled(blocks: tuple[Block, ...], title: int) -> Outcome[tuple[Block, ...]]:
    """`blocks` with headings below a title of level `title`, each step down being one.

    The smallest level among them becomes `title` + 1. Headings that are not listed (in
    quotes, callouts, items) keep their distance to the others and close no gaps (R5.5);
    where that is above the chapter's own, all of the same block are lowered.
    """
    headings = _headings(blocks)
    if not headings:
        return Outcome(blocks)
    listed = [heading for heading in headings if heading.listed]
    least = min(heading.level for heading in listed or headings)
    lowered = {} if len(listed) == len(headings) else _lowered(blocks, least)
    levels: dict[int, int] = {}
    told: list[Diagnostic] = []
    above: list[tuple[int, int]] = []
    last = max(1, least - 1)
    for heading in headings:
        natural = title + 1 + heading.level - least
        if not heading.listed:
            levels[id(heading)] = natural + lowered[id(heading)]
            continue
        while above and above[-1][0] >= heading.level:
            above.pop()
        level = above[-1][1] + 1 if above else title + 1
        if level != natural and heading.level > last:
            told.append(_skip(heading, above[-1][0] if above else 0, listed))
        above.append((heading.level, level))
        last = heading.level
        levels[id(heading)] = level
    if all(levels[id(heading)] == heading.level for heading in headings):
        return Outcome(blocks, tuple(told))

    def change(node: Node) -> Node:
        if not isinstance(node, Heading):
            return node
        level = min(levels[id(node)], _DEEPEST)
        return node if level == node.level else replace(node, level=level)

    changed = replace_all(blocks, change, BLOCKS_ONLY, _HEADINGS, brings=NOTHING)
    return Outcome(changed, tuple(told))


def _headings(blocks: tuple[Block, ...]) -> list[Heading]:
    found = those(blocks, _HEADINGS, BLOCKS_ONLY)
    return [node for node in found if isinstance(node, Heading)]


def _lowered(blocks: tuple[Block, ...], least: int) -> dict[int, int]:
    """By how much each heading that is not listed is lowered: as its block needs it."""
    lowered: dict[int, int] = {}
    for block in blocks:
        inside = [node for node in _headings((block,)) if not node.listed]
        by = max(0, least - min((node.level for node in inside), default=least))
        lowered.update((id(node), by) for node in inside)
    return lowered


def _skip(heading: Heading, above: int, listed: list[Heading]) -> Diagnostic:
    """That a heading is too deep: below the one `above` it, or as a note's first.

    The first heading of a note has a level to keep to only because a later one is
    higher.
    """
    if above:
        why = f"level {above} is followed by level {heading.level}"
        help = f"write `{'#' * (above + 1)}`, one level below the heading before it"
        return tell("heading-skip", heading.span, help, why=why)
    least = min(other.level for other in listed)
    later = next(other for other in listed if other.level == least)
    words = " ".join(text_of(later.inlines).split())
    why = f"the first section has level {heading.level}, “{words}” below has {least}"
    help = f"write `{'#' * least}`, or give “{words}” a lower level"
    return tell("heading-skip", heading.span, help, why=why)
