"""How much of a note is lists: what tells a table of contents from a chapter."""

from octavo.model.nodes import (
    Block,
    BulletList,
    Cell,
    CodeBlock,
    Diagram,
    Heading,
    OrderedList,
    Paragraph,
    Table,
    text_of,
    those,
)

_COUNTED: frozenset[type] = frozenset((Cell, CodeBlock, Diagram, Paragraph))


def mostly_lists(blocks: tuple[Block, ...]) -> bool:
    """Whether less than a third of the words stand outside lists (rule R10.3).

    Tables count as lists. Headings count on neither side: they title the lists.
    """
    listed = told = 0
    for block in blocks:
        words = sum(
            len((node.text if isinstance(node, Diagram) else text_of(node)).split())
            for node in those((block,), _COUNTED, _COUNTED)
        )
        if isinstance(block, BulletList | OrderedList | Table):
            listed += words
        elif not isinstance(block, Heading):
            told += words
    return listed > 0 and told * 3 < listed + told
