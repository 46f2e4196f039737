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
from octavo.model.galley import Galley, Sheet
from octavo.model.known import given
from octavo.model.nodes import Node
from octavo.model.unopened import Openable, unopened

T = TypeVar("T")

# The classes whose instances are many: a tree of a note has thousands. How dataclasses
# are pickled when nothing is said takes two and a half times as long.
_MANY = {
    kind: tuple(field.name for field in fields(kind) if field.init)
    for kind in get_args(Node)
    if len(fields(kind)) > 1
}
_OPENABLE = frozenset(kind for kind in _MANY if issubclass(kind, Openable))
_VALUES = {kind: attrgetter(*names) for kind, names in _MANY.items()}
_PUTS = {
    kind: tuple(getattr(kind, name).__set__ for name in names)
    for kind, names in _MANY.items()
}

# What is found in a sheet's text is known by its digest.
_FOUND = frozenset(("html", "anchors", "wants", "places", "notes"))
_SHEET = attrgetter(*(each.name for each in fields(Sheet) if each.name not in _FOUND))


def remade(kind: type, values: tuple[object, ...]) -> object:
    """An instance of one of the classes above; pickled ones name this function."""
    made: Any = object.__new__(kind)
    for put, value in zip(_PUTS[kind], values, strict=True):
        put(made, value)
    if kind in _OPENABLE:
        made.unopened = None
    return made


def _reduced(instance: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    kind = type(instance)
    if kind in _OPENABLE and instance.unopened is not None:
        return unopened, (kind, given(instance), instance.unopened)
    return remade, (kind, _VALUES[kind](instance))


_REDUCED = dict.fromkeys(_MANY, _reduced)


def pickled(value: object) -> bytes:
    """A value as it is kept, the same bytes for the same value.

    Nodes are written as fast as can be.
    """
    written = BytesIO()
    pickler = pickle.Pickler(written, protocol=5)
    pickler.dispatch_table = _REDUCED
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
        value: T = pickle.loads(data)
        return value
    made = make()
    store.put(name, pickled(made))
    return made


def key_of_citations(asked: str, style: bytes) -> str:
    """What citations depend on: the works, the places they are cited, the style."""
    return key("cite", asked, sha256(style).hexdigest())


def key_of_edition(galley: Galley, bench: Bench, machine: tuple[str, ...]) -> str:
    """What an edition's files depend on: the galley, the date, and what is finished.

    `machine` names all that is installed there: libraries that set type, and packages of
    fonts, which a cover may be drawn with that the galley does not have.
    Of editions finished before it counts what they are called and where their pages
    are and begin, by which others refer to the PDF; not every byte of them.
    """
    outline = replace(galley, sheets=())
    sheets = [_SHEET(sheet) for sheet in galley.sheets]
    finished = [
        (each.name, each.pages, each.folios, each.openings) for each in bench.finished
    ]
    return key(
        "finish",
        repr(outline),
        repr(sheets),
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
    return key("sheet", frame, repr(looks), repr(assets), str(moment), renderer)


def key(*parts: str) -> str:
    """A key for what depends on these texts, and on all it is made with.

    The first says what it is a key of.
    """
    whole = sha256(" ".join([product_digest(), *makers()]).encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(f"{len(data)}\n".encode() + data)
    return f"{parts[0]}-{whole.hexdigest()}"
