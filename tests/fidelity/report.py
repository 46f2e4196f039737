"""A judgement as a table for people and as JSON for programs."""

import json
from dataclasses import asdict

from verdict import MEASURES, Count, Judgement


def table(name: str, judgement: Judgement) -> str:
    """One row a note and one for all; a cell is `found/sought`, leaks are counted."""
    rows = [
        ["note", *MEASURES],
        *(
            [verdict.path, *(_cell(m, verdict.counts[m]) for m in MEASURES)]
            for verdict in judgement.verdicts
        ),
        ["all", *(_cell(m, judgement.total(m)) for m in MEASURES)],
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([name, *lines, ""])


def _cell(measure: str, count: Count) -> str:
    sought, lacking = count.sought, len(count.lacking)
    if measure.endswith("leaks"):
        return str(lacking)
    return f"{sought - lacking}/{sought}"


def as_json(judgement: Judgement) -> str:
    """Everything that was counted."""
    return json.dumps(asdict(judgement), ensure_ascii=False, indent=1) + "\n"
