"""Sheets of a galley → text files of an EPUB, each through a strict gate.

The sheets are well-formed already. Here addresses become those of the package, ids
such as the oldest reading systems know, headings follow one another without a gap; and
what EPUBCheck would only find afterwards is looked for: a repeated id, a link to
nowhere, a picture that is not there.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

from octavo.editions.epub.leaf import Leaf, anchor_of
from octavo.editions.epub.paging import Folio, Text, listed, marked
from octavo.model.asset import Asset
from octavo.model.galley import Galley, Sheet, Unfit
from octavo.model.opening import Opening
from octavo.words import words_in

XHTML = "http://www.w3.org/1999/xhtml"
_MATHML = "{http://www.w3.org/1998/Math/MathML}math"
_SVG = "{http://www.w3.org/2000/svg}svg"
_SVG_TITLE = "{http://www.w3.org/2000/svg}title"
_HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
_HEADING = re.compile(rf"{{{XHTML}}}h([1-6])$")
# HTML, 13.1.2: elements that have no content and no end tag.
_VOID = frozenset(
    f"{{{XHTML}}}{name}"
    for name in (
        *("area", "base", "br", "col", "embed", "hr", "img", "input"),
        *("link", "meta", "source", "track", "wbr"),
    )
)
# Signs of a formula that a telephone shows on a line.
_FORMULA = 32
_POINTING = ("for", "headers", "aria-labelledby", "aria-describedby")
# A host, perhaps a port, then no blank, no bracket, no control: what the URL Standard
# reads without a “validation error”, which EPUBCheck counts as an error.
_WEB = re.compile(
    r"https?://(?:[^\s/?#@\[\]<>\"\\^`{|}%]+@)?[^\s/?#@:\[\]<>\"\\^`{|}%]+(?::\d{1,5})?"
    r"(?:[/?#](?:[^\s<>\"\\^`{|}\[\]%]|%[0-9A-Fa-f]{2})*)?"
)
_PLACES = {"nav": ("nav.xhtml", "nav"), "part": ("", "p-"), "chapter": ("", "c-")}


class Documents(NamedTuple):
    """The text files in reading order, and the pages of the PDF that begin in them."""

    leaves: tuple[Leaf, ...]
    folios: tuple[Folio, ...]


def documents(galley: Galley, openings: Sequence[Opening]) -> Documents:
    """The text files of `galley` in its order, the cover left out.

    `openings` say where pages of the PDF begin; without a PDF there are none. A sheet
    that names what is not there is a mistake of ours or of a template, and raises
    Unfit.
    """
    sheets = [sheet for sheet in galley.sheets if sheet.kind != "cover"]
    names = {f"{sheet.name}.xhtml": place_of(sheet)[0] for sheet in sheets}
    roots = [_read(sheet) for sheet in sheets]
    ids = {
        place_of(sheet)[0]: _named(root, sheet)
        for sheet, root in zip(sheets, roots, strict=True)
    }
    folios = _paged(sheets, roots, openings, galley.metadata.language)
    for folio in folios:
        ids[folio.file].add(folio.anchor)
    shelf = {asset.name: asset for asset in galley.assets}
    leaves = tuple(
        _Desk(sheet, root, names, ids, shelf).leaf()
        for sheet, root in zip(sheets, roots, strict=True)
    )
    return Documents(leaves, folios)


def _paged(
    sheets: Sequence[Sheet],
    roots: Sequence[etree._Element],
    openings: Sequence[Opening],
    language: str,
) -> tuple[Folio, ...]:
    """Mark the pages in the files, and list them in the navigation."""
    texts = [
        Text(
            sheet=sheet.anchors[0] if sheet.anchors else sheet.name,
            kind=sheet.kind,
            file=place_of(sheet)[0],
            root=root,
        )
        for sheet, root in zip(sheets, roots, strict=True)
    ]
    folios = marked(texts, openings)
    if folios:
        for text in texts:
            if text.kind == "nav":
                listed(text, folios, words_in(language).pages)
    return folios


def place_of(sheet: Sheet) -> tuple[str, str]:
    """A sheet's place in the package, and its name in the manifest."""
    place, mark = _PLACES.get(sheet.kind, ("", ""))
    name = mark + sheet.name if mark.endswith("-") or not mark else mark
    return place or f"text/{sheet.name}.xhtml", name


def _read(sheet: Sheet) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(sheet.html.encode(), parser)


def _named(root: etree._Element, sheet: Sheet) -> set[str]:
    """The ids of a file, after giving each its plain form; each may stand once."""
    found: set[str] = set()
    for element in root.iter():
        wanted = element.get("id")
        if wanted is None:
            continue
        name = anchor_of(wanted)
        if name in found:
            raise _unfit(sheet, f"the id “{wanted}” stands twice")
        found.add(name)
        element.set("id", name)
    return found


def _unfit(sheet: Sheet, why: str) -> Unfit:
    return Unfit(sheet, f"in the file “{sheet.name}” {why}")


def _movable(formula: etree._Element) -> None:
    """Put a formula into a frame that it can be moved behind, by keys as well."""
    frame = etree.Element(
        f"{{{XHTML}}}span", {"class": "wide-formula", "tabindex": "0"}
    )
    formula.addprevious(frame)
    frame.tail, formula.tail = formula.tail, None
    frame.append(formula)


class _Desk:
    """One file while it is made ready; `ids` are those of all files, by place."""

    def __init__(
        self,
        sheet: Sheet,
        root: etree._Element,
        names: Mapping[str, str],
        ids: Mapping[str, set[str]],
        shelf: Mapping[str, Asset],
    ) -> None:
        self.sheet = sheet
        self.root = root
        self.names = names
        self.ids = ids
        self.shelf = shelf
        self.place, self.id = place_of(sheet)
        self.up = "../" * self.place.count("/")
        self.pictures = self.undescribed = self.formulas = 0
        self.properties: set[str] = set()

    def leaf(self) -> Leaf:
        """The finished file."""
        self.levels = [1]
        for element in list(self.root.iter(etree.Element)):
            self.settle(element)
        title = self.root.findtext(f".//{{{XHTML}}}title") or ""
        if not title.strip():
            raise _unfit(self.sheet, "the title is empty")
        return Leaf(
            name=self.place,
            id=self.id,
            kind=self.sheet.kind,
            title=title,
            data=_HEAD + etree.tostring(self.root, encoding="utf-8") + b"\n",
            properties=tuple(sorted(self.properties)),
            pictures=self.pictures,
            undescribed=self.undescribed,
            formulas=self.formulas,
        )

    def settle(self, element: etree._Element) -> None:
        """Make one element fit for the package."""
        name = str(element.tag)
        for key in _POINTING:
            if (value := element.get(key)) is not None:
                element.set(key, " ".join(anchor_of(part) for part in value.split()))
        if name == f"{{{XHTML}}}a":
            self.link(element)
        elif name == f"{{{XHTML}}}img":
            self.picture(element)
        elif name == _MATHML:
            self.formulas += 1
            self.properties.add("mathml")
            if len(str(element.xpath("string()"))) > _FORMULA:
                _movable(element)
        elif name == _SVG:
            self.properties.add("svg")
            self.pictures += 1
            self.undescribed += not (element.findtext(_SVG_TITLE) or "").strip()
        elif (heading := _HEADING.match(name)) is not None:
            element.tag = f"{{{XHTML}}}h{self.level(int(heading[1]))}"
        if name.startswith(f"{{{XHTML}}}") and name not in _VOID:
            # `<td/>` means an open tag to engines that fall back on reading HTML.
            element.text = element.text or ""

    def level(self, written: int) -> int:
        """The level of a heading: one below the nearest that it stands under."""
        if written == 1:
            return 1
        while len(self.levels) > 1 and self.levels[-1] >= written:
            self.levels.pop()
        self.levels.append(written)
        return min(len(self.levels), 6)

    def link(self, element: etree._Element) -> None:
        """Check a link; an address outside that no reading system could open goes."""
        address = element.get("href")
        if address is None:
            return
        if scheme_of(address):
            if not openable(address):
                del element.attrib["href"]
                element.tag = f"{{{XHTML}}}span"
            return
        file, _, anchor = address.partition("#")
        target = unquote(anchor)
        if not self.up and file in self.ids:
            place = file
        else:
            place = self.names.get(file, "") if file else self.place
        if place not in self.ids:
            raise _unfit(self.sheet, f"the link “{address}” names no file of the book")
        if anchor:
            target = anchor_of(target)
            if target not in self.ids[place]:
                raise _unfit(self.sheet, f"the link “{address}” leads to no place")
            element.set("href", f"{file}#{target}")

    def picture(self, element: etree._Element) -> None:
        """Point a picture at its file in the package, and count it."""
        name = (element.get("src") or "").removeprefix("octavo:")
        if name not in self.shelf:
            raise _unfit(self.sheet, f"there is no picture “{name}”")
        element.set("src", self.up + name)
        self.pictures += 1
        self.undescribed += not element.get("alt", "").strip()


def scheme_of(address: str) -> str:
    """The scheme of an address, "" for one within the package."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    return found[1].lower() if found else ""


def openable(address: str) -> bool:
    """Whether an address outside the book is a sound one."""
    if scheme_of(address) not in {"http", "https"}:
        return not re.search(r"[\s<>\"\\^`{|}]|%(?![0-9A-Fa-f]{2})", address)
    if not _WEB.fullmatch(address):
        return False
    try:
        port = urlsplit(address).port
    except ValueError:
        return False
    return port is None or port < 65536
