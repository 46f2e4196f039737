"""A fence in `vega-lite`: its JSON, with rows in the place of every file it names."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from octavo.plates.diagram.chart.asked import plainly
from octavo.plates.diagram.chart.fields import named, plain, unknown, values
from octavo.plates.diagram.chart.house import HEIGHT
from octavo.plates.diagram.chart.rows import (
    AMEND,
    MEND,
    MOST,
    Rows,
    of,
    plain_cells,
    rows,
)
from octavo.plates.diagram.chart.specified import Specified
from octavo.plates.diagram.drawn import Fault
from octavo.suggest import nearest

LONGEST = 200_000
_GROWING = re.compile(r"\b(?:sequence|repeat|pad|replace)\s*\(")
_CHANGING = re.compile(
    r"\b(?:random|now|sampleNormal|sampleLogNormal|sampleUniform)\s*\("
    r"|\bdatetime\s*\(\s*\)"
)
_OBJECT = 'write `{"data": …, "mark": …, "encoding": …}`'
_COUNTS = frozenset(("tickCount", "maxbins", "steps", "tickMinStep"))
_MARKS = ("mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat")


def paths(text: str) -> tuple[str, ...]:
    """The files it names, each once."""
    found = _read(text)
    if isinstance(found, Fault):
        return ()
    named = (data.get("url") for data in _sources(found))
    return tuple(dict.fromkeys(each for each in named if isinstance(each, str)))


def vega(text: str, files: Mapping[str, str], width: int) -> Specified | Fault:
    """The specification, ready to be drawn; or the first thing wrong with it.

    `width` is in pixels, for a chart that does not say its own.
    """
    made = _read(text)
    if isinstance(made, Fault):
        return made
    if not any(key in made for key in _MARKS):
        return Fault(
            code="chart-spec", why="it has no “mark”", help='add `"mark": "line"`'
        )
    for name, value in values(made):
        why = _refused(name, value)
        if why:
            word = value if isinstance(value, str) else name
            return _at(text, word, "chart-spec", why, "leave it out")
    remarks: list[Fault] = []
    tables: list[Rows | None] = []
    for data in list(_sources(made)):
        found = _filled(data, made, text, files)
        if isinstance(found, Fault):
            return found
        table, told = found
        tables.append(table)
        remarks += told
    columns = [name for table in tables if table for name in table.columns]
    strange = None if None in tables or not tables else unknown(made, columns)
    if strange is not None:
        return _strange(text, strange, columns)
    if any(name == "href" for name, _ in values(made)):
        help = "link to it in the text below the chart"
        why = "links in a chart are not kept"
        remarks.append(_at(text, "href", "diagram-link", why, help))
    if "mark" in made or "layer" in made:
        made.setdefault("width", width)
        made.setdefault("height", HEIGHT)
        made.setdefault("autosize", {"type": "fit", "contains": "padding"})
    shown = tables[0] if len(tables) == 1 else None
    used = {plain(name) for name in named(made)}
    kept = [name for name in shown.columns if name in used] if shown else []
    return Specified(
        made=made,
        remarks=tuple(remarks),
        shown=shown,
        columns=tuple(kept),
        heads=tuple(map(plainly, kept)),
        spoken=str(made.get("description") or ""),
    )


def _strange(text: str, name: str, columns: Sequence[str]) -> Fault:
    """No rows have this column."""
    near = nearest(name, columns)
    listed = ", ".join(f"`{column}`" for column in dict.fromkeys(columns[:8]))
    help = f"did you mean `{near[0]}`?" if near else f"there is {listed}"
    why = f"“{name}” is no column of its data"
    return _at(text, name, "chart-field-unknown", why, help)


def _refused(name: str, value: Any) -> str:
    """Why a value cannot be had: it grows without bound or is another each time."""
    if isinstance(value, str) and _GROWING.search(value):
        return "an expression here makes its own rows"
    if isinstance(value, str) and _CHANGING.search(value):
        return "an expression here gives something else each time"
    if name in _COUNTS and isinstance(value, int | float) and value > 1000:
        return f"“{name}” is too large"
    if name == "mark" and "image" in (value, _type(value)):
        return "charts show no pictures of their own"
    if name == "sample" and isinstance(value, int | float):
        return "“sample” takes other rows each time"
    return ""


def _type(mark: Any) -> Any:
    return mark.get("type") if isinstance(mark, dict) else None


def _read(text: str) -> dict[str, Any] | Fault:
    if len(text) > LONGEST:
        why = f"it is longer than {LONGEST} characters"
        help = "put its rows into a file, and name that"
        return Fault(code="chart-spec", why=why, help=help)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        return Fault(
            code="chart-spec",
            why=f"this is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}",
            help="strings and names stand in double quotes, and no comma before a bracket",
            line=error.lineno,
            column=error.colno,
        )
    except ValueError:
        # Python reads no more than 4300 (sys.set_int_max_str_digits).
        why = "a number has too many digits"
        return Fault(code="chart-spec", why=why, help=_OBJECT)
    except RecursionError:
        return Fault(code="chart-spec", why="it is nested too deeply", help=_OBJECT)
    if not isinstance(found, dict):
        return Fault(code="chart-spec", why="it is no JSON object", help=_OBJECT)
    return found


def _sources(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every object that names data, wherever it stands."""
    for name, value in [("", made), *values(made)]:
        if isinstance(value, dict) and (
            name == "data" or isinstance(value.get("url"), str)
        ):
            yield value


def _filled(
    data: dict[str, Any], made: dict[str, Any], text: str, files: Mapping[str, str]
) -> tuple[Rows | None, list[Fault]] | Fault:
    """The rows of a source, in the place of a file it names; None if nobody knows them."""
    sequence = data.get("sequence")
    if isinstance(sequence, dict) and not _short(sequence):
        why = f"it makes more than {MOST} rows"
        return _at(text, "sequence", "chart-spec", why, "make fewer")
    name = data.get("url")
    if isinstance(name, str):
        return _from_file(name, data, made, text, files)
    listed = data.get("values")
    if listed is None and isinstance(data.get("name"), str):
        listed = _called(data["name"], made)
        if listed is None:
            why = f"no data here is called “{data['name']}”"
            help = "give its rows as `values`, or as `datasets` under this name"
            return _at(text, data["name"], "chart-data-missing", why, help)
    if isinstance(listed, list) and all(isinstance(row, dict) for row in listed):
        return of(plain_cells(listed)), []
    return None, []


def _from_file(
    name: str,
    data: dict[str, Any],
    made: dict[str, Any],
    text: str,
    files: Mapping[str, str],
) -> tuple[Rows, list[Fault]] | Fault:
    """The rows of a file, put into the specification; what is no number is left out."""
    if name not in files:
        why = f"there is no file “{name}” in the source"
        help = (
            "name a CSV, TSV or JSON file by its path from the note or from the source"
        )
        return _at(text, name, "chart-data-missing", why, help)
    table = rows(name, files[name])
    if isinstance(table, str):
        return _at(text, name, "chart-data-missing", f"“{name}” {table}", MEND)
    told = list(table.remarks)
    for column, measures in named(made).items():
        if measures and plain(column) in table.columns:
            table, why = table.measured(plain(column))
            told += [why] if why else []
    data.clear()
    data["values"] = list(table.rows)
    return table, [
        _at(text, name, "chart-incomplete", f"“{name}”: {why}", AMEND) for why in told
    ]


def _called(name: str, made: dict[str, Any]) -> Any:
    """The rows that have this name elsewhere in the specification; None if none have."""
    datasets = made.get("datasets")
    if isinstance(datasets, dict) and name in datasets:
        return datasets[name]
    for data in _sources(made):
        if data.get("name") == name and data.keys() & {"values", "url", "sequence"}:
            return data.get("values", "")
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
