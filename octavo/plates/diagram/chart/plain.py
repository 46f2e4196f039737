"""A fence in `chart`, a few lines of YAML → a specification for Vega-Lite."""

from collections.abc import Mapping

from octavo.plates.diagram.chart.asked import asked
from octavo.plates.diagram.chart.rows import rows
from octavo.plates.diagram.chart.spec import absent, measuring, spec, wordy
from octavo.plates.diagram.chart.specified import Specified
from octavo.plates.diagram.drawn import Fault


def charted(
    text: str, files: Mapping[str, str], look: Mapping[str, str], width: int
) -> Specified | Fault:
    """The specification, ready to be drawn; or the first thing wrong with it.

    `width` is in pixels.
    """
    wanted = asked(text)
    if isinstance(wanted, Fault):
        return wanted
    if wanted.file not in files:
        return wanted.missing()
    table = rows(wanted.file, files[wanted.file])
    if isinstance(table, str):
        return wanted.unreadable(table)
    fault = absent(wanted, table)
    if fault is not None:
        return fault
    table, remarks = wanted.measured(wanted.chosen(table))
    fault = wordy(wanted, table)
    if fault is not None:
        return fault
    drawn, more = wanted.positive(table, measuring(wanted, table))
    return Specified(
        made=spec(wanted, drawn, look, width),
        remarks=remarks + more,
        shown=table,
        columns=wanted.columns(),
        heads=wanted.heads(),
        spoken=wanted.given.get("description", ""),
    )
