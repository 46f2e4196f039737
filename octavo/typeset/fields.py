"""The check boxes of a PDF: how they look ticked and open, in any program.

WeasyPrint writes a form field for each `<input type="checkbox">` whose style says
`appearance: auto`, and its look when ticked. What is missing for two looks (ISO 32000-1,
12.7.4.2.3) and for links that say where they lead (ISO 14289-1, 7.18.5) is put here.
"""

from typing import Any

import pydyf

_OFF = 0.4


def settle_fields(document: Any, pdf: Any) -> None:
    """Give check boxes a look when open, and links that have a title its words.

    An open box shows nothing: its square is drawn on the page, so that it is on paper
    whatever prints it. Fields keep the looks they have: asked to make new ones, programs
    set squares and ticks of their own over ours.
    """
    for page in document.pages:
        for kind, _, _, box in page.links:
            title = box.element.get("title") if box.element is not None else None
            if title and kind in ("internal", "external"):
                box.link_annotation["Contents"] = pydyf.String(title)
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    del form["NeedAppearances"], form["DR"]
    looks: dict[tuple[float, float], Any] = {}
    for field in filter(_is_check_box, list(pdf.objects)):
        left, top, right, bottom = field["Rect"]
        size = (right - left, top - bottom)
        field["Rect"] = pydyf.Array((left, bottom, right, top))
        look = field["AP"]["N"]
        look["Off"] = _nothing(pdf, looks, size)
        _cover(pdf.objects[int(look["on"].split()[0])], size)
        del field["MK"]


def _is_check_box(item: Any) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("FT") == "/Btn"


def _cover(ticked: Any, size: tuple[float, float]) -> None:
    """Paper under the tick, so that it hides what the square may hold when open.

    It keeps off the square itself, which a rounding to pixels would else eat into.
    """
    inside = (size[0] - 2 * _OFF, size[1] - 2 * _OFF)
    ticked.stream[:0] = [b"1 g", b"%.2f %.2f %.4f %.4f re f" % (_OFF, _OFF, *inside)]


def _nothing(
    pdf: Any, looks: dict[tuple[float, float], Any], size: tuple[float, float]
) -> bytes:
    """A reference to a look of this size with nothing in it."""
    rounded = (round(size[0], 3), round(size[1], 3))
    if rounded not in looks:
        extra = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, *rounded)),
        }
        looks[rounded] = pydyf.Stream([], extra)
        pdf.add_object(looks[rounded])
    reference: bytes = looks[rounded].reference
    return reference
