"""One sheet → one drawing. Runs in a worker; takes and gives values only.

The sheet is laid out with stand-ins for page numbers, painted into PDF objects of its
own, and taken apart: content streams are cut where a number goes, fonts and pictures
are left for `bind` to write once.
"""

import gc
from functools import lru_cache
from typing import Any

from octavo.model.drawing import Drawing, FontSet, FontUse
from octavo.typeset import internals
from octavo.typeset.cutting import Cutter
from octavo.typeset.door import Press, listening, plainly
from octavo.typeset.ink import ink
from octavo.typeset.keeping import Kept, font_uses, settle
from octavo.typeset.layout import lay_out
from octavo.typeset.opening import openings
from octavo.typeset.order import Kit, Order
from octavo.typeset.overfull import overfull
from octavo.typeset.pages import PT, last_lines, notes_set
from octavo.typeset.structure import settle_structure


class Unprepared(Exception):
    """The kit is not whole, and this process has no press for it."""


@lru_cache(maxsize=2)
def press(kit: Kit) -> Press:
    """The press for a kit; a worker prepares it once."""
    if not kit.whole:
        raise Unprepared
    made = Press(kit.styles, kit.assets)
    # All that is loaded stays to the end: no use in looking through it again.
    gc.collect()
    gc.freeze()
    return made


def draw_all(kit: Kit, orders: tuple[Order, ...]) -> tuple[Drawing, ...]:
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


def draw(kit: Kit, order: Order) -> Drawing:
    """The drawing of one sheet."""
    ready = press(kit)
    cutter = Cutter(order)
    forms: dict[Any, Any] = {}
    with listening() as heard, internals.merged_leaders():
        document = lay_out(
            ready,
            order.sheet,
            dict(order.wants),
            dict(order.pages),
            first=order.first,
            verso=order.verso,
            filled=order.filled,
            direction=order.direction,
            assets=order.assets,
        )
        begun = openings(document.pages, order.sheet)
        outside = overfull(document.pages)
        leaders = internals.leaders_of(document)
        quiet = {dots for leader in leaders for dots in leader.children}
        with (
            internals.drawing_apart(cutter.cut, forms, quiet),
            ink(black=order.black),
        ):
            painted = internals.paint(
                document,
                tagged=order.tagged,
                # On paper there is nothing to click; a press takes no annotations.
                linked=not order.black,
                facing=order.facing,
                bleed=order.bleed,
                before=cutter.turn,
            )
            # Painted; nothing is left of them to be tagged.
            for leader in leaders:
                leader.children = ()
            made = _taken_apart(order, document, painted, forms)
    lost = order.sheet.notes - notes_set(document.pages)
    return Drawing(
        sheet=order.sheet.name,
        pages=len(document.pages),
        heard=(*ready.heard, *plainly(heard)),
        notes_lost=max(0, lost),
        last_lines=last_lines(document.pages),
        overfull=outside,
        unfilled=tuple(sorted(cutter.unfilled)),
        openings=begun,
        **made,
    )


def _taken_apart(
    order: Order, document: Any, painted: Any, forms: dict[Any, Any]
) -> dict[str, Any]:
    """The fields of a drawing that come from what was painted."""
    pdf, streams, resources, pictures, anchors = painted
    # What styles hide has no place; a link to it leads to the sheet at least.
    top = document.pages[0].height * PT
    anchors = dict.fromkeys(order.sheet.anchors, (0, 0.0, top)) | anchors
    known = settle(pdf, resources, pictures)
    parents: tuple[tuple[int, bytes], ...] = ()
    ids: tuple[tuple[str, int], ...] = ()
    part = 0
    if order.tagged:
        parents, ids, part = settle_structure(
            pdf, document, streams, forms, order.sheet
        )
    kept = Kept(pdf, resources)
    digests = [
        kept.page(page, stream)
        for page, stream in zip(pdf.page_objects, streams, strict=True)
    ]
    references = b" ".join(pdf.page_references)
    pdf.pages.clear()
    pdf.pages.update(
        {
            "Type": "/Pages",
            "Parent": b"2 0 R",
            "Kids": b"[" + references + b"]",
            "Count": len(streams),
        }
    )
    pdf.catalog.free = "f"
    kept.others()
    return {
        "objects": kept.objects(),
        "slots": tuple(kept.slots),
        "forms": tuple(kept.forms),
        "fonts": font_uses(document.fonts.values()),
        "pictures": tuple(known.values()),
        "page_numbers": tuple(page.number for page in pdf.page_objects),
        "anchors": tuple((name, *place) for name, place in anchors.items()),
        "parents": parents,
        "ids": ids,
        "part": part,
        "digests": tuple(digests),
    }


def cut_fonts(kit: Kit, uses: tuple[FontUse, ...]) -> FontSet:
    """The fonts of a book, each cut down once to all that its sheets use."""
    ready = press(kit)
    pdf = internals.LocalPDF()
    fonts = {}
    with listening(), internals.drawing_apart(lambda stream, box: None, {}):
        for use in uses:
            font = internals.font_described(ready.fonts.font_map, use.description)
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
