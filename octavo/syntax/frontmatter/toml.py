"""The properties of a note in TOML, as Hugo's are: the same keys, the same meaning."""

import re
import tomllib

import yaml

from octavo.model.document import Properties
from octavo.syntax.frontmatter.fault import Fault
from octavo.syntax.frontmatter.values import properties

_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def toml_properties(text: str) -> tuple[Properties, tuple[Fault, ...]]:
    """What the TOML says, and what is wrong with it.

    Faults of values point at the first line: where each stands, the reader of TOML does
    not say.
    """
    try:
        table = tomllib.loads(text)
        written = yaml.safe_dump(_plain(table), allow_unicode=True, sort_keys=False)
    except tomllib.TOMLDecodeError as problem:
        return Properties(), (_fault(str(problem), text),)
    except RecursionError:
        return Properties(), (_fault("It is nested too deep", text),)
    except ValueError:
        # Python reads and writes no more than 4300 digits (sys.set_int_max_str_digits).
        return Properties(), (_fault("A number has too many digits", text),)
    own, faults = properties(written)
    end = text.find("\n")
    return own, tuple(fault._replace(start=0, end=max(0, end)) for fault in faults)


def _plain(value: object) -> object:
    """The value in kinds that YAML has; dates as they are written."""
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case bool() | int() | float() | str():
            return value
        case _:
            return str(value)


def _fault(problem: str, text: str) -> Fault:
    found = _POSITION.search(problem)
    why = _POSITION.sub("", problem)
    start = len(text)
    if found and found[1]:
        lines = text.split("\n")[: int(found[1]) - 1]
        start = sum(len(line) + 1 for line in lines) + int(found[2]) - 1
    if why == r"Illegal character '\n'":
        why = "the line ends within a text"
    why = f"the properties are not valid TOML: {why[:1].lower()}{why[1:]}"
    return Fault(why, start, min(start + 1, len(text)), 'write `name = "value"` lines')
