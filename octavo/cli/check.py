"""`octavo check`: what is wrong with a source; nothing is written."""

from pathlib import Path

import click

from octavo.cli.command import epoch, format_of, source_options
from octavo.cli.endings import ending
from octavo.cli.screen import Screen, show
from octavo.model.commission import Commission
from octavo.settle import check


@click.command(
    epilog="\b\nExample:\n  octavo check --strict notes/    # exits with 1 at a broken link"
)
@source_options
def command(
    path: Path,
    strict: bool,
    format_name: str | None,
    quiet: bool,
    verbose: bool,
    overrides: tuple[str, ...],
) -> int:
    """Say what is wrong with the handbook at PATH, and write nothing.

    PATH is a folder of notes (an Obsidian vault, an mdBook book, plain markdown, a
    folder with handbook.toml) or one note.

    Only a build sees the rest, since it draws and sets type: formulas that cannot be
    read, pictures that are broken, characters that no font has, style sheets and
    templates, and a checklist that is empty or too long.
    """
    asked = Commission(
        path=path,
        out=Path("dist").absolute(),
        strict=strict,
        overrides=overrides,
        moment=epoch(),
    )
    with Screen(quiet=quiet) as screen:
        proof = check(asked, screen)
    show(proof, format_of(format_name), path, quiet=quiet, verbose=verbose)
    return ending(proof)
