r"""mdBook's directives in a line of text: `{{#include f.rs:anchor}}` and its like.

The syntax is that of mdBook's `links` preprocessor (mdBook Guide, “mdBook-specific
features”); `\{{#…}}` means the text itself (dialect rule R11.3).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

KNOWN = frozenset({"include", "rustdoc_include", "playground", "playpen", "title"})
"""The directives that are expanded; others stay as text."""

_FORM = re.compile(
    r"(?P<escape>\\)\{\{\s*#[^{}\n]*\}\}"
    r"|\{\{\s*#(?P<name>\w+)(?P<words>[ \t][^{}\n]*)?\}\}"
)


class Directive(NamedTuple):
    """One directive: `start` and `end` are offsets in its line.

    `name` is "" for an escaped one, whose text is `words`.
    """

    name: str
    words: str
    start: int
    end: int


def directives(line: str) -> Iterator[Directive]:
    """The directives of a line, in order, those that are not known left out."""
    if "{{" not in line:
        return
    for found in _FORM.finditer(line):
        start, end = found.span()
        if found["escape"]:
            yield Directive("", found[0][1:], start, end)
        elif found["name"] in KNOWN:
            yield Directive(found["name"], (found["words"] or "").strip(), start, end)
