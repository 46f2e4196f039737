"""Which editions are made: what the command asked for, else what the handbook lists."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Severity, Span
from octavo.find import inside
from octavo.model.book import Book
from octavo.model.commission import NAMES, USUAL
from octavo.model.config import Config
from octavo.places import set_span, span_of
from octavo.suggest import nearest

_SHEET = "checklist"


def editions(
    asked: tuple[str, ...], config: Config, text: str, path: PurePosixPath
) -> Outcome[tuple[str, ...]]:
    """The names of the editions that are wanted, in the order in which they are made.

    `asked` are names from the command line, checked there. A name in the handbook that
    is no edition is an error at its place in `text`, the file at `path`.
    """
    told = tuple(
        tell(
            "config-value",
            _place(position, text, path),
            help=_help(name),
            key="handbook.editions",
            given=f"“{name}”",
        )
        for position, name in enumerate(config.handbook.editions)
        if name not in NAMES
    )
    wanted = asked or config.handbook.editions or USUAL
    return Outcome(tuple(name for name in NAMES if name in wanted), told)


def folders(
    config: Config,
    home: Path,
    text: str,
    path: PurePosixPath,
    overrides: Sequence[str],
) -> tuple[Diagnostic, ...]:
    """What is said of folders of templates and styles that `home` does not have.

    It stands at the value: in `overrides`, or in `text`, the file at `path`.
    """
    named = (("templates", config.templates.folder), ("styles", config.styles.folder))
    return tuple(
        tell(
            "config-value",
            set_span(f"{key}.folder", overrides)
            or span_of((key, "folder"), text, path)
            or Span.whole(path),
            help="name a folder beside handbook.toml",
            key=f"{key}.folder",
            given=f"“{name}”: there is no such folder",
        )
        for key, name in named
        if name and inside(home, name) is None
    )


def without_items(
    book: Book,
    wanted: tuple[str, ...],
    asked: tuple[str, ...],
    config: Config,
    text: str,
    path: PurePosixPath,
) -> tuple[Diagnostic, ...]:
    """What is said of a checklist without items: there is none.

    A warning where the checklist was named, on the command line or in `text`, the file
    at `path`; a note where it is made by default.
    """
    if book.tasks or _SHEET not in wanted:
        return ()
    listed = config.handbook.editions
    named = _SHEET in (*asked, *listed)
    span = Span.whole(PurePosixPath())
    if not asked and named:
        span = _place(listed.index(_SHEET), text, path)
    severity = None if named else Severity.NOTE
    help = "write an item as `- [ ] …`, or leave the checklist out of `editions`"
    return (tell("checklist-empty", span, help, severity),)


def _help(name: str) -> str:
    near = nearest(name, NAMES, limit=1)
    return f"did you mean “{near[0]}”?" if near else f"known: {', '.join(NAMES)}"


def _place(position: int, text: str, path: PurePosixPath) -> Span:
    """The span of an entry of `editions`; the whole file for one set elsewhere."""
    found = span_of(("handbook", "editions", position), text, path)
    return found or Span.whole(path)
