"""The door to merman: its engine with our measurer, and its complaints as ours."""

import json
import re
from functools import cache
from typing import Any

from merman import Merman, MermanEngine, MermanEngineServices, MermanError

from octavo.plates.diagram.drawn import Fault, plainly
from octavo.plates.diagram.measurer import Measurer
from octavo.suggest import nearest

KINDS = (
    *("flowchart", "graph", "sequenceDiagram", "classDiagram", "stateDiagram-v2"),
    *("erDiagram", "gantt", "pie", "mindmap", "timeline", "gitGraph", "journey"),
    *("quadrantChart", "xychart-beta", "sankey-beta", "block-beta", "kanban"),
    *("requirementDiagram", "C4Context", "architecture-beta", "packet-beta"),
    *("radar-beta", "treemap-beta", "stateDiagram"),
)

_TOO_MUCH = "MERMAN_RESOURCE_LIMIT_EXCEEDED"
_FORMULA = re.compile(r"\$\$[^$]*\$\$")
_HEAD = re.compile(r"(?:\s*---\n.*?\n---\n)?(?:\s*%%[^\n]*\n)*\s*([\w-]+)", re.DOTALL)


def pressed(text: str, name: str, options: str) -> str | Fault:
    """The drawing of a source; its ids begin with `name`."""
    wanted = json.dumps({"svg": {"diagram_id": name}})
    try:
        return str(_press(options).render_svg(text, wanted))
    except MermanError as error:
        if getattr(error, "code_name", "") == _TOO_MUCH:
            return Fault(code="diagram-too-large", why="it has too many parts")
        report = json.loads(Merman().analyze_json(text, None))
        return _fault(text, report["diagnostics"], getattr(error, "message", ""))


@cache
def _press(options: str) -> Any:
    """The engine with these options: making it ready takes longer than a diagram."""
    given = {
        "version": 2,
        # “Today” in a gantt is no day of this book's.
        "fixed_today": "2000-01-01",
        "fixed_local_offset_minutes": 0,
        "site_config": json.loads(options),
        "svg": {"pipeline": "resvg-safe"},
        "resources": {"profile": "trusted-native"},
    }
    services = MermanEngineServices().with_text_measurer(Measurer())
    return MermanEngine(options_json=json.dumps(given), services=services)


def _fault(text: str, told: list[Any], message: str) -> Fault:
    """What merman says of a source, as ours: its first error."""
    formula = _FORMULA.search(text)
    if formula and "`math`" in message:
        return _at(text, formula)
    first = next((each for each in told if each["severity"] == "error"), None)
    if first is None:
        return Fault(code="diagram-syntax", why=plainly(message))
    if first["id"] == "merman.parse.no_diagram":
        return _unknown(text)
    span = first["span"] or {"line": 0, "column": 1, "end_line": 0, "end_column": 1}
    same = span["line"] == span["end_line"]
    return Fault(
        code="diagram-syntax",
        why=plainly(str(first["message"])),
        line=span["line"],
        column=span["column"],
        length=span["end_column"] - span["column"] if same else 0,
    )


def _at(text: str, formula: re.Match[str]) -> Fault:
    """A formula in a label, which only a browser would set."""
    return Fault(
        code="diagram-syntax",
        why="formulas in diagrams are not drawn",
        help="write it with signs and plain words, as in `x²` or `α`",
        line=text.count("\n", 0, formula.start()) + 1,
        column=formula.start() - text.rfind("\n", 0, formula.start()),
        length=len(formula[0]),
    )


def _unknown(text: str) -> Fault:
    """The first word of a source names no kind of diagram."""
    head = _HEAD.match(text)
    word = head[1] if head else ""
    near = nearest(word, KINDS) if word else ()
    line = text.count("\n", 0, head.start(1)) + 1 if head else 1
    column = head.start(1) - text.rfind("\n", 0, head.start(1)) if head else 1
    return Fault(
        code="diagram-unknown-type",
        why=f"“{word}” begins no kind of diagram"
        if word
        else "it begins with no kind of diagram",
        help=f"did you mean {' or '.join(f'`{each}`' for each in near)}?"
        if near
        else "",
        line=line,
        column=column,
        length=len(word),
    )
