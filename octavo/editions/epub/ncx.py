"""The contents of EPUB 2 (NCX), for reading systems that know no other.

Parts and chapters only: with every heading of a long book the file grew to 792 KB, and
what reads it (and checks it) takes time with the square of that. OPF 2.0.1, 2.4.1.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from lxml import etree

from octavo.compose import clean
from octavo.editions.epub.paging import Folio
from octavo.model.book import Entry, Metadata

_NAMESPACE = "http://www.daisy.org/z3986/2005/ncx/"


class _Order:
    """Where addresses come in reading order; what points at one of them shares its place.

    `names` are ids for the points.
    """

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self.names = (f"np-{number}" for number in count(1))

    def place(self, address: str) -> str:
        """The place of an address, the next free one for one that is new."""
        return str(self._places.setdefault(address, len(self._places) + 1))


def ncx(
    metadata: Metadata,
    entries: Iterable[Entry],
    places: Mapping[str, str],
    folios: Sequence[Folio],
) -> bytes:
    """The file, with the pages of the PDF in `folios`.

    `places` gives the address of each part and chapter by its anchor. A part without a
    page of its own points at its first chapter, since an entry of the NCX must point
    somewhere; what points at one place has one place in the order (`playOrder`).
    """
    root = etree.Element("ncx", xmlns=_NAMESPACE, version="2005-1")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", metadata.language)
    head = etree.SubElement(root, "head")
    title = etree.SubElement(etree.SubElement(root, "docTitle"), "text")
    title.text = metadata.title
    points = etree.SubElement(root, "navMap")
    order = _Order()
    depth = _below(points, tuple(entries), places, order)
    if not depth:
        _point(points, metadata.title, "text/title-page.xhtml", order)
    if folios:
        _pages(root, folios, order)
    numbers = [int(folio.number) for folio in folios if folio.number.isdecimal()]
    for name, value in (
        ("dtb:uid", metadata.identifier),
        ("dtb:depth", str(max(depth, 1))),
        ("dtb:totalPageCount", str(len(folios))),
        ("dtb:maxPageNumber", str(max(numbers, default=0))),
    ):
        etree.SubElement(head, "meta", name=name, content=value)
    return etree.tostring(
        root, encoding="utf-8", xml_declaration=True, pretty_print=True
    )


def _below(
    parent: etree._Element,
    entries: Iterable[Entry],
    places: Mapping[str, str],
    order: _Order,
) -> int:
    """Set the entries below `parent`; how many levels they take."""
    deepest = 0
    for entry in entries:
        address = places.get(entry.anchor) or _first(entry.entries, places)
        if not address:
            continue
        text = f"{entry.number} {entry.text}".strip() if entry.level else entry.text
        point = _point(parent, text, address, order)
        deepest = max(deepest, 1 + _below(point, entry.entries, places, order))
    return deepest


def _first(entries: Iterable[Entry], places: Mapping[str, str]) -> str:
    for entry in entries:
        found = places.get(entry.anchor) or _first(entry.entries, places)
        if found:
            return found
    return ""


def _point(
    parent: etree._Element, text: str, address: str, order: _Order
) -> etree._Element:
    name, place = next(order.names), order.place(address)
    point = etree.SubElement(parent, "navPoint", id=name, playOrder=place)
    etree.SubElement(etree.SubElement(point, "navLabel"), "text").text = clean(text)
    etree.SubElement(point, "content", src=address)
    return point


def _pages(root: etree._Element, folios: Iterable[Folio], order: _Order) -> None:
    """The list of pages; those of the front matter have roman numbers."""
    pages = etree.SubElement(root, "pageList")
    for place, folio in enumerate(folios, start=1):
        arabic = folio.number.isdecimal()
        address = f"{folio.file}#{folio.anchor}"
        target = etree.SubElement(
            pages,
            "pageTarget",
            id=f"pt-{place}",
            type="normal" if arabic else "front",
            playOrder=order.place(address),
        )
        if arabic:
            target.set("value", folio.number)
        label = etree.SubElement(target, "navLabel")
        etree.SubElement(label, "text").text = folio.number
        etree.SubElement(target, "content", src=address)
