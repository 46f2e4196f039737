"""The checklist's sheet as it was rendered → its pieces, and back to pages of HTML.

The template decides what a group and an item say; this module only takes them apart,
fills in page numbers and sets them out again in columns. It knows the template by a few
classes: `sheet-head`, `group` with its `group-head`, `item` with its `box` and `folio`,
`sheet-foot`.
"""

import re
from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote
from xml.etree import ElementTree

from octavo.diagnostics import Span
from octavo.model.artifact import Artifact
from octavo.model.galley import Sheet, Unfit
from octavo.value import value

_XHTML = "http://www.w3.org/1999/xhtml"
_AT = "data-at"
_PLACE = re.compile(r"(\d+) (\d+) (\d+) (\d+) (.+)", re.ASCII | re.DOTALL)

# Letters of a word that fit into any column, were they all of the widest. Words longer
# than that may be broken anywhere (class `long`): not all, since the renderer then breaks
# a short word, too, if it is the first in markup of its own.
_LONG = 17


class _Lacks(Exception):
    """What of the classes it is known by, or of the page itself, is not there."""


@value
class Item:
    """One item: its markup, and where in the source it stands.

    `proof` is the markup to be measured, marked so: without what stands beside the words,
    which is placed absolutely and takes no room but much time.
    """

    html: str
    proof: str
    span: Span


@value
class Group:
    """Items under a head, and the part and chapter they come from.

    `title` is what the head says.
    """

    title: str
    head: str
    again: str
    items: tuple[Item, ...]
    part: str
    chapter: str


@value
class Frame:
    """What stands around the columns, and the groups to be set in them.

    `title` is the document's, `heading` what the head of the sheet says. `numbered` says
    that items have the number of a page.
    """

    language: str
    direction: str
    title: str
    heading: str
    head: str
    foot: str
    groups: tuple[Group, ...]
    numbered: bool


def take_apart(sheet: Sheet, pdf: Artifact | None, date: str) -> Frame:
    """The pieces of a rendered sheet.

    `pdf` is the edition whose pages are spoken of; without one, all that speaks of
    pages (class `of-pages`) is left out. A page number is a link into that file, which
    lies beside this one; other links inside the book lose their address. `date` goes
    where the template has class `date-made`. Raises Unfit where the sheet lacks what is
    relied on.
    """
    root = ElementTree.fromstring(sheet.html)
    for node in root.iter():
        # Pieces are written out apart, where a prefix would have to be declared anew.
        node.tag = node.tag.removeprefix(f"{{{_XHTML}}}")
    _settle(root, pdf, date)
    try:
        return _frame(root, numbered=pdf is not None)
    except _Lacks as lack:
        raise Unfit(sheet, f"the checklist's page lacks {lack}") from lack


def _frame(root: ElementTree.Element, *, numbered: bool) -> Frame:
    body = _first(root, "body")
    heads = tuple(_of_class(body, "sheet-head"))
    feet = [node for node in _of_class(body, "sheet-foot") if _words(node)]
    return Frame(
        language=root.get("lang", "en"),
        direction=root.get("dir", "ltr"),
        title="".join(_first(root, "title").itertext()),
        heading=next((_words(node) for head in heads for node in head.iter("h1")), ""),
        head="".join(map(_markup, heads)),
        foot="".join(map(_markup, feet)),
        groups=tuple(_group(node) for node in _of_class(body, "group")),
        numbered=numbered,
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
        + "".join(one.proof for one in group.items)
        for group in groups
    )
    style = f"width:{width:.3f}pt;font-size:{size}pt"
    return document(frame, f'<div class="column" style="{style}">{blocks}</div>')


def edges_proof(frame: Frame, unit: str, width: float) -> str:
    """A document with the head and the foot of a sheet, to be measured."""
    blocks = "".join(
        f'<div class="measured">{block}</div>'
        for block in (head_of(frame, unit), frame.foot)
    )
    return document(frame, f'<div style="width:{width:.3f}pt">{blocks}</div>')


def head_of(frame: Frame, unit: str) -> str:
    """The head of a sheet for a part or chapter, "" for one of the whole book."""
    title = f'<h2 class="unit">{escape(unit, quote=False)}</h2>' if unit else ""
    return f"{frame.head}{title}"


def document(frame: Frame, body: str) -> str:
    """A whole XHTML document around `body`."""
    classes = "checklist numbered" if frame.numbered else "checklist"
    return (
        f'<html xmlns="{_XHTML}" lang="{frame.language}" '
        f'dir="{frame.direction}">'
        f'<head><meta charset="utf-8"/><title>{escape(frame.title, quote=False)}</title></head>'
        f'<body class="{classes}">{body}</body></html>'
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
        title=_words(head),
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
    if any(len(word) > _LONG for word in "".join(node.itertext()).split()):
        node.set("class", f"{node.get('class')} long")
    html = _markup(node)
    for beside in list(node):
        if {"box", "folio"} & set(beside.get("class", "").split()):
            _remove(node, beside)
    node.set("class", f"{node.get('class')} measured")
    return Item(
        html=html,
        proof=_markup(node),
        span=Span(
            path=PurePosixPath(found[5]),
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
        ),
    )


def _settle(root: ElementTree.Element, pdf: Artifact | None, date: str) -> None:
    for parent in root.iter():
        for node in list(parent):
            classes = node.get("class", "").split()
            if pdf is None and "of-pages" in classes:
                _remove(parent, node)
            elif "date-made" in classes:
                node.text = date
            elif "data-page-of" in node.attrib:
                _number(node, pdf)
            elif node.tag == "a" and node.get("href", "").startswith("#"):
                _unlink(node)


def _number(node: ElementTree.Element, pdf: Artifact | None) -> None:
    """Put a page number into `node`, which leads there if it is a link.

    The address is relative, with a named destination: what browsers follow from one PDF
    to another. The action that PDF itself has for that (ISO 32000-1, 12.6.4.3) is dead
    in most of them.
    """
    anchor = node.attrib.pop("data-page-of")
    folio = pdf.folios.get(anchor, "") if pdf else ""
    node.text = folio
    title = node.attrib.pop("title", "")
    if pdf is None or node.tag != "a" or not folio:
        _unlink(node)
        return
    node.set("href", f"./{quote(pdf.name)}#nameddest={quote(anchor, safe='')}")
    if title:
        node.set("title", title.replace("{}", folio))


def _unlink(node: ElementTree.Element) -> None:
    if node.tag == "a":
        node.tag = "span"
        node.attrib.pop("href", None)


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


def _words(node: ElementTree.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _of_class(root: ElementTree.Element, name: str) -> "filter[ElementTree.Element]":
    return filter(lambda node: name in node.get("class", "").split(), root.iter())


def _markup(node: ElementTree.Element) -> str:
    tail, node.tail = node.tail, None
    text = ElementTree.tostring(node, encoding="unicode", method="html")
    node.tail = tail
    return text
