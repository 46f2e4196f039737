"""In which units the cells of a pattern are painted.

A gradient that is measured by the shape it fills is handed to the PDF as a pattern with
a cell of one unit by one, which its matrix stretches over the shape. That is sound, and
yet of such a cell readers that are built on Poppler show a few dots at its edge. Here
cells are as large in their own units as they are on the page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from math import hypot
from typing import Any

# The door before the renderer: it hides the machine's fonts, and says what is lacking.
from octavo.typeset import door  # noqa: F401

try:
    from weasyprint.matrix import Matrix
    from weasyprint.pdf.stream import Stream
except ImportError:
    # A renderer with another inside paints its patterns in the units it likes.
    Stream = None

_ASKED = [
    "self",
    "x",
    "y",
    "width",
    "height",
    "repeat_width",
    "repeat_height",
    "matrix",
]
"""What the renderer's function that makes a pattern is given."""


@contextmanager
def large_cells() -> Iterator[None]:
    """While the block runs, no cell of a pattern is stretched by its matrix."""
    add = vars(Stream).get("add_pattern") if Stream else None
    if add is None or list(signature(add).parameters) != _ASKED:
        yield
        return

    def add_large(
        self: Any, x: float, y: float, width: float, height: float,
        repeat_width: float, repeat_height: float, matrix: Any,
    ) -> Any:  # fmt: skip
        (a, b, _), (c, d, _), _ = matrix
        across, down = max(1.0, hypot(a, b)), max(1.0, hypot(c, d))
        if across == down == 1.0:
            return add(self, x, y, width, height, repeat_width, repeat_height, matrix)
        pattern = add(
            self,
            x * across,
            y * down,
            width * across,
            height * down,
            repeat_width * across,
            repeat_height * down,
            Matrix(a=1 / across, d=1 / down) @ matrix,
        )
        pattern.transform(a=across, d=down)
        return pattern

    Stream.add_pattern = add_large
    try:
        yield
    finally:
        Stream.add_pattern = add
