"""Which editions are made: what the command asked for, else what the handbook lists."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Severity, Span
from octavo.editions import EDITIONS
from octavo.find import inside
from octavo.model.book import Book
from octavo.model.config import Config
from octavo.model.edition import Edition
from octavo.places import set_span, span_of
from octavo.suggest import nearest

_SHEET = "checklist"


def editions(
    asked: tuple[str, ...], config: Config, text: str, path: PurePosixPath
) -> Outcome[tuple[Edition, ...]]:
    """The rows of `EDITIONS` that are wanted, in the table's order; the usual ones by default.

    `asked` are names from the command line, checked there. A name in the handbook that
    is no edition is an error at its place in `text`, the file at `path`.
    """
    names = [edition.name for edition in EDITIONS]
    told = tuple(
        tell(
            "config-value",
            _place(position, text, path),
            help=_help(name, names),
            key="handbook.editions",
            given=f"“{name}”",
        )
        for position, name in enumerate(config.handbook.editions)
        if name not in names
    )
    usual = tuple(edition.name for edition in EDITIONS if edition.usual)
    wanted = asked or config.handbook.editions or usual
    return Outcome(tuple(row for row in EDITIONS if row.name in wanted), told)


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
    wanted: tuple[Edition, ...],
    asked: tuple[str, ...],
    config: Config,
    text: str,
    path: PurePosixPath,
) -> tuple[Diagnostic, ...]:
    """What is said of a checklist without items: there is none.

    A warning where the checklist was named, on the command line or in `text`, the file
    at `path`; a note where it is made by default.
    """
    if book.tasks or not any(edition.name == _SHEET for edition in wanted):
        return ()
    listed = config.handbook.editions
    named = _SHEET in (*asked, *listed)
    span = Span.whole(PurePosixPath())
    if not asked and named:
        span = _place(listed.index(_SHEET), text, path)
    severity = None if named else Severity.NOTE
    help = "write an item as `- [ ] …`, or leave the checklist out of `editions`"
    return (tell("checklist-empty", span, help, severity),)


def _help(name: str, names: list[str]) -> str:
    near = nearest(name, names, limit=1)
    return f"did you mean “{near[0]}”?" if near else f"known: {', '.join(names)}"


def _place(position: int, text: str, path: PurePosixPath) -> Span:
    """The span of an entry of `editions`; the whole file for one set elsewhere."""
    found = span_of(("handbook", "editions", position), text, path)
    return found or Span.whole(path)
