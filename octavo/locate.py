"""Offsets in a note's text → lines and columns of the stored files.

The parser counts in offsets of `Note.text`. Here they become spans of what is on disk:
a byte-order mark makes the first line one code point longer, and lines that `expand`
put in stand in other files, at other columns.
"""

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import PurePosixPath

from octavo.diagnostics import Span
from octavo.model.vault import Note

Piece = tuple[int, int]
"""Where a stretch of a block's content begins: in the content, and in the note."""


def source_offset(pieces: Sequence[Piece], offset: int) -> int:
    """The offset in the note's text of `offset` in a block's content.

    `pieces` are sorted; indentation, quote marks and backslashes before pipes lie
    between them and belong to no content.
    """
    start, source = pieces[0]
    if len(pieces) > 1:
        at = bisect_right(pieces, (offset, 1 << 62)) - 1
        start, source = pieces[max(at, 0)]
    return source + offset - start


class Places:
    """The places of one note: offsets of its text as spans of stored files."""

    def __init__(self, note: Note) -> None:
        self._path = note.path
        self._first_shift = 1 if note.bom else 0
        self._origins = note.origins
        self._firsts = [origin.first for origin in note.origins]
        self._starts = [0]
        find = note.text.find
        at = find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = find("\n", at + 1)

    def span(self, start: int, end: int) -> Span:
        """The stretch of the stored file from offset `start` to `end` (exclusive).

        A stretch that begins in one file and ends in another (an include put lines in
        between) is cut to its beginning.
        """
        starts = self._starts
        line = bisect_right(starts, start)
        column = start - starts[line - 1] + 1
        end_line = line
        if end < start or (line < len(starts) and end >= starts[line]):
            end_line = bisect_right(starts, end)
        end_column = end - starts[end_line - 1] + 1
        path = self._path
        if self._origins or self._first_shift:
            path, line, column, end_line, end_column = self._stored(
                line, column, end_line, end_column
            )
        return Span(path, line, column, end_line, end_column)

    def _stored(
        self, line: int, column: int, end_line: int, end_column: int
    ) -> tuple[PurePosixPath, int, int, int, int]:
        path, line, column = self._origin(line, column)
        end_path, end_line, end_column = self._origin(end_line, end_column)
        if end_path != path or (end_line, end_column) < (line, column):
            end_line, end_column = line, column
        return path, line, column, end_line, end_column

    def _origin(self, line: int, column: int) -> tuple[PurePosixPath, int, int]:
        at = bisect_right(self._firsts, line) - 1
        if at >= 0 and line <= self._origins[at].last:
            origin = self._origins[at]
            stored = origin.line + line - origin.first
            return origin.path, stored, max(1, column - origin.shift)
        return self._path, line, column + (self._first_shift if line == 1 else 0)
