"""Lists in a sheet's structure, as readers of it expect them.

A list holds items, an item its label and one body (ISO 32000-1, 14.8.4.3.3; PDF/UA-1,
7.2). WeasyPrint 70 leaves a body out where an item holds paragraphs, makes an item each
of a term and of what it means, and writes the box around both as a Div.
"""

from collections.abc import Iterator
from typing import Any

import pydyf


def settle_lists(pdf: Any, elements: list[Any]) -> None:
    """Mend the lists among `elements`; `pdf` takes the elements that this adds."""
    known = {item.reference: item for item in elements if "S" in item}
    for item in elements:
        if item.get("S") == "/L":
            for pair in (known.get(kid) for kid in item["K"]):
                if pair is not None and pair["S"] == "/Div":
                    _pair(pair, known)
    for item in elements:
        if item.get("S") == "/LI" and item.free != "f":
            _give_body(pdf, item, known)


def _pair(pair: Any, known: dict[Any, Any]) -> None:
    """Make an item of the box around a term and its meaning.

    What goes on from the page before has a meaning only.
    """
    kids = list(_opened(pair, known))
    items = [kid for kid in kids if kid in known and known[kid]["S"] == "/LI"]
    pair["S"] = "/LI"
    if len(items) > 1:
        term = known[items[0]]
        labels = [known[kid] for kid in term["K"]]
        place = kids.index(items.pop(0))
        kids[place : place + 1] = [label.reference for label in labels]
        term.free = "f"
        for label in labels:
            label["S"] = "/Lbl"
    for kid in items:
        known[kid]["S"] = "/Div"
        for body in known[kid]["K"]:
            known[body]["S"] = "/Div"
    pair["K"] = pydyf.Array(kids)
    _adopt(pair, known)


def _opened(pair: Any, known: dict[Any, Any]) -> Iterator[Any]:
    """What is in a box, without the boxes that the renderer puts around lines in it."""
    for kid in pair["K"]:
        inner = known.get(kid)
        if inner is not None and inner["S"] == "/Div":
            inner.free = "f"
            yield from inner["K"]
        else:
            yield kid


def _give_body(pdf: Any, item: Any, known: dict[Any, Any]) -> None:
    """Put what an item holds beside its label into one body."""
    labels = [kid for kid in item["K"] if _is(kid, "/Lbl", known)]
    rest = [kid for kid in item["K"] if kid not in labels]
    if not rest or (len(rest) == 1 and _is(rest[0], "/LBody", known)):
        return
    for kid in rest:
        if _is(kid, "/LBody", known):
            known[kid]["S"] = "/Div"
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(rest),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    item["K"] = pydyf.Array([*labels, body.reference])
    _adopt(body, known)


def _is(kid: Any, kind: str, known: dict[Any, Any]) -> bool:
    return kid in known and known[kid]["S"] == kind


def _adopt(parent: Any, known: dict[Any, Any]) -> None:
    for kid in parent["K"]:
        if kid in known:
            known[kid]["P"] = parent.reference
