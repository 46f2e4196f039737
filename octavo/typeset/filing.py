"""Drawings as they are kept: what binding asks of each of them, and apart from that the rest.

A book that was edited is bound of hundreds of drawings that are kept. Of most it is asked
where things stand in them: a fifth of the whole. Their objects lie apart, and so do the
fonts that they use, once for all drawings that use the same.
"""

import pickle
from dataclasses import replace

from octavo.model.bench import Bench
from octavo.model.drawing import Drawing, FontUse, Objects
from octavo.typeset.order import digest_of


def file(bench: Bench, key: str, drawing: Drawing) -> Drawing:
    """Keep a drawing under its key; what has to stay at hand of it."""
    light = drawing.light()
    bench.stock.put(_objects(key), pickle.dumps(drawing.objects, protocol=5))
    bench.stock.put(_uses(drawing), pickle.dumps(drawing.fonts, protocol=5))
    bench.store.put(key, pickle.dumps(light, protocol=5))
    # A store on a full disk has kept nothing.
    there = bench.stock.get(_objects(key)) and bench.stock.get(_uses(drawing))
    return light if there and bench.store.get(key) else drawing


def filed(bench: Bench, key: str) -> Drawing | None:
    """The light drawing that is kept under a key."""
    kept = bench.store.get(key)
    if kept is None:
        return None
    return bench.rack(_opened, kept)


def _opened(kept: bytes) -> Drawing:
    drawing: Drawing = pickle.loads(kept)
    return drawing


def uses_filed(bench: Bench, drawing: Drawing) -> tuple[FontUse, ...] | None:
    """The fonts that a light drawing uses; None if they were lost."""
    kept = bench.stock.get(_uses(drawing))
    if kept is None:
        return None
    uses: tuple[FontUse, ...] = pickle.loads(kept)
    return uses


def whole(bench: Bench, key: str, drawing: Drawing) -> Drawing | None:
    """A light drawing with its objects; None if they were lost."""
    kept = bench.stock.get(_objects(key))
    if kept is None:
        return None
    objects: Objects = pickle.loads(kept)
    return replace(drawing, objects=objects)


def _objects(key: str) -> str:
    return digest_of(["objects", key])


def _uses(drawing: Drawing) -> str:
    return digest_of(["uses", drawing.uses])
