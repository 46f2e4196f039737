"""`octavo new`: a small handbook to start from."""

from pathlib import Path
from shlex import quote

import click

from octavo.find import files

_STARTER = Path(__file__).resolve().parent / "starter"


@click.command(epilog="\b\nExample:\n  octavo new handbook && octavo build handbook")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write a small starter handbook into DIR, which must be new or empty."""
    try:
        taken = ""
        if folder.is_dir():
            taken = "and not empty" if any(folder.iterdir()) else ""
        elif folder.exists():
            taken = "and is a file, not a folder"
        if taken:
            raise click.BadParameter(
                f"{folder} is there already {taken}; name a new folder",
                param_hint="DIR",
            )
        for name, data in files(_STARTER):
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    except OSError as problem:
        raise click.BadParameter(
            f"{folder} cannot be written: {problem.strerror}", param_hint="DIR"
        ) from problem
    click.echo(str(folder))
    click.echo(f"Now build it: octavo build {quote(str(folder))}", err=True)
