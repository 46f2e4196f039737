"""What a build leaves for the next: what a worker can make ready before it is asked.

A book is set in the same kit as the last time, unless its styles were changed or its
letters want other fonts. A kit that is not the right one has cost nothing but the time
of a worker that had nothing to do. Of each sheet it is left how it was drawn, and what
stands of each of its drawings: that of the drawing in the last book is gone on from, which
an edit that was taken back has made the one before.
"""

import pickle
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from octavo.find import product_digest
from octavo.model.bench import Store
from octavo.model.galley import Sheet
from octavo.typeset.order import Kit, Order, digest_of

# Something of everything that most pages have: what it needs is then loaded.
_SAMPLE = """<html lang="{0}"><body><section class="chapter">
<h1>A heading</h1>
<p>A paragraph with <strong>strong</strong> and <em>emphasised</em> words, <a href="#b">a
link</a> and <code>code</code>, of several lines; characteristically long words are divided
at their ends where that sets them more evenly than uncharacteristically wide blanks.</p>
<h2 id="b">Another</h2>
<ul><li><p>A line</p></li></ul>
<pre><code>A listing</code></pre>
<table><tr><th>A</th></tr><tr><td>table</td></tr></table>
</section></body></html>"""


class Ready(NamedTuple):
    """A kit, a sheet to be drawn with it for nothing, and the language of the book."""

    kit: Kit
    sample: Order
    language: str


def leave_ready(stock: Store, edition: str, kit: Kit, language: str) -> None:
    """Leave in the stock what the next build of this edition may make ready.

    It is written only when it is another one, or was lost.
    """
    place = _place(edition)
    # A font in a kit is where it lies, and what reads it, which may have another name in
    # another octavo.
    fonts = (each.data for each in kit.assets if not isinstance(each.data, bytes))
    lying = digest_of(pickle.dumps(font).hex() for font in fonts)
    mark = f"ready {language} {product_digest()} {lying} {kit.digest}"
    if stock.get(place) == mark.encode():
        return
    if stock.get(mark) is None:
        stock.put(mark, pickle.dumps(_set_in(kit, language)))
    stock.put(place, mark.encode())


def _set_in(kit: Kit, language: str) -> Ready:
    html = _SAMPLE.format(language)
    sheet = Sheet(name="sample", kind="chapter", role="body", html=html, digest="")
    sample = Order(
        sheet=sheet,
        wants=(),
        first=100,
        counted=True,
        verso=False,
        tagged=True,
        assets=(),
    )
    return Ready(kit, sample, language)


def ready(stock: Store, edition: str) -> Ready | None:
    """What was left there for this edition, if anything."""
    place = _place(edition)
    mark = stock.get(place)
    if not mark:
        return None
    kept = stock.get(mark.decode())
    if kept is None:
        # So that it is left again.
        stock.put(place, b"")
        return None
    found: Ready = pickle.loads(kept)
    return found


def kit_left(stock: Store, edition: str) -> Kit | None:
    """The light kit of what was left there for this edition, if anything."""
    mark = (stock.get(_place(edition)) or b"").decode().rsplit(" ", 1)
    return Kit(mark[1], "", (), whole=False) if len(mark) == 2 else None


def leave_order(stock: Store, kit: Kit, order: Order) -> None:
    """Leave in the stock how a sheet was drawn, but for its words."""
    sheet = replace(order.sheet, html="")
    left = replace(order, sheet=sheet, assets=(), standing=b"", keep=True)
    stock.put(_place_of_order(kit, sheet), pickle.dumps(left, protocol=5))


def order_left(stock: Store, kit: Kit, sheet: Sheet) -> Order | None:
    """How a sheet was drawn the last time, whatever became of its words."""
    kept = stock.get(_place_of_order(kit, sheet))
    if kept is None:
        return None
    left: Order = pickle.loads(kept)
    return left


def leave_standing(stock: Store, key: str, standing: bytes) -> None:
    """Leave in the stock what stands of a sheet, by the key of its drawing."""
    if standing:
        stock.put(_standing(key), standing)


def leave_bound(stock: Store, kit: Kit, keys: Mapping[str, str]) -> None:
    """Leave in the stock the keys of the drawings in a book, by the names of sheets."""
    place, row = _bound(kit), pickle.dumps(keys, protocol=5)
    if stock.get(place) != row:
        stock.put(place, row)


def standing_left(stock: Store, kit: Kit, sheet: Sheet) -> bytes:
    """What stands of a sheet since the last book, nothing if that is not known."""
    row = stock.get(_bound(kit))
    if row is None:
        return b""
    keys: Mapping[str, str] = pickle.loads(row)
    key = keys.get(sheet.name)
    return (stock.get(_standing(key)) or b"") if key else b""


def _standing(key: str) -> str:
    return digest_of(["standing", key])


def _bound(kit: Kit) -> str:
    return digest_of(["bound", kit.digest])


def _place_of_order(kit: Kit, sheet: Sheet) -> str:
    return digest_of(["order", kit.digest, sheet.name])


def _place(edition: str) -> str:
    return f"ready {edition} {product_digest()}"
