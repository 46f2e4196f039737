"""The door to vl-convert, which holds Vega-Lite and what runs it."""

import os
import re
from functools import cache
from typing import Any

import vl_convert

from octavo.find import product_folder
from octavo.plates.diagram.drawn import Fault

VERSION = "6.4"


def pressed(made: dict[str, Any], config: dict[str, Any]) -> str | Fault:
    """The chart as SVG. No address may be read, whatever the specification says."""
    _prepare()
    try:
        return str(
            vl_convert.vegalite_to_svg(
                made,
                vl_version=VERSION,
                config=config,
                allowed_base_urls=[],
                show_warnings=False,
            )
        )
    except ValueError as error:
        return Fault(
            code="chart-spec",
            why=_short(str(error)),
            help="see the examples at vega.github.io/vega-lite/examples",
        )


def _short(said: str) -> str:
    """What a JavaScript error says is wrong, without its stack.

    Errors of a kind of their own (`TypeError`) speak of the program, not of the chart.
    """
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = lines[1] if len(lines) > 1 else said
    if re.match(r"[A-Z]\w+Error\b", told):
        return "a part of it is not what Vega-Lite expects there"
    return f"Vega-Lite cannot draw it ({told.removeprefix('Error: ').rstrip('.')})"


@cache
def _prepare() -> None:
    """Make the book's fonts known, by which text is measured, and local time UTC.

    What runs Vega-Lite asks the system for its time zone once, when it is first used;
    dates on an axis are those of the rows, wherever a book is built.
    """
    vl_convert.register_font_directory(str(product_folder("styles") / "fonts"))
    zone = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    try:
        vl_convert.get_local_tz()
    finally:
        del os.environ["TZ"]
        if zone is not None:
            os.environ["TZ"] = zone
