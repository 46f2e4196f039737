"""One text file made ready for the package, through a strict gate.

Addresses become those of the package, headings follow one another without a gap; and
what EPUBCheck would only find afterwards is looked for: a link to nowhere, a picture
that is not there.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from lxml import etree

from octavo.editions.epub.entry import FOLDER, entry
from octavo.editions.epub.leaf import Leaf, anchor_of
from octavo.editions.epub.vocabulary import HEADINGS, MATHML, SVG, XHTML, elements
from octavo.model.asset import Asset
from octavo.model.galley import Sheet, Unfit
from octavo.value import value

_HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
# HTML, 13.1.2: elements that have no content and no end tag.
_VOID = frozenset(
    f"{XHTML}{name}"
    for name in (
        *("area", "base", "br", "col", "embed", "hr", "img", "input"),
        *("link", "meta", "source", "track", "wbr"),
    )
)
# Signs of a formula that a telephone shows on a line.
_FORMULA = 24
_POINTING = ("for", "headers", "aria-labelledby", "aria-describedby")
# Asked of each attribute by its name: asked of each element by theirs takes twice as long.
_POINTED = elements(
    f"/descendant::*/@*[{' or '.join(f'name()={name!r}' for name in _POINTING)}]/.."
)
_TURNED = elements(
    "/h:html[@dir='rtl']//*[self::h:code or self::h:kbd or self::h:pre or self::h:samp]"
    "[not(@dir)]"
)
_EMPTY = elements("//h:*[not(node())]")
_LINES = elements("//h:pre//h:span[@class='ln' or starts-with(@class, 'ln ')]")
# Columns of a line's indent: by two of them the style sheet hangs what is turned over,
# by so many at most, since a telephone has some forty.
_STEP, _DEEPEST = 2, 12
# Most elements are none of these.
_SETTLED = (
    *(f"{XHTML}{name}" for name in ("a", "table", "img")),
    *(f"{MATHML}math", f"{SVG}svg", *sorted(HEADINGS)),
)
# A host, perhaps a port, then no blank, no bracket, no control: what the URL Standard
# reads without a “validation error”, which EPUBCheck counts as an error.
_WEB = re.compile(
    r"https?://(?:[^\s/?#@\[\]<>\"\\^`{|}%]+@)?[^\s/?#@:\[\]<>\"\\^`{|}%]+(?::\d{1,5})?"
    r"(?:[/?#](?:[^\s<>\"\\^`{|}\[\]%]|%[0-9A-Fa-f]{2})*)?"
)
_PLACES = {"nav": ("nav.xhtml", "nav"), "part": ("", "p-"), "chapter": ("", "c-")}


def place_of(sheet: Sheet) -> tuple[str, str]:
    """A sheet's place in the package, and its name in the manifest."""
    place, mark = _PLACES.get(sheet.kind, ("", ""))
    name = mark + sheet.name if mark.endswith("-") or not mark else mark
    return place or f"text/{sheet.name}.xhtml", name


def unfit(sheet: Sheet, why: str) -> Unfit:
    """The mistake that a sheet has, with the name of its file."""
    return Unfit(sheet, f"in the file “{sheet.name}” {why}")


def _spoken(link: etree._Element) -> bool:
    """Whether a link has words: its own, or those that stand for a picture in it."""
    pictures = (each.get("alt", "") for each in link.iter(f"{XHTML}img"))
    words = (link.get("aria-label", ""), str(link.xpath("string()")), *pictures)
    return any(each.strip() for each in words)


def _indented(line: etree._Element) -> None:
    """Let what is turned over of a listing's line hang from where the line begins."""
    text = "".join(map(str, line.itertext()))
    blanks = len(text) - len(text.lstrip(" ")) if text.strip() else 0
    depth = min(blanks, _DEEPEST) // _STEP * _STEP
    if depth:
        line.set("class", f"{line.get('class')} depth-{depth}")


def _movable(formula: etree._Element) -> None:
    """Put a formula into a frame that it can be moved behind, by keys as well."""
    frame = etree.Element(f"{XHTML}span", {"class": "wide-formula", "tabindex": "0"})
    formula.addprevious(frame)
    frame.tail, formula.tail = formula.tail, None
    frame.append(formula)


@value
class Neighbours:
    """What a file may point at.

    `places` gives the place of a sheet by the file that its links name; `files` the
    file that an id of a place stands in, as a long one is in pieces; `pictures` what
    can be shown, by name.
    """

    places: Mapping[str, str]
    files: Mapping[str, Mapping[str, str]]
    pictures: Mapping[str, Asset]


class Desk:
    """One file while it is made ready; `whole` is the sheet that it is a piece of."""

    def __init__(
        self, sheet: Sheet, root: etree._Element, whole: Sheet, beside: Neighbours
    ) -> None:
        self.sheet = sheet
        self.root = root
        self.whole = place_of(whole)[0]
        self.beside = beside
        self.place, self.id = place_of(sheet)
        self.up = "../" * self.place.count("/")
        self.pictures = self.undescribed = self.formulas = 0
        self.headless = self.wordless = 0
        self.properties: set[str] = set()

    def leaf(self) -> Leaf:
        """The finished file."""
        self.levels = [1]
        for element in _POINTED(self.root):
            self.point(element)
        for element in _TURNED(self.root):
            # What code is made of has no direction of its own, and would be turned round.
            element.set("dir", "ltr")
        for element in _EMPTY(self.root):
            # `<td/>` means an open tag to engines that fall back on reading HTML.
            if element.tag not in _VOID:
                element.text = ""
        for element in _LINES(self.root):
            _indented(element)
        for element in list(self.root.iter(*_SETTLED)):
            self.settle(element)
        title = self.root.findtext(f".//{XHTML}title") or ""
        if not title.strip():
            raise unfit(self.sheet, "the title is empty")
        data = _HEAD + etree.tostring(self.root, encoding="utf-8") + b"\n"
        return Leaf(
            name=self.place,
            id=self.id,
            kind=self.sheet.kind,
            title=title,
            entry=entry(f"{FOLDER}/{self.place}", data),
            source=self.sheet.source,
            properties=tuple(sorted(self.properties)),
            pictures=self.pictures,
            undescribed=self.undescribed,
            formulas=self.formulas,
            headless=self.headless,
            wordless=self.wordless,
        )

    def settle(self, element: etree._Element) -> None:
        """Make one element fit for the package."""
        name = str(element.tag)
        if name == f"{XHTML}a":
            self.link(element)
            self.wordless += element.get("href") is not None and not _spoken(element)
        elif name == f"{XHTML}table":
            self.headless += element.find(f".//{XHTML}th") is None
        elif name == f"{XHTML}img":
            self.picture(element)
        elif name == f"{MATHML}math":
            self.formulas += 1
            self.properties.add("mathml")
            if len(str(element.xpath("string()"))) > _FORMULA:
                _movable(element)
        elif name == f"{SVG}svg":
            self.properties.add("svg")
            self.pictures += 1
            self.undescribed += not (element.findtext(f"{SVG}title") or "").strip()
        else:
            element.tag = f"{XHTML}h{self.level(int(name[-1]))}"

    def point(self, element: etree._Element) -> None:
        """Let an element name ids in their plain form."""
        for key in _POINTING:
            if (value := element.get(key)) is not None:
                element.set(key, " ".join(anchor_of(part) for part in value.split()))

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
                element.tag = f"{XHTML}span"
            return
        file, _, anchor = address.partition("#")
        target = unquote(anchor)
        files = self.beside.files
        if not self.up and file in files:
            place = file
        else:
            place = self.beside.places.get(file, "") if file else self.whole
        if place not in files:
            raise unfit(self.sheet, f"the link “{address}” names no file of the book")
        if anchor:
            target = anchor_of(target)
            if target not in files[place]:
                raise unfit(self.sheet, f"the link “{address}” leads to no place")
            element.set("href", f"{self.way(file, place, target)}#{target}")

    def way(self, file: str, place: str, target: str) -> str:
        """The address of the file that has `target`, "" for this one.

        `file` is how the link names its sheet; it holds unless that is in pieces.
        """
        found = self.beside.files[place][target]
        if found == self.place and not file:
            return ""
        if found == place and (file or place == self.place):
            return file
        return found.removeprefix("text/") if self.up else found

    def picture(self, element: etree._Element) -> None:
        """Point a picture at its file in the package, and count it."""
        name = (element.get("src") or "").removeprefix("octavo:")
        if name not in self.beside.pictures:
            raise unfit(self.sheet, f"there is no picture “{name}”")
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
