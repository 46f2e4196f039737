"""Where keys and values of a TOML text stand, which `tomllib` does not say.

The text must be one that `tomllib` has accepted: this is a scan for positions, not a
second reader of the language (TOML 1.0, sections "Key", "Table", "Array").
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.diagnostics import Span

Path = tuple[str | int, ...]
"""Keys and, inside arrays, positions from 0: ("handbook", "order", 2, "part")."""


class Place(NamedTuple):
    """Offsets of a key as written and of its value; for an element both are equal."""

    key: tuple[int, int]
    value: tuple[int, int]


_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_LINE_BLANK = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]*")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def places(text: str) -> dict[Path, Place]:
    """The place of each key and of each array element in `text`, by its path.

    A table's header counts as the place of the table. Where a key is written several
    times (dotted keys, arrays of tables) the first place of a shared parent is kept.
    """
    return _Scan(text).run()


def span_of(path: Path, text: str, file: PurePosixPath) -> Span | None:
    """The span of a value in `text`, which is the file's; None if it is not there."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    place = places(text).get(path)
    if place is None:
        return None
    ends = []
    for offset in place.value:
        before = text[:offset]
        ends.append((before.count("\n") + 1, offset - before.rfind("\n")))
    (line, column), (end_line, end_column) = ends
    return Span(
        path=file, line=line, column=column, end_line=end_line, end_column=end_column
    )


def set_span(key: str, overrides: Sequence[str]) -> Span | None:
    """The span of the last `--set` that names `key`; None if none does."""
    for line, override in reversed(list(enumerate(overrides, 1))):
        if override.partition("=")[0].strip() == key:
            return Span(
                path=PurePosixPath("--set"),
                line=line,
                column=1,
                end_line=line,
                end_column=len(override) + 1,
            )
    return None


class _Scan:
    """One pass over a text; `at` is the offset reached."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, Place] = {}
        self.counts: dict[Path, int] = {}

    def run(self) -> dict[Path, Place]:
        under: Path = ()
        while self._skip(_BLANK) < len(self.text):
            if self.text.startswith("[", self.at):
                under = self._header()
            else:
                self._pair(under)
        return self.found

    def _skip(self, blank: re.Pattern[str]) -> int:
        found = blank.match(self.text, self.at)
        assert found is not None, "a pattern of blanks matches everywhere"
        self.at = found.end()
        return self.at

    def _header(self) -> Path:
        begin = self.at
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        keys = self._keys()
        self._skip(_LINE_BLANK)
        self.at += 2 if double else 1
        path = self._latest(keys)
        if double:
            self.found.setdefault(path, Place((begin, self.at), (begin, self.at)))
            count = self.counts.get(path, -1) + 1
            self.counts[path] = count
            path = (*path, count)
        self._keep(path, (begin, self.at), (begin, self.at))
        return path

    def _latest(self, keys: tuple[str, ...]) -> Path:
        """`keys` with the position of the latest element after each array of tables."""
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self.counts:
                path = (*path, self.counts[path])
        return (*path, keys[-1])

    def _keep(self, path: Path, key: tuple[int, int], value: tuple[int, int]) -> None:
        for length in range(1, len(path)):
            self.found.setdefault(path[:length], Place(key, key))
        self.found[path] = Place(key, value)

    def _keys(self) -> tuple[str, ...]:
        keys: list[str] = []
        while True:
            self._skip(_LINE_BLANK)
            if self.text[self.at] in "\"'":
                found = _STRING.match(self.text, self.at)
                assert found is not None, "tomllib accepted this key"
                keys.append(_unquoted(found.group()))
            else:
                found = _BARE_KEY.match(self.text, self.at)
                assert found is not None, "tomllib accepted this key"
                keys.append(found.group())
            self.at = found.end()
            after = self._skip(_LINE_BLANK)
            if not self.text.startswith(".", after):
                return tuple(keys)
            self.at += 1

    def _pair(self, under: Path) -> None:
        begin = self.at
        path = (*under, *self._keys())
        key = (begin, begin + len(self.text[begin : self.at].rstrip()))
        self.at += 1  # the equals sign
        self._skip(_LINE_BLANK)
        self._keep(path, key, (self.at, self.at))
        self._keep(path, key, self._value(path))

    def _value(self, path: Path) -> tuple[int, int]:
        begin = self.at
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self._members("]", path)
        elif opening == "{":
            self._members("}", path)
        elif found := _STRING.match(self.text, self.at):
            self.at = found.end()
        else:
            found = _SCALAR.match(self.text, self.at)
            assert found is not None, "the pattern matches everywhere"
            self.at += len(found.group().rstrip())
        return begin, self.at

    def _members(self, closing: str, path: Path) -> None:
        self.at += 1
        count = 0
        while True:
            self._skip(_BLANK)
            if self.text.startswith(closing, self.at):
                self.at += 1
                return
            if self.text.startswith(",", self.at):
                self.at += 1
            elif closing == "}":
                self._pair(path)
            else:
                value = self._value((*path, count))
                self.found[*path, count] = Place(value, value)
                count += 1


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    return _ESCAPE.sub(_meant, key[1:-1])


def _meant(escape: re.Match[str]) -> str:
    letter = escape.group(1)
    if letter[0] in "uU" and len(letter) > 1:
        return chr(int(letter[1:], 16))
    return _ESCAPED.get(letter, letter)
