"""Diagnostics for people: the message, the line it is about, and what to do."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from octavo.diagnostics import Diagnostic, Severity, Span
from octavo.formats.format import Format, Paper
from octavo.model.proof import Proof

_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
_FRAME = "blue"
_TAB = 4
_REPEATS = 20
_JOINERS = "\u200c\u200d"


def write(proof: Proof, paper: Paper) -> str:
    """Every diagnostic that is grave enough, with its source line; a last line of sums.

    The same message is shown 20 times at most, and then counted (dialect, section 13).
    """
    seen: Counter[tuple[str, str]] = Counter()
    pieces: list[Text] = []
    for told in proof.diagnostics:
        if told.severity < paper.least:
            continue
        seen[told.code, told.message] += 1
        if seen[told.code, told.message] <= _REPEATS:
            pieces.extend(
                _told(told, proof.texts.get(told.span.path.as_posix()), paper)
            )
    for (code, message), count in seen.items():
        if count > _REPEATS:
            pieces.append(Text(f"… {count - _REPEATS} more of [{code}]: {message}\n"))
    if paper.least <= Severity.NOTE and proof.reading:
        pieces.append(Text(proof.reading))
    if paper.least < Severity.ERROR:
        pieces.append(_sums(proof, paper))
    return _printed(pieces, paper)


def _printed(pieces: list[Text], paper: Paper) -> str:
    into = StringIO()
    console = Console(
        file=into,
        force_terminal=paper.colour,
        color_system="standard" if paper.colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        width=paper.width,
        legacy_windows=False,
    )
    for piece in pieces:
        console.print(piece, soft_wrap=True)
    return into.getvalue()


def _told(told: Diagnostic, text: str | None, paper: Paper) -> Iterator[Text]:
    style = _STYLES[told.severity]
    span = told.span
    yield Text.assemble(
        (f"{told.severity.word}[{told.code}]", style),
        (f": {_plain(told.message)}", "bold"),
    )
    line = _line(span, text)
    gutter = len(str(span.line)) if line is not None else 1
    margin = " " * (gutter + 1)
    place = "" if span == Span.whole(span.path) else f":{span.line}:{span.column}"
    yield Text.assemble(
        (" " * gutter + "--> ", _FRAME), f"{_plain(span.path.as_posix())}{place}"
    )
    if line is not None:
        shown, carets = _excerpt(line, span, paper.width - gutter - 3)
        yield Text(margin + "|", style=_FRAME)
        yield Text.assemble((f"{span.line} |", _FRAME), f" {shown}".rstrip())
        yield Text.assemble((margin + "| ", _FRAME), (carets, style))
    if told.help:
        yield Text.assemble((margin + "= ", _FRAME), f"help: {_plain(told.help)}")
    yield Text("")


def _line(span: Span, text: str | None) -> str | None:
    """The line a span begins on; None for a whole file and for files not at hand."""
    if text is None or span == Span.whole(span.path):
        return None
    lines = text.split("\n")
    return lines[span.line - 1] if span.line <= len(lines) else None


def _excerpt(line: str, span: Span, room: int) -> tuple[str, str]:
    """The line and the carets below it, aligned by the width of characters.

    A span over several lines is marked to the end of its first. A line longer than
    `room` columns is cut, so that the span's beginning stays in sight.
    """
    last = span.end_column if span.end_line == span.line else len(line) + 1
    before = _plain(line[: span.column - 1])
    marked = _plain(line[span.column - 1 : last - 1], cell_len(before))
    after = _plain(line[last - 1 :], cell_len(before) + cell_len(marked))
    if cell_len(before + marked + after) > room:
        before, marked, after = _cut(before, marked, after, room)
    carets = " " * cell_len(before) + "^" * max(1, cell_len(marked))
    return before + marked + after, carets


def _cut(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    """The three parts shortened to `room` columns together, “…” where text is left out.

    What is marked comes first, then a third of what is left goes to what precedes it.
    """
    if cell_len(marked) > room * 2 // 3:
        marked = _head(marked, room * 2 // 3)
    left = room - cell_len(marked)
    lead = max(left // 3, left - cell_len(after))
    if cell_len(before) > lead:
        before = "…" + _head(before[::-1], lead - 1, "")[::-1]
    after_room = room - cell_len(before) - cell_len(marked)
    if cell_len(after) > after_room:
        after = _head(after, after_room)
    return before, marked, after


def _head(text: str, room: int, ending: str = "…") -> str:
    kept: list[str] = []
    used = cell_len(ending)
    for character in text:
        used += cell_len(character)
        if used > room:
            return "".join(kept) + ending
        kept.append(character)
    return text


def _plain(text: str, column: int = 0) -> str:
    """The text with tabs as blanks, and nothing that could steer a terminal.

    `column` is where the text begins, in cells from 0, for the tab stops.
    """
    shown: list[str] = []
    for character in text:
        piece = _visible(character, column)
        shown.append(piece)
        column += cell_len(piece)
    return "".join(shown)


def _visible(character: str, column: int) -> str:
    if character == "\t":
        return " " * (_TAB - column % _TAB)
    if character == "\ufeff":
        # A byte-order mark counts as a column of the file but takes no room.
        return ""
    unprintable = unicodedata.category(character) in {"Cc", "Cf", "Cs"}
    return "\ufffd" if unprintable and character not in _JOINERS else character


def _sums(proof: Proof, paper: Paper) -> Text:
    errors, warnings, notes = (
        _counted(proof.count(severity), severity)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    )
    hint = (
        " (-v shows them)"
        if paper.least > Severity.NOTE and proof.count(Severity.NOTE)
        else ""
    )
    return Text.assemble(errors, ", ", warnings, ", ", notes, hint)


def _counted(count: int, severity: Severity) -> tuple[str, str]:
    word = severity.word + ("" if count == 1 else "s")
    return f"{count or 'no'} {word}", _STYLES[severity] if count else ""


FORMAT = Format(
    name="text", about="for people, with source lines", result=False, write=write
)
