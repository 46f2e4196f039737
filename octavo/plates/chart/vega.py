"""A fence in `vega-lite`: its JSON, with rows in the place of every file it names."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from octavo.plates.chart.house import HEIGHT, WIDTH
from octavo.plates.chart.rows import MOST, rows
from octavo.plates.diagram.drawn import Fault

LONGEST = 200_000
_GROWING = re.compile(r"\b(?:sequence|repeat|pad|replace)\s*\(")
_CHANGING = re.compile(
    r"\b(?:random|now|sampleNormal|sampleLogNormal|sampleUniform)\s*\("
    r"|\bdatetime\s*\(\s*\)"
)
_COUNTS = frozenset(("tickCount", "maxbins", "steps", "tickMinStep"))
_MARKS = ("mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat")


def paths(text: str) -> tuple[str, ...]:
    """The files it names, each once."""
    found = _read(text)
    if isinstance(found, Fault):
        return ()
    named = (data.get("url") for data in _sources(found))
    return tuple(dict.fromkeys(each for each in named if isinstance(each, str)))


def vega(text: str, files: Mapping[str, str]) -> dict[str, Any] | Fault:
    """The specification, ready to be drawn; or the first thing wrong with it."""
    made = _read(text)
    if isinstance(made, Fault):
        return made
    if not any(key in made for key in _MARKS):
        return Fault(
            code="chart-spec", why="it has no “mark”", help='add `"mark": "line"`'
        )
    for data in _sources(made):
        fault = _filled(data, text, files)
        if fault is not None:
            return fault
    for name, value in _values(made):
        why = _refused(name, value)
        if why:
            return _at(
                text, value if isinstance(value, str) else name, "chart-spec", why
            )
    if "mark" in made or "layer" in made:
        made.setdefault("width", WIDTH)
        made.setdefault("height", HEIGHT)
        made.setdefault("autosize", {"type": "fit", "contains": "padding"})
    return made


def _refused(name: str, value: Any) -> str:
    """Why a value cannot be had: it grows without bound or is another each time."""
    if isinstance(value, str) and _GROWING.search(value):
        return "an expression here makes its own rows"
    if isinstance(value, str) and _CHANGING.search(value):
        return "an expression here gives something else each time"
    if name in _COUNTS and isinstance(value, int | float) and value > 1000:
        return f"“{name}” is too large"
    if name == "sample" and isinstance(value, int | float):
        return "“sample” takes other rows each time"
    return ""


def _read(text: str) -> dict[str, Any] | Fault:
    if len(text) > LONGEST:
        return Fault(code="chart-spec", why=f"it is longer than {LONGEST} characters")
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        return Fault(
            code="chart-spec",
            why=f"this is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}",
            line=error.lineno,
            column=error.colno,
        )
    except RecursionError:
        return Fault(code="chart-spec", why="it is nested too deeply")
    if not isinstance(found, dict):
        return Fault(code="chart-spec", why="it is no JSON object")
    return found


def _values(node: Any) -> Iterator[tuple[str, Any]]:
    """Every value that has a name, with it; rows are left out."""
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            for name, value in here.items():
                yield name, value
                if name != "values":
                    stack.append(value)
        elif isinstance(here, list):
            stack.extend(here)
            yield from (("", each) for each in here if isinstance(each, str))


def _sources(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every object that names data, wherever it stands."""
    for name, value in [("", made), *_values(made)]:
        if isinstance(value, dict) and (name == "data" or "url" in value):
            yield value


def _filled(data: dict[str, Any], text: str, files: Mapping[str, str]) -> Fault | None:
    """Put rows in the place of a file; None when that was possible."""
    made = data.get("sequence")
    if isinstance(made, dict) and not _short(made):
        return _at(text, "sequence", "chart-spec", f"it makes more than {MOST} rows")
    name = data.get("url")
    if name is None or not isinstance(name, str):
        # A channel of this name (the address of a picture) is no data.
        return None
    if name not in files:
        return _at(
            text,
            name,
            "chart-data-missing",
            f"there is no file “{name}” in the source",
            "name a CSV, TSV or JSON file by its path from the note or from the source",
        )
    found = rows(name, files[name])
    if isinstance(found, str):
        return _at(text, name, "chart-data-missing", f"“{name}” {found}")
    data.clear()
    data["values"] = list(found.rows)
    return None


def _short(sequence: dict[str, Any]) -> bool:
    try:
        start, stop = float(sequence.get("start", 0)), float(sequence["stop"])
        step = float(sequence.get("step", 1))
        return step != 0 and abs(stop - start) / abs(step) <= MOST
    except (KeyError, TypeError, ValueError):
        return False


def _at(text: str, word: str, code: str, why: str, help: str = "") -> Fault:
    """The fault at the first place in the fence where `word` stands in quotes."""
    written = json.dumps(word, ensure_ascii=False)
    place = text.find(written)
    if place < 0:
        return Fault(code=code, why=why, help=help)
    return Fault(
        code=code,
        why=why,
        help=help,
        line=text.count("\n", 0, place) + 1,
        column=place - text.rfind("\n", 0, place),
        length=len(written),
    )
