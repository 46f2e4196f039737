"""Where files of styles are sewn together into one sheet, and whose a line of it is.

Comments mark the seams. They say how many lines come behind them, so that a comment of
the user's is never taken for one.
"""

import re
from bisect import bisect_right
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

_SEAM = re.compile(r"/\* octavo: (\d+) lines of (\S+) \*/")
# What ends a line (CSS Syntax 3, 3.3).
_ENDS = re.compile("\r\n|\r|\f")


def sewn(path: PurePosixPath, text: str) -> str:
    """The file's text behind its seam; its lines end as they are counted."""
    text = _ENDS.sub("\n", text)
    # A path may have what would end a comment or a line.
    named = quote(str(path), safe="/")
    return f"/* octavo: {text.count(chr(10)) + 1} lines of {named} */\n{text}"


class Seams:
    """The seams of the sheet `styles`."""

    def __init__(self, styles: str) -> None:
        self._begin: list[int] = []
        self._files: list[tuple[PurePosixPath, int]] = []
        rest = 0
        for number, line in enumerate(styles.split("\n"), start=1):
            if rest:
                rest -= 1
            elif seam := _SEAM.fullmatch(line):
                rest = int(seam[1])
                self._begin.append(number)
                self._files.append((PurePosixPath(unquote(seam[2])), rest))

    @property
    def files(self) -> tuple[PurePosixPath, ...]:
        """The files of the handbook in the sheet, in order."""
        return tuple(path for path, _ in self._files)

    def owner(self, line: int) -> tuple[PurePosixPath, int] | None:
        """The file that a line of the sheet is from, and its number there; both from 1.

        None where it is from no file of the handbook.
        """
        nth = bisect_right(self._begin, line) - 1
        if nth < 0:
            return None
        path, lines = self._files[nth]
        number = line - self._begin[nth]
        return (path, number) if 1 <= number <= lines else None
