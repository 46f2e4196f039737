"""The row type of `FORMATS`: how diagnostics are written, and where to."""

from collections.abc import Callable
from pathlib import Path

from octavo.diagnostics import Severity
from octavo.model.proof import Proof
from octavo.value import value


@value
class Paper:
    """What diagnostics are written on.

    `colour` is for terminals. `least` is the lowest severity that a format for people
    shows one by one; formats for programs write everything. `width` is in columns.
    `folder` is what paths are relative to, as the user named it: `.` is the current one.
    """

    colour: bool = False
    least: Severity = Severity.WARNING
    width: int = 100
    folder: Path = Path()


@value
class Format:
    """A way of writing diagnostics; `name` is what `--format` takes.

    `write` gives the whole text, "" or ending in a line feed. `result` says that the
    text is what the user asked for and goes to standard output; otherwise it is news
    beside the results and goes to standard error.
    """

    name: str
    about: str
    result: bool
    write: Callable[[Proof, Paper], str]
