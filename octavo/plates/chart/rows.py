"""A file of the source → the rows a chart is drawn from."""

import csv
import io
import json
import math
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

Value: TypeAlias = str | float | bool | None

MOST = 20_000
"""Rows of a chart; a page has fewer dots."""

_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)?")
_FALSE = frozenset(("", "0", "0.0", "no", "false", "n", "none"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Columns in order, what each holds, and the rows.

    A kind is that of Vega-Lite: `quantitative`, `temporal` or `nominal`; values of the
    first are numbers, an empty cell is None.
    """

    columns: tuple[str, ...]
    kinds: dict[str, str]
    rows: tuple[dict[str, Value], ...]

    def cells(self, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """These columns as text."""
        return tuple(
            tuple(_shown(row.get(name)) for name in columns) for row in self.rows
        )


def truthy(value: Value) -> bool:
    """Whether a cell says yes."""
    return str("" if value is None else value).strip().lower() not in _FALSE


def _shown(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.12g}"
    return "" if value is None else str(value)


def rows(name: str, text: str) -> Rows | str:
    """The rows of a CSV, TSV or JSON file; in words, why it has none."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".json":
        found = _listed(text)
    elif suffix in {".csv", ".tsv"}:
        found = _separated(text, "\t" if suffix == ".tsv" else ",")
    else:
        return "is no CSV, TSV or JSON file"
    if isinstance(found, str):
        return found
    if not found:
        return "has no rows"
    if len(found) > MOST:
        return f"has more than {MOST} rows"
    return of(found)


def of(found: list[dict[str, Value]]) -> Rows:
    """Rows of raw cells, with what each column holds."""
    columns = tuple(dict.fromkeys(name for row in found for name in row))
    kinds = {name: _kind([row.get(name) for row in found]) for name in columns}
    return Rows(
        columns=columns,
        kinds=kinds,
        rows=tuple(
            {name: _value(row.get(name), kinds[name]) for name in columns}
            for row in found
        ),
    )


def _separated(text: str, mark: str) -> list[dict[str, Value]] | str:
    try:
        lines = [
            line for line in csv.reader(io.StringIO(text), delimiter=mark) if any(line)
        ]
    except csv.Error:
        return "cannot be read as a table"
    if not lines:
        return "has no rows"
    head = [name.strip() for name in lines[0]]
    return [dict(zip(head, line, strict=False)) for line in lines[1:]]


def _listed(text: str) -> list[dict[str, Value]] | str:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return "is not valid JSON"
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return "is no list of rows"
    return [
        {
            str(name): value
            if isinstance(value, str | bool | float | None)
            else str(value)
            for name, value in row.items()
        }
        for row in found
    ]


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _kind(values: list[Value]) -> str:
    there = [value for value in values if value not in {None, ""}]
    if there and all(_number(value) is not None for value in there):
        return "quantitative"
    if there and all(_DATE.fullmatch(str(value)) for value in there):
        return "temporal"
    return "nominal"


def _value(value: Value, kind: str) -> Value:
    if value in {None, ""}:
        return None
    return _number(value) if kind == "quantitative" else value
