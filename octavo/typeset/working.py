"""What the setting of a book asks of others, in a worker or here: drawings, fonts.

A renderer that cannot do it is an answer, not an error.
"""

import sys

from octavo.model.drawing import Drawn, FontSet, FontUse
from octavo.typeset.order import Kit, Order


def draw_sheets(kit: Kit, orders: tuple[Order, ...]) -> tuple[Drawn, ...] | None:
    """A drawing for each order; none if the renderer's inside is not as expected.

    None, too, where the kit is not whole and this process has not prepared it: then
    nothing is loaded.
    """
    if _unprepared(kit):
        return None
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
    if _unprepared(kit):
        return None
    from octavo.typeset import door, draw  # noqa: F401  # as in draw_sheets

    try:
        return draw.cut_fonts(kit, uses)
    except draw.Unprepared:
        return None


def _unprepared(kit: Kit) -> bool:
    """Whether it is certain that this process has not prepared a kit."""
    return not kit.whole and "octavo.typeset.draw" not in sys.modules
