"""How charts of this book look: Vega-Lite's `config`, from the design tokens.

Series are told apart by lightness, shape and dashes before they are by hue, so that a
grey print still says which is which.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

PIXEL = 0.75
"""Points to a pixel of a chart, whose text is sized in pixels."""

HEIGHT = 270
"""Pixels: a height for a chart as wide as the text."""

LEGEND, LABEL = 11, 10
"""Sizes of the labels of a legend, and of points, in pixels."""

SAMPLE = 26
"""Pixels of a line in a legend: as long as tells the dashes apart."""

DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond")


class Marks(NamedTuple):
    """What a language writes into numbers: before the fraction, and between thousands."""

    decimal: str = "."
    thousands: str = ","


def width(across: float) -> int:
    """Pixels of a chart as wide as a measure in points, within its own rim."""
    return int(across / PIXEL) - 1


def series(look: Mapping[str, str]) -> list[str]:
    """The colours of series, dark to light."""
    return [look[f"series-{at}"] for at in range(1, 5)]


def house(family: str, look: Mapping[str, str], marks: Marks) -> dict[str, Any]:
    """The configuration for text in `family`, and numbers with the language's `marks`."""
    ink, grey, quiet = look["ink"], look["rule-grey"], look["muted"]
    words = {"labelColor": ink, "titleColor": ink, "labelFontSize": LEGEND}
    titles = {"titleFontSize": 11, "titleFontWeight": "normal"}
    first = {"color": look["series-1"]}
    return {
        "font": family.partition(",")[0].strip("'\" "),
        "background": None,
        "padding": 2,
        "locale": {
            "number": {**marks._asdict(), "grouping": [3], "currency": ["", ""]},
        },
        "view": {"stroke": None},
        "title": {
            "color": ink,
            "fontSize": 12,
            "fontWeight": "bold",
            "anchor": "start",
        },
        "axis": {**words, **titles, "domainColor": quiet, "tickColor": quiet},
        "axisX": {"grid": False},
        "axisY": {"grid": True, "gridColor": grey, "gridWidth": 0.4, "domain": False},
        "legend": {
            **words,
            **titles,
            "orient": "bottom",
            "symbolStrokeWidth": 1.8,
        },
        "range": {
            "category": series(look),
            "ordinal": series(look),
            "symbol": list(SHAPES),
        },
        "line": {**first, "strokeWidth": 1.8},
        "bar": {"color": look["series-3"], "stroke": quiet, "strokeWidth": 0.6},
        "area": {**first, "opacity": 0.55},
        "point": {**first, "size": 46, "strokeWidth": 1.4},
        "rule": {"color": quiet},
        "text": {"color": ink, "fontSize": LABEL},
        "errorbar": {"rule": {"color": quiet}, "ticks": {"color": quiet}},
    }
