"""A table → the objects of `octavo.model.config`, each value of the type it must have.

Keys, types and defaults are those of the classes: a new key is a field there.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args, get_origin, get_type_hints

from octavo.bounds import CHECKS
from octavo.configure.written import Table, Value, Written, dotted
from octavo.find import tokens
from octavo.model.config import OrderEntry
from octavo.places import Path
from octavo.suggest import nearest

_MEMBER = re.compile(r"\[\d+\]")
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
_LARGEST: Final = 2**63
"""Beyond the numbers of TOML; Python shows none of more than 4300 digits."""


class Filling:
    """One table being read; what is wrong with it is said by `written`."""

    def __init__(self, written: Written) -> None:
        self.written = written

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
        held = f" in [{dotted(path[:-1])}]" if path[:-1] else ""
        help = f"did you mean “{near[0]}”?" if near else ""
        if not help and known:
            help = f"known{held}: {', '.join(sorted(known))}"
        key = self.written.named(path)
        self.written.say(
            "config-unknown", self.written.place(path, self.written.keys), help, key=key
        )

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
        check = CHECKS.get(_MEMBER.sub("[]", dotted(path)))
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
        place = self.written.place(path, self.written.values)
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
            self.written.say(
                "config-value", place, help, key=f"{dotted(path)}.path", given=shown
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
            line=place.line if place.path == self.written.path else 0,
            column=place.column if place.path == self.written.path else 0,
        )

    def _type(self, path: Path, wanted: str, value: Value) -> "_Wrong":
        given = next(word for kind, word in _GIVEN if isinstance(value, kind))
        span = self.written.place(path, self.written.values)
        key = self.written.named(path)
        name = f"{path[-1]} = " if path and isinstance(path[-1], str) else ""
        help = f"write `{name}{_EXAMPLES[wanted]}`"
        self.written.say("config-type", span, help, key=key, wanted=wanted, given=given)
        return _Wrong()

    def _value(self, path: Path, value: Value, help: str) -> "_Wrong":
        span = self.written.place(path, self.written.values)
        key, given = self.written.named(path), _shown(value)
        self.written.say("config-value", span, help, key=key, given=given)
        return _Wrong()


class _Wrong(Exception):
    """A value was refused; what is wrong with it has been said already."""


def _shown(value: Value) -> str:
    """A value in a sentence."""
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        return "a number of more than 64 bits"
    return "empty" if value == [] else str(value)
