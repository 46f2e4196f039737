"""A file of the source → the rows a chart is drawn from."""

import csv
import io
import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace
from pathlib import PurePosixPath
from textwrap import shorten
from typing import Any, TypeAlias

from octavo.value import value

Value: TypeAlias = str | float | bool | None

MOST = 20_000
"""Rows of a chart; a page has fewer dots."""

MEND = (
    "a CSV or TSV file has the names of its columns in the first line and a row in each "
    "line below, a JSON file a list of objects"
)
"""What to do about a file that has no rows."""
_LONGEST = 40
AMEND = "amend the file; a cell that has no number is left empty"
"""What to do about a row that cannot be had as it is."""

_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)?")
_BLANK = frozenset(("", "nan", "na", "n/a", "null"))
_FALSE = frozenset(("", "0", "0.0", "no", "false", "n", "none"))


@value
class Rows:
    """Columns in order, what each holds, and the rows.

    A kind is that of Vega-Lite: `quantitative`, `temporal` or `nominal`; values of the
    first are numbers, an empty cell is None. `lines` says where in the file rows begin,
    counted in `unit`; `remarks` are what is wrong with the file, in words.
    """

    columns: tuple[str, ...]
    kinds: dict[str, str]
    rows: tuple[dict[str, Value], ...]
    lines: tuple[int, ...] = field(default=(), compare=False)
    unit: str = field(default="row", compare=False)
    remarks: tuple[str, ...] = field(default=(), compare=False)

    def measured(self, name: str) -> tuple["Rows", str]:
        """The rows with a column of numbers where most of its cells are numbers.

        What is no number becomes a gap; it is told in words, "" where there is none.
        """
        if self.kinds[name] != "nominal":
            return self, ""
        cells = [row[name] for row in self.rows]
        there = [cell for cell in cells if not _blank(cell)]
        numbers = [_number(cell) for cell in cells]
        if 2 * sum(number is not None for number in numbers) <= len(there):
            return self, ""
        wrong = [
            at
            for at, cell in enumerate(cells)
            if numbers[at] is None and not _blank(cell)
        ]
        return self._with(name, numbers), self._told(name, wrong, "which is no number")

    def positive(self, name: str) -> tuple["Rows", str]:
        """The rows without the numbers of a column that have no logarithm, and those."""
        numbers = [_number(row[name]) for row in self.rows]
        wrong = [at for at, n in enumerate(numbers) if n is not None and n <= 0]
        if not wrong:
            return self, ""
        kept = [None if n is None or n <= 0 else n for n in numbers]
        return self._with(name, kept), self._told(name, wrong, "which has no logarithm")

    def _with(self, name: str, cells: Sequence[Value]) -> "Rows":
        """The rows with these numbers in a column."""
        return replace(
            self,
            kinds={**self.kinds, name: "quantitative"},
            rows=tuple(
                {**row, name: cell} for row, cell in zip(self.rows, cells, strict=True)
            ),
        )

    def _told(self, name: str, wrong: Sequence[int], why: str) -> str:
        """What is wrong with cells of a column: the first, and how many more."""
        if not wrong:
            return ""
        cell = shorten(shown(self.rows[wrong[0]][name]), _LONGEST, placeholder="…")
        more = f" (and so in {len(wrong) - 1} more)" if wrong[1:] else ""
        return (
            f"{self.unit} {self.lines[wrong[0]]} has “{cell}” in “{name}”, {why}{more}"
        )

    def cells(self, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """These columns as text."""
        return tuple(
            tuple(shown(row.get(name)) for name in columns) for row in self.rows
        )


def truthy(value: Value) -> bool:
    """Whether a cell says yes."""
    return str("" if value is None else value).strip().lower() not in _FALSE


def shown(value: Value) -> str:
    """A cell as text: numbers without a fraction of nought."""
    if isinstance(value, float):
        return f"{value:.12g}"
    return "" if value is None else str(value)


def rows(name: str, text: str) -> Rows | str:
    """The rows of a CSV, TSV or JSON file; in words, why it has none."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".json":
        listed = _listed(text)
        return listed if isinstance(listed, str) else _few(listed)
    if suffix in {".csv", ".tsv"}:
        return _separated(text, "\t" if suffix == ".tsv" else ",")
    return "is no CSV, TSV or JSON file"


def _few(found: list[dict[str, Value]]) -> Rows | str:
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
        lines=tuple(range(1, len(found) + 1)),
    )


def _separated(text: str, mark: str) -> Rows | str:
    """The rows of lines, each of which may go over several; the first has the names."""
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    lines: list[tuple[int, list[str]]] = []
    begin = 1
    try:
        for line in reader:
            if any(line):
                lines.append((begin, line))
            begin = reader.line_num + 1
    except csv.Error:
        return f"cannot be read as a table from line {begin} on"
    if not lines:
        return "has no rows"
    head = [name.strip() for name in lines[0][1]]
    made = _few([dict(zip(head, line, strict=False)) for _, line in lines[1:]])
    if isinstance(made, str):
        return made
    remarks = (
        *(
            f"two columns are called “{name}”; the last of them is taken"
            for name, count in Counter(head).items()
            if count > 1
        ),
        *_ragged(len(head), lines[1:]),
        *_unclosed(text, mark, lines[-1][0]),
    )
    begins = tuple(at for at, _ in lines[1:])
    return replace(made, lines=begins, unit="line", remarks=remarks)


def _ragged(count: int, lines: Sequence[tuple[int, list[str]]]) -> tuple[str, ...]:
    """Say which line is the first to have more cells than the head, or fewer."""
    wrong = [
        (at, len(line)) for at, line in lines if len(line) < count or any(line[count:])
    ]
    if not wrong:
        return ()
    (at, cells), *others = wrong
    more = f" (and {len(others)} more differ)" if others else ""
    columns = "1 cell" if cells == 1 else f"{cells} cells"
    return (f"line {at} has {columns}, the first line {count}{more}",)


def _unclosed(text: str, mark: str, last: int) -> tuple[str, ...]:
    """Say where a quote opens that is never closed; it is the last row's."""
    if text.count('"') % 2 == 0:
        return ()
    try:
        for _ in csv.reader(io.StringIO(text), delimiter=mark, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end" in str(error):
            return (
                f"a quote in line {last} is never closed; all behind it is one cell",
            )
    return ()


def _listed(text: str) -> list[dict[str, Value]] | str:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return "is not valid JSON"
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return "is no list of rows"
    return plain_cells(found)


def plain_cells(found: list[dict[str, Any]]) -> list[dict[str, Value]]:
    """Rows of JSON; a list or an object in a cell is its text."""
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


def _blank(value: Value) -> bool:
    """Whether a cell of numbers says that there is none."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or str(value).strip().lower() in _BLANK


def _kind(values: list[Value]) -> str:
    there = [value for value in values if not _blank(value)]
    if there and all(_number(value) is not None for value in there):
        return "quantitative"
    if there and all(_DATE.fullmatch(str(value)) for value in there):
        return "temporal"
    return "nominal"


def _value(value: Value, kind: str) -> Value:
    if value in {None, ""}:
        return None
    if _blank(value) and (kind == "temporal" or isinstance(value, float)):
        return None
    return _number(value) if kind == "quantitative" else value
