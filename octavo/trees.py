"""Trees of notes as they are kept and sent: their blocks unopened.

Whoever reads what stands below a block opens it; most stages need not (see
`octavo.model.unopened`).
"""

import pickle
from collections.abc import Callable
from dataclasses import replace

from octavo.diagnostics import Outcome
from octavo.fold import folded, unfolded
from octavo.keep import key
from octavo.model.bench import Store
from octavo.model.dialect import Dialect
from octavo.model.document import Document
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
    rest = Outcome(replace(document, blocks=()), told)
    return pickle.dumps((rest, folded(document.blocks)), protocol=5)


def unpacked(data: bytes) -> Tree:
    """A tree that was kept, or sent by a worker."""
    (document, told), blocks = pickle.loads(data)
    return Outcome(replace(document, blocks=unfolded(blocks)), told)


def stocked(store: Store | None, key: Callable[[], str], data: bytes) -> Tree:
    """A tree in the store, as if it had been made by this process."""
    if store is not None:
        store.put(key(), data)
    return unpacked(data)
