"""Charts: rows of a file of the source, or of the fence itself, drawn by Vega-Lite.

A fence in `chart` is a few lines of YAML, one in `vega-lite` is JSON. octavo reads the
data: what draws is given rows, and neither a path nor an address.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from octavo.model.area import B5
from octavo.plates.diagram.chart.asked import Asked, asked
from octavo.plates.diagram.chart.house import PIXEL, Marks, house, width
from octavo.plates.diagram.chart.labels import labelled
from octavo.plates.diagram.chart.plain import charted
from octavo.plates.diagram.chart.specified import Specified
from octavo.plates.diagram.chart.vega import paths, vega
from octavo.plates.diagram.drawn import Drawn, Fault
from octavo.plates.diagram.settled import settled

_ENGLISH = Marks()
_TEXT = 11.0
_FEWEST = 60
"""Rows that are still worth reading as a table."""

UNAVAILABLE = Fault(
    code="chart-unavailable",
    why="vl-convert-python is not installed",
    help="`pip install 'vl-convert-python>=1.9,<2'`, and build again",
)


def files_of(kind: str, text: str) -> tuple[str, ...]:
    """The files whose rows a fence wants, as it names them."""
    if kind == "chart":
        found = asked(text)
        return (found.file,) if isinstance(found, Asked) and found.file else ()
    return paths(text)


def places(name: str, note: PurePosixPath) -> tuple[PurePosixPath, ...]:
    """Where a file may lie: beside the note, else below the source's own folder.

    None outside it, and none that is an address.
    """
    if ":" in name or name.startswith(("/", "\\")):
        return ()
    found = []
    for folder in (note.parent, PurePosixPath()):
        parts: list[str] = []
        for part in (folder / name).parts:
            if part != "..":
                parts.append(part)
            elif parts:
                parts.pop()
            else:
                break
        else:
            found.append(PurePosixPath(*parts))
    return tuple(found)


def drawn(
    kind: str,
    text: str,
    files: Mapping[str, str],
    family: str,
    look: Mapping[str, str],
    across: float = B5.width,
    marks: Marks = _ENGLISH,
) -> Drawn:
    """The chart, its text in `family`; `files` has the texts of those that are there.

    `across` is the measure in points.
    """
    found = (
        charted(text, files, look, width(across))
        if kind == "chart"
        else vega(text, files, width(across))
    )
    if isinstance(found, Fault):
        return Drawn(fault=found)
    try:
        from octavo.plates.diagram.chart.press import pressed
    except (ImportError, OSError):
        return Drawn(fault=UNAVAILABLE)
    svg = pressed(found.made, house(family, look, marks))
    if isinstance(svg, Fault):
        return Drawn(fault=svg)
    svg = labelled(svg, look["paper"])
    # Vega counts the ids it gives on from one drawing to the next.
    whole = json.dumps([found.made, family, dict(look), marks], sort_keys=True)
    name = f"chart-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
    ready = settled(svg, name, family, _TEXT, look, "")
    if ready is None:
        why = "nothing in it can be drawn"
        help = "name data and a mark that shows it"
        return Drawn(fault=Fault(code="chart-spec", why=why, help=help))
    return Drawn(
        name=name,
        svg=ready.svg,
        digest=hashlib.sha256(ready.svg).hexdigest(),
        width=round(ready.width * PIXEL, 2),
        height=round(ready.height * PIXEL, 2),
        least=round(ready.least * PIXEL, 2),
        labels=ready.labels,
        spoken=" ".join(found.spoken.split()),
        remarks=found.remarks,
        cells=_cells(found),
    )


def _cells(found: Specified) -> tuple[tuple[str, ...], ...]:
    """The rows of a small chart, its heads first; none of another."""
    shown, columns = found.shown, found.columns
    if shown is None or not columns or not 0 < len(shown.rows) <= _FEWEST:
        return ()
    return (found.heads, *shown.cells(columns))
