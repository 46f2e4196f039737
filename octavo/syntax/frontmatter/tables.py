"""The properties of a note in TOML or JSON, as Hugo's are: the same keys, the same meaning.

Those of a page of Logseq's are here too.
"""

import json

import yaml

from octavo.model.document import Properties
from octavo.syntax.frontmatter.fault import Fault, blanked
from octavo.syntax.frontmatter.values import properties
from octavo.toml import Mistake, table_of

_TRIES = 4
"""Lines that may be left out for the others to be read."""


def toml_properties(text: str) -> tuple[Properties, tuple[Fault, ...]]:
    """What the TOML says, and what is wrong with it.

    A line that cannot be read is left out. Faults of values point at the first line:
    where each stands, the reader of TOML does not say.
    """
    faults: list[Fault] = []
    table = table_of(text)
    while isinstance(table, Mistake) and len(faults) < _TRIES:
        faults.append(_fault(table, text))
        text = blanked(text, faults[-1].start)
        table = table_of(text)
    if isinstance(table, Mistake):
        return Properties(), tuple(faults[:1])
    own, more = _said(table, text, "TOML")
    return own, (*faults, *more)


def json_properties(text: str) -> tuple[Properties, tuple[Fault, ...]]:
    """What the JSON says, and what is wrong with it."""
    help = 'write `"name": "value"`, with a comma between two of them'
    try:
        table = json.loads(text)
    except json.JSONDecodeError as problem:
        said = f"{problem.msg[:1].lower()}{problem.msg[1:]}"
        why = f"the properties are not valid JSON: {said}"
        at = min(problem.pos, len(text))
        return Properties(), (Fault(why, at, min(at + 1, len(text)), help),)
    except (ValueError, RecursionError) as problem:
        deep = isinstance(problem, RecursionError)
        said = "the values are nested too deeply" if deep else "a number is too long"
        why = f"the properties are not valid JSON: {said}"
        return Properties(), (Fault(why, 0, 1, help),)
    return _said(table, text, "JSON")


def field_properties(text: str) -> tuple[Properties, tuple[Fault, ...]]:
    """What lines `name:: value` say; names in lists may be links or tags."""
    table: dict[str, object] = {}
    for line in text.splitlines():
        name, _, value = line.strip().partition("::")
        named = name.strip().lower()
        each = [part.strip(" \t[]#") for part in value.split(",")]
        listed = named in {"alias", "aliases", "tags"}
        table[named] = [part for part in each if part] if listed else value.strip()
    return _said(table, text, "YAML")


def _said(table: object, text: str, kind: str) -> tuple[Properties, tuple[Fault, ...]]:
    end = text.find("\n")
    try:
        written = yaml.safe_dump(_plain(table), allow_unicode=True, sort_keys=False)
    except RecursionError:
        why = f"the properties are not valid {kind}: the values are nested too deeply"
        return Properties(), (Fault(why, 0, max(0, end), "nest them less deeply"),)
    own, faults = properties(written)
    return own, tuple(fault._replace(start=0, end=max(0, end)) for fault in faults)


def _plain(value: object) -> object:
    """The value in kinds that YAML has; dates and large numbers as they are written."""
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case int() if value.bit_length() > 64:
            # Of more than 4300 digits Python writes no number but in this form.
            return f"{value:#x}"
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(value)


def _fault(mistake: Mistake, text: str) -> Fault:
    lines = text.split("\n")[: mistake.line - 1]
    start = sum(len(line) + 1 for line in lines) + mistake.column - 1
    why = f"the properties are not valid TOML: {mistake.why}"
    return Fault(why, start, min(start + 1, len(text)), 'write `name = "value"` lines')
