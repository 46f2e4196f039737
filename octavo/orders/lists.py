"""How much of a note is lists: what tells a table of contents from a chapter."""

from octavo.model.blocks import Block, BulletList, Heading, OrderedList, Paragraph
from octavo.model.displays import Cell, CodeBlock, Diagram, Table
from octavo.model.known import those
from octavo.model.wording import text_of

_LISTS: frozenset[type] = frozenset((BulletList, OrderedList, Table))
_COUNTED: frozenset[type] = frozenset((Cell, CodeBlock, Diagram, Paragraph))


def mostly_lists(blocks: tuple[Block, ...]) -> bool:
    """Whether less than a third of the words stand outside lists (rule R10.3).

    Tables count as lists. Headings count on neither side: they title the lists.
    """
    told = sum(
        _words(block)
        for block in blocks
        if not isinstance(block, Heading) and type(block) not in _LISTS
    )
    listed = 0
    # Most of a table of contents need not be opened to know it for one.
    for block in blocks:
        if type(block) in _LISTS:
            listed += _words(block)
            if listed > 2 * told:
                return True
    return False


def _words(block: Block) -> int:
    return sum(
        len((node.text if isinstance(node, Diagram) else text_of(node)).split())
        for node in those((block,), _COUNTED, _COUNTED)
    )
