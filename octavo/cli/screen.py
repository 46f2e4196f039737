"""What goes to the terminal: progress while it works, diagnostics when it is done."""

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from octavo.diagnostics import Severity
from octavo.formats.format import Format, Paper
from octavo.model.account import Progress as News
from octavo.model.proof import Proof

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PLAIN_WIDTH = 120
_TWENTY_A_SECOND = 0.05


def show(proof: Proof, form: Format, path: Path, *, quiet: bool, verbose: bool) -> None:
    """Write what was found at `path` to the stream where the format belongs."""
    least = Severity.NOTE if verbose else Severity.WARNING
    stream = sys.stdout if form.result else sys.stderr
    paper = Paper(
        colour=_lively(stream) and "NO_COLOR" not in os.environ,
        least=Severity.ERROR if quiet else least,
        folder=path if path.is_dir() else path.parent,
        width=_width(stream) if _lively(stream) else _PLAIN_WIDTH,
    )
    stream.write(form.write(proof, paper))
    stream.flush()


def _lively(stream: TextIO) -> bool:
    """Whether a person looks at the stream, on a terminal that can do more than print."""
    return (
        stream.isatty()
        and not os.environ.get("CI")
        and os.environ.get("TERM", "") not in {"dumb", "unknown"}
    )


def _width(stream: TextIO) -> int:
    from rich.console import Console

    return Console(file=stream).width


def _bars() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    # Not refreshed by a thread: workers are forked while the bars are shown.
    return Progress(
        TextColumn("{task.description:<11}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}", style="dim"),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
    )


class Screen:
    """Bars on standard error while a build runs, gone when it is done.

    Where nobody looks nothing is drawn. Used as a function it takes news of a build.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._tasks: dict[str, TaskID] = {}
        self._drawn = 0.0
        # What draws takes longer to load than many a build has work to do.
        self._bars = None if quiet or not _lively(sys.stderr) else _bars()

    def __enter__(self) -> Self:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, news: News) -> None:
        """Show how far a stage is, at most twenty times a second."""
        if self._bars is None:
            return
        if news.stage not in self._tasks:
            self._tasks[news.stage] = self._bars.add_task(news.stage, what="")
        self._bars.update(
            self._tasks[news.stage],
            completed=news.done,
            total=news.total,
            what=news.what,
        )
        now = time.monotonic()
        if news.done == news.total or now - self._drawn > _TWENTY_A_SECOND:
            self._drawn = now
            self._bars.refresh()
