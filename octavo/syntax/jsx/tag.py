"""The tag of a component: `<Tabs.Item label="One" {...rest} open={x > 1}>` (JSX).

That of a picture is one too, since its source may be code that names a file
(`src={require('./a.png').default}`; Docusaurus, “Static Assets”).
"""

import re
from typing import NamedTuple

_NAME = re.compile(r"<([A-Z]\w*(?:\.[A-Z]\w*)*|img(?=\s))")
_SPACE = re.compile(r"\s*")
_BRACE = re.compile(r"[{}]")
_ATTRIBUTE = re.compile(
    r"([A-Za-z_][\w:.-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(?=\{)))?"
)
_STRING = re.compile(
    r"\{\s*(?:(?:require|useBaseUrl)\s*\(\s*)?"
    r"(?:\"([^\"\\{}]*)\"|'([^'\\{}]*)'|`([^`\\{}$]*)`)\s*(?:\)(?:\.default)?\s*)?\}"
)
_LONGEST = 4000


class Tag(NamedTuple):
    """A start tag: its name, where it ends, and its attributes that are texts.

    `places` are where the texts begin; `alone` says that the tag ends in `/>`, `coded`
    that there is code in it.
    """

    name: str
    end: int
    given: dict[str, str]
    places: dict[str, int]
    alone: bool
    coded: bool


def tag_at(source: str, start: int, stop: int) -> Tag | None:
    """The tag that begins at `start`; None where none ends before `stop`."""
    stop = min(stop, start + _LONGEST)
    named = _NAME.match(source, start, stop)
    if named is None:
        return None
    given: dict[str, str] = {}
    places: dict[str, int] = {}
    at = _past_space(source, named.end(), stop)
    while at < stop:
        if source.startswith("/>", at) or source[at] == ">":
            alone = source[at] == "/"
            coded = source.find("{", start, at) >= 0
            return Tag(named[1], at + 1 + alone, given, places, alone, coded)
        found = _ATTRIBUTE.match(source, at, stop)
        if found is None and source[at] != "{":
            return None
        name = found[1] if found else ""
        at = found.end() if found else at
        if found and found.lastindex and found.lastindex > 1:
            given[name] = found[found.lastindex]
            places[name] = found.start(found.lastindex)
        elif source.startswith("{", at):
            text = _STRING.match(source, at, stop)
            if text and text.lastindex:
                given[name] = text[text.lastindex]
                places[name] = text.start(text.lastindex)
            at = braces_end(source, at, stop)
            if at < 0:
                return None
        at = _past_space(source, at, stop)
    return None


def _past_space(source: str, at: int, stop: int) -> int:
    found = _SPACE.match(source, at, stop)
    return found.end() if found else at


def braces_end(source: str, start: int, stop: int) -> int:
    """Where the braces that open at `start` are closed; -1 where they are not."""
    depth = 0
    for brace in _BRACE.finditer(source, start, stop):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return -1
