"""One sheet laid out, with numbers in the places that want them and all its footnotes."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from octavo.model.asset import Asset
from octavo.model.galley import Sheet
from octavo.typeset.door import Press
from octavo.typeset.pages import notes_set
from octavo.typeset.paging import Stretch, write

hanging: Callable[[], AbstractContextManager[None]]
try:
    from octavo.typeset.internals import hanging_blanks as hanging
except (ImportError, AttributeError):
    # A renderer with another inside sets lines its own way.
    hanging = nullcontext


def lay_out(
    press: Press,
    sheet: Sheet,
    wants: Mapping[str, str],
    pages: Mapping[str, tuple[Stretch, ...]],
    *,
    first: int,
    verso: bool,
    assets: tuple[Asset, ...] = (),
) -> Any:
    """The document of `sheet`, with all its footnotes if it can be had.

    `wants` are the texts for page numbers by anchor, `pages` those of the index by
    their places, `first` is the number of the first
    page, `verso` begins on a left page.

    The renderer sometimes loses a note that moves to the next page; other orphans and
    widows break the page elsewhere and bring it back (typography notes, section 6).
    """
    # A page whose counter is set does not count up, so this is the number itself.
    more = f"@page :first {{ counter-reset: page {first} }}"
    if verso:
        more += " html { break-before: left }"
    document = None
    for lines in (None, 3, 1):
        keep = f"* {{ orphans: {lines} !important; widows: {lines} !important }}"
        read = press.read(sheet.html, assets)
        for element in list(read.etree_element.iter()):
            anchor = element.get("data-page-of")
            if anchor is not None:
                element.text = wants.get(anchor, "")
            places = element.get("data-pages-of")
            if places is not None:
                write(element, pages.get(places, ()), ", ")
        with hanging():
            document = press.lay_out(read, press.sheet(more + (keep if lines else "")))
        if notes_set(document.pages) >= sheet.notes:
            break
    return document
