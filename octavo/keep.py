"""Results of whole stages, kept in the store: a note's tree, an edition's files.

A key names everything that the result depends on; what comes from the store is what the
stage would have made.
"""

import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import TypeVar

from octavo.find import product_digest
from octavo.model.bench import Bench, Store
from octavo.model.dialect import Dialect
from octavo.model.galley import Galley
from octavo.model.vault import Note

T = TypeVar("T")

_MAKERS = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "pillow",
    "ebooklib",
    "pypdfium2",
    "markdown-it-py",
    "mdit-py-plugins",
)


def kept(store: Store, key: str, make: Callable[[], T]) -> T:
    """What the store has under `key`, else what `make` makes, which is put there."""
    found = store.get(key)
    if found is not None:
        value: T = pickle.loads(found)
        return value
    made = make()
    store.put(key, pickle.dumps(made, protocol=5))
    return made


def key_of_note(note: Note, dialect: Dialect) -> str:
    """What a note's tree depends on: its text, its path, the rules it is read by."""
    return _key("parse", repr(dialect), str(note.path), note.text, repr(note.origins))


def key_of_edition(galley: Galley, bench: Bench) -> str:
    """What an edition's files depend on: the galley, the date, and what is finished.

    Of editions finished before it counts what they are called and where their pages
    are, by which the checklist refers to the PDF; not every byte of them.
    """
    outline = replace(
        galley,
        sheets=tuple(replace(sheet, html="") for sheet in galley.sheets),
        assets=tuple(replace(asset, data=b"") for asset in galley.assets),
    )
    finished = [(each.name, each.pages, each.folios) for each in bench.finished]
    return _key(
        "finish", repr(outline), repr(finished), str(bench.moment), bench.revision
    )


def _key(*parts: str) -> str:
    whole = sha256(_tools().encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(f"{len(data)}\n".encode() + data)
    return f"{parts[0]}-{whole.hexdigest()}"


@cache
def _tools() -> str:
    return " ".join(
        [product_digest(), *(f"{name} {version(name)}" for name in _MAKERS)]
    )
