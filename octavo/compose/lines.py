"""A listing's tokens → its lines, each an element with the line end inside it."""

import re
from collections.abc import Iterator

from octavo.compose.stick import plain, quoted
from octavo.model.nodes import CodeBlock


def lines(node: CodeBlock, *, tabs: bool) -> str:
    """The lines of a listing as `<span class="ln">…`; tabs become four blanks
    unless `tabs` are kept.

    The line end is within the element: after it the renderer adds an empty line. `hl_lines`
    of the info string marks lines (`hl`), `linenums` numbers them (`data-n`).
    """  # noqa: D205  # one sentence, two lines
    marks = dict(node.marks)
    lit = _numbers(marks.get("hl_lines", ""))
    first = _first(marks.get("linenums"))
    out = []
    for number, runs in enumerate(_split(node), start=1):
        words = "ln hl" if number in lit else "ln"
        count = f' data-n="{first + number - 1}"' if first is not None else ""
        text = "".join(
            [
                _run(name, run if tabs else run.replace("\t", "    "))
                for name, run in runs
            ]
        )
        out.append(f'<span class="{words}"{count}>{text}\n</span>')
    return "".join(out)


def _run(name: str, text: str) -> str:
    return f'<span class="{quoted(name)}">{plain(text)}</span>' if name else plain(text)


def _split(node: CodeBlock) -> Iterator[list[tuple[str, str]]]:
    """The runs of each line, without line ends; a last empty line is none."""
    line: list[tuple[str, str]] = []
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
