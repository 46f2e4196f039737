"""One sheet → one drawing. Runs in a worker; takes and gives values only.

The sheet is laid out with stand-ins for page numbers. Each of its pages is painted into
PDF objects of its own, and taken apart: content streams are cut where a number goes,
fonts and pictures are left for `bind` to write once.
"""

import gc
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from octavo.model.drawing import Drawn, DrawnPage, FontSet, FontUse
from octavo.model.galley import Unset
from octavo.typeset import internals
from octavo.typeset.cutting import Cutter
from octavo.typeset.door import Press, listening, plainly
from octavo.typeset.ink import ink
from octavo.typeset.joining import joined
from octavo.typeset.keeping import Kept, font_uses, settle
from octavo.typeset.layout import lay_out
from octavo.typeset.opening import openings
from octavo.typeset.order import Kit, Order
from octavo.typeset.overfull import overfull
from octavo.typeset.pages import PT, is_across, lines_on, notes_begun
from octavo.typeset.standing import Fresh, Resetting, frame_of, packed, unpacked
from octavo.typeset.structure import settle_structure

_MISHAPS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""How the renderer ends at what it does not expect of a style sheet: it has no error of
its own for that."""


class Unprepared(Exception):
    """The kit is not whole, and this process has no press for it."""


class Ready(NamedTuple):
    """A press, and the rules of its style sheet."""

    press: Press
    rules: internals.Remembering


@lru_cache(maxsize=2)
def ready_for(kit: Kit) -> Ready:
    """The press for a kit; a worker prepares it once."""
    if not kit.whole:
        raise Unprepared
    press = Press(kit.styles, kit.assets)
    rules = internals.remembered(press.styles)
    # All that is loaded stays to the end: no use in looking through it again.
    gc.collect()
    gc.freeze()
    return Ready(press, rules)


def draw_all(kit: Kit, orders: tuple[Order, ...]) -> tuple[Drawn, ...]:
    """A drawing of each order.

    A sheet makes some hundred thousand objects and drops them all together; looking
    for garbage among them meanwhile takes a sixth of the time and finds nothing.
    """
    drawings = []
    collecting = gc.isenabled()
    gc.disable()
    try:
        with internals.shortened():
            for order in orders:
                drawings.append(draw(kit, order))
                gc.collect()
    finally:
        if collecting:
            gc.enable()
    return tuple(drawings)


def draw(kit: Kit, order: Order) -> Drawn:
    """The drawing of one sheet; pages that stand are not set again. Raises Unset."""
    ready = ready_for(kit)
    frame = frame_of(kit, order)
    stands = unpacked(order.standing)
    made = None
    try:
        if stands is not None:
            made = _set(ready, order, Resetting(frame, stands, ready.rules))
        if made is None:
            made = _set(ready, order, Resetting(frame, None, ready.rules))
    except _MISHAPS as error:
        why = f"{type(error).__name__}: {error}"
        raise Unset(order.sheet.title or order.sheet.name, why) from error
    assert made is not None, "a sheet of which nothing stands can be set"
    return made


def _set(ready: Ready, order: Order, again: Resetting) -> Drawn | None:
    """A sheet that is set and drawn; None where pages that stand would be others now."""
    sheet = order.sheet
    with listening() as heard, internals.merged_leaders():
        document = lay_out(
            ready.press,
            sheet,
            dict(order.wants),
            dict(order.pages),
            first=order.first,
            verso=order.verso,
            filled=order.filled,
            direction=order.direction,
            assets=order.assets,
            again=again,
        )
        if document is None:
            return None
        outside = overfull(document.pages)
        across = again.across
        if across is None:
            across = is_across(document.pages[0])
        notes = notes_begun(document.pages)
        reads, end = openings(document.pages, sheet, *again.behind)
        lines = again.lines if again.tail else lines_on(document.pages[-1])
        again.let_boxes_go()
        ready.rules.forget()
        drawn = _painted(order, document, len(again.head), across)
    if again.begun and (heard or outside):
        return None
    fresh = Fresh(drawn, reads, notes, end)
    pages = again.whole(fresh)
    drawing = replace(
        joined([page for page, _ in pages], sheet),
        heard=(*ready.press.heard, *plainly(heard)),
        notes_lost=max(0, sheet.notes - again.notes - sum(notes)),
        last_lines=lines if len(pages) > 1 else 0,
        overfull=outside,
        openings=tuple(opening for _, opening in pages),
    )
    standing = None
    if order.keep and not (heard or outside or order.pages):
        standing = again.standing(fresh, across=across, lines=lines)
    return Drawn(drawing=drawing, standing=packed(standing))


def _painted(
    order: Order, document: Any, first: int, across: bool
) -> tuple[DrawnPage, ...]:
    """The pages of a document, drawn; each is let go then, as a page takes megabytes.

    `first` is the place of their first in the sheet. The sheet's first page is wider
    than high, or not, as `across` says.
    """
    cutter = Cutter(order)
    forms: dict[Any, Any] = {}
    quiet: set[Any] = set()
    made: list[DrawnPage] = []
    with (
        internals.drawing_apart(cutter.cut, forms, quiet),
        ink(black=order.black),
    ):
        while document.pages:
            page, place = document.pages.pop(0), first + len(made)
            leaders = internals.leaders_of(page)
            quiet.update(dots for row in leaders for dots in row.children)
            cutter.turn(place, page)
            painted = internals.paint(
                document,
                page,
                tagged=order.tagged,
                # On paper there is nothing to click; a press takes no annotations.
                linked=not order.black,
                turned=order.facing and is_across(page) != across,
                bleed=order.bleed,
            )
            # Painted; nothing is left of them to be tagged.
            for row in leaders:
                row.children = ()
            name = f"{order.sheet.name} {place}"
            taken = _taken_apart(name, page, painted, forms, tagged=order.tagged)
            made.append(
                DrawnPage(
                    index=place,
                    unfilled=tuple(sorted(cutter.unfilled)),
                    fonts=font_uses(document.fonts.values()),
                    **taken,
                )
            )
            forms.clear()
            quiet.clear()
    return tuple(made)


def _taken_apart(
    name: str, page: Any, painted: Any, forms: dict[Any, Any], *, tagged: bool
) -> dict[str, Any]:
    """The fields of a page's drawing that come from what was painted.

    No other page has that `name`.
    """
    pdf, stream, resources, pictures, anchors = painted
    known = settle(pdf, resources, pictures)
    parents: tuple[tuple[int, bytes], ...] = ()
    ids: tuple[tuple[str, int], ...] = ()
    kids: tuple[int, ...] = ()
    part = 0
    if tagged:
        parents, ids, part, kids = settle_structure(pdf, page, stream, forms, name)
    kept = Kept(pdf, resources)
    (described,) = pdf.page_objects
    digest = kept.page(described, stream)
    pdf.pages.free = pdf.catalog.free = "f"
    kept.others()
    return {
        "number": described.number,
        "objects": kept.objects(),
        "top": page.height * PT,
        "digest": digest,
        "slots": tuple(kept.slots),
        "forms": tuple(kept.forms),
        "pictures": tuple(known.values()),
        "anchors": tuple((name, *place) for name, place in anchors.items()),
        "parents": parents,
        "ids": ids,
        "part": part,
        "kids": kids,
    }


def cut_fonts(kit: Kit, uses: tuple[FontUse, ...]) -> FontSet:
    """The fonts of a book, each cut down once to all that its sheets use."""
    ready = ready_for(kit)
    pdf = internals.LocalPDF()
    fonts = {}
    with listening(), internals.drawing_apart(lambda stream, box: None, {}):
        for use in uses:
            font = internals.font_described(ready.press.fonts.font_map, use.description)
            font.hash = use.name
            font.name = b"/%s+%s" % (use.name.encode(), font.name.split(b"+", 1)[-1])
            font.to_unicode = dict(use.glyphs)
            font.widths = dict(use.widths)
            font.missing = dict(use.missing)
            fonts[use.name] = font
        references = internals.fonts_written(pdf, fonts)
        pdf.pages.free = pdf.catalog.free = "f"
        kept = Kept(pdf, {})
        kept.others()
        return FontSet(
            objects=kept.objects(),
            fonts=tuple(
                (name, int(reference.strip(b"\x01\x02")))
                for name, reference in references.items()
            ),
        )
