"""Lists that are a table of contents of the hand."""

from octavo.model.blocks import BulletList, Item, OrderedList
from octavo.model.inlines import Link
from octavo.model.nodes import walk
from octavo.model.wording import text_of

_LISTING = 5
"""From this many lines on, a list of nothing but links is taken for navigation."""


def lists_links(node: BulletList | OrderedList) -> bool:
    """Whether a list is long and its items are links alone, as in a table of contents."""
    if len(node.items) < _LISTING:
        return False
    return all(_is_link(item) for item in node.items)


def _is_link(item: Item) -> bool:
    return not item.task and any(
        isinstance(node, Link) and text_of(node).strip() == text_of(item).strip()
        for node in walk(item)
    )
