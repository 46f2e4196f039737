"""A diagram as merman draws it → one that every page and reading system shows alike.

What it shows stays: boxes, lines, text as text. Its parts that are drawn by reference
are put where they are meant, since renderers lose text in them; its ids cannot meet
those of another drawing on the page.
"""

import math
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from statistics import mode
from typing import NamedTuple

import tinycss2.color4
from lxml import etree

from octavo.plates.diagram.amended import amended, words
from octavo.plates.diagram.cascade import PAINTED, SVG, cascaded
from octavo.plates.vector import cleaned

_XLINK = "{http://www.w3.org/1999/xlink}href"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")
# SVG 1.1, appendix M: what places an element, by its name.
_BOX = ("x", "y", "width", "height")
_RUN = ("x", "y", "dx", "dy", "rotate", "textLength", "lengthAdjust")
_GRADIENT = ("gradientUnits", "gradientTransform", "href", _XLINK)
_GEOMETRY: dict[str, tuple[str, ...]] = {
    "rect": (*_BOX, "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "path": ("d", "pathLength"),
    "polygon": ("points",),
    "polyline": ("points",),
    "text": _RUN,
    "tspan": _RUN,
    "image": (*_BOX, "preserveAspectRatio", "href", _XLINK),
    "use": (*_BOX, "href", _XLINK),
    "symbol": ("viewBox", "preserveAspectRatio"),
    "pattern": (*_BOX, "viewBox", "patternUnits", "patternTransform"),
    "clipPath": ("clipPathUnits",),
    "mask": (*_BOX, "maskUnits"),
    "stop": ("offset",),
    "linearGradient": (*_GRADIENT, "x1", "y1", "x2", "y2"),
    "radialGradient": (*_GRADIENT, "cx", "cy", "r", "fx", "fy"),
    "marker": (
        *("viewBox", "preserveAspectRatio", "refX", "refY", "orient"),
        *("markerUnits", "markerWidth", "markerHeight"),
    ),
}
_MOVED = frozenset(("rect", "circle", "ellipse", "line", "path", "polygon"))
_MOVED |= frozenset(("polyline", "text", "image", "use", "g", "clipPath"))
_SHAPES = frozenset(
    ("rect", "circle", "ellipse", "line", "path", "polygon", "polyline")
)
_WORDED = ("font-", "text-", "dominant-", "letter-")
_BASELINES = frozenset(
    (
        *("alphabetic", "auto", "central", "hanging", "ideographic", "inherit"),
        *("mathematical", "middle", "text-after-edge", "text-before-edge"),
    )
)
_FRAME = frozenset(
    (
        "x",
        "y",
        "width",
        "height",
        "viewBox",
        "preserveAspectRatio",
        "href",
        _XLINK,
        "id",
    )
)
_DEFINED = frozenset(
    f"{SVG}{kind}"
    for kind in ("marker", "symbol", "linearGradient", "radialGradient", "clipPath")
)
_PAINT = ("fill", "stroke")
_LONG = re.compile(r"-?\d+\.\d{3,}")
_SIZE = re.compile(r"([\d.]+)(px|pt|em|rem|%)?")
_IN_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3}


class Settled(NamedTuple):
    """The drawing; its size, that of most of its text and of the smallest, in pixels.

    `labels` are its words.
    `spoken` is the title and description its author gave it.
    """

    svg: bytes
    width: float
    height: float
    main: float
    least: float
    labels: tuple[str, ...]
    spoken: str


def settled(
    svg: str, name: str, family: str, size: float, look: Mapping[str, str], more: str
) -> Settled | None:
    """The drawing under the id `name`, its text in `family`; None for one that is none.

    `size` is the size of text that names none, in pixels; `look` has the colours, and
    `more` is a style sheet that comes after the drawing's own.
    """
    prepared = cleaned(svg.encode())
    if prepared.why:
        return None
    root = etree.fromstring(prepared.data)
    box = [float(part) for part in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    if len(box) != 4 or not all(map(math.isfinite, box)) or min(box[2:]) <= 0:
        return None
    spoken = _spoken(root)
    amended(root, size, look["paper"])
    cascaded(root, more)
    _inlined(root)
    _tidied(root, look["ink"])
    _named(root, name)
    for key in list(root.attrib):
        del root.attrib[key]
    for key, value in (
        ("id", name),
        ("viewBox", " ".join(f"{part:g}" for part in box)),
        ("width", f"{box[2]:g}"),
        ("height", f"{box[3]:g}"),
        ("role", "img"),
        ("font-family", family),
        ("font-size", f"{size:g}"),
        ("fill", look["ink"]),
    ):
        root.set(key, value)
    etree.cleanup_namespaces(root)
    texts = list(_texts(root))
    sizes = [_size_of(text) for text in texts] or [size]
    return Settled(
        svg=etree.tostring(root, encoding="utf-8"),
        width=box[2],
        height=box[3],
        main=mode(sizes),
        least=min(sizes),
        labels=tuple(dict.fromkeys(filter(None, map(words, texts)))),
        spoken=spoken,
    )


def _spoken(root: etree._Element) -> str:
    """The drawing's own title and description, taken out of it."""
    said = []
    for name in ("title", "desc"):
        for element in list(root.iter(f"{SVG}{name}")):
            parent = element.getparent()
            if parent is root:
                said.append(" ".join("".join(map(str, element.itertext())).split()))
            if parent is not None:
                parent.remove(element)
    return ". ".join(part.rstrip(".") for part in said if part)


def _inlined(root: etree._Element) -> None:
    """Put what `use` points at in its place, and inner drawings into groups.

    WeasyPrint 70 loses nested references in a picture set into the page, and inner
    drawings clip their text. What is pointed at and itself points is left as it is, so
    that nothing grows without bound.
    """
    known = {
        str(element.get("id")): element for element in root.iter() if element.get("id")
    }
    for use in list(root.iter(f"{SVG}use")):
        target = known.get(_address(use).removeprefix("#"))
        if target is None or target.find(f".//{SVG}use") is not None:
            continue
        group = _moved(use)
        if target.tag in {f"{SVG}symbol", f"{SVG}g"}:
            group.extend(deepcopy(list(target)))
            for key, value in target.attrib.items():
                if key not in _FRAME and key != "transform":
                    group.set(str(key), group.get(str(key)) or str(value))
            if target.get("transform"):
                group.set(
                    "transform",
                    f"{group.get('transform', '')} {target.get('transform')}".strip(),
                )
        else:
            group.append(deepcopy(target))
        _replaced(use, group)
    for inner in list(root.iter(f"{SVG}svg")):
        if inner is not root:
            group = _moved(inner)
            group.extend(list(inner))
            _replaced(inner, group)


def _address(use: etree._Element) -> str:
    return str(use.get("href") or use.get(_XLINK) or "")


def _moved(element: etree._Element) -> etree._Element:
    """An empty group where the element stands, painted as it says."""
    group = etree.Element(f"{SVG}g")
    for key, value in element.attrib.items():
        if key not in _FRAME:
            group.set(key, value)
    x, y = (element.get("x", "0"), element.get("y", "0"))
    if (x, y) != ("0", "0"):
        before = element.get("transform", "")
        group.set("transform", f"{before} translate({x},{y})".strip())
    return group


def _replaced(old: etree._Element, new: etree._Element) -> None:
    parent = old.getparent()
    if parent is not None:
        new.tail = old.tail
        parent.replace(old, new)


def _tidied(root: etree._Element, ink: str) -> None:
    """Take out what is not seen, and attributes that are for programs."""
    flat = {
        str(each.get("id")): _mean(each)
        for each in root.iter(f"{SVG}linearGradient", f"{SVG}radialGradient")
    }
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is not None and _unseen(element):
            parent.remove(element)
            continue
        for key in _PAINT:
            meant = _REFERENCE.fullmatch(element.get(key, ""))
            if meant and flat.get(meant[1]):
                # Thick lines painted with a gradient become hairlines in WeasyPrint 70.
                element.set(key, flat[meant[1]])
            elif element.get(key, "").lower() == "currentcolor":
                element.set(key, ink)
        for key, value in [(str(k), str(v)) for k, v in element.attrib.items()]:
            if not _belongs(etree.QName(element).localname, key, value):
                del element.attrib[key]
            elif key not in PAINTED and key != "id":
                element.set(key, _LONG.sub(_rounded, value))
        if element.tag in {f"{SVG}text", f"{SVG}tspan"} and element.text:
            element.text = element.text.replace("\n", " ")


def _belongs(name: str, key: str, value: str) -> bool:
    """Whether an attribute says something where it stands."""
    if key in PAINTED:
        if key == "dominant-baseline" and value not in _BASELINES:
            return False
        return not (name in _SHAPES and key.startswith(_WORDED))
    if key == "transform":
        return name in _MOVED
    return key in {"id", _SPACE} or key in _GEOMETRY.get(name, ())


def _rounded(number: re.Match[str]) -> str:
    """A number with two decimals: finer than any printer."""
    return f"{round(float(number[0]), 2):g}"


def _unseen(element: etree._Element) -> bool:
    """Whether nothing of an element is painted."""
    hidden = element.get("display") == "none" or element.get("visibility") == "hidden"
    clear = element.get("opacity", "").strip() in {"0", "0.0"}
    return hidden or clear


def _mean(gradient: etree._Element) -> str:
    """The colour half-way between those of a gradient, "" if it has none."""
    stops = [
        tinycss2.color4.parse_color(stop.get("stop-color", ""))
        for stop in gradient.iter(f"{SVG}stop")
    ]
    found = [
        stop.to("srgb").coordinates for stop in stops if stop and stop != "currentcolor"
    ]
    if not found:
        return ""
    parts = [sum(each) / len(found) for each in zip(*found, strict=True)]
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in parts)


def _named(root: etree._Element, name: str) -> None:
    """Ids that are pointed at get one of ours, others go; so do unused definitions."""
    wanted: dict[str, str] = {}
    for element in root.iter():
        for value in map(str, element.attrib.values()):
            for found in _REFERENCE.findall(value):
                wanted.setdefault(found, f"{name}-{len(wanted)}")
        address = _address(element)
        if address.startswith("#"):
            wanted.setdefault(address[1:], f"{name}-{len(wanted)}")
    given: set[str] = set()
    for element in root.iter():
        own = element.get("id")
        if own is None:
            continue
        del element.attrib["id"]
        if own in wanted and own not in given:
            given.add(own)
            element.set("id", wanted[own])
    for element in list(root.iter()):
        _pointed(element, wanted, given)
    _emptied(root)


def _pointed(
    element: etree._Element, wanted: Mapping[str, str], given: set[str]
) -> None:
    for key, value in [(str(k), str(v)) for k, v in element.attrib.items()]:
        meant = _REFERENCE.search(value)
        if meant and meant[1] in given:
            element.set(key, f"url(#{wanted[meant[1]]})")
        elif meant:
            del element.attrib[key]
        elif key in {"href", _XLINK} and value.startswith("#"):
            element.set(key, f"#{wanted[value[1:]]}")


def _emptied(root: etree._Element) -> None:
    """Take out definitions nobody points at, and groups that hold or say nothing."""
    for element in reversed(list(root.iter())):
        parent = element.getparent()
        if parent is None:
            continue
        within = parent.tag == f"{SVG}defs"
        unused = element.get("id") is None and (element.tag in _DEFINED or within)
        group = element.tag == f"{SVG}g"
        hollow = (group or element.tag == f"{SVG}defs") and not len(element)
        if unused or hollow:
            parent.remove(element)
        elif group and not element.attrib:
            place = parent.index(element)
            parent[place : place + 1] = list(element)


def _texts(root: etree._Element) -> Iterator[etree._Element]:
    return (text for text in root.iter(f"{SVG}text") if words(text))


def _size_of(text: etree._Element) -> float:
    """The size of an element's text in pixels, as it or what it stands in says."""
    scale = 1.0
    here: etree._Element | None = text
    while here is not None:
        found = _SIZE.fullmatch(here.get("font-size", ""))
        if found and (found[2] or "") in _IN_PIXELS:
            return scale * float(found[1]) * _IN_PIXELS[found[2] or ""]
        if found and found[2] in {"em", "rem", "%"}:
            scale *= float(found[1]) / (100 if found[2] == "%" else 1)
        here = here.getparent()
    return scale
