"""Sheets of a galley → text files of an EPUB.

The sheets are well-formed already. Here ids become such as the oldest reading systems
know, pages of the PDF are marked, and long files are cut; what is then done to each file
by itself is `desk`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from lxml import etree

from octavo.editions.epub.cutting import Piece, long, pieces
from octavo.editions.epub.desk import Desk, Neighbours, place_of, unfit
from octavo.editions.epub.leaf import Leaf, anchor_of
from octavo.editions.epub.paging import Folio, Text, begun, listed, marked
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


class _Made(NamedTuple):
    """A file, or why there is none, and the pages that begin in it."""

    leaf: Leaf | Unfit
    folios: tuple[Folio, ...]


class _Reading:
    """Sheets, and the pages that begin in each."""

    def __init__(self, sheets: Sequence[Sheet], openings: Sequence[Opening]) -> None:
        texts = [
            Text(
                sheet=name_of(sheet.anchors, sheet.name),
                kind=sheet.kind,
                file=_file(sheet),
            )
            for sheet in sheets
        ]
        rows = zip(texts, begun(texts, openings), strict=True)
        self._rows = {text.file: (text, pages) for text, pages in rows}

    def of(self, sheet: Sheet) -> tuple[etree._Element, tuple[Folio, ...]]:
        """The text of a sheet with its pages marked, and where they are."""
        root = _read(sheet)
        text, pages = self._rows[_file(sheet)]
        return root, marked(text, root, pages)


def documents(
    galley: Galley, openings: Sequence[Opening], spread: Spread = in_turn
) -> Documents:
    """The text files of `galley` in its order, the cover left out.

    `openings` say where pages of the PDF begin; without a PDF there are none. A sheet
    that names what is not there is a mistake of ours or of a template, and raises
    Unfit.
    """
    sheets = [sheet for sheet in galley.sheets if sheet.kind != "cover"]
    reading = _Reading(sheets, openings)
    # The others are read one at a time: what a file is read into is ten times as large.
    early = {
        _file(sheet): reading.of(sheet)
        for sheet in sheets
        if sheet.kind == "nav" or long(sheet)
    }
    roots = [
        early[_file(sheet)][0] if _file(sheet) in early else None for sheet in sheets
    ]
    cut = pieces(sheets, roots)
    files = _files(cut)
    beside = Neighbours(
        places={f"{sheet.name}.xhtml": _file(sheet) for sheet in sheets},
        files=files,
        pictures={asset.name: asset for asset in galley.assets},
    )
    make = partial(_made, reading, beside)
    # The navigation waits for the pages of all others, which it lists.
    others = [piece for piece in cut if piece.whole.kind != "nav"]
    made = {
        _file(piece.sheet): each
        for piece, each in zip(others, spread(make, others), strict=True)
    }
    marks = {file: each.folios for file, each in made.items()}
    marks |= {file: folios for file, (_, folios) in early.items()}
    folios = [folio for sheet in sheets for folio in marks.get(_file(sheet), ())]
    for folio in folios:
        files[folio.file].setdefault(folio.anchor, folio.file)
    for piece in cut:
        if piece.whole.kind == "nav" and piece.root is not None:
            if folios:
                listed(piece.root, folios, words_in(galley.metadata.language).pages)
            made[_file(piece.sheet)] = make(piece)
    return Documents(
        tuple(_fit(made[_file(piece.sheet)].leaf) for piece in cut),
        tuple(replace(folio, file=files[folio.file][folio.anchor]) for folio in folios),
    )


def _made(reading: _Reading, beside: Neighbours, piece: Piece) -> _Made:
    """The file of a piece; where it was not read before, with the pages in it."""
    sheet, root, whole = piece
    folios: tuple[Folio, ...] = ()
    try:
        if root is None:
            root, folios = reading.of(whole)
        return _Made(Desk(sheet, root, whole, beside).leaf(), folios)
    except Unfit as unfit:
        return _Made(unfit, ())


def _files(cut: Sequence[Piece]) -> dict[str, dict[str, str]]:
    """For the place of each sheet in which file its ids stand."""
    files: dict[str, dict[str, str]] = {_file(piece.whole): {} for piece in cut}
    for piece in cut:
        ids = dict.fromkeys(_ids(piece), _file(piece.sheet))
        files[_file(piece.whole)] |= ids
    return files


def _fit(leaf: Leaf | Unfit) -> Leaf:
    """The file; the first that could not be made, whoever made it, is raised."""
    if isinstance(leaf, Unfit):
        raise leaf
    return leaf


def _file(sheet: Sheet) -> str:
    return place_of(sheet)[0]


def _ids(piece: Piece) -> Iterable[str]:
    """The ids in a file, in their plain form."""
    if piece.root is None:
        return map(anchor_of, piece.sheet.anchors)
    return (each.get("id", "") for each in _NAMED(piece.root))


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
