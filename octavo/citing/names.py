"""Names of people as BibTeX writes them → names of CSL."""

import re

from bibtexparser.middlewares.names import parse_single_name_into_parts

from octavo.citing.record import OTHERS
from octavo.citing.tex import plain

_PIECE = re.compile(r"\\.|[{}]|(?<=\S)\s+and(?=\s)", re.DOTALL | re.IGNORECASE)


def people(written: str) -> list[dict[str, str]]:
    """The names of a field; “and others” is the last of them.

    A name in braces is that of a body and stays in one piece (BibTeX, “names”).
    """
    names = _names(written)
    found = [_name(name) for name in names if name and name.casefold() != "others"]
    if found and any(name.casefold() == "others" for name in names):
        found.append({"literal": OTHERS})
    return found


def _names(written: str) -> list[str]:
    """The field at each “and” that is in no braces.

    bibtexparser splits too, but loses the backslash that a name begins with.
    """
    names, start, depth = [], 0, 0
    for found in _PIECE.finditer(written):
        if found[0] in ("{", "}"):
            depth = max(0, depth + (1 if found[0] == "{" else -1))
        elif depth == 0 and not found[0].startswith("\\"):
            names.append(written[start : found.start()])
            start = found.end()
    return [" ".join(name.split()) for name in (*names, written[start:])]


def _name(written: str) -> dict[str, str]:
    if written.startswith("{") and written.endswith("}") and _one_group(written):
        return {"literal": plain(written)}
    parts = parse_single_name_into_parts(written, strict=False)
    family, given = plain(" ".join(parts.last)), plain(" ".join(parts.first))
    if not family:
        return {"literal": given or plain(written)}
    name = {"family": family}
    for key, words in (
        ("given", parts.first),
        ("non-dropping-particle", parts.von),
        ("suffix", parts.jr),
    ):
        if words:
            name[key] = plain(" ".join(words))
    return name


def _one_group(written: str) -> bool:
    """Whether the first brace is closed by the last."""
    depth = 0
    for at, character in enumerate(written):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return at == len(written) - 1
    return False
