"""Sheets of a galley → text files of an EPUB.

The sheets are well-formed already. Here ids become such as the oldest reading systems
know, pages of the PDF are marked, and long files are cut; what is then done to each file
by itself is `desk`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from octavo.editions.epub.cutting import Piece, long, pieces
from octavo.editions.epub.desk import Desk, Neighbours, place_of, unfit
from octavo.editions.epub.leaf import Leaf, anchor_of
from octavo.editions.epub.paging import Folio, Text, listed, marked
from octavo.editions.epub.vocabulary import elements
from octavo.model.bench import Spread, in_turn
from octavo.model.galley import Galley, Sheet, Unfit
from octavo.model.opening import Opening, name_of
from octavo.words import words_in

_NAMED = elements("/descendant::*[@id]")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


class Documents(NamedTuple):
    """The text files in reading order, and the pages of the PDF that begin in them."""

    leaves: tuple[Leaf, ...]
    folios: tuple[Folio, ...]


def documents(
    galley: Galley, openings: Sequence[Opening], spread: Spread = in_turn
) -> Documents:
    """The text files of `galley` in its order, the cover left out.

    `openings` say where pages of the PDF begin; without a PDF there are none. A sheet
    that names what is not there is a mistake of ours or of a template, and raises
    Unfit.
    """
    sheets = [sheet for sheet in galley.sheets if sheet.kind != "cover"]
    # Where no page is to be marked, only files that are cut must be read here.
    roots = [_read(each) if openings or long(each) else None for each in sheets]
    folios = _paged(sheets, roots, openings, galley.metadata.language)
    cut = pieces(sheets, roots)
    files: dict[str, dict[str, str]] = {place_of(sheet)[0]: {} for sheet in sheets}
    for piece in cut:
        file = place_of(piece.sheet)[0]
        files[place_of(piece.whole)[0]] |= dict.fromkeys(_ids(piece), file)
    beside = Neighbours(
        places={f"{sheet.name}.xhtml": place_of(sheet)[0] for sheet in sheets},
        files=files,
        pictures={asset.name: asset for asset in galley.assets},
    )

    def leaf(piece: Piece) -> Leaf | Unfit:
        sheet, root, whole = piece
        try:
            read = _read(sheet) if root is None else root
            return Desk(sheet, read, whole, beside).leaf()
        except Unfit as unfit:
            return unfit

    return Documents(
        tuple(map(_fit, spread(leaf, cut))),
        tuple(replace(folio, file=files[folio.file][folio.anchor]) for folio in folios),
    )


def _fit(leaf: Leaf | Unfit) -> Leaf:
    """The file; the first that could not be made, whoever made it, is raised."""
    if isinstance(leaf, Unfit):
        raise leaf
    return leaf


def _ids(piece: Piece) -> Iterable[str]:
    """The ids in a file, in their plain form."""
    if piece.root is None:
        return map(anchor_of, piece.sheet.anchors)
    return (each.get("id", "") for each in _NAMED(piece.root))


def _paged(
    sheets: Sequence[Sheet],
    roots: Sequence[etree._Element | None],
    openings: Sequence[Opening],
    language: str,
) -> tuple[Folio, ...]:
    """Mark the pages in the files, and list them in the navigation."""
    texts = [
        Text(
            sheet=name_of(sheet.anchors, sheet.name),
            kind=sheet.kind,
            file=place_of(sheet)[0],
            root=root,
        )
        for sheet, root in zip(sheets, roots, strict=True)
        if root is not None
    ]
    folios = marked(texts, openings)
    if folios:
        for text in texts:
            if text.kind == "nav":
                listed(text, folios, words_in(language).pages)
    return folios


def _read(sheet: Sheet) -> etree._Element:
    """The text of a sheet; its ids are in their plain form, and each stands once."""
    root = etree.fromstring(sheet.html.encode(), _PARSER)
    found: set[str] = set()
    for element in _NAMED(root):
        wanted = element.get("id", "")
        name = anchor_of(wanted)
        if name in found:
            raise unfit(sheet, f"the id “{wanted}” stands twice")
        found.add(name)
        if name != wanted:
            element.set("id", name)
    return root
