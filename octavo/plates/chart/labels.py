"""On which side of its point each label stands, so that none covers another."""

from collections.abc import Sequence
from math import log10
from typing import NamedTuple

from octavo.plates.chart.rows import Value

_LETTER, _LINE, _GAP = 5.2, 11.0, 7.0
"""Pixels: a letter of a label on average, a line, from a point to its label."""

_MOST = 400
"""Points that are labelled; with more, a label would be lost among them."""


class Spot(NamedTuple):
    """A point in pixels from the lower left, and the words beside it."""

    x: float
    y: float
    words: str


def sides(spots: Sequence[Spot | None], width: float) -> tuple[str, ...]:
    """`left`, `right`, or "" for a label that finds no room, in order.

    The first come first. A label may stand on neither another nor a point.
    """
    taken: list[tuple[float, float, float, float]] = [
        (spot.x - 3, spot.y - 3, spot.x + 3, spot.y + 3)
        for spot in spots[:_MOST]
        if spot is not None
    ]
    found: list[str] = []
    for spot in spots:
        side = "" if spot is None or len(found) >= _MOST else _free(spot, taken, width)
        found.append(side)
        if spot is not None and side:
            taken.append(_box(spot, side))
    return tuple(found)


def _free(
    spot: Spot, taken: list[tuple[float, float, float, float]], width: float
) -> str:
    sided = ("left", "right") if spot.x > width / 2 else ("right", "left")
    for side in sided:
        left, low, right, high = _box(spot, side)
        if left < 0 or right > width + _GAP:
            continue
        if not any(
            left < there[2] and right > there[0] and low < there[3] and high > there[1]
            for there in taken
        ):
            return side
    return ""


def _box(spot: Spot, side: str) -> tuple[float, float, float, float]:
    wide = len(spot.words) * _LETTER
    start = spot.x + _GAP if side == "right" else spot.x - _GAP - wide
    return (start, spot.y - _LINE / 2, start + wide, spot.y + _LINE / 2)


def along(
    values: Sequence[Value], kind: str, span: float, *, log: bool
) -> list[float | None]:
    """Where values lie on an axis `span` pixels long, near enough."""
    if kind == "nominal":
        order = {value: at for at, value in enumerate(dict.fromkeys(values))}
        step = span / max(len(order), 1)
        return [step * (order[value] + 0.5) for value in values]
    measured = [_measure(value, kind, log=log) for value in values]
    there = [each for each in measured if each is not None]
    least, most = min(there, default=0.0), max(there, default=1.0)
    scale = span / (most - least or 1.0)
    return [None if each is None else (each - least) * scale for each in measured]


def _measure(value: Value, kind: str, *, log: bool) -> float | None:
    if value is None:
        return None
    if kind == "temporal":
        parts = [int(part) for part in str(value)[:10].split("-") if part.isdigit()]
        return sum(p / s for p, s in zip(parts, (1, 12, 365), strict=False))
    number = float(str(value))
    if log:
        return log10(number) if number > 0 else None
    return number
