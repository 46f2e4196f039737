"""`octavo build`: the editions of a handbook."""

import click

from octavo.cli.asked import Asked, build_options, deliver
from octavo.cli.screen import Screen
from octavo.reprint import Look, opened, reprint


@click.command(epilog="\b\nExample:\n  octavo build notes/ --only pdf,epub -o books/")
@build_options
def command(asked: Asked) -> int:
    """Build the editions of the handbook at PATH: PDF, EPUB, checklist.

    PATH is a folder of notes (an Obsidian vault, an mdBook book, plain markdown, a
    folder with handbook.toml) or one note. Finished files are named on standard
    output; either all of them are replaced, or none.
    """
    cache = opened(asked.commission)
    proof, taken = Look() if cache is None else reprint(asked.commission, cache)
    if proof is None:
        from octavo.hands import beforehand

        with beforehand(asked.commission, cache) as hands:
            # Loading what builds takes longer than seeing that nothing is to be built.
            from octavo.pipeline import build

            with Screen(quiet=asked.quiet) as screen:
                proof = build(
                    asked.commission, screen, cache=cache, hands=hands, taken=taken
                )
    return deliver(asked, proof)
