"""Diagnostics for people: the message, the line it is about, and what to do."""

from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import TypeAlias

from octavo.diagnostics import Diagnostic, Severity, Span
from octavo.formats.format import Format, Paper
from octavo.model.proof import Proof

_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
_FRAME = "blue"
_REPEATS = 20

_Line: TypeAlias = tuple[tuple[str, str], ...]
"""Stretches of text, each with its style, "" for none."""


def write(proof: Proof, paper: Paper) -> str:
    """Every diagnostic that is grave enough, with its source line; a last line of sums.

    The same message is shown 20 times at most, and then counted (dialect, section 13).
    """
    seen: Counter[tuple[str, str]] = Counter()
    lines: list[_Line] = []
    for told in proof.diagnostics:
        if told.severity < paper.least:
            continue
        seen[told.code, told.message] += 1
        if seen[told.code, told.message] <= _REPEATS:
            lines += _told(told, proof.texts.get(told.span.path.as_posix()), paper)
    for (code, message), count in seen.items():
        if count > _REPEATS:
            more = f"… {count - _REPEATS} more of [{code}]: {message}\n"
            lines += _plainly(more)
    if paper.least <= Severity.NOTE and proof.reading:
        lines += _plainly(proof.reading)
    if paper.least < Severity.ERROR:
        lines.append(_sums(proof, paper))
    return _printed(lines, paper)


def _printed(lines: Sequence[_Line], paper: Paper) -> str:
    if not paper.colour:
        return "".join("".join(text for text, _ in line) + "\n" for line in lines)
    # Nobody waits for it where nothing is coloured.
    from rich.console import Console
    from rich.text import Text

    into = StringIO()
    console = Console(
        file=into,
        force_terminal=True,
        color_system="standard",
        highlight=False,
        markup=False,
        emoji=False,
        width=paper.width,
        legacy_windows=False,
    )
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    return into.getvalue()


def _told(told: Diagnostic, text: str | None, paper: Paper) -> Iterator[_Line]:
    from octavo.formats.text.excerpt import excerpt, line_of, plain

    style = _STYLES[told.severity]
    span = told.span
    yield (
        (f"{told.severity.word}[{told.code}]", style),
        (f": {plain(told.message)}", "bold"),
    )
    line = line_of(span, text)
    gutter = len(str(span.line)) if line is not None else 1
    margin = " " * (gutter + 1)
    place = "" if span == Span.whole(span.path) else f":{span.line}:{span.column}"
    yield (
        (" " * gutter + "--> ", _FRAME),
        (f"{plain(span.path.as_posix())}{place}", ""),
    )
    if line is not None:
        shown, carets = excerpt(line, span, paper.width - gutter - 3)
        yield ((margin + "|", _FRAME),)
        yield (f"{span.line} |", _FRAME), (f" {shown}".rstrip(), "")
        yield (margin + "| ", _FRAME), (carets, style)
    if told.help:
        yield (margin + "= ", _FRAME), (f"help: {plain(told.help)}", "")
    yield ()


def _plainly(text: str) -> Iterator[_Line]:
    from octavo.formats.text.excerpt import plain

    for line in text.split("\n"):
        yield ((plain(line), ""),)


def _sums(proof: Proof, paper: Paper) -> _Line:
    errors, warnings, notes = (
        _counted(proof.count(severity), severity)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    )
    hint = (
        " (-v shows them)"
        if paper.least > Severity.NOTE and proof.count(Severity.NOTE)
        else ""
    )
    return errors, (", ", ""), warnings, (", ", ""), notes, (hint, "")


def _counted(count: int, severity: Severity) -> tuple[str, str]:
    word = severity.word + ("" if count == 1 else "s")
    return f"{count or 'no'} {word}", _STYLES[severity] if count else ""


FORMAT = Format(
    name="text", about="for people, with source lines", result=False, write=write
)
