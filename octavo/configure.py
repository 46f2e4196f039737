"""`handbook.toml` (or mdBook's `book.toml`) and `--set` overrides → Config.

Keys, types and defaults are those of the classes in `octavo.model.config`: a new key is
a field there. What is said about a key points at the key or its value in the file;
`tomllib` gives positions for syntax errors only, the rest are from `octavo.places`.
"""

import datetime
import posixpath
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args, get_origin, get_type_hints

from octavo.bounds import CHECKS
from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.find import tokens
from octavo.mdbook import mdbook, needless
from octavo.model.config import Config, OrderEntry
from octavo.places import Path, places
from octavo.suggest import nearest

Value: TypeAlias = (
    str
    | int
    | float
    | bool
    | datetime.date
    | datetime.time
    | list["Value"]
    | dict[str, "Value"]
)
Table: TypeAlias = dict[str, Value]

_SET: Final = PurePosixPath("--set")
_MEMBER = re.compile(r"\[\d+\]")
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def configure(
    text: str, path: PurePosixPath, overrides: Sequence[str] = ()
) -> Outcome[Config]:
    """The configuration that `text`, the file at `path`, and the overrides describe.

    A file called `book.toml` is read as mdBook's (dialect rule R11.2). An override is
    `KEY=VALUE` with a dotted key; VALUE is TOML, or else taken as text. What cannot be
    used keeps its default, so a Config always comes back; an error among the
    diagnostics means that it should not be built with.
    """
    reading = _Reading(text, path)
    table = reading.table()
    if path.name == "book.toml":
        table = reading.from_mdbook(table)
    for count, override in enumerate(overrides, start=1):
        reading.put(table, override, count)
    config = reading.filled(Config, table, ())
    assert isinstance(config, Config), "filled returns what it was asked for"
    return Outcome(config, in_order(reading.told))


class _Reading:
    """One call of `configure`: the text, what was said so far, where values stand."""

    def __init__(self, text: str, path: PurePosixPath) -> None:
        self.text = text.replace("\r\n", "\n").removeprefix("\ufeff")
        self.path = path
        self.told: list[Diagnostic] = []
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}

    def table(self) -> Table:
        """The file as `tomllib` reads it; empty when it is no TOML."""
        for at, character in enumerate(self.text):
            if "\udc80" <= character <= "\udcff":
                why = f"byte {ord(character) - 0xDC00:02X} is not UTF-8"
                help = "save the file as UTF-8"
                self.say("config-syntax", self._span((at, at + 1)), help, why=why)
                return {}
        try:
            table: Table = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as problem:
            self._syntax(str(problem))
            return {}
        except RecursionError:
            self._syntax("the values are nested too deeply")
            return {}
        except ValueError:
            # Python reads no more than 4300 (sys.set_int_max_str_digits).
            self._syntax("a number has too many digits")
            return {}
        for path, place in places(self.text).items():
            self.keys[path] = self._span(place.key)
            self.values[path] = self._span(place.value)
        return table

    def _syntax(self, problem: str) -> None:
        at = _POSITION.search(problem)
        lines = self.text.split("\n")
        line, column = len(lines), len(lines[-1]) + 1
        if at is not None and at.group(1):
            line, column = int(at.group(1)), int(at.group(2))
        span = Span(
            path=self.path, line=line, column=column, end_line=line, end_column=column
        )
        why = _POSITION.sub("", problem)
        if why == r"Illegal character '\n'":
            why = "the line ends within a text"
        help = 'write `key = "text"`, one key a line'
        self.say("config-syntax", span, help, why=why[:1].lower() + why[1:])

    def _span(self, offsets: tuple[int, int]) -> Span:
        ends = []
        for offset in offsets:
            before = self.text[:offset]
            ends += [before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1]
        return Span(
            path=self.path,
            line=ends[0],
            column=ends[1],
            end_line=ends[2],
            end_column=ends[3],
        )

    def say(self, code: str, span: Span, help: str = "", **words: str) -> None:
        """Add a diagnostic."""
        self.told.append(tell(code, span, help, None, **words))

    def place(self, path: Path, of: Mapping[Path, Span]) -> Span:
        """The span of a key or value, else of the nearest thing that holds it."""
        while path:
            if path in of:
                return of[path]
            path = path[:-1]
        return Span.whole(self.path)

    def named(self, path: Path) -> str:
        """A key as its own file calls it."""
        theirs = {new: old for old, new in _MDBOOK.items()}
        in_file = self.place(path, self.values).path == self.path
        if self.path.name == "book.toml" and in_file and path[1:2]:
            path = (*theirs.get(str(path[1]), path[:2]), *path[2:])
        return _dotted(path)

    def from_mdbook(self, table: Table) -> Table:
        """The table of mdBook as one of ours; keys that mean nothing here are left out."""
        ours: Table = {}
        for old, new in _MDBOOK.items():
            inner = table.get(old[0])
            if isinstance(inner, dict) and old[1] in inner:
                ours[new] = inner[old[1]]
                for known in (self.keys, self.values):
                    for path in [path for path in known if path[:2] == old]:
                        known["handbook", new, *path[2:]] = known[path]
        source = ours.setdefault("source", "src")
        build = table.get("build")
        folder = build.get("build-dir", "book") if isinstance(build, dict) else "book"
        if isinstance(source, str) and isinstance(folder, str):
            inside = posixpath.relpath(folder or ".", source or ".")
            if inside.partition("/")[0] not in (".", ".."):
                ours["exclude"] = [f"/{inside}/"]
        for name in mdbook(self.text).preprocessors:
            if needless(name):
                continue
            span = self.place(("preprocessor", name), self.keys)
            help = "the text stays as it is written"
            if name.endswith(("-listing", "-note")):
                help = "what it is for is done here: listings and notes are set"
            self.say("unknown-preprocessor", span, help, name=name)
        return {"handbook": ours}

    def put(self, table: Table, override: str, count: int) -> None:
        """Write one `KEY=VALUE` into the table and remember where it came from."""
        name, equals, written = override.partition("=")
        span = Span(
            path=_SET,
            line=count,
            column=1,
            end_line=count,
            end_column=len(override) + 1,
        )
        keys = tuple(key.strip() for key in name.split("."))
        if not equals or not all(keys):
            why = f"“{override}” is not KEY=VALUE"
            self.say("config-syntax", span, "write `--set pdf.page=a4`", why=why)
            return
        here = table
        for key in keys[:-1]:
            inner = here.get(key)
            here[key] = below = inner if isinstance(inner, dict) else {}
            here = below
        here[keys[-1]] = _typed(written)
        for known in (self.keys, self.values):
            for path in [path for path in known if path[: len(keys)] == keys]:
                del known[path]
            for length in range(1, len(keys)):
                known.setdefault(keys[:length], span)
            known[keys] = span

    def filled(self, kind: type, table: Table, path: Path) -> object:
        """An object of the dataclass `kind` with the values of `table`."""
        hints = get_type_hints(kind)
        known = [name.name for name in fields(kind) if name.name not in _POSITIONS]
        given: dict[str, object] = {}
        for key, value in table.items():
            here = (*path, key)
            if key not in known:
                self._unknown(here, known)
                continue
            try:
                given[key] = self.read(hints[key], value, here)
            except _Wrong:
                continue
        return kind(**given)

    def _unknown(self, path: Path, known: list[str]) -> None:
        near = nearest(str(path[-1]), known, limit=1)
        held = f" in [{_dotted(path[:-1])}]" if path[:-1] else ""
        help = f"did you mean “{near[0]}”?" if near else ""
        if not help and known:
            help = f"known{held}: {', '.join(sorted(known))}"
        key = self.named(path)
        self.say("config-unknown", self.place(path, self.keys), help, key=key)

    def read(self, hint: object, value: Value, path: Path) -> object:
        """`value` as the type `hint`; raises _Wrong after saying what is wrong."""
        if hint == tuple[OrderEntry, ...]:
            return self._order(value, path)
        if is_dataclass(hint) and isinstance(hint, type):
            if isinstance(value, dict):
                return self.filled(hint, value, path)
        elif get_origin(hint) is Literal:
            return self._one_of(get_args(hint), value, path)
        elif get_origin(hint) is tuple:
            return self._many(get_args(hint)[0], value, path)
        elif isinstance(hint, type) and type(value) is hint:
            return self._checked(value, path)
        raise self._type(path, _WANTED.get(hint, "a table"), value)

    def _many(self, member: object, value: Value, path: Path) -> object:
        if member == tuple[str, str]:
            if not isinstance(value, dict):
                raise self._type(path, "a table", value)
            pairs = ((key, self.read(str, v, (*path, key))) for key, v in value.items())
            return tuple(sorted(self._tokens(pairs, path)))
        if not isinstance(value, list):
            raise self._type(path, "a list", value)
        self._checked(value, path)
        return tuple(self.read(member, v, (*path, n)) for n, v in enumerate(value))

    def _tokens(
        self, pairs: Iterable[tuple[str, object]], path: Path
    ) -> Iterator[tuple[str, object]]:
        """The pairs whose key is a token of our styles and whose value is one of CSS."""
        for key, value in pairs:
            here = (*path, key)
            if key.removeprefix("--") not in tokens():
                self._unknown(here, list(tokens()))
            elif re.search(r"[;{}<]", str(value)):
                help = "write one CSS value, as it would stand between `:` and `;`"
                self._value(here, str(value), help)
            else:
                yield key, value

    def _one_of(self, choices: tuple[object, ...], value: Value, path: Path) -> object:
        if value in choices:
            return value
        if not isinstance(value, str):
            raise self._type(path, "a text", value)
        help = "one of " + ", ".join(f'"{choice}"' for choice in choices)
        raise self._value(path, value, help)

    def _checked(self, value: Value, path: Path) -> object:
        check = CHECKS.get(_MEMBER.sub("[]", _dotted(path)))
        help = check(value) if check is not None else ""
        if help:
            raise self._value(path, value, help)
        return value

    def _order(self, value: Value, path: Path) -> tuple[OrderEntry, ...]:
        if value == "auto":
            return ()
        if isinstance(value, str):
            raise self._value(path, value, '"auto", or a list of paths and parts')
        if not isinstance(value, list):
            raise self._type(path, "a list", value)
        return tuple(self._entry(v, (*path, n)) for n, v in enumerate(value))

    def _entry(self, value: Value, path: Path) -> OrderEntry:
        place = self.place(path, self.values)
        table: Table = {"path": value} if isinstance(value, str) else {}
        if isinstance(value, dict):
            table = value
        elif not isinstance(value, str):
            raise self._type(path, "a path or a table", value)
        entry = self.filled(OrderEntry, table, path)
        assert isinstance(entry, OrderEntry), "filled returns what it was asked for"
        if bool(entry.path) == bool(entry.part):
            shown = "a table with both" if entry.path else "a table with neither"
            help = 'write { part = "…", chapters = […] } or { path = "…" }'
            self.say(
                "config-value", place, help, key=f"{_dotted(path)}.path", given=shown
            )
            raise _Wrong
        if entry.part and not entry.chapters:
            chapters = (*path, "chapters")
            raise self._value(chapters, [], "the notes of this part, as paths or globs")
        return OrderEntry(
            path=entry.path,
            part=entry.part,
            title=entry.title,
            chapters=entry.chapters,
            line=place.line if place.path == self.path else 0,
            column=place.column if place.path == self.path else 0,
        )

    def _type(self, path: Path, wanted: str, value: Value) -> "_Wrong":
        given = next(word for kind, word in _GIVEN if isinstance(value, kind))
        span = self.place(path, self.values)
        key = self.named(path)
        name = f"{path[-1]} = " if path and isinstance(path[-1], str) else ""
        help = f"write `{name}{_EXAMPLES[wanted]}`"
        self.say("config-type", span, help, key=key, wanted=wanted, given=given)
        return _Wrong()

    def _value(self, path: Path, value: Value, help: str) -> "_Wrong":
        span = self.place(path, self.values)
        shown = (
            f"“{value}”"
            if isinstance(value, str)
            else "empty"
            if value == []
            else str(value)
        )
        self.say("config-value", span, help, key=self.named(path), given=shown)
        return _Wrong()


class _Wrong(Exception):
    """A value was refused; what is wrong with it has been said already."""


def _typed(written: str) -> Value:
    try:
        table: Table = tomllib.loads(f"value = {written}")
    except (ValueError, RecursionError):
        return written
    # More than one key: the value held a line end and is no single value.
    return table["value"] if len(table) == 1 else written


def _dotted(path: Path) -> str:
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


_MDBOOK: Final = {
    ("book", "title"): "title",
    ("book", "authors"): "authors",
    ("book", "description"): "description",
    ("book", "language"): "language",
    ("book", "src"): "source",
}
_POSITIONS: Final = ("line", "column")
_WANTED: Final[Mapping[object, str]] = MappingProxyType(
    {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}
)
_EXAMPLES: Final = MappingProxyType(
    {
        "a text": '"…"',
        "true or false": "true",
        "a whole number": "12",
        "a number": "1.5",
        "a list": '["…"]',
        "a table": "{ … }",
        "a path or a table": '"a.md"',
    }
)
"""What a value of each kind looks like."""
_GIVEN: Final = (
    (bool, "true or false"),
    (str, "a text"),
    (int | float, "a number"),
    (datetime.date | datetime.time, "a date"),
    (list, "a list"),
    (dict, "a table"),
)
