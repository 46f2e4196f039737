"""What was asked for, and its rows → a Vega-Lite specification."""

from collections.abc import Mapping
from math import ceil, log10
from typing import Any

from octavo.plates.diagram.chart.asked import FIELDS, Asked, plainly
from octavo.plates.diagram.chart.house import DASHES, HEIGHT, LEGEND, SAMPLE, series
from octavo.plates.diagram.chart.labels import FIRST, THEN
from octavo.plates.diagram.chart.rows import Rows, Value, truthy
from octavo.plates.diagram.drawn import Fault
from octavo.plates.diagram.fonts import REGULAR
from octavo.plates.diagram.widths import widths
from octavo.suggest import nearest

# Columns of our own; a file's may be called anything, but hardly this.
_HOLLOW, _LABEL = "octavo hollow", "octavo label"
_AXIS, _LETTER = 55, 6.5
"""Pixels that an axis takes off the plot, and of a letter of an axis."""
_SOLID = frozenset(("bar", "area"))
_DIGITS, _LONGEST = 20, 220
"""More that numbers on an axis may take, and the most that words take, in pixels."""
_SYMBOL, _AROUND = 10, 16
"""Pixels of a legend's sign, and of the blanks around it."""
_MOST = 400
"""Rows that are labelled; with more, a label would be lost among them."""
_ABREAST = 12
"""More labels than these are never narrow enough for one row."""


def absent(asked: Asked, table: Rows) -> Fault | None:
    """The first column that was asked for and is not in the file."""
    named = [
        (asked.given[key], asked.places[key]) for key in FIELDS if key in asked.given
    ]
    named += [(name, place) for name, _, place in asked.filters]
    for name, place in named:
        if name not in table.columns:
            near = nearest(name, table.columns)
            listed = ", ".join(f"`{column}`" for column in table.columns[:8])
            help = f"did you mean `{near[0]}`?" if near else f"there is {listed}"
            return place.fault(
                "chart-field-unknown", f"“{name}” is no column of “{asked.file}”", help
            )
    return None


def wordy(asked: Asked, table: Rows) -> Fault | None:
    """The first column that is to hold numbers and has hardly any."""
    wanted = [key for key in ("low", "high") if key in asked.given]
    wanted += [measuring(asked, table)] if asked.given.get("scale") == "log" else []
    for key in wanted:
        if table.kinds[asked.given[key]] != "quantitative":
            why = f"“{asked.given[key]}” is to hold numbers"
            help = "most of its cells are none; name a column of numbers"
            return asked.places[key].fault("chart-spec", why, help)
    return None


def measuring(asked: Asked, table: Rows) -> str:
    """The axis that measures: y, but x for bars that lie."""
    return "x" if _lying(asked, table) else "y"


def _lying(asked: Asked, table: Rows) -> bool:
    kinds = table.kinds
    return (
        kinds[asked.given["x"]] == "quantitative"
        and kinds[asked.given["y"]] == "nominal"
    )


def spec(
    asked: Asked, table: Rows, look: Mapping[str, str], width: int
) -> dict[str, Any]:
    """The chart: intervals, what is drawn, hollow marks, labels, one on the other.

    It is `width` pixels wide.
    """
    plot = width - _AXIS
    given = asked.given
    lying = _lying(asked, table)
    values = _marked(asked, table)
    encoding = {axis: _axis(axis, asked, table, plot) for axis in ("x", "y")}
    if "colour" in given:
        encoding |= _told_apart(asked, table, look, plot)
    filled = _filled(asked, lying)
    layers = [_mark(asked, hollow=False) | filled]
    if "low" in given:
        layers.insert(0 if given.get("kind") != "bar" else 1, _interval(asked, lying))
    if "hollow" in given:
        layers.append(_mark(asked, hollow=True) | filled)
    if "label" in given:
        layers += [_label(given["label"], layer) for layer in (FIRST, THEN)]
    made: dict[str, Any] = {
        "width": width,
        "height": {"step": 26} if lying else HEIGHT,
        "autosize": {"type": "fit-x" if lying else "fit", "contains": "padding"},
        "data": {"values": values},
        "encoding": encoding,
        "layer": layers,
    }
    if "title" in given:
        made["title"] = given["title"]
    return made


def _marked(asked: Asked, table: Rows) -> list[dict[str, Value]]:
    """The rows; each says of itself whether it is hollow, and which label it has."""
    hollow, label = asked.given.get("hollow"), asked.given.get("label")
    found: list[dict[str, Value]] = []
    for at, row in enumerate(table.rows):
        open_ = hollow is not None and truthy(row[hollow])
        named = label is not None and row[label] is not None and at < _MOST
        # What is drawn apart is what a reader asks about.
        layer = (FIRST if open_ else THEN) if named else ""
        found.append({**row, _HOLLOW: open_, _LABEL: layer})
    return found


def _axis(axis: str, asked: Asked, table: Rows, plot: int) -> dict[str, Any]:
    name = asked.given[axis]
    kind = table.kinds[name]
    made: dict[str, Any] = {"field": _quoted(name), "type": kind}
    made["title"] = asked.given.get(f"{axis}-title", plainly(name))
    if kind == "nominal":
        made["sort"] = None
        words = dict.fromkeys(str(row[name]) for row in table.rows)
        room = plot / max(len(words), 1) / _LETTER
        flat = axis == "y" or max(map(len, words), default=0) < room
        made["axis"] = {"labelAngle": 0 if flat else -35, "labelLimit": _LONGEST}
        made["axis"]["grid"] = False
    if asked.given.get("scale") == "log" and axis == measuring(asked, table):
        made["scale"] = {"type": "log"}
        if _filled(asked, False):
            made["scale"]["domainMin"] = _below(asked, table, name)
            made["stack"] = None
        made["axis"] = {"format": ",~g", "tickCount": 6}
    elif kind == "quantitative" and asked.given.get("kind") not in _SOLID:
        made["scale"] = {"zero": False}
    return made


def _quoted(name: str) -> str:
    """A column's name as a field: dots and brackets in it are no paths."""
    return "".join(f"\\{sign}" if sign in ".[]\\'\"" else sign for sign in name)


def _told_apart(
    asked: Asked, table: Rows, look: Mapping[str, str], plot: int
) -> dict[str, Any]:
    """Colour, and with it shape or dashes, by the column of series."""
    name = asked.given["colour"]
    made: dict[str, Any] = {
        "field": _quoted(name),
        "type": "nominal",
        "title": asked.given.get("colour-title"),
        "legend": {
            "columns": _columns(asked, table, plot),
            "labelLimit": plot - _sign(asked),
        },
        "sort": None,
    }
    kind = asked.given.get("kind", "line")
    if kind == "line":
        # A sign's size is that of a square; rows are as high as their words.
        made["legend"] |= {"symbolSize": SAMPLE**2, "clipHeight": LEGEND}
    colour = {**made, "scale": {"range": series(look)}}
    if kind == "line":
        return {
            "color": colour,
            "strokeDash": {**made, "scale": {"range": list(DASHES)}},
        }
    return {"color": colour, "shape": made} if kind == "point" else {"color": colour}


def _sign(asked: Asked) -> int:
    """The width of a legend's sign with the blanks around it."""
    line = asked.given.get("kind", "line") == "line"
    return (SAMPLE if line else _SYMBOL) + _AROUND


def _columns(asked: Asked, table: Rows, plot: int) -> int:
    """How many labels of the legend stand side by side below the plot.

    Vega-Lite would set all in one row and let what does not fit be cut off.
    """
    face = widths(REGULAR)

    def lengths(name: str) -> list[float]:
        labels = dict.fromkeys(str(row[name]) for row in table.rows)
        return [face.of(label) * LEGEND for label in labels]

    beside, room = asked.given["y"], float(plot - _DIGITS)
    if table.kinds[beside] == "nominal":
        room = plot - min(max(lengths(beside), default=0.0), _LONGEST)
    wide = [length + _sign(asked) for length in lengths(asked.given["colour"])]
    fitting = (
        count
        for count in range(1, min(len(wide), _ABREAST) + 1)
        if sum(max(wide[at::count]) for at in range(count)) <= room
    )
    # Few rows, and these as even as they can be.
    return min(fitting, key=lambda count: (-(-len(wide) // count), count), default=1)


def _mark(asked: Asked, *, hollow: bool) -> dict[str, Any]:
    kind = asked.given.get("kind", "line")
    mark: dict[str, Any] = {"type": kind}
    if kind == "point":
        mark |= {"filled": not hollow, "opacity": 1}
    elif hollow:
        mark |= {"fillOpacity": 0, "strokeWidth": 1.2, "strokeDash": [4, 2]}
    if "hollow" not in asked.given or kind in {"line", "area"}:
        return {"mark": mark}
    wanted = f"datum['{_HOLLOW}'] === {'true' if hollow else 'false'}"
    return {"transform": [{"filter": wanted}], "mark": mark}


def _filled(asked: Asked, lying: bool) -> dict[str, Any]:
    """Where bars and areas begin on a logarithmic axis, which has no nought: its end."""
    if asked.given.get("scale") != "log" or asked.given.get("kind") not in _SOLID:
        return {}
    end = {"x2": {"value": 0}} if lying else {"y2": {"value": "height"}}
    return {"encoding": end}


def _below(asked: Asked, table: Rows, name: str) -> float:
    """The power of ten below all that is measured, so that no bar is without height."""
    ends = [asked.given[key] for key in ("low", "high") if key in asked.given]
    numbers = [row[column] for row in table.rows for column in (name, *ends)]
    least = min((n for n in numbers if isinstance(n, float)), default=1.0)
    return float(10.0 ** (ceil(log10(least)) - 1))


def _interval(asked: Asked, lying: bool) -> dict[str, Any]:
    axis = "x" if lying else "y"
    low, high = (asked.given[key] for key in ("low", "high"))
    title = asked.given.get(f"{axis}-title", plainly(asked.given[axis]))
    return {
        "transform": [
            {"filter": {"field": _quoted(end), "valid": True}} for end in (low, high)
        ],
        "mark": {"type": "errorbar", "ticks": {"size": 6}},
        "encoding": {
            axis: {"field": _quoted(low), "type": "quantitative", "title": title},
            f"{axis}2": {"field": _quoted(high)},
            "color": {"value": "currentColor"},
        },
    }


def _label(name: str, layer: str) -> dict[str, Any]:
    """Labels upon their points, from where they are moved when all is drawn.

    Without the clip the plot would be made smaller to have room for them there.
    """
    return {
        "name": layer,
        "transform": [{"filter": f"datum['{_LABEL}'] === '{layer}'"}],
        "mark": {
            "type": "text",
            "baseline": "alphabetic",
            "align": "left",
            "clip": True,
        },
        "encoding": {
            "text": {"field": _quoted(name)},
            "color": {"value": "currentColor"},
        },
    }
