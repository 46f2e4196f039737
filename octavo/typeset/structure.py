"""A sheet's structure elements, mended where WeasyPrint leaves something to wish for.

Header cells get a scope and an id that is unique in the book, and text inside a group
is found where it stands (ISO 32000-2, 14.7 and 14.8; PDF/UA-1, 7.5).
"""

from hashlib import sha256
from typing import Any

import pydyf

from octavo.model.galley import Sheet
from octavo.typeset import internals
from octavo.typeset.lists import settle_lists

Rows = tuple[tuple[int, bytes], ...]
Ids = tuple[tuple[str, int], ...]


def settle_structure(
    pdf: Any, document: Any, streams: list[Any], forms: dict[Any, Any], sheet: Sheet
) -> tuple[Rows, Ids, int]:
    """Rows of the parent tree, ids of elements, the number of the sheet's element.

    `forms` says in which stream each tagged box was painted; the name of the `sheet`
    makes ids unique.
    """
    inside = _inside(streams, forms)
    parents, part = internals.tag(pdf, document, streams)
    if sheet.language:
        part["Lang"] = pydyf.String(sheet.language)
    keys = {int(key): row for key, row in _pairs(parents["Nums"])}
    parents.free = "f"
    for place, page in enumerate(pdf.page_objects):
        page["StructParents"] = b"\x03%d\x04" % place
    elements = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary)]
    for item in elements:
        if "StructParent" in item:
            item["StructParent"] = b"\x03%d\x04" % item["StructParent"]
    _merge_lines(elements, keys)
    _place_in_forms(pdf, keys, inside)
    settle_lists(pdf, elements)
    by_number = {item.number: item for item in elements}
    _scope(by_number)
    ids = _unique_ids(elements, sheet.name)
    rows = tuple(
        (key, row if isinstance(row, bytes) else row.data)
        for key, row in sorted(keys.items())
    )
    return rows, ids, part.number


def _pairs(flat: Any) -> list[tuple[Any, Any]]:
    return list(zip(flat[::2], flat[1::2], strict=True))


def _inside(streams: list[Any], forms: dict[Any, Any]) -> list[tuple[int, int, Any]]:
    """Page, mark and group of content that was painted into a group."""
    found = []
    for place, stream in enumerate(streams):
        for box, mark in stream._tags.items():
            form = forms.get(box)
            if form is not None and form is not stream:
                found.append((place, mark["mcid"], form))
    return found


# Elements that may hold marked content themselves; the rest only group (14.8.4).
_HOLDS_TEXT = frozenset(
    f"/{name}"
    for name in [
        "P",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "Lbl",
        "LBody",
        "TD",
        "TH",
        "Caption",
        "Span",
        "Link",
    ]
)


def _merge_lines(elements: list[Any], keys: dict[int, Any]) -> None:
    """Put text into its paragraph, without an element for every line and run.

    WeasyPrint wraps each line in a Span that says nothing; they are more than half of
    all elements.
    """
    by_reference = {item.reference: item for item in elements if "S" in item}
    places = {page.reference: n for n, page in enumerate(_pages(elements))}
    for item in elements:
        if item.get("S") not in _HOLDS_TEXT:
            continue
        for nth, kid in enumerate(item["K"]):
            line = by_reference.get(kid) if isinstance(kid, bytes) else None
            if line is None or not _says_nothing(line) or line["Pg"] != item["Pg"]:
                continue
            (mcid,) = line["K"]
            item["K"][nth] = mcid
            keys[places[item["Pg"]]][mcid] = item.reference
            line.free = "f"


def _pages(elements: list[Any]) -> list[Any]:
    return [item for item in elements if item.get("Type") == "/Page"]


def _says_nothing(line: Any) -> bool:
    return (
        line["S"] == "/Span"
        and len(line["K"]) == 1
        and isinstance(line["K"][0], int)
        and not {"A", "Alt", "Lang", "ActualText"} & set(line)
    )


def _place_in_forms(
    pdf: Any, keys: dict[int, Any], inside: list[tuple[int, int, Any]]
) -> None:
    """Say of marked content in a group that it is there (14.7.5.1.2).

    WeasyPrint counts it with its page's, where a reader would look in vain.
    """
    by_number = {item.number: item for item in pdf.objects}
    for place, mcid, form in inside:
        reference = keys[place][mcid]
        element = by_number[int(reference.strip(b"\x01\x02"))]
        kid = pydyf.Dictionary(
            {
                "Type": "/MCR",
                "Pg": pdf.page_references[place],
                "Stm": form.reference,
                "MCID": mcid,
            }
        )
        element["K"][element["K"].index(mcid)] = kid
        keys[place][mcid] = b"null"
        if "StructParents" not in form.extra:
            key = max(keys) + 1
            form.extra["StructParents"] = b"\x03%d\x04" % key
            keys[key] = pydyf.Array()
        row = keys[int(form.extra["StructParents"].strip(b"\x03\x04"))]
        row.extend([b"null"] * (mcid + 1 - len(row)))
        row[mcid] = reference


def _scope(by_number: dict[int, Any]) -> None:
    """Give header cells a scope: of the row if a cell of the row names it as its head.

    Readers differ in whether they follow `Headers` or look at the scope.
    """
    heads = {
        item["ID"].string: item
        for item in by_number.values()
        if item.get("S") == "/TH" and "ID" in item
    }
    of_row: set[str] = set()
    for item in by_number.values():
        if item.get("S") == "/TD" and "Headers" in item.get("A", {}):
            of_row.update(
                key.string
                for key in item["A"]["Headers"]
                if key.string in heads and heads[key.string]["P"] == item["P"]
            )
    for key, head in heads.items():
        head["A"]["Scope"] = "/Row" if key in of_row else "/Column"


def _unique_ids(elements: list[Any], name: str) -> Ids:
    """Prefix every element's id with the sheet's own letters.

    WeasyPrint begins ids with an object number, which is local here. The cells that
    name a header hold the same string object, so they follow.
    """
    prefix = sha256(name.encode()).hexdigest()[:12]
    ids = []
    for item in elements:
        if item.get("S") == "/TH" and "ID" in item:
            item["ID"].string = f"{prefix}-{item['ID'].string}"
            ids.append((item["ID"].string, item.number))
    return tuple(ids)
