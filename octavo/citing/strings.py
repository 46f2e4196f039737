"""Values as BibTeX writes them, pieces joined by `#` → their text (btxdoc, 2.1)."""

import re
from collections.abc import Mapping

_MARK = re.compile(r"\\.|[{}\"#]", re.DOTALL)
_LONGEST = 1000
"""A name stands for no more characters, so that strings of strings do not explode."""


def value_of(written: str, strings: Mapping[str, str]) -> str:
    """The text of a value; a name that no `@string` gives stands for itself."""
    most = len(written) + _LONGEST
    text = ""
    for piece in _pieces(written):
        text += _text(piece.strip(), strings)
        if len(text) > most:
            return text[:most]
    return text


def _pieces(written: str) -> list[str]:
    """The value at each `#` that is in no braces and no quotes."""
    pieces, start, depth, quoted = [], 0, 0, False
    for found in _MARK.finditer(written):
        mark = found[0]
        if mark in ("{", "}"):
            depth = max(0, depth + (1 if mark == "{" else -1))
        elif depth == 0 and mark == '"':
            quoted = not quoted
        elif depth == 0 and mark == "#" and not quoted:
            pieces.append(written[start : found.start()])
            start = found.end()
    return [*pieces, written[start:]]


def _text(piece: str, strings: Mapping[str, str]) -> str:
    if len(piece) > 1 and piece[0] + piece[-1] in ("{}", '""'):
        return piece[1:-1]
    return strings.get(piece.lower(), piece)[:_LONGEST]
