"""A galley's sheets → one PDF.

`typeset` is the way in: it has every sheet drawn apart (through the bench's executor
and store), works out page numbers, and binds the drawings. The renderer is loaded only
where something has to be laid out, in a worker if there are any; therefore it is
imported inside the functions that need it.
"""

from octavo.diagnostics import Outcome
from octavo.model.bench import Bench, Store
from octavo.model.drawing import Drawing, FontSet, FontUse
from octavo.model.galley import Galley
from octavo.typeset.order import Kit, Order
from octavo.typeset.readying import ready
from octavo.typeset.setting import set_book
from octavo.typeset.settling import UnknownInside
from octavo.typeset.volume import Volume

__all__ = [
    "Volume",
    "cut_fonts",
    "draw_sheets",
    "typeset",
    "typeset_plainly",
    "warm_up",
]


def typeset(galley: Galley, bench: Bench) -> Outcome[Volume]:
    """The PDF of `galley`, sheets in order, each beginning a new page.

    `values` of the galley may say `tagged` = `false`; else the PDF declares PDF/UA-1.
    With `ink` = `black` nothing but pictures is in another ink.
    A renderer whose inside is not as expected sets the book the plain way, slower.
    """
    tagged = _tagged(galley)
    try:
        return set_book(
            galley,
            bench,
            tagged=tagged,
            black=dict(galley.values).get("ink") == "black",
            draw=draw_sheets,
            cut_fonts=cut_fonts,
        )
    except UnknownInside:
        return typeset_plainly(galley, bench)


def typeset_plainly(galley: Galley, bench: Bench) -> Outcome[Volume]:
    """The same through the renderer's public interface, in this process alone."""
    from octavo.typeset.plain import set_plainly

    return set_plainly(galley, bench, tagged=_tagged(galley))


def draw_sheets(kit: Kit, orders: tuple[Order, ...]) -> tuple[Drawing, ...] | None:
    """A drawing for each order; none if the renderer's inside is not as expected.

    None, too, where the kit is not whole and this process has not prepared it.
    """
    # The door before all others: it says what is lacking when nothing can be loaded.
    from octavo.typeset import door  # noqa: F401

    try:
        from octavo.typeset import draw, internals
    except (ImportError, AttributeError):
        return ()
    if not internals.as_expected():
        return ()
    try:
        return draw.draw_all(kit, orders)
    except draw.Unprepared:
        return None


def cut_fonts(kit: Kit, uses: tuple[FontUse, ...]) -> FontSet | None:
    """The fonts of a book, cut down to what it uses; None as in `draw_sheets`."""
    from octavo.typeset import door, draw  # noqa: F401  # as in draw_sheets

    try:
        return draw.cut_fonts(kit, uses)
    except draw.Unprepared:
        return None


def warm_up(stock: Store | None = None, edition: str = "") -> None:
    """Load the renderer and set a page for nothing, so that the next is not the first.

    The libraries that find fonts and shape text read their tables when first used. The
    page is set as this edition was the last time, where `stock` knows.
    """
    from octavo.typeset.door import Press

    known = None if stock is None else ready(stock, edition)
    if known is not None:
        draw_sheets(known.kit, (known.sample,))
        return
    press = Press("", ())
    press.lay_out(press.read("<p>A page.</p>", ()), press.sheet(""))


def _tagged(galley: Galley) -> bool:
    return dict(galley.values).get("tagged", "true").lower() != "false"
