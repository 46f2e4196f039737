"""What a cell of Quarto says of itself: `#| label: fig-two` (Quarto, “Cell Options”).

A cell is a fence whose language stands in braces, ```` ```{python} ````. Its options stand
in the first lines of its code, behind the sign that begins a comment and a bar, and are
YAML; knitr's older ones stand behind the language, `{r, echo=FALSE}`. The program that
runs the cell reads them; none is code.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from octavo.yaml import composed, pairs, words_of

_CELL = re.compile(r"\{[A-Za-z][\w-]*(?:[\s,][^{}]*)?\}\s*")
_OPTION = re.compile(r"(?:#|//|--|%%)\|(?: (.*)|())")
_NO = frozenset(("false", "no", "f"))
_CAPTIONS = ("lst-cap", "fig-cap", "tbl-cap")


class Cell(NamedTuple):
    """The code of a cell, without its options, and what these say."""

    text: str
    label: str = ""
    caption: str = ""
    hidden: bool = False


def cell(info: str, text: str, marks: Sequence[tuple[str, str]]) -> Cell:
    """What a fence says by its options; any other fence is its text alone.

    First lines that are no YAML say nothing, and stay.
    """
    if not _CELL.fullmatch(info.strip()):
        return Cell(text)
    lines = text.splitlines(keepends=True)
    written: list[str] = []
    for line in lines:
        found = _OPTION.fullmatch(line.rstrip())
        if not found:
            break
        written.append(found[1] or "")
    options = pairs(composed("\n".join(written))) if written else {}
    given = dict(marks) | {name: words_of(value) for name, value in options.items()}
    return Cell(
        text="".join(lines[len(written) :]).lstrip("\n") if options else text,
        label=given.get("label", ""),
        caption=next(filter(None, map(given.get, _CAPTIONS)), ""),
        hidden=any(given.get(name, "").lower() in _NO for name in ("echo", "include")),
    )
