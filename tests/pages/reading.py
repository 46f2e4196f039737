"""What a finished PDF says of itself, read by programs that did not write it."""

import io
import re
from dataclasses import dataclass, field

import pikepdf
import pypdfium2

from octavo.typeset import Volume


@dataclass
class Printed:
    """A PDF taken apart; pages count from 0."""

    texts: list[str]
    labels: list[str]
    destinations: dict[str, int]
    links: list[tuple[int, str]]
    outline: list[tuple[int, str, int]]
    fonts: set[str] = field(default_factory=set)
    unembedded: set[str] = field(default_factory=set)


def data_of(volume: Volume) -> bytes:
    """The file, in one piece."""
    return b"".join(volume.file.pieces())


def printed(data: bytes) -> Printed:
    """Everything the tests ask about."""
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
        labels = [document.get_page_label(place) for place in range(len(document))]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        where = {page.objgen: place for place, page in enumerate(pdf.pages)}
        destinations = {
            str(name): where[dest[0].objgen] for name, dest in _destinations(pdf)
        }
        links = [
            (place, str(annotation.Dest))
            for place, page in enumerate(pdf.pages)
            for annotation in page.get("/Annots", [])
            if "/Dest" in annotation
        ]
        outline = []
        with pdf.open_outline() as tree:
            stack = [(1, row) for row in reversed(tree.root)]
            while stack:
                depth, row = stack.pop()
                outline.append((depth, row.title, destinations[str(row.destination)]))
                stack.extend((depth + 1, below) for below in reversed(row.children))
        fonts, unembedded = set(), set()
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Dictionary):
                continue
            if item.get("/Subtype") == "/Type0":
                fonts.add(str(item.BaseFont))
                descriptor = item.DescendantFonts[0].FontDescriptor
                if not {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                    unembedded.add(str(item.BaseFont))
    return Printed(texts, labels, destinations, links, outline, fonts, unembedded)


def _destinations(pdf: pikepdf.Pdf) -> list[tuple[str, pikepdf.Array]]:
    if "/Names" not in pdf.Root:
        return []
    return list(pikepdf.NameTree(pdf.Root.Names.Dests).items())


def references(text: str) -> list[tuple[str, str]]:
    """(anchor, printed number) of each “see ANCHOR, p. N” of the sample book."""
    flat = re.sub(r"\s+", " ", text)
    return re.findall(r"see (c\d+) ?, p\. ?([ivxlc\d]+)", flat)
