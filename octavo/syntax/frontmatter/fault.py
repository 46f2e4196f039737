"""What is wrong with properties, in words for those who write them.

The YAML reader speaks of tokens and nodes; here its complaints become the mistake that
was made, the place where it was made, and what to write instead.
"""

import re
from typing import NamedTuple

import yaml

from octavo.yaml.texts import Texts


class Fault(NamedTuple):
    """What is wrong, from which offset to which in the YAML, and what to do."""

    why: str
    start: int
    end: int
    help: str


class _Reason(NamedTuple):
    """A complaint of the reader's, and what it means; `opens` if its cause is earlier.

    The cause then stands where what could not be read begins.
    """

    said: str
    why: str
    help: str
    opens: bool = False


_QUOTE = "put the whole value in quotes"
_CLOSE = "a bracket is not closed where it should be"
_STRAY = "something stands where no value can be"
_REASONS = (
    _Reason(r"found character '\\t'", "a tab stands where only blanks may", "indent with blanks"),
    _Reason(r"cannot start any token", "no value can begin with “{sign}”", _QUOTE),
    _Reason(r"quoted scalar.*unexpected end|quoted scalar.*document sep", "the quote is never closed", "write `{sign}` where it ends", opens=True),
    _Reason(r"unknown escape character|escape sequence", "a backslash in double quotes begins a sign that does not exist", "use single quotes, or write `\\\\`"),
    _Reason(r"mapping values are not allowed", "a colon stands where none can be", "quote a value that holds `: `"),
    _Reason(r"could not find expected ':'", "a line has no colon", "write `name: value`", opens=True),
    _Reason(r"flow .*'<stream end>'", _CLOSE, "write the closing bracket", opens=True),
    _Reason(r"flow .*expected", "commas do not part what the brackets hold", "quote what holds brackets, colons or commas", opens=True),
    _Reason(r"undefined alias|scanning an alias", "a value that begins with “*” names another one", _QUOTE, opens=True),
    _Reason(r"duplicate anchor|scanning an anchor", "a value that begins with “&” gives itself a name", _QUOTE, opens=True),
    _Reason(r"block scalar", "behind “{sign}” the text begins in the next line", _QUOTE, opens=True),
    _Reason(r"tag", "a value that begins with “!” says what kind it is", _QUOTE, opens=True),
    _Reason(r"but found '<scalar>'", "text stands behind a value that has ended", "quote the whole value; double a quote of the same kind in it"),
    _Reason(r"document start|block end.*'[?]'|block end.*'<block", "the line is not indented like those above it", "begin each name at the same column"),
    _Reason(r"expected", _STRAY, _QUOTE),
)  # fmt: skip


def blanked(text: str, at: int) -> str:
    """The text with blanks for the line in which `at` is, so that all else stays put."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def fault_of(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """The mistake behind a complaint about the YAML `text`."""
    said = f"{error.context or ''} {error.problem or ''}"
    marks = (error.problem_mark, error.context_mark)
    at, opened = (mark.index if mark else -1 for mark in marks)
    found = next((row for row in _REASONS if re.search(row.said, said)), _REASONS[-1])
    bracket = _open_bracket(text) if "flow" in said else -1
    if bracket >= 0:
        sign = text[bracket]
        close = "]" if sign == "[" else "}"
        why, help = f"“{sign}” is never closed", f"write `{close}` where it ends"
        return Fault(_unreadable(why), bracket, bracket + 1, help)
    start = opened if found.opens and opened >= 0 else max(at, 0)
    end = min(start + 1, len(text))
    sign = text[start:end]
    why, help = found.why.format(sign=sign), found.help.format(sign=sign)
    return Fault(_unreadable(why), start, end, help)


def unreadable(why: str, start: int, help: str) -> Fault:
    """That the YAML cannot be read from `start` on."""
    return Fault(_unreadable(why), start, start, help)


def _unreadable(why: str) -> str:
    return f"the properties are not valid YAML: {why}"


def _open_bracket(text: str) -> int:
    """The offset of the last bracket that nothing closes, -1 if all are closed."""
    opened: list[int] = []
    try:
        for token in yaml.scan(text, Loader=Texts):
            match token:
                case yaml.FlowSequenceStartToken() | yaml.FlowMappingStartToken():
                    opened.append(token.start_mark.index)
                case yaml.FlowSequenceEndToken() | yaml.FlowMappingEndToken():
                    opened.pop()
    except yaml.YAMLError:
        return -1
    return opened[-1] if opened else -1
