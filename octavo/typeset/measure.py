"""Heights of blocks on an endless page, and small PDFs of a page or two.

For finishers that must know how high something will be before they can place it (the
checklist). A book of many sheets is `octavo.typeset.typeset`'s affair. Loading this
module loads the renderer.
"""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any

from octavo.diagnostics import Outcome, in_order
from octavo.model.asset import Asset
from octavo.model.book import Metadata
from octavo.typeset import finishing
from octavo.typeset.charset import glyphs_for_characters
from octavo.typeset.door import Press, listening, plainly
from octavo.typeset.fields import settle_fields
from octavo.typeset.heard import diagnostics
from octavo.typeset.ink import ink
from octavo.typeset.links import links_of_lines
from octavo.typeset.pages import PT, boxes
from octavo.typeset.standins import boxes_for_missing

# Longer than any list; the renderer's arithmetic is in floats and stays exact here.
_ENDLESS = "@page { height: 900000pt !important; margin-top: 0; margin-bottom: 0 }"


def measure(html: str, styles: str, assets: Sequence[Asset] = ()) -> tuple[float, ...]:
    """Margin-box heights in points of the elements of class `measured`.

    In document order, laid out on one endless page, so no block is broken. The style
    sheet need not set the page's height (it is overridden); widths are the caller's:
    the page is as wide as `styles` says. What the renderer thinks of the style sheet
    is not reported here: `plain_pdf` meets the same sheet.
    """
    return gauge(styles, assets)(html)


def gauge(
    styles: str, assets: Sequence[Asset] = ()
) -> Callable[[str], tuple[float, ...]]:
    """`measure` for many documents with the same styles, which are read once."""
    with listening():
        press = Press(styles, assets)
        endless = press.sheet(_ENDLESS)

    def heights(html: str) -> tuple[float, ...]:
        with listening():
            document = press.lay_out(press.read(html), endless)
        # An element's lines and words carry its name too; its outermost box is first.
        found: dict[object, float] = {}
        for page in document.pages:
            for box in boxes(page):
                element = box.element
                if element is None or element in found:
                    continue
                if "measured" in element.get("class", "").split():
                    found[element] = round(box.margin_height() * PT, 4)
        return tuple(found.values())

    return heights


def plain_pdf(
    html: str,
    styles: str,
    assets: Sequence[Asset] = (),
    *,
    metadata: Metadata,
    moment: int,
    tagged: bool = True,
) -> Outcome[tuple[bytes, int]]:
    """The PDF of one document as it stands, and its number of pages.

    `tagged` gives PDF/UA-1. `moment` (seconds since 1970 UTC) is its date. Headings
    become bookmarks by their `bookmark-level`. Links go to anchors of `html` itself, or
    to files beside it. Check boxes are fields of a form.
    """
    dress = finishing.finisher(metadata, moment, "checklist", tagged=tagged)

    def finish(document: Any, pdf: Any) -> None:
        settle_boxes(pdf)
        dress(document, pdf)
        settle_fields(document, pdf)

    with (
        listening() as heard,
        ink(),
        glyphs_for_characters(),
        boxes_for_missing() as settle_boxes,
    ):
        press = Press(styles, assets)
        document = press.lay_out(press.read(html))
        for page in document.pages:
            page.links = links_of_lines(page)
        data = document.write_pdf(
            pdf_tags=tagged,
            pdf_version="1.7",
            pdf_identifier=True,
            finisher=finish,
        )
    said = (*press.heard, *plainly(heard))
    told = diagnostics(said, PurePosixPath("checklist"), styles)
    return Outcome((data, len(document.pages)), in_order(told))
