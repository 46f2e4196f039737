"""How wide words are in the book's sans, asked by what lays diagrams out.

Without an answer it guesses, and labels leave their boxes where the guess was for
another font. Heights and offsets are left to it.
"""

from collections.abc import Callable
from math import inf

from merman import (
    MermanTextMeasurementOperation,
    MermanTextMeasurementResultKind,
    MermanTextMeasurer,
    MermanTextMeasureRequest,
    MermanTextMeasureResult,
)

from octavo.plates.diagram.fonts import BOLD, REGULAR
from octavo.plates.diagram.widths import widths

_Kinds = MermanTextMeasurementResultKind
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_BOXES = frozenset({"MEASURE", "MERMAID_CALCULATE_TEXT_DIMENSIONS"})
_EXTENTS = frozenset({"B_BOX_X", "TITLE_B_BOX_X", "B_BOX_X_WITH_ASCII_OVERHANG"})


class Measurer(MermanTextMeasurer):  # type: ignore[misc]  # merman has no types
    """Answers for widths; None means: guess."""

    def measure(
        self, request: MermanTextMeasureRequest
    ) -> MermanTextMeasureResult | None:
        """The answer to one question, of the kind it wants."""
        asked: MermanTextMeasurementOperation = request.operation
        name = str(asked.name)
        face = widths(BOLD if request.font_weight in _BOLD else REGULAR)

        def width(line: str) -> float:
            return face.of(line) * float(request.font_size)

        lines = str(request.text).split("\n")
        raw = max(map(width, lines))
        if name in _BOXES:
            return _result(
                _Kinds.METRICS, raw, request.line_height * len(lines), len(lines)
            )
        if name in _EXTENTS:
            return _result(_Kinds.HORIZONTAL_EXTENTS, half=raw / 2)
        if name.startswith("WRAPPED"):
            most = inf if request.max_width is None else float(request.max_width)
            broken = [part for line in lines for part in wrapped(line, most, width)]
            shown = max(map(width, broken))
            high = request.line_height * len(broken)
            if name == "WRAPPED":
                return _result(_Kinds.METRICS, shown, high, len(broken))
            return _result(
                _Kinds.WRAPPED_WITH_RAW_WIDTH, shown, high, len(broken), raw=raw
            )
        if name.endswith("WIDTH") or name == "COMPUTED_LENGTH":
            return _result(_Kinds.LENGTH, length=raw)
        return None


def wrapped(line: str, most: float, width: Callable[[str], float]) -> list[str]:
    """The line broken at blanks so that no piece but a single word is wider."""
    if most == inf:
        return [line]
    pieces: list[str] = []
    for word in line.split(" "):
        longer = f"{pieces[-1]} {word}" if pieces else word
        if pieces and width(longer) <= most:
            pieces[-1] = longer
        else:
            pieces.append(word)
    return pieces


def _result(
    kind: MermanTextMeasurementResultKind,
    width: float = 0.0,
    height: float = 0.0,
    count: int = 0,
    *,
    length: float = 0.0,
    half: float | None = None,
    raw: float | None = None,
) -> MermanTextMeasureResult:
    return MermanTextMeasureResult(
        result_kind=kind,
        width=width,
        height=height,
        length=length,
        line_count=count,
        bbox_left=half,
        bbox_right=half,
        raw_width=raw,
    )
