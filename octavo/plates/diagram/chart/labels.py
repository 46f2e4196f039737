"""A chart as Vega-Lite draws it → the same, each label where nothing goes through it.

Vega-Lite sets a label upon its point and knows nothing of what else is there. Where
the points, intervals and lines lie is read from the drawing, which alone knows.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from octavo.plates.diagram.cascade import SVG
from octavo.plates.diagram.chart.house import LABEL
from octavo.plates.diagram.chart.sheet import Box, Sheet
from octavo.plates.diagram.fonts import REGULAR
from octavo.plates.diagram.widths import widths

FIRST, THEN = "octavo_first", "octavo_then"
"""Names of the layers of labels; those of the first are placed first."""

_NUMBER = r"(-?[\d.]+(?:e-?\d+)?)"
_MOVE = re.compile(rf"translate\({_NUMBER},{_NUMBER}\)")
_BOX = re.compile(rf"M{_NUMBER},{_NUMBER}h{_NUMBER}v{_NUMBER}")
_STEP = re.compile(rf"([ML]){_NUMBER},{_NUMBER}")
_DOT = 4.6
"""From the middle of a point to the edge of its outline, in pixels."""
_NEAR, _TAIL = 12.5, 7.0
"""How far above or below a label is next to its point, and from how near it must be led
to when it is not, in pixels."""
_RISE, _FALL, _MIDDLE = 0.8, 0.24, 0.33
"""From the line letters stand on to their top, foot and middle, in em."""

# Beside the point first, then over and under it, ever further off: where the text is
# held, and how far that is from the point, in pixels.
_BESIDE = (("start", 7.0), ("end", -7.0))
_ACROSS = (("middle", 0.0), ("end", 3.0), ("start", -3.0))
PLACES = (
    *((anchor, x, y) for y in (0.0, -7.0, 7.0, -11.0, 11.0) for anchor, x in _BESIDE),
    *(
        (anchor, x, y * way)
        for y in (12.0, 17.0, 23.0, 30.0, 38.0)
        for way in (-1, 1)
        for anchor, x in _ACROSS
    ),
)


class Place(NamedTuple):
    """Where a label might stand: how it is held, and the box of its letters."""

    anchor: str
    x: float
    y: float
    box: Box
    tail: Box
    """Between it and its point, next to it; empty when it is next to the point."""


def labelled(svg: str, paper: str) -> str:
    """The chart with its labels in their places, on a ground of `paper`.

    A label that finds no room goes; one of the first crosses lines before it does.
    """
    root = etree.fromstring(svg.encode())
    groups = [
        (name == FIRST, group)
        for name in (FIRST, THEN)
        for group in _marks(root, f"{name}_marks")
    ]
    if not groups:
        return svg
    plot = _Plot(root, groups[0][1])
    for first, group in groups:
        group.attrib.pop("clip-path")
        for text in list(group):
            places = _places(text)
            found = next(filter(plot.free, places), None)
            if found is None and first:
                found = next(filter(plot.bearable, places), None)
            if found is None:
                group.remove(text)
                continue
            plot.take(found.box)
            text.set("text-anchor", found.anchor)
            text.set("transform", f"translate({found.x:.2f},{found.y:.2f})")
            group.insert(group.index(text), _ground(found.box, paper))
    return str(etree.tostring(root, encoding="unicode"))


def _places(text: etree._Element) -> list[Place]:
    """Where a label might stand that is upon its point, the best first."""
    point = _MOVE.match(text.get("transform", ""))
    if point is None:
        return []
    across, along = float(point[1]), float(point[2])
    wide = widths(REGULAR).of(text.text or "") * LABEL
    found = []
    for anchor, right, down in PLACES:
        x, y = across + right, along + down + _MIDDLE * LABEL
        left = x - wide * ("start", "middle", "end").index(anchor) / 2
        box = Box(left - 1, y - _RISE * LABEL, left + wide + 1, y + _FALL * LABEL)
        edge = box.foot if down < 0 else box.top - _TAIL
        tail = edge + _TAIL if abs(down) > _NEAR else edge
        found.append(Place(anchor, x, y, box, Box(across - 1, edge, across + 1, tail)))
    return found


def _ground(box: Box, paper: str) -> etree._Element:
    rect = etree.Element(f"{SVG}rect", fill=paper)
    for key, value in (
        ("x", box.left),
        ("y", box.top),
        ("width", box.right - box.left),
        ("height", box.foot - box.top),
    ):
        rect.set(key, f"{value:.2f}")
    return rect


class _Plot:
    """What is taken in the plot the labels stand in.

    By anything, by what must not be covered, and by lines.
    """

    def __init__(self, root: etree._Element, labels: etree._Element) -> None:
        plot = labels.getparent()
        assert plot is not None
        ground, frame = plot.getprevious(), root.find(f"{SVG}g")
        size = _BOX.match(ground.get("d", "")) if ground is not None else None
        moved = _MOVE.match(frame.get("transform", "")) if frame is not None else None
        wide = float(root.get("width", "0")) - (float(moved[1]) if moved else 0.0)
        high = float(size[4]) if size else 0.0
        self._all, self._solid, self._lines = (Sheet(wide, high) for _ in range(3))
        for box in _dots(plot):
            self.take(box)
        for box in _others(plot):
            self._all.take(box)
        for box in _rules(plot):
            self._all.take(box)
            self._lines.take(box)

    def take(self, box: Box) -> None:
        """From now on nothing else may stand there."""
        self._all.take(box)
        self._solid.take(box)

    def free(self, place: Place) -> bool:
        """Whether nothing is there, and it is seen whose label it is.

        Far from its point a label is nobody's, but at the end of its interval.
        """
        near = place.tail.top == place.tail.foot
        told = near or not self._lines.clear(place.tail)
        return told and self._all.free(place.box)

    def bearable(self, place: Place) -> bool:
        """Whether it is beside its point, and covers neither another nor a label."""
        return place.tail.top == place.tail.foot and self._solid.free(place.box)


def _dots(plot: etree._Element) -> Iterator[Box]:
    """Where points lie."""
    for dot in _each(plot, "mark-symbol"):
        found = _MOVE.match(dot.get("transform", ""))
        if found:
            x, y = float(found[1]), float(found[2])
            yield Box(x, y, x, y).grown(_DOT)


def _rules(plot: etree._Element) -> Iterator[Box]:
    """Where intervals lie."""
    for rule in _each(plot, "mark-rule"):
        found = _MOVE.match(rule.get("transform", ""))
        if found:
            x, y = float(found[1]), float(found[2])
            wide, high = float(rule.get("x2", "0")), float(rule.get("y2", "0"))
            yield _between(x, y, x + wide, y + high)


def _others(plot: etree._Element) -> Iterator[Box]:
    """Where bars, the ends of intervals, and lines lie."""
    for bar in _each(plot, "mark-rect"):
        found = _BOX.match(bar.get("d", ""))
        if found:
            x, y, wide, high = map(float, found.groups())
            yield _between(x, y, x + wide, y + high)
    for kind in ("mark-line", "mark-area"):
        for path in _each(plot, kind):
            yield from _along(path.get("d", ""))


def _between(x: float, y: float, x2: float, y2: float) -> Box:
    return Box(min(x, x2), min(y, y2), max(x, x2), max(y, y2)).grown(1)


def _along(path: str) -> Iterator[Box]:
    """A line as boxes of a few pixels."""
    at = (0.0, 0.0)
    for kind, *place in _STEP.findall(path):
        x, y = float(place[0]), float(place[1])
        pieces = int(max(abs(x - at[0]), abs(y - at[1])) // 2) + 1 if kind == "L" else 0
        for piece in range(1, pieces + 1):
            part = piece / pieces
            here = (at[0] + (x - at[0]) * part, at[1] + (y - at[1]) * part)
            yield Box(*here, *here).grown(2)
        at = (x, y)


def _each(plot: etree._Element, kind: str) -> Iterator[etree._Element]:
    """The marks of a kind."""
    for group in _marks(plot, kind):
        if "role-mark" in group.get("class", "").split():
            yield from group


def _marks(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The groups of a class."""
    return (
        group
        for group in root.iter(f"{SVG}g")
        if name in (group.get("class") or "").split()
    )
