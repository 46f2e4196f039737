"""What a fence in `chart` asks for: its lines of YAML, checked.

data: Data/scores.csv
kind: line
x: step
y: loss
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import yaml

from octavo.plates.diagram.chart.rows import AMEND, MEND, Rows, Value, shown
from octavo.plates.diagram.drawn import Fault
from octavo.suggest import nearest
from octavo.yaml.texts import Texts

KINDS = ("line", "bar", "area", "point")
FIELDS = ("x", "y", "colour", "low", "high", "label", "hollow")
"""Keys that name a column."""
KEYS = (
    *("data", "kind", *FIELDS, "filter", "scale", "title", "description"),
    *("x-title", "y-title", "colour-title"),
)
_LINES = "write lines of the form `key: value`; what holds `: ` stands in quotes"
_SCALES = ("linear", "log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a word stands in the fence; line and column count from 1."""

    line: int
    column: int
    length: int

    def fault(self, code: str, why: str, help: str = "") -> Fault:
        """What is wrong here."""
        return Fault(
            code=code,
            why=why,
            help=help,
            line=self.line,
            column=self.column,
            length=self.length,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The values by key, where each stands, and the values rows are chosen by."""

    given: Mapping[str, str]
    places: Mapping[str, Place]
    filters: tuple[tuple[str, tuple[str, ...], Place], ...] = ()

    @property
    def file(self) -> str:
        """The file of the rows, as it is named."""
        return self.given["data"]

    def columns(self) -> tuple[str, ...]:
        """The columns that are drawn, each once."""
        used = ("label", "x", "y", "low", "high", "colour")
        return tuple(dict.fromkeys(self.given[k] for k in used if k in self.given))

    def heads(self) -> tuple[str, ...]:
        """What those columns are called: as their axis is, or in plain words."""
        told = {
            self.given[key]: self.given[f"{key}-title"]
            for key in ("x", "y", "colour")
            if key in self.given and f"{key}-title" in self.given
        }
        return tuple(told.get(name, plainly(name)) for name in self.columns())

    def missing(self) -> Fault:
        """The file is not there."""
        return self.places["data"].fault(
            "chart-data-missing",
            f"there is no file “{self.file}” in the source",
            "name a CSV, TSV or JSON file by its path from the note or from the source",
        )

    def unreadable(self, why: str) -> Fault:
        """The file is there and has no rows."""
        return self.places["data"].fault(
            "chart-data-missing", f"“{self.file}” {why}", MEND
        )

    def measured(self, table: Rows) -> tuple[Rows, tuple[Fault, ...]]:
        """The rows with numbers in the columns that measure, and what is left out."""
        told = [
            self.places["data"].fault(
                "chart-incomplete", f"“{self.file}”: {remark}", AMEND
            )
            for remark in table.remarks
        ]
        across = () if self.given.get("kind") == "bar" else ("x",)
        for key in ("y", "low", "high", *across):
            if key in self.given:
                table, why = table.measured(self.given[key])
                told += self._left_out(key, why)
        return table, tuple(told)

    def positive(self, table: Rows, axis: str) -> tuple[Rows, tuple[Fault, ...]]:
        """The rows without what a logarithmic axis has no place for, and that."""
        told: list[Fault] = []
        if self.given.get("scale") == "log":
            for key in (axis, "low", "high"):
                if key in self.given:
                    table, why = table.positive(self.given[key])
                    told += self._left_out(key, why)
        return table, tuple(told)

    def _left_out(self, key: str, why: str) -> list[Fault]:
        if not why:
            return []
        why = f"“{self.file}”: {why}"
        return [self.places[key].fault("chart-incomplete", why, AMEND)]

    def chosen(self, table: Rows) -> Rows:
        """The rows that pass every filter."""
        chosen = [
            (row, line)
            for row, line in zip(table.rows, table.lines, strict=True)
            if all(_is(row[name], values) for name, values, _ in self.filters)
        ]
        kept, lines = tuple(row for row, _ in chosen), tuple(at for _, at in chosen)
        return replace(table, rows=kept, lines=lines)


def _is(cell: Value, values: tuple[str, ...]) -> bool:
    return shown(cell) in values or str(cell) in values


def plainly(name: str) -> str:
    """A column's name for readers, to whom it is no identifier."""
    return " ".join(name.replace("_", " ").split())


def asked(text: str) -> Asked | Fault:
    """The fence as values; the first thing that is wrong with it."""
    try:
        root = yaml.compose(text, Loader=Texts)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return Fault(
            code="chart-spec",
            why=f"this is not valid YAML: {error.problem or 'it cannot be read'}",
            help=_LINES,
            line=mark.line + 1 if mark else 0,
            column=mark.column + 1 if mark else 1,
        )
    except yaml.YAMLError:
        return Fault(code="chart-spec", why="this is not valid YAML", help=_LINES)
    if not isinstance(root, yaml.MappingNode):
        why = "it has no lines of the form `key: value`"
        return Fault(code="chart-spec", why=why, help="write `data: scores.csv` first")
    return _read(root)


def _read(root: yaml.MappingNode) -> Asked | Fault:
    given: dict[str, str] = {}
    places: dict[str, Place] = {}
    filters: list[tuple[str, tuple[str, ...], Place]] = []
    for key, value in root.value:
        name, place = str(key.value), _place(key)
        if name not in KEYS:
            near = nearest(name, KEYS)
            help = (
                f"did you mean `{near[0]}`?" if near else f"there is {', '.join(KEYS)}"
            )
            return place.fault("chart-spec", f"there is no key “{name}”", help)
        if name == "filter":
            found = _filters(value)
            if found is None:
                help = "write `filter: {column: value}`"
                return place.fault(
                    "chart-spec", "“filter” wants a column and a value", help
                )
            filters += found
        elif not isinstance(value, yaml.ScalarNode) or not value.value:
            help = f"write one behind it: `{name}: …`"
            return place.fault("chart-spec", f"“{name}” wants a word", help)
        else:
            given[name], places[name] = str(value.value), _place(value)
    return _complete(Asked(given=given, places=places, filters=tuple(filters)))


def _complete(found: Asked) -> Asked | Fault:
    """What was asked, if nothing lacks and every word is known."""
    for key in ("data", "x", "y"):
        if key not in found.given:
            return Fault(
                code="chart-spec",
                why=f"it has no “{key}”",
                help=f"add a line `{key}: …`",
            )
    for key, words in (("kind", KINDS), ("scale", _SCALES)):
        word = found.given.get(key, words[0])
        if word not in words:
            near = nearest(word, words)
            help = (
                f"did you mean `{near[0]}`?"
                if near
                else f"it is one of {', '.join(words)}"
            )
            return found.places[key].fault(
                "chart-spec", f"“{key}” cannot be “{word}”", help
            )
    if ("low" in found.given) != ("high" in found.given):
        here = found.places.get("low") or found.places["high"]
        lacking = "high" if "low" in found.given else "low"
        help = f"add a line `{lacking}: …` with the column of the other end"
        return here.fault("chart-spec", "an interval has both “low” and “high”", help)
    return found


def _filters(
    node: yaml.Node,
) -> list[tuple[str, tuple[str, ...], Place]] | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    found = []
    for key, value in node.value:
        listed = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if not all(isinstance(each, yaml.ScalarNode) for each in (key, *listed)):
            return None
        words = tuple(str(each.value) for each in listed)
        found.append((str(key.value), words, _place(key)))
    return found


def _place(node: yaml.Node) -> Place:
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if start.line == end.line else 0
    return Place(line=start.line + 1, column=start.column + 1, length=length)
