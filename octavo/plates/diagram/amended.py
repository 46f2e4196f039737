"""Parts of a drawing as merman makes it → the same where they can be read.

It counts on a browser, which has other notions of where a line of text stands, and on a
screen, where a line through a word does less harm. What a part is its class tells, so
this comes before classes go.
"""

import math
import re
from bisect import bisect_left, bisect_right

from lxml import etree

from octavo.plates.diagram.cascade import SVG
from octavo.plates.diagram.fonts import REGULAR
from octavo.plates.diagram.widths import widths

_PLACE = re.compile(r"translate\(\s*(-?[\d.]+)")
_SIZE = re.compile(r"font-size:\s*([\d.]+)px")
_BLANKS = re.compile(r"\s+")
_DATE = 6.6
"""The width of a digit in a date, in pixels."""
_RISE, _FALL, _LEADING = 0.82, 0.26, 1.1
"""From the line letters stand on to the top and the foot of them, and to the next such
line, in em."""
_CENTRE = 0.33
"""From that line to the middle of its letters."""
_CLEAR = 5.0
"""From the words on a line to where it goes on, in pixels."""
_CROSSED = frozenset(("messageText", "loopText", "sectionTitle"))


def amended(root: etree._Element, size: float, paper: str) -> None:
    """Mend what single kinds of diagram need; `size` is that of their main text."""
    _thinned(root)
    _centred(root, size)
    _grounded(root, size, paper)
    _cleared(root)


def words(text: etree._Element) -> str:
    """What an element says, in one line."""
    return " ".join("".join(map(str, text.itertext())).split())


def _thinned(root: etree._Element) -> None:
    """Of the dates under a gantt, only so many that none stands on another."""
    free = -math.inf
    for tick in list(root.iter(f"{SVG}g")):
        if tick.get("class") != "tick":
            continue
        place = _PLACE.match(tick.get("transform", ""))
        for text in list(tick.iter(f"{SVG}text")):
            wide = len(words(text)) * _DATE
            x = float(place[1]) if place else 0.0
            if x - wide / 2 < free:
                tick.remove(text)
            else:
                free = x + wide / 2 + _DATE
                text.attrib["font-size"] = "12"


def _centred(root: etree._Element, size: float) -> None:
    """The words of a timeline in the middle of their boxes.

    Both a label and its first line are moved down there. A browser takes the second
    move for the first (SVG 1.1, 10.5), WeasyPrint 70 makes both.
    """
    for node in root.iter(f"{SVG}g"):
        foot = node.find(f"{SVG}g/{SVG}line")
        group, text = node.find(f"{SVG}g[@transform]"), node.find(f".//{SVG}text")
        known = (node.get("class") or "").startswith("timeline-node ")
        if not known or foot is None or group is None or text is None:
            continue
        lines = text.findall(f"{SVG}tspan[@dy]")
        if not lines:
            continue
        middle = float(foot.get("y1", "0")) / 2 + _CENTRE * size
        first = middle - (len(lines) - 1) / 2 * _LEADING * size
        group.set("transform", f"translate({_left(group):g}, 0)")
        for name in {"dy", "dominant-baseline"} & set(map(str, text.attrib)):
            del text.attrib[name]
        for at, line in enumerate(lines):
            del line.attrib["dy"]
            line.set("y", f"{first + at * _LEADING * size:.2f}")
            line.text = _BLANKS.sub(" ", line.text or "")


def _left(group: etree._Element) -> float:
    place = _PLACE.match(group.get("transform", ""))
    return float(place[1]) if place else 0.0


def _grounded(root: etree._Element, size: float, paper: str) -> None:
    """A ground under the words of a sequence that a lifeline goes through."""
    lives = sorted(
        float(line.get("x1", "0"))
        for line in root.iter(f"{SVG}line")
        if (line.get("class") or "").startswith("actor-line")
    )
    if not lives:
        return
    grounds = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "rect"]
    face = widths(REGULAR)
    for text in list(root.iter(f"{SVG}text")):
        parent = text.getparent()
        if text.get("class") not in _CROSSED or parent is None:
            continue
        said = _SIZE.search(text.get("style", ""))
        em = float(said[1]) if said else size
        half = face.of(words(text)) * em / 2 + 2
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        if bisect_right(lives, x - half) == bisect_left(lives, x + half):
            continue
        if text.get("dominant-baseline") == "middle":
            y += (1 + _CENTRE) * em
        ground = etree.Element(f"{SVG}rect")
        for key, value in (
            ("x", x - half),
            ("y", y - _RISE * em),
            ("width", 2 * half),
            ("height", (_RISE + _FALL) * em),
        ):
            ground.set(key, f"{value:.2f}")
        ground.set("fill", _under(grounds, x, y) or paper)
        parent.insert(parent.index(text), ground)


def _cleared(root: etree._Element) -> None:
    """Room beside the words on an edge, whose ground is as wide as they are."""
    for text in root.iter(f"{SVG}text"):
        ground = text.getprevious()
        kinds = text.get("data-merman-source-classes", "").split()
        if "edgeLabel" not in kinds or ground is None or ground.tag != f"{SVG}rect":
            continue
        ground.set("x", f"{float(ground.get('x', '0')) - _CLEAR:g}")
        ground.set("width", f"{float(ground.get('width', '0')) + 2 * _CLEAR:g}")


def _under(grounds: list[etree._Element], x: float, y: float) -> str:
    """The colour an author laid under a place, "" for none; the last lies on top."""
    for rect in reversed(grounds):
        left, top, wide, high = (
            float(rect.get(key, "0")) for key in ("x", "y", "width", "height")
        )
        if left <= x <= left + wide and top <= y <= top + high:
            return rect.get("fill", "")
    return ""
