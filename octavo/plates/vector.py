"""Drawings (SVG) from a vault → drawings that show a picture and do nothing else.

A drawing is a program as much as a picture. What is on the lists below stays, what is
not goes; scripts, foreign content and every address outside the drawing are named, so
that its author knows why something is missing.
"""

import math
import re
from collections.abc import Iterator, Mapping
from itertools import count

from lxml import etree

from octavo.plates.prepared import Prepared
from octavo.slug import name_characters

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

# SVG 1.1, appendix M, less what acts (script, animation, foreignObject, cursor) and
# less fonts; `a` stays as `g`.
ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        """circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer
    feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge
    feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter g image line linearGradient marker mask path pattern polygon
    polyline radialGradient rect stop style svg switch symbol text textPath title tspan
    use view""",
    )
)
_NAMED = frozenset({"script", "foreignObject", "iframe", "audio", "video"})
_MOVING = frozenset(
    {"animate", "animateMotion", "animateTransform", "animateColor", "set"}
)
_EMPTY = frozenset(("image", "feImage", "use"))
# CSS Values 4, 4.5, and CSS Images 4, 2.4: what else takes an address, as a text.
_OUTSIDE = re.compile(
    r"url\(\s*['\"]?(?!\s*['\"]?#)|\bsrc\(|image-set\(|@import", re.IGNORECASE
)
# A paint or a clip that stands in the drawing, and what is taken where it does not
# (SVG 2, 13.2). Nothing is tried twice: an attribute may have a million signs.
_INSIDE = re.compile(
    r"url\(\s*+(['\"]?)#([^'\"()]*+)\1\s*+\)((?:(?!url\()[^;])*+)", re.IGNORECASE
)
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*$")
# SVG 1.1, 4.2: `number`, whose sign and fraction may stand alone ("1.2.3" is two).
_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*([a-z%]*)\s*$", re.ASCII)
_SHARE = re.compile(rf"\s*({_NUMBER})\s*%\s*", re.ASCII)

# CSS Values 3, 6.2: points to a unit; an absolute length without a unit is in px.
_UNITS = {
    "": 0.75,
    "px": 0.75,
    "pt": 1.0,
    "pc": 12.0,
    "in": 72.0,
    "cm": 72 / 2.54,
    "mm": 72 / 25.4,
}
_UNSIZED = (225.0, 112.5)
"""300 × 150 px: what CSS 2 (10.3.2) gives a drawing that names no size."""


def cleaned(data: bytes) -> Prepared:
    """The drawing without anything that acts, reads or leads elsewhere.

    Its size is that of its `width` and `height`, else of its `viewBox`. One without a
    `viewBox` is given that of its size: else it could be stretched, but not scaled.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        load_dtd=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Prepared(why=f"it is not well-formed ({error.msg})")
    if root.tag != f"{{{_SVG}}}svg":
        return Prepared(why="it is no SVG drawing")
    removed = tuple(sorted({*_strip(root), *_styles(root)}))
    _refer(root, _named(root))
    _measure(root)
    width, height = _size(root)
    if "viewBox" not in root.attrib:
        # User units are CSS pixels there (SVG 2, 8.2); a pixel is three quarters of a point.
        root.set("viewBox", f"0 0 {width / 0.75:g} {height / 0.75:g}")
    etree.cleanup_namespaces(root)
    kept = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Prepared(
        data=kept,
        media_type="image/svg+xml",
        width=width,
        height=height,
        removed=removed,
    )


def _strip(root: etree._Element) -> Iterator[str]:
    """Take out what is not on the lists; gives the names of what mattered."""
    for element in list(root.iter()):
        if isinstance(element, etree._Entity):
            # It was not resolved here; a parser that knows it might read a file.
            _take_out(element)
            yield "entities"
            continue
        place = etree.QName(element)
        if place.namespace == _SVG and place.localname == "a":
            element.tag = f"{{{_SVG}}}g"
            yield from _addresses(element, "links")
        elif place.namespace != _SVG or place.localname not in ELEMENTS:
            _take_out(element)
            if place.localname in _NAMED:
                yield f"“{place.localname}”"
            elif place.localname in _MOVING:
                yield "animation"
            continue
        yield from _attributes(element)
        if place.localname in _EMPTY and not _address(element):
            _take_out(element)


def _styles(root: etree._Element) -> Iterator[str]:
    """Leave each style its text and nothing else, if that loads no file.

    What stood in and behind its elements is style too, to those who read it.
    """
    for style in list(root.iter(f"{{{_SVG}}}style")):
        text = "".join(map(str, style.itertext()))
        tail = style.tail
        for child in list(style):
            style.remove(child)
        style.text, style.tail = text, tail
        if _leads_out(text):
            style.text = ""
            yield "styles that load files"


def _take_out(element: etree._Element) -> None:
    """Remove an element, but not the text behind it, which lxml holds to be its own."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _named(root: etree._Element) -> Mapping[str, str]:
    """Make each id a name that XML allows and that stands once; what became of them.

    Programs for drawing write ids that begin with a figure, and copies of one id; an
    EPUB with either is refused. Of copies the first is what is meant.
    """
    written = {each.get("id", "") for each in root.iter()}
    free = (f"id-{number}" for number in count(1))
    names: dict[str, str] = {}
    for element in root.iter():
        # Another way to write an id, which few programs read.
        element.attrib.pop(f"{{{_XML}}}id", "")
        own = element.get("id")
        if own is None:
            continue
        if not own or own in names:
            del element.attrib["id"]
            continue
        sound = name_characters(own) == own and (own[0].isalpha() or own[0] == "_")
        names[own] = (
            own if sound else next(name for name in free if name not in written)
        )
        element.set("id", names[own])
    return names


def _refer(root: etree._Element, names: Mapping[str, str]) -> None:
    """Let addresses within the drawing follow its ids; those that lead nowhere go."""

    def painted(found: re.Match[str]) -> str:
        name, instead = found[2].strip(), found[3]
        if name in names:
            return f"url(#{names[name]}){instead}"
        return instead.lstrip() or f"none{instead}"

    for element in root.iter():
        for key, value in element.attrib.items():
            address = str(value).strip()
            if str(key) in {"href", f"{{{_XLINK}}}href"} and address.startswith("#"):
                if address[1:] in names:
                    element.set(key, f"#{names[address[1:]]}")
                else:
                    del element.attrib[key]
            elif "url(" in address.lower():
                element.set(key, _INSIDE.sub(painted, str(value)))


def _measure(root: etree._Element) -> None:
    """Say radii of gradients in parts of the shape, where they are shares of it.

    It is the same (SVG 1.1, 13.2.3), and half where none is said; WeasyPrint 70 takes
    shares of the diagonal. What inherits, or is inherited from, may be in user units.
    """
    kinds = (f"{{{_SVG}}}linearGradient", f"{{{_SVG}}}radialGradient")
    lent = {_address(each)[1:] for each in root.iter(*kinds)}
    for gradient in root.iter(kinds[1]):
        inherited = _address(gradient) or gradient.get("id") in lent
        if inherited or gradient.get("gradientUnits") == "userSpaceOnUse":
            continue
        share = _SHARE.fullmatch(gradient.get("r", "50%"))
        if share and math.isfinite(float(share[1])):
            gradient.set("r", f"{float(share[1]) / 100:g}")


def _address(element: etree._Element) -> str:
    found = element.get("href") or element.get(f"{{{_XLINK}}}href")
    return str(found or "")


def _addresses(element: etree._Element, name: str) -> Iterator[str]:
    """Take the addresses off an element that leads somewhere."""
    for attribute in ("href", f"{{{_XLINK}}}href"):
        if attribute in element.attrib:
            del element.attrib[attribute]
            yield name


def _attributes(element: etree._Element) -> Iterator[str]:
    """Take off handlers, foreign attributes and addresses outside the drawing."""
    for name, value in [(str(key), str(said)) for key, said in element.attrib.items()]:
        place = etree.QName(name)
        foreign = place.namespace not in {None, _XLINK, _XML}
        if place.localname.lower().startswith("on"):
            yield "event handlers"
        elif place.localname == "href":
            address = value.strip()
            if address.startswith("#") or _EMBEDDED.match(address):
                continue
            yield "outside addresses"
        elif place.localname == "base" or _leads_out(value):
            yield "outside addresses"
        elif not foreign:
            continue
        del element.attrib[name]


def _leads_out(text: str) -> bool:
    r"""Whether a style or an attribute's value names a file outside the drawing.

    A backslash counts: CSS reads `u\72l(` as `url(`.
    """
    return bool(_OUTSIDE.search(text)) or "\\" in text


def _size(root: etree._Element) -> tuple[float, float]:
    """Width and height in points; a side that is missing follows from the shape."""
    sides = _sides(root)
    return sides if all(0 < side < math.inf for side in sides) else _UNSIZED


def _sides(root: etree._Element) -> tuple[float, float]:
    found = re.findall(_NUMBER, root.get("viewBox", ""), re.ASCII)
    box = [float(number) for number in found]
    shape = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else None
    width, height = _points(root.get("width", "")), _points(root.get("height", ""))
    if width and height:
        return width, height
    if shape is None:
        return width or _UNSIZED[0], height or _UNSIZED[1]
    if width:
        return width, width * (shape[1] / shape[0])
    if height:
        return height * (shape[0] / shape[1]), height
    return shape[0] * 0.75, shape[1] * 0.75


def _points(length: str) -> float:
    """An SVG length in points; 0 for none, for a share of the page, for nonsense."""
    match = _LENGTH.match(length)
    points = float(match[1]) * _UNITS.get(match[2], 0.0) if match else 0.0
    return points if 0 < points < math.inf else 0.0
