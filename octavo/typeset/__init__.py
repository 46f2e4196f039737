"""A galley's sheets → one PDF.

`typeset` is the way in: it has every sheet drawn apart (through the bench's executor
and store), works out page numbers, and binds the drawings. The renderer is loaded only
where something has to be laid out, in a worker if there are any, and what sets a book
only where a book is set; therefore they are imported inside the functions that need
them.
"""

from contextlib import suppress

from octavo.diagnostics import Lacking, Outcome
from octavo.model.asset import Asset
from octavo.model.bench import Advance, Bench, Store
from octavo.model.galley import Galley
from octavo.typeset.volume import Volume

__all__ = ["Volume", "in_advance", "is_ready", "typeset", "typeset_plainly", "warm_up"]


def typeset(galley: Galley, bench: Bench) -> Outcome[Volume]:
    """The PDF of `galley`, sheets in order, each beginning a new page.

    `values` of the galley may say `tagged` = `false`; else the PDF declares PDF/UA-1.
    With `ink` = `black` nothing but pictures is in another ink.
    A renderer whose inside is not as expected sets the book the plain way, slower.
    """
    from octavo.typeset.sending import UnknownInside
    from octavo.typeset.setting import set_book
    from octavo.typeset.working import cut_fonts, draw_sheets

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


def in_advance(edition: str, bench: Bench, pictures: tuple[Asset, ...]) -> Advance:
    """Whom to give sheets of an edition that are to be drawn before it is set."""
    from octavo.typeset.advance import AdvanceSheets
    from octavo.typeset.working import draw_sheets

    return AdvanceSheets(edition, bench, draw_sheets, pictures)


def is_ready(stock: Store, edition: str) -> bool:
    """Whether it is known how this edition was set the last time."""
    from octavo.typeset.readying import kit_left

    return kit_left(stock, edition) is not None


def warm_up(stock: Store | None = None, edition: str = "") -> None:
    """Load the renderer and set a page for nothing, so that the next is not the first.

    The libraries that find fonts and shape text read their tables when first used. The
    page is set as this edition was the last time, where `stock` knows.
    """
    from octavo.typeset.door import Press
    from octavo.typeset.readying import ready
    from octavo.typeset.working import draw_sheets

    known = None if stock is None else ready(stock, edition)
    if stock is not None and known is not None:
        # A renderer with another inside reads by itself where words are divided.
        with suppress(ImportError, AttributeError):
            from octavo.typeset.internals.hyphens import ready_hyphens

            ready_hyphens(stock, known.language)
        # Its fonts may lie elsewhere by now, or be others.
        with suppress(Lacking):
            draw_sheets(known.kit, (known.sample,))
            return
    press = Press("", ())
    press.lay_out(press.read("<p>A page.</p>", ()), press.sheet(""))


def _tagged(galley: Galley) -> bool:
    return dict(galley.values).get("tagged", "true").lower() != "false"
