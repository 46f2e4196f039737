"""The row type of `COMMANDS`, and what several commands have in common: their options."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from octavo.collate import MARKDOWN
from octavo.formats import FORMATS
from octavo.formats.format import Format

F = TypeVar("F", bound=Callable[..., Any])


class Row(NamedTuple):
    """A command: its name, the module of that name in this folder, one line about it.

    One that is `lasting` goes on until it is told to end.
    """

    name: str
    module: str
    about: str
    lasting: bool = False


def source_options(command: F) -> F:
    """PATH, and the options of commands that read a source."""
    for option in reversed(_SOURCE):
        command = option(command)
    return command


# An EPUB is a ZIP file, which has no dates after 2107-12-31 (APPNOTE.TXT, 4.4.6).
_LAST_MOMENT = 4_354_819_198


def source_named(_: click.Context, option: click.Parameter, path: Path) -> Path:
    """PATH, which is a folder or a note; any other file is a usage error."""
    if path.is_dir() or path.suffix.lower() in MARKDOWN:
        return path
    folder = path.parent
    if path.name in {"handbook.toml", "book.toml"}:
        raise click.BadParameter(f"name the folder {path.name} stands in: {folder}")
    raise click.BadParameter(
        f"{path} is not markdown: PATH is a folder of notes or one .md file"
    )


_NAMES = [row.name for row in FORMATS]
_SOURCE: tuple[Callable[[F], F], ...] = (
    click.argument(
        "path",
        default=".",
        type=click.Path(exists=True, path_type=Path),
        callback=source_named,
    ),
    click.option("--strict", is_flag=True, help="A warning fails the command."),
    click.option(
        "--format",
        "format_name",
        type=click.Choice(_NAMES),
        help="How diagnostics are written; text, or github under GitHub Actions.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Errors only, no progress."),
    click.option(
        "-v", "--verbose", is_flag=True, help="Notes too, and what was read how."
    ),
    click.option(
        "--set",
        "overrides",
        multiple=True,
        metavar="KEY=VALUE",
        help="Override one key of handbook.toml, as in pdf.page=a4.",
    ),
)


def format_of(name: str | None) -> Format:
    """The row of FORMATS called `name`, or the one that suits where this runs."""
    if name is None:
        name = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    return next(row for row in FORMATS if row.name == name)


def epoch() -> int | None:
    """SOURCE_DATE_EPOCH, None when it is not set (reproducible-builds.org)."""
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not written:
        return None
    if not written.isdecimal() or not written.isascii():
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is “{written}”, not a whole number of seconds"
        )
    # Python reads no number of more than 4300 digits.
    if len(written.lstrip("0")) > 12 or int(written) > _LAST_MOMENT:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {written}, which is after 2107")
    return int(written)
