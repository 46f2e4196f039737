"""The door to vl-convert, which holds Vega-Lite and what runs it."""

import os
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
            why=f"Vega-Lite cannot draw it ({_short(str(error))})",
            help="see the examples at vega.github.io/vega-lite/examples",
        )


def _short(said: str) -> str:
    """The line of a JavaScript error that says what is wrong, without its stack."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = lines[1] if len(lines) > 1 else said
    return told.removeprefix("Error: ").rstrip(".")


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
