"""Heights of blocks on an endless page, and small PDFs of a page or two.

For finishers that must know how high something will be before they can place it (the
checklist). A book of many sheets is `octavo.typeset.typeset`'s affair.
"""

from collections.abc import Sequence

from octavo.diagnostics import Outcome
from octavo.model.asset import Asset
from octavo.model.book import Metadata


def measure(html: str, styles: str, assets: Sequence[Asset] = ()) -> tuple[float, ...]:
    """Margin-box heights in points of the elements of class `measured`.

    In document order, laid out on one endless page, so no block is broken. The style
    sheet need not set the page's height (it is overridden); widths are the caller's:
    the page is as wide as `styles` says.
    """
    raise NotImplementedError


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
    become bookmarks by their `bookmark-level`. Links go to anchors of `html` itself.
    """
    raise NotImplementedError
