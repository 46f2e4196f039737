"""A listing's tokens → its lines, each an element with the line end inside it."""

import re
from collections.abc import Iterator

from octavo.compose.portions import portions, unended
from octavo.compose.stick import plain, quoted
from octavo.compose.turns import Columns, Runs, spread, turned, width
from octavo.model.displays import CodeBlock


def lines(node: CodeBlock, fit: Columns | None) -> str:
    """The lines of a listing as `<span class="ln">…`; tabs become blanks.

    The line end is within the element: after it the renderer adds an empty line. Blank
    lines at the end of a fence are not the listing's.
    `hl_lines` of the info string marks lines (`hl`), `linenums` numbers them
    (`data-n`). For pages, which say what may `fit`, long lines are turned over: before
    each further piece stands an empty `turn` that hangs it. Where setting the listing
    smaller is enough, its lines get `fit` instead.
    """
    marks = dict(node.marks)
    lit = _numbers(marks.get("hl_lines", ""))
    first = _first(marks.get("linenums"))
    split = [spread(runs) for runs in _split(node)]
    while split and not any(text.strip() for _, text in split[-1]):
        split.pop()
    widest = max(map(width, split), default=0)
    kind = "ln fit" if fit and fit.full < widest <= fit.smaller else "ln"
    out, heights = [], []
    for number, runs in enumerate(split, start=1):
        words = f"{kind} hl" if number in lit else kind
        count = f' data-n="{first + number - 1}"' if first is not None else ""
        long = fit and widest > fit.smaller and width(runs) > fit.full
        text = _turned(runs, fit.full) if fit and long else _runs(runs)
        out.append(f'<span class="{words}"{count}>{text}\n</span>')
        heights.append(1 + (width(runs) - 1) // fit.full if fit and long else 1)
    if not fit:
        return "".join(out)
    parts = portions(split, heights, unended(node.tokens))
    for begin, end, loose in parts:
        kind = "portion loose" if loose else "portion"
        out[begin] = f'<span class="{kind}">{out[begin]}'
        out[end - 1] += "</span>"
    return "".join(out)


def _turned(runs: Runs, most: int) -> str:
    """A long line in pieces."""
    depth, pieces = turned(runs, most)
    hang = (
        f'\n<span class="turn" style="padding-inline-start:{depth * 0.6:.4g}em"></span>'
    )
    return hang.join(_runs(piece) for piece in pieces)


def _runs(runs: Runs) -> str:
    return "".join([_run(name, run) for name, run in runs])


def _run(name: str, text: str) -> str:
    return f'<span class="{quoted(name)}">{plain(text)}</span>' if name else plain(text)


def _split(node: CodeBlock) -> Iterator[Runs]:
    """The runs of each line, without line ends; a last empty line is none."""
    line: Runs = []
    for name, text in node.tokens or (("", node.text),):
        first, *rest = text.split("\n")
        if first:
            line.append((name, first))
        for piece in rest:
            yield line
            line = [(name, piece)] if piece else []
    if line:
        yield line


def _numbers(text: str) -> frozenset[int]:
    """Line numbers in `1,3-5` or `1 3-5`; what is neither is left out."""
    out: set[int] = set()
    for first, last in re.findall(r"(\d{1,5})(?:-(\d{1,5}))?", text):
        out.update(range(int(first), int(last or first) + 1))
    return frozenset(out)


def _first(text: str | None) -> int | None:
    """The number of the first line, None where lines are not numbered."""
    if text is None or text.lower() in ("false", "0", "no"):
        return None
    return int(text) if text.isdecimal() and len(text) < 6 else 1
