"""What a fence comes to: a specification for Vega-Lite, and what of it can be read."""

from dataclasses import dataclass
from typing import Any

from octavo.plates.diagram.chart.rows import Rows
from octavo.plates.diagram.drawn import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Specified:
    """A specification ready to be drawn, and what of it is not.

    `shown`, `columns` and what those are called, `heads`, are those of a chart that has
    one set of rows; `spoken` is the author's own description.
    """

    made: dict[str, Any]
    remarks: tuple[Fault, ...] = ()
    shown: Rows | None = None
    columns: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    spoken: str = ""
