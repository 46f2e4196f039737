"""Results of whole stages, kept in the store: a note's tree, an edition's files.

A key names everything that the result depends on; what comes from the store is what the
stage would have made.
"""

import pickle
from collections.abc import Callable
from dataclasses import fields, replace
from hashlib import sha256
from io import BytesIO
from operator import attrgetter
from typing import Any, TypeVar, get_args

from octavo.find import product_digest
from octavo.makers import makers
from octavo.model.bench import Bench, Store
from octavo.model.dialect import Dialect
from octavo.model.galley import Galley
from octavo.model.nodes import Node
from octavo.model.vault import Note

T = TypeVar("T")

# The classes whose instances are many: a tree of a note has thousands. How dataclasses
# are pickled when nothing is said takes two and a half times as long.
_MANY = {
    kind: tuple(field.name for field in fields(kind))
    for kind in get_args(Node)
    if len(fields(kind)) > 1
}
_VALUES = {kind: attrgetter(*names) for kind, names in _MANY.items()}
_PUTS = {
    kind: tuple(getattr(kind, name).__set__ for name in names)
    for kind, names in _MANY.items()
}


def remade(kind: type, values: tuple[object, ...]) -> object:
    """An instance of one of the classes above; pickled ones name this function."""
    made: object = object.__new__(kind)
    for put, value in zip(_PUTS[kind], values, strict=True):
        put(made, value)
    return made


def _reduced(instance: object) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    kind = type(instance)
    return remade, (kind, _VALUES[kind](instance))


def _pickled(value: object) -> bytes:
    written = BytesIO()
    pickler = pickle.Pickler(written, protocol=5)
    pickler.dispatch_table = dict.fromkeys(_MANY, _reduced)
    pickler.dump(value)
    return written.getvalue()


def kept(store: Store | None, key: Callable[[], str], make: Callable[[], T]) -> T:
    """What the store has under `key`, else what `make` makes, which is put there.

    Without a store it is made, and no key is reckoned.
    """
    if store is None:
        return make()
    name = key()
    data = store.get(name)
    if data is not None:
        value: T = unpacked(data)
        return value
    made = make()
    store.put(name, _pickled(made))
    return made


def packed(make: Callable[[], object]) -> bytes:
    """What is made, as it is kept: a worker that made it sends it so."""
    return _pickled(make())


def unpacked(data: bytes) -> Any:
    """What was kept, or sent by a worker."""
    return pickle.loads(data)


def stocked(store: Store | None, key: Callable[[], str], data: bytes) -> Any:
    """What a worker made, in the store as if it had been made here."""
    if store is not None:
        store.put(key(), data)
    return unpacked(data)


def key_of_note(note: Note, dialect: Dialect) -> str:
    """What a note's tree depends on: its text, its path, the rules it is read by.

    The same text may be stored in other bytes, by which places in it are counted.
    """
    stored = (str(note.path), note.digest, note.text, repr(note.origins))
    return _key("parse", repr(dialect), *stored)


def key_of_citations(asked: str, style: bytes) -> str:
    """What citations depend on: the works, the places they are cited, the style."""
    return _key("cite", asked, sha256(style).hexdigest())


def key_of_edition(galley: Galley, bench: Bench, machine: tuple[str, ...]) -> str:
    """What an edition's files depend on: the galley, the date, and what is finished.

    `machine` names all that is installed there: libraries that set type, and packages of
    fonts, which a cover may be drawn with that the galley does not have.
    Of editions finished before it counts what they are called and where their pages
    are and begin, by which others refer to the PDF; not every byte of them.
    """
    outline = replace(
        galley,
        sheets=tuple(replace(sheet, html="") for sheet in galley.sheets),
        assets=tuple(replace(asset, data=b"") for asset in galley.assets),
    )
    finished = [
        (each.name, each.pages, each.folios, each.openings) for each in bench.finished
    ]
    return _key(
        "finish",
        repr(outline),
        repr(finished),
        str(bench.moment),
        bench.revision,
        repr(machine),
    )


def key_of_sheet(frame: str, galley: Galley, moment: int, renderer: str) -> str:
    """What a sheet depends on that is set by itself: its words, and how it looks.

    `frame` has the words, with the pages they speak of; of the galley only its styles
    and settings count, so that an edit elsewhere in the book does not set it anew.
    """
    looks = (galley.metadata, galley.styles, galley.values)
    assets = [(asset.name, asset.digest) for asset in galley.assets]
    return _key("sheet", frame, repr(looks), repr(assets), str(moment), renderer)


def _key(*parts: str) -> str:
    whole = sha256(" ".join([product_digest(), *makers()]).encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(f"{len(data)}\n".encode() + data)
    return f"{parts[0]}-{whole.hexdigest()}"
