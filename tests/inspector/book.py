"""What the parts of a book say of one another: notes, links, numbers of pages."""

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf
from inspector.copy import Copy
from inspector.leaves import Leaf

_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_NUMBER = re.compile(r"(?:^|[^\w.])([ivxlcdm]+|\d+)\)?$")


def notes(copy: Copy) -> Iterator[str]:
    """T12: every mark of a note has its note on the page, and none stands twice.

    Numbers begin anew in each chapter, so a page may have a number twice.
    """
    for leaf in copy.leaves:
        foot = [
            line
            for line in leaf.lines
            if line.glyphs[0].face.startswith("Octavo-Serif-Caption")
            and line.glyphs[0].text.isdigit()
            and re.match(r"\d{1,3} \S", line.text)
        ]
        numbers = Counter(re.match(r"\d+", line.text)[0] for line in foot)  # type: ignore[index]
        for number, count in numbers.items():
            if count > 1:
                yield f"{leaf.number}: note {number} stands {count} times"


def _destinations(copy: Copy) -> dict[str, tuple[int, float]]:
    """Page and height from the top of each named place."""
    names = copy.pdf.Root.get("/Names")
    if names is None or "/Dests" not in names:
        return {}
    pages = {page.objgen: number for number, page in enumerate(copy.pdf.pages)}
    return {
        str(name): (pages[place[0].objgen], copy.paper.height - float(place[3]))
        for name, place in pikepdf.NameTree(names.Dests).items()
    }


def links(copy: Copy) -> Iterator[str]:
    """T13: every link leads to a place in the file, or out by a scheme that is safe."""
    places = _destinations(copy)
    for number, page in enumerate(copy.pdf.pages):
        for link in page.get("/Annots", []):
            if link.Subtype != "/Link":
                continue
            target = link.get("/Dest")
            if target is None:
                address = str(link.A.get("/URI", ""))
                if not address.startswith(_SCHEMES):
                    yield f"{number}: a link to {address!r}"
            elif str(target) not in places:
                yield f"{number}: a link to {target}, which is nowhere"


def outline(copy: Copy) -> Iterator[str]:
    """T14: there are bookmarks, and they never lead backwards."""
    places = _destinations(copy)
    before = (0, 0.0)
    count = 0
    with copy.pdf.open_outline() as tree:
        stack = list(reversed(tree.root))
        while stack:
            row = stack.pop()
            count += 1
            here = places.get(str(row.destination))
            if here is None:
                yield f"the bookmark {row.title} leads nowhere"
            elif here < before:
                yield f"the bookmark {row.title} leads backwards"
            before = here or before
            stack.extend(reversed(row.children))
    if not count:
        yield "there are no bookmarks"


def _folio(copy: Copy, leaf: Leaf) -> str:
    """The number printed at the foot, "" for none."""
    low = copy.paper.height - copy.paper.bottom + 5
    return "".join(line.text for line in leaf.lines if line.base > low)


def labels(copy: Copy) -> Iterator[str]:
    """T15: the page numbers that viewers show are those that are printed."""
    for leaf in copy.leaves:
        folio = _folio(copy, leaf)
        if folio and folio != leaf.label:
            yield f"{leaf.number}: is labelled {leaf.label}, prints {folio}"


def references(copy: Copy) -> Iterator[str]:
    """T16: a number printed in a link, behind its words, is that of the page it leads to."""
    places = _destinations(copy)
    for leaf, page in zip(copy.leaves, copy.pdf.pages, strict=True):
        for link in page.get("/Annots", []):
            place = places.get(str(link.get("/Dest", "")))
            if place is None:
                continue
            left, bottom, right, top = (float(side) for side in link.Rect)
            high = copy.paper.height
            words = "".join(
                glyph.text
                for line in leaf.lines
                for glyph in line.glyphs
                if left - 0.5 < (glyph.left + glyph.right) / 2 < right + 0.5
                and high - top - 0.5 < glyph.base - 1 < high - bottom + 0.5
            )
            number = re.search(r"(?:p\.|\. \.|\.\.)(\d+|[ivxlc]+)\)?$", words)
            label = copy.leaves[place[0]].label
            if number and number[1] != label:
                yield f"{leaf.number}: {words} leads to page {label}"


def headings(copy: Copy) -> Iterator[str]:
    """T23: no level of headings is left out."""
    before = 0
    for piece in copy.pieces:
        if not re.fullmatch(r"H[1-6]", piece.kind) or not piece.marks:
            continue
        level = int(piece.kind[1])
        if level > before + 1:
            yield f"{min(piece.marks)[0]}: {piece.kind} follows H{before}"
        before = level
