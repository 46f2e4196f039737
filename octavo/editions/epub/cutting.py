"""A text file that is too long → several, cut before headings.

Old reading systems open no file of more than 300 KB, and new ones turn its pages slowly.
Notes go with the first mark that leads to them, so that they still open beside it. Pages
that begin in notes do not go with them, since pages are listed in the order of reading:
their marks stand where the text ends, which the notes follow in print.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from octavo.editions.epub.leaf import anchor_of
from octavo.editions.epub.vocabulary import HEADINGS, PAGEBREAK, TYPE, XHTML
from octavo.model.galley import Sheet
from octavo.slug import unique
from octavo.words import words_in

MOST = 250_000
"""Bytes of a file that is left whole."""
_ENOUGH = 80_000
"""Bytes of a piece after which the next heading begins another."""
_LIMIT = 200_000
"""Bytes of a piece before which it ends wherever a block does."""

_CUTS = frozenset(f"{XHTML}h{level}" for level in (2, 3))


class Piece(NamedTuple):
    """A file that is to be: its sheet, its text, and the sheet it is a piece of.

    The text is None where it is all of the sheet's and has not been read yet.
    """

    sheet: Sheet
    root: etree._Element | None
    whole: Sheet


def long(sheet: Sheet) -> bool:
    """Whether a sheet becomes several files."""
    return sheet.kind == "chapter" and len(sheet.html.encode()) > MOST


def pieces(
    sheets: Sequence[Sheet], roots: Sequence[etree._Element | None]
) -> tuple[Piece, ...]:
    """Each sheet, long chapters in pieces; their names count on from the chapter's.

    The text of a long one must have been read.
    """
    names = {sheet.name for sheet in sheets}
    found: list[Piece] = []
    for sheet, root in zip(sheets, roots, strict=True):
        if root is None or not long(sheet):
            found.append(Piece(sheet, root, sheet))
            continue
        for nth, part in enumerate(_cut(root)):
            name = unique(sheet.name, names, first=2) if nth else sheet.name
            if nth:
                _continue(part, sheet, nth)
            found.append(Piece(replace(sheet, name=name), part, sheet))
    return tuple(found)


def _cut(root: etree._Element) -> Iterator[etree._Element]:
    """`root`, and roots like it with the blocks that come behind it."""
    section = _section(root)
    notes = [each for each in section if each.get(TYPE) == "footnotes"]
    for each in notes:
        section.remove(each)
    groups = list(_groups(list(section)))
    for group in groups[1:]:
        for block in group:
            section.remove(block)
    if len(groups) > 1:
        groups[-1] += [_taken_out(mark) for mark in _marks(notes)]
    frame = deepcopy(root)
    for block in list(_section(frame)):
        _section(frame).remove(block)
    left = {note.get("id"): note for each in notes for note in each}
    for nth, group in enumerate(groups):
        part = deepcopy(frame) if nth else root
        if nth:
            _section(part).extend(group)
        _put_notes(part, notes, left)
        yield part
    if left:
        _add_notes(part, notes, list(left.values()))


def _section(root: etree._Element) -> etree._Element:
    """The element that holds the blocks of a chapter."""
    body = root.find(f"{XHTML}body")
    assert body is not None, "a page has a body"
    return body[0] if len(body) == 1 else body


def _groups(blocks: Sequence[etree._Element]) -> Iterator[list[etree._Element]]:
    """The blocks of each piece; none ends with a heading, or a mark before one."""
    group: list[etree._Element] = []
    weight = 0
    for block in blocks:
        size = len(etree.tostring(block))
        full = weight + size > _LIMIT
        if group and (full or (weight > _ENOUGH and block.tag in _CUTS)):
            kept = len(group)
            while kept and _leads(group[kept - 1]):
                kept -= 1
            if kept:
                yield group[:kept]
                group = group[kept:]
                weight = 0
        group.append(block)
        weight += size
    yield group


def _marks(notes: Sequence[etree._Element]) -> list[etree._Element]:
    """The marks of pages that begin in `notes`, in their order."""
    return [
        below for each in notes for below in each.iter() if below.get(TYPE) == PAGEBREAK
    ]


def _taken_out(mark: etree._Element) -> etree._Element:
    """A mark without its place; the text behind it stays there."""
    parent, before = mark.getparent(), mark.getprevious()
    assert parent is not None, "a mark stands in a note"
    if before is None:
        parent.text = (parent.text or "") + (mark.tail or "")
    else:
        before.tail = (before.tail or "") + (mark.tail or "")
    mark.tail = None
    parent.remove(mark)
    return mark


def _leads(block: etree._Element) -> bool:
    """Whether a block belongs to the one behind it."""
    return block.tag in HEADINGS or block.get(TYPE) == PAGEBREAK


def _put_notes(
    part: etree._Element,
    notes: Sequence[etree._Element],
    left: dict[str | None, etree._Element],
) -> None:
    """Give a piece the notes its marks lead to, and those that these lead to."""
    mine: list[etree._Element] = []
    todo = [part]
    while todo:
        for mark in todo.pop(0).iter(f"{XHTML}a"):
            if mark.get(TYPE) != "noteref":
                continue
            note = left.pop(anchor_of(unquote(mark.get("href", "")[1:])), None)
            if note is not None:
                mine.append(note)
                todo.append(note)
    if mine:
        _add_notes(part, notes, mine)


def _add_notes(
    part: etree._Element,
    notes: Sequence[etree._Element],
    mine: Sequence[etree._Element],
) -> None:
    section = _section(part)
    there = [each for each in section if each.get(TYPE) == "footnotes"]
    if there:
        there[0].extend(mine)
        return
    given = {str(key): str(value) for key, value in notes[0].attrib.items()}
    frame = etree.SubElement(section, notes[0].tag, given)
    frame.extend(mine)


def _continue(part: etree._Element, sheet: Sheet, nth: int) -> None:
    """Give a piece that is not the first a title, and a label instead of a heading."""
    word = words_in(sheet.language).continued
    title = part.find(f".//{XHTML}title")
    assert title is not None, "a page has a title"
    title.text = f"{title.text} ({word}{f' {nth}' if nth > 1 else ''})"
    section = _section(part)
    for key in ("id", "aria-labelledby"):
        section.attrib.pop(key, "")
    section.set("aria-label", title.text)
