"""TOML → a table, or in plain words why it is none.

The only module that reads TOML; what its keys mean is left to those who ask.
"""

import re
import tomllib
from typing import Any, NamedTuple

_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Mistake(NamedTuple):
    """What is wrong with a text, at which line and column (from 1)."""

    why: str
    line: int
    column: int


def table_of(text: str) -> dict[str, Any] | Mistake:
    """The table that `text` is; else what keeps it from being one.

    A mistake that stands nowhere in particular is put at the text's end.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        return _mistake(str(problem), text)
    except RecursionError:
        return _mistake("the values are nested too deeply", text)
    except ValueError:
        # Python reads no more than 4300 (sys.set_int_max_str_digits).
        return _mistake("a number has too many digits", text)


def _mistake(said: str, text: str) -> Mistake:
    at = _POSITION.search(said)
    why = _POSITION.sub("", said)
    if why == r"Illegal character '\n'":
        why = "the line ends within a text"
    why = why[:1].lower() + why[1:]
    if at is not None and at[1]:
        return Mistake(why, int(at[1]), int(at[2]))
    return Mistake(why, text.count("\n") + 1, len(text) - text.rfind("\n"))
