"""A page's structure elements, mended where WeasyPrint leaves something to wish for.

Header cells get a scope and an id that is unique in the book, and text inside a group
is found where it stands (ISO 32000-2, 14.7 and 14.8; PDF/UA-1, 7.5).
"""

from hashlib import sha256
from typing import Any

import pydyf

from octavo.typeset import internals
from octavo.typeset.lists import settle_lists

Rows = tuple[tuple[int, bytes], ...]
Ids = tuple[tuple[str, int], ...]


def settle_structure(
    pdf: Any, page: Any, stream: Any, forms: dict[Any, Any], name: str
) -> tuple[Rows, Ids, int, tuple[int, ...]]:
    """Rows of the parent tree, ids of elements, the sheet's element and what it holds.

    The last two are numbers of objects; that of the sheet's is for others to write.
    `forms` says in which stream each tagged box was painted; `name`, which no other page
    has, makes ids unique.
    """
    inside = _inside(stream, forms)
    parents, part = internals.tag(pdf, page, stream)
    keys = {int(key): row for key, row in _pairs(parents["Nums"])}
    parents.free = "f"
    (described,) = pdf.page_objects
    described["StructParents"] = b"\x030\x04"
    elements = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary)]
    for item in elements:
        if "StructParent" in item:
            item["StructParent"] = b"\x03%d\x04" % item["StructParent"]
    _merge_lines(elements, keys[0])
    _place_in_forms(pdf, keys, inside)
    settle_lists(pdf, elements)
    by_number = {item.number: item for item in elements}
    _scope(by_number)
    ids = _unique_ids(elements, name)
    rows = tuple(
        (key, row if isinstance(row, bytes) else row.data)
        for key, row in sorted(keys.items())
    )
    kids = tuple(int(kid.strip(b"\x01\x02")) for kid in part["K"])
    return rows, ids, part.number, kids


def _pairs(flat: Any) -> list[tuple[Any, Any]]:
    return list(zip(flat[::2], flat[1::2], strict=True))


def _inside(stream: Any, forms: dict[Any, Any]) -> list[tuple[int, Any]]:
    """Mark and group of content that was painted into a group."""
    found = []
    for box, mark in stream._tags.items():
        form = forms.get(box)
        if form is not None and form is not stream:
            found.append((mark["mcid"], form))
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


def _merge_lines(elements: list[Any], row: Any) -> None:
    """Put text into its paragraph, without an element for every line and run.

    WeasyPrint wraps each line in a Span that says nothing; they are more than half of
    all elements. `row` says whose each mark of the page is.
    """
    by_reference = {item.reference: item for item in elements if "S" in item}
    for item in elements:
        if item.get("S") not in _HOLDS_TEXT:
            continue
        for nth, kid in enumerate(item["K"]):
            line = by_reference.get(kid) if isinstance(kid, bytes) else None
            if line is None or not _says_nothing(line):
                continue
            (mcid,) = line["K"]
            item["K"][nth] = mcid
            row[mcid] = item.reference
            line.free = "f"


def _says_nothing(line: Any) -> bool:
    return (
        line["S"] == "/Span"
        and len(line["K"]) == 1
        and isinstance(line["K"][0], int)
        and not {"A", "Alt", "Lang", "ActualText"} & set(line)
    )


def _place_in_forms(
    pdf: Any, keys: dict[int, Any], inside: list[tuple[int, Any]]
) -> None:
    """Say of marked content in a group that it is there (14.7.5.1.2).

    WeasyPrint counts it with its page's, where a reader would look in vain.
    """
    by_number = {item.number: item for item in pdf.objects}
    for mcid, form in inside:
        reference = keys[0][mcid]
        element = by_number[int(reference.strip(b"\x01\x02"))]
        kid = pydyf.Dictionary(
            {
                "Type": "/MCR",
                "Pg": pdf.page_references[0],
                "Stm": form.reference,
                "MCID": mcid,
            }
        )
        element["K"][element["K"].index(mcid)] = kid
        keys[0][mcid] = b"null"
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
    """Prefix every element's id with the page's own letters.

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
