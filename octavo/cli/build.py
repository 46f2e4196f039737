"""`octavo build`: the editions of a handbook."""

import click

from octavo.cli.asked import Asked, build_options, deliver
from octavo.cli.screen import Screen
from octavo.pipeline import build


@click.command(epilog="\b\nExample:\n  octavo build notes/ --only pdf,epub -o books/")
@build_options
def command(asked: Asked) -> int:
    """Build the editions of the handbook at PATH: PDF, EPUB, checklist.

    PATH is a folder of notes (an Obsidian vault, an mdBook book, plain markdown, a
    folder with handbook.toml) or one note. Finished files are named on standard
    output; either all of them are replaced, or none.
    """
    with Screen(quiet=asked.quiet) as screen:
        proof = build(asked.commission, screen)
    return deliver(asked, proof)
