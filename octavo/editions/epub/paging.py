"""Pages of the PDF → marks in the text, and the list that leads to them.

So “page 42” means the same in both (EPUB Accessibility 1.1, 4.1; EPUB 3.3, 7.2.2). The
PDF knows with which word a page begins; the mark stands before that word.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml import etree

from octavo.editions.epub.leaf import anchor_of
from octavo.editions.epub.lines import Lines
from octavo.editions.epub.stream import Stream
from octavo.editions.epub.vocabulary import PAGEBREAK, TYPE, XHTML
from octavo.model.opening import Opening
from octavo.slug import unique
from octavo.value import value

# Sheets of the PDF that have no anchor, and the files that say the same.
_MATTER = {
    "/half": "/title-page",
    "/title": "/title-page",
    "/imprint": "/copyright",
    "/contents": "/nav",
    "/catalogues": "/nav",
}


@value
class Folio:
    """A page: the number printed on it, and the place of its mark in the package."""

    number: str
    file: str
    anchor: str


@value
class Text:
    """A file that pages may begin in; `sheet` is its name for openings."""

    sheet: str
    kind: str
    file: str


def begun(
    texts: Sequence[Text], openings: Iterable[Opening]
) -> tuple[tuple[Opening, ...], ...]:
    """The pages that begin in each file.

    The pages of a sheet that the EPUB has no file for (a colophon) begin where the file
    before it ends.
    """
    rows = {
        "/nav" if text.kind == "nav" else text.sheet: row
        for row, text in enumerate(texts)
    }
    pages: list[list[Opening]] = [[] for _ in texts]
    here = 0
    for opening in openings:
        row = rows.get(_MATTER.get(opening.sheet, opening.sheet), -1)
        here = max(row, here)
        pages[here].append(opening if row == here else _behind(opening))
    return tuple(map(tuple, pages))


def marked(
    text: Text, root: etree._Element, openings: Sequence[Opening]
) -> tuple[Folio, ...]:
    """Put a mark where each page begins in a file; the pages in their order."""
    if not openings:
        return ()
    put = _beside_lists if text.kind == "nav" else _in
    return tuple(put(text, root, openings))


def _behind(opening: Opening) -> Opening:
    """The opening at the end of whatever file it is put into."""
    return replace(opening, anchor="", signs=sys.maxsize, words="")


def _in(text: Text, root: etree._Element, openings: Sequence[Opening]) -> list[Folio]:
    """Put the marks of one file into its text."""
    stream = Stream(_body(root))
    taken = _ids(root)
    folios: list[Folio] = []
    spots: dict[int, list[etree._Element]] = {}
    after = 0
    for opening in openings:
        if opening.signs or opening.anchor not in {"", opening.sheet}:
            after = stream.find(opening, anchor_of(opening.anchor), after)
        folio, mark = _mark(text, opening, taken)
        folios.append(folio)
        spots.setdefault(after, []).append(mark)
    for place in sorted(spots, reverse=True):
        stream.insert(place, spots[place])
    return folios


def _beside_lists(
    text: Text, root: etree._Element, openings: Sequence[Opening]
) -> list[Folio]:
    """The pages of the contents: a mark before a list, or the line that one begins with.

    A line holds a link and nothing else (EPUB 3.3, 7.2.1), so it is the page's place
    itself, without a mark.
    """
    body = _body(root)
    lines = Lines(body)
    taken = _ids(root)
    folios = []
    for opening in openings:
        place = lines.find(opening.words)
        if place is not None and place.tag == f"{XHTML}li":
            anchor = place.get("id") or unique(f"page-{opening.folio}", taken, "_")
            place.set("id", anchor)
            folios.append(Folio(number=opening.folio, file=text.file, anchor=anchor))
        else:
            folio, mark = _mark(text, opening, taken)
            folios.append(folio)
            if place is None:
                body.append(mark)
            else:
                place.addprevious(mark)
    return folios


def _mark(
    text: Text, opening: Opening, taken: set[str]
) -> tuple[Folio, etree._Element]:
    anchor = unique(f"page-{opening.folio}", taken, "_")
    mark = etree.Element(
        f"{XHTML}span",
        {
            "id": anchor,
            TYPE: PAGEBREAK,
            "role": "doc-pagebreak",
            "aria-label": opening.folio,
        },
    )
    return Folio(number=opening.folio, file=text.file, anchor=anchor), mark


def _body(root: etree._Element) -> etree._Element:
    body = root.find(f"{XHTML}body")
    return root if body is None else body


def _ids(root: etree._Element) -> set[str]:
    return {name for element in root.iter() if (name := element.get("id"))}


def listed(root: etree._Element, folios: Iterable[Folio], title: str) -> None:
    """Add the list of pages to the navigation; readers need not see it in the text."""
    nav = etree.SubElement(
        _body(root),
        f"{XHTML}nav",
        {
            TYPE: "page-list",
            "role": "doc-pagelist",
            "aria-label": title,
            "hidden": "",
        },
    )
    rows = etree.SubElement(nav, f"{XHTML}ol")
    for folio in folios:
        row = etree.SubElement(rows, f"{XHTML}li")
        # Checkers want the file named even where it is this one.
        address = f"{folio.file}#{folio.anchor}"
        link = etree.SubElement(row, f"{XHTML}a", href=address)
        link.text = folio.number
