"""What is wrong with a source, and where: values that stages return.

A stage never raises for bad source: it returns an `Outcome`, the value it could make
together with what it has to say. `collect` puts many outcomes into the one order in
which diagnostics are shown.
"""

from collections.abc import Iterable
from enum import IntEnum
from pathlib import PurePosixPath
from typing import Generic, NamedTuple, Self, TypeVar

from octavo.value import value

T = TypeVar("T")


class Severity(IntEnum):
    """How grave a diagnostic is; compares by gravity."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word that messages and reports use: note, warning or error."""
        return self.name.lower()


class Span(NamedTuple):
    """A stretch of a stored file.

    `path` is relative to the folder that was read. Lines and columns count from 1,
    columns in Unicode code points of the file as stored; the end is exclusive. A tuple,
    because a book holds more spans than anything else, and one is made, hashed and sent
    to another process in a fraction of the time that a dataclass takes.
    """

    path: PurePosixPath
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def whole(cls, path: PurePosixPath) -> Self:
        """The span of a file as such, 1:1 to 1:1, for what has no place inside it."""
        return cls(path=path, line=1, column=1, end_line=1, end_column=1)


@value
class Diagnostic:
    """One thing to tell the user.

    `code` is a row of `octavo.codes.CODES`; `message` is one line without a full stop
    and without the path; `help` begins lowercase and says what to do, or is empty.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    help: str = ""


class Outcome(NamedTuple, Generic[T]):
    """What a stage made, and what it has to say about it."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()


def collect(outcomes: Iterable[Outcome[T]]) -> Outcome[tuple[T, ...]]:
    """The values in the order given, and all diagnostics sorted, each once."""
    values: list[T] = []
    told: list[Diagnostic] = []
    for outcome in outcomes:
        values.append(outcome.value)
        told.extend(outcome.diagnostics)
    return Outcome(tuple(values), in_order(told))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics without repetitions, by path, line, column, code and message."""
    return tuple(
        sorted(
            set(diagnostics),
            key=lambda told: (
                str(told.span.path),
                told.span.line,
                told.span.column,
                told.code,
                told.message,
                told.span.end_line,
                told.span.end_column,
                told.help,
                told.severity,
            ),
        )
    )


class Lacking(Exception):
    """The machine lacks something octavo needs.

    Raised at the door that found out; `what` names it, `mend` is the command or step
    that supplies it. The command line turns it into exit code 3.
    """

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}: {mend}")
        self.what = what
        self.mend = mend

    def __reduce__(self) -> tuple[type["Lacking"], tuple[str, str]]:
        """Both words, so that it comes out of a worker as it was raised there."""
        return Lacking, (self.what, self.mend)
