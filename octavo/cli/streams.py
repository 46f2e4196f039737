"""The standard streams: none is missing, and it is known when one cannot be written to."""

import errno
import io
import os
import sys
from typing import Any, TextIO

_STANDARD = (0, 1, 2)
_OUTPUT = 1


class Unwritable(OSError):
    """A standard stream, called by its number, does not take what is said."""

    @property
    def unheard(self) -> bool:
        """Whether that is because whoever read it has gone, as `head` does."""
        return self.errno == errno.EPIPE

    def __str__(self) -> str:
        """What is wrong, for whoever reads the other stream."""
        name = "output" if self.filename == _OUTPUT else "error"
        return f"standard {name} cannot be written to: {self.strerror}"


class _Outlet(io.FileIO):
    """A standard stream whose faults can be told from those of other files."""

    def write(self, text: Any, /) -> int:  # whatever holds bytes
        try:
            return super().write(text)
        except OSError as problem:
            raise Unwritable(problem.errno, problem.strerror, self.name) from problem


def furnish() -> None:
    """Put something in the place of streams that are closed, and make faults known.

    Else the first file that is opened would have the number of a closed one, and get
    what is said.
    """
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            # It is given the lowest number that is free.
            os.open(os.devnull, os.O_RDWR)
    sys.stdout, sys.stderr = _outlet(sys.stdout, 1), _outlet(sys.stderr, 2)


def _outlet(stream: TextIO | None, number: int) -> TextIO:
    """What writes as the stream does, that of this number; one that is another's stays.

    Not every terminal has the letters of every note: their codes are shown then.
    """
    if stream is not None and type(stream) is not io.TextIOWrapper:
        return stream
    raw = _Outlet(number, "w", closefd=False)
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(raw), "utf-8")
    return io.TextIOWrapper(
        raw if stream.write_through else io.BufferedWriter(raw),
        stream.encoding,
        "backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def mute() -> None:
    """Say nothing more, to anybody: what is left to be said is not tried again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
