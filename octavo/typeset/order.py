"""What is asked of whoever draws: values that travel to workers, and their keys."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html import unescape
from urllib.parse import unquote

from octavo.find import product_digest
from octavo.makers import renderer
from octavo.model.asset import Asset
from octavo.model.drawing import FontUse
from octavo.model.galley import Sheet
from octavo.typeset.paging import PageRange
from octavo.value import value

# The folders of all modules that a drawing goes through.
DRAWN_BY = ("typeset", "model")
_SCHEME = "octavo:"
_ADDRESS = re.compile(rf"""{_SCHEME}([^"'()<>\s]+)""")


@dataclass(frozen=True, slots=True)
class Kit:
    """What all sheets of a galley are set with: styles, and the assets styles name.

    Equal when the digest is, so that a worker can look up what it has prepared. One that
    is not `whole` has no assets, and is for a worker that has prepared it.
    """

    digest: str
    styles: str = field(compare=False)
    assets: tuple[Asset, ...] = field(compare=False)
    whole: bool = field(compare=False, default=True)

    def light(self) -> "Kit":
        """The kit without its fonts, which weigh some megabytes."""
        return replace(self, assets=(), whole=False)


@value
class Order:
    """One sheet to be drawn.

    `wants` gives for each anchor what is set in the place of its page number: zeros,
    as many as the number has figures, which become a slot; anything else is printed as
    it is. `pages` gives for the places of a subject of the index what is printed there;
    it is final, as the index is drawn when all pages are known. `first` is the number
    of the first page; with `counted`, folios are slots. `verso` begins on a left page;
    `filled` ends on one, blank if need be; in the `direction` from right to left they are
    right pages. Where pages are `facing`, for paper, those set across are turned. `black`
    is painted in black ink alone, and has no links. What is printed reaches `bleed` points
    beyond the page at the most. `assets` are those the sheet itself names. `standing` is
    what stands of the sheet since it was drawn last, if anything; with `keep` what stands
    of it then is wanted.
    """

    sheet: Sheet
    wants: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, tuple[PageRange, ...]], ...] = ()
    first: int
    counted: bool
    verso: bool
    tagged: bool
    filled: bool = False
    direction: str = "ltr"
    facing: bool = False
    black: bool = False
    bleed: float = 10.0
    assets: tuple[Asset, ...]
    standing: bytes = b""
    keep: bool = False


def kit(styles: str, assets: Iterable[Asset]) -> Kit:
    """The kit of a style sheet: of all assets it takes those the styles name."""
    named = named_in(styles, assets)
    parts = [product_digest(*DRAWN_BY), renderer(), styles]
    parts += [f"{asset.name} {asset.digest}" for asset in named]
    return Kit(digest_of(parts), styles, named)


def named_in(text: str, assets: Iterable[Asset]) -> tuple[Asset, ...]:
    """The assets that a sheet or style sheet names by their address."""
    if _SCHEME not in text:
        return ()
    names = {unquote(unescape(name)) for name in _ADDRESS.findall(text)}
    return tuple(asset for asset in assets if asset.name in names)


def order_key(kit: Kit, order: Order) -> str:
    """The key under which the order's drawing is kept: all that could change it."""
    sheet = order.sheet
    parts = [kit.digest, sheet.name, sheet.digest, str(sheet.notes)]
    parts += [f"{anchor}\0{shape}" for anchor, shape in order.wants]
    parts += [f"{asset.name}\0{asset.digest}" for asset in order.assets]
    parts += [f"{places}\0{stretches!r}" for places, stretches in order.pages]
    parts += [str(order.first), f"{order.counted} {order.verso} {order.tagged}"]
    parts += [f"{order.filled} {order.black} {order.direction} {order.facing}"]
    parts += [str(order.bleed)]
    return digest_of(parts)


def fonts_key(kit: Kit, uses: Iterable[FontUse]) -> str:
    """The key under which a book's cut-down fonts are kept."""
    return digest_of([kit.digest, *(repr(use) for use in uses)])


def digest_of(parts: Iterable[str]) -> str:
    """The digest of several texts, each with its length."""
    whole = sha256()
    for part in parts:
        encoded = part.encode()
        whole.update(b"%d:" % len(encoded))
        whole.update(encoded)
    return whole.hexdigest()
