"""Trees of notes as they are kept and sent: their blocks unopened.

Whoever reads what stands below a block opens it; most stages need not (see
`octavo.model.unopened`).
"""

import pickle
from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

from octavo.diagnostics import Outcome
from octavo.keep import key, pickled
from octavo.model.bench import Store
from octavo.model.dialect import Dialect
from octavo.model.document import Document
from octavo.model.nodes import (
    Block,
    Item,
    Paragraph,
    Text,
    below,
    given,
    text_of,
    those,
    walk,
)
from octavo.model.unopened import Blank, Boxed, Literal, Named, Unopened, unopened
from octavo.model.vault import Note

Tree = Outcome[Document]


def key_of_note(note: Note, dialect: Dialect) -> str:
    """What a note's tree depends on: its text, its path, the rules it is read by.

    The same text may be stored in other bytes, by which places in it are counted.
    """
    stored = (str(note.path), note.digest, note.text, repr(note.origins))
    return key("parse", repr(dialect), *stored)


def packed(make: Callable[[], Tree]) -> bytes:
    """The tree that is made, as it is kept, and as a worker sends it."""
    document, told = make()
    held: dict[tuple[type, ...], tuple[type, ...]] = {}
    blocks = tuple(_unopened(block, held) for block in document.blocks)
    return pickled(Outcome(replace(document, blocks=blocks), told))


def unpacked(data: bytes) -> Tree:
    """A tree that was kept, or sent by a worker."""
    tree: Tree = pickle.loads(data)
    return tree


def stocked(store: Store | None, key: Callable[[], str], data: bytes) -> Tree:
    """A tree in the store, as if it had been made by this process."""
    if store is not None:
        store.put(key(), data)
    return unpacked(data)


def _unopened(block: Block, held: dict[tuple[type, ...], tuple[type, ...]]) -> Block:
    """The block as it is kept; `held` are sets of types that others hold."""
    names = below(block)
    if not names:
        return block
    holds = tuple(sorted(_holds(block), key=attrgetter("__name__")))
    content = pickled(tuple(getattr(block, name) for name in names))
    whole = Unopened(names, held.setdefault(holds, holds), content)
    made: Block = unopened(type(block), given(block), whole)  # type: ignore[type-var]  # `below` says so
    return made


def _holds(block: Block) -> set[type]:
    holds: set[type] = set()
    for node in walk(block):
        if node is not block:
            holds.add(type(node))
        if getattr(node, "id", "") or getattr(node, "attributes", ()):
            holds.add(Named)
    kinds = frozenset((Item, Paragraph, Text))
    for node in those((block,), kinds):
        match node:
            case Item() if node.task:
                holds.add(Boxed)
            case Paragraph() if not text_of(node).strip():
                holds.add(Blank)
            case Text() if node.literal:
                holds.add(Literal)
            case _:
                pass
    return holds
