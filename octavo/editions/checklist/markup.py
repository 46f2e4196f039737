"""The checklist's sheet as it was rendered → its pieces, and back to pages of HTML.

The template decides what a group and an item say; this module only takes them apart,
fills in page numbers and sets them out again in columns. It knows the template by four
classes: `sheet-head`, `group` with its `group-head`, `item`, `sheet-foot`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from octavo.diagnostics import Span
from octavo.model.galley import Sheet, Unfit

_XHTML = "http://www.w3.org/1999/xhtml"
_AT = "data-at"
_PLACE = re.compile(r"(\d+) (\d+) (\d+) (\d+) (.+)", re.ASCII | re.DOTALL)


class _Lacks(Exception):
    """What of the four classes, or of the page itself, is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: its markup, and where in the source it stands."""

    html: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items under a head, and the part and chapter they come from."""

    head: str
    again: str
    items: tuple[Item, ...]
    part: str
    chapter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the columns, and the groups to be set in them."""

    language: str
    title: str
    head: str
    foot: str
    groups: tuple[Group, ...]


def take_apart(sheet: Sheet, folios: Mapping[str, str], date: str) -> Frame:
    """The pieces of a rendered sheet.

    `folios` gives the page number for an anchor; where it is empty, what speaks of
    pages (class `of-pages`) is left out. Links inside the book lose their address,
    since it is in another file. `date` goes where the template has class `date-made`.
    Raises Unfit where the sheet lacks what is relied on.
    """
    root = ElementTree.fromstring(sheet.html)
    for node in root.iter():
        # Pieces are written out apart, where a prefix would have to be declared anew.
        node.tag = node.tag.removeprefix(f"{{{_XHTML}}}")
    _settle(root, folios, date)
    try:
        return _frame(root)
    except _Lacks as lack:
        raise Unfit(sheet, f"the checklist's page lacks {lack}") from lack


def _frame(root: ElementTree.Element) -> Frame:
    body = _first(root, "body")
    return Frame(
        language=root.get("lang", "en"),
        title="".join(_first(root, "title").itertext()),
        head="".join(_markup(node) for node in _of_class(body, "sheet-head")),
        foot="".join(_markup(node) for node in _of_class(body, "sheet-foot")),
        groups=tuple(_group(node) for node in _of_class(body, "group")),
    )


def galley_proof(
    frame: Frame, groups: Sequence[Group], width: float, size: float
) -> str:
    """A document with every block once, in a column so wide, marked to be measured.

    For each group: its head, its head where it goes on, its items. Points are meant.
    """
    blocks = "".join(
        f'<div class="measured">{group.head}</div>'
        f'<div class="measured">{group.again}</div>'
        + "".join(f'<div class="measured">{one.html}</div>' for one in group.items)
        for group in groups
    )
    style = f"width:{width:.3f}pt;font-size:{size}pt"
    return document(frame, f'<div class="column" style="{style}">{blocks}</div>')


def document(frame: Frame, body: str) -> str:
    """A whole XHTML document around `body`."""
    return (
        f'<html xmlns="{_XHTML}" lang="{frame.language}">'
        f'<head><meta charset="utf-8"/><title>{escape(frame.title)}</title></head>'
        f'<body class="checklist">{body}</body></html>'
    )


def _group(node: ElementTree.Element) -> Group:
    head = next(_of_class(node, "group-head"), None)
    if head is None:
        raise _Lacks("an element with the class “group-head” in each “group”")
    again = _markup(head)
    for mark in list(head):
        if "again" in mark.get("class", "").split():
            head.remove(mark)
    return Group(
        head=_markup(head),
        again=again,
        items=tuple(_item(item) for item in _of_class(node, "item")),
        part=node.get("data-part", ""),
        chapter=node.get("data-chapter", ""),
    )


def _item(node: ElementTree.Element) -> Item:
    found = _PLACE.fullmatch(node.attrib.pop(_AT, ""))
    if found is None:
        raise _Lacks("a place (`data-at`) on each “item”")
    line, column, end_line, end_column = map(int, found.groups()[:4])
    return Item(
        html=_markup(node),
        span=Span(
            path=PurePosixPath(found[5]),
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
        ),
    )


def _settle(root: ElementTree.Element, folios: Mapping[str, str], date: str) -> None:
    for parent in root.iter():
        for node in list(parent):
            classes = node.get("class", "").split()
            if not folios and "of-pages" in classes:
                _remove(parent, node)
            elif "date-made" in classes:
                node.text = date
            elif "data-page-of" in node.attrib:
                node.text = folios.get(node.attrib.pop("data-page-of"), "")
            elif node.tag == "a" and node.get("href", "").startswith("#"):
                node.tag = "span"
                del node.attrib["href"]


def _remove(parent: ElementTree.Element, node: ElementTree.Element) -> None:
    """Take `node` out, but not the text behind it."""
    before = list(parent).index(node)
    if node.tail and before:
        parent[before - 1].tail = (parent[before - 1].tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _first(root: ElementTree.Element, name: str) -> ElementTree.Element:
    found = next(root.iter(name), None)
    if found is None:
        raise _Lacks(f"the element “{name}”")
    return found


def _of_class(root: ElementTree.Element, name: str) -> "filter[ElementTree.Element]":
    return filter(lambda node: name in node.get("class", "").split(), root.iter())


def _markup(node: ElementTree.Element) -> str:
    tail, node.tail = node.tail, None
    text = ElementTree.tostring(node, encoding="unicode", method="html")
    node.tail = tail
    return text
