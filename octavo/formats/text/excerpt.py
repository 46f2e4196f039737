"""The line that a diagnostic is about, with carets below it, as a terminal can show it."""

import unicodedata

from rich.cells import cell_len

from octavo.diagnostics import Span

_TAB = 4
_JOINERS = "\u200c\u200d"


def line_of(span: Span, text: str | None) -> str | None:
    """The line a span begins on; None for a whole file and for files not at hand."""
    if text is None or span == Span.whole(span.path):
        return None
    lines = text.split("\n")
    return lines[span.line - 1] if span.line <= len(lines) else None


def excerpt(line: str, span: Span, room: int) -> tuple[str, str]:
    """The line and the carets below it, aligned by the width of characters.

    A span over several lines is marked to the end of its first. A line longer than
    `room` columns is cut, so that the span's beginning stays in sight.
    """
    last = span.end_column if span.end_line == span.line else len(line) + 1
    before = plain(line[: span.column - 1])
    marked = plain(line[span.column - 1 : last - 1], cell_len(before))
    after = plain(line[last - 1 :], cell_len(before) + cell_len(marked))
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


def plain(text: str, column: int = 0) -> str:
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
