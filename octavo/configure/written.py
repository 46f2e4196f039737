"""A configuration as it is written: its table, and where each key stands in which file.

`tomllib` gives positions for syntax errors only; the rest are from `octavo.places`.
"""

import datetime
import posixpath
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Span
from octavo.mdbook import mdbook, needless
from octavo.places import Path, places
from octavo.toml import Mistake, table_of

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
_MDBOOK: Final = {
    ("book", "title"): "title",
    ("book", "authors"): "authors",
    ("book", "description"): "description",
    ("book", "language"): "language",
    ("book", "src"): "source",
}
"""Keys of mdBook's `book.toml`, and ours in `[handbook]` (dialect rule R11.2)."""


class Written:
    """The text of one file with what is laid over it, and what was said so far."""

    def __init__(self, text: str, path: PurePosixPath) -> None:
        self.text = text.replace("\r\n", "\n").removeprefix("\ufeff")
        self.path = path
        self.told: list[Diagnostic] = []
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}

    def table(self) -> Table:
        """The file as a table; empty when it is no TOML."""
        for at, character in enumerate(self.text):
            if "\udc80" <= character <= "\udcff":
                why = f"byte {ord(character) - 0xDC00:02X} is not UTF-8"
                help = "save the file as UTF-8"
                self.say("config-syntax", self._span((at, at + 1)), help, why=why)
                return {}
        table = table_of(self.text)
        if isinstance(table, Mistake):
            line, column = table.line, table.column
            span = Span(
                path=self.path,
                line=line,
                column=column,
                end_line=line,
                end_column=column,
            )
            help = 'write `key = "text"`, one key a line'
            self.say("config-syntax", span, help, why=table.why)
            return {}
        for path, place in places(self.text).items():
            self.keys[path] = self._span(place.key)
            self.values[path] = self._span(place.value)
        return table

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
        return dotted(path)

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


def _typed(written: str) -> Value:
    table = table_of(f"value = {written}")
    if isinstance(table, Mistake):
        return written
    # More than one key: the value held a line end and is no single value.
    value: Value = table["value"]
    return value if len(table) == 1 else written


def dotted(path: Path) -> str:
    """A path as one writes it: `handbook.order[2].part`."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text
