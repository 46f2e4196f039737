"""What a tagged PDF says its text consists of: paragraphs, headings, items, notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_TEXT = frozenset(("P", "LBody", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "TD"))
_APART = frozenset(("L", "Lbl", "Table", "Note", "Div", "Sect", "BlockQuote", "Code"))


@dataclass
class Piece:
    """A stretch of text: its kind, and its marked contents as (page, number)."""

    kind: str
    marks: set[tuple[int, int]] = field(default_factory=set)


def pieces(pdf: pikepdf.Pdf) -> list[Piece]:
    """Every stretch of text in the order of reading; what stands within one is apart."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return []
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    return list(_below(root.K, Piece("Document"), -1, pages))


def _below(
    kids: object, within: Piece, page: int, pages: dict[tuple[int, int], int]
) -> Iterator[Piece]:
    stack: list[tuple[object, Piece, int]] = [(kids, within, page)]
    while stack:
        kids, within, page = stack.pop()
        if isinstance(kids, int):
            within.marks.add((page, kids))
        elif isinstance(kids, pikepdf.Array):
            stack.extend((kid, within, page) for kid in reversed(list(kids)))
        elif isinstance(kids, pikepdf.Dictionary):
            if "/Pg" in kids:
                page = pages[kids.Pg.objgen]
            if kids.get("/Type") == "/MCR":
                within.marks.add((page, int(kids.MCID)))
                continue
            kind = str(kids.get("/S", "")).lstrip("/")
            if kind in _TEXT or kind in _APART:
                within = Piece(kind)
                yield within
            if "/K" in kids:
                stack.append((kids.K, within, page))
