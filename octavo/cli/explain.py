"""`octavo explain`: what a diagnostic means, and how to mend what causes it."""

import importlib
import sys
from pathlib import Path

import click
from rich.console import Console

from octavo.codes import CODES
from octavo.suggest import nearest

_ENTRIES = Path(__file__).resolve().parent.parent / "codes"


@click.command(epilog="\b\nExample:\n  octavo explain dangling-link")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what the diagnostic CODE means, with an example and how to mend it.

    Without CODE, list all of them.
    """
    if code is None:
        click.echo("\n".join(_list()))
        return
    # The word as it is printed, `warning[dangling-link]`, is as good as the bare code.
    name = code.rpartition("[")[2].rstrip("]:").lower()
    if name not in CODES:
        near = nearest(name, CODES, limit=1)
        hint = f"did you mean “{near[0]}”?" if near else "octavo explain lists them all"
        raise click.BadParameter(
            f"there is no diagnostic “{code}”; {hint}", param_hint="CODE"
        )
    text = (_ENTRIES / f"{name}.md").read_text(encoding="utf-8")
    if sys.stdout.isatty():
        # Loads a highlighter, which nobody waits for whose output goes elsewhere.
        markdown = importlib.import_module("rich.markdown").Markdown(text)
        Console(width=min(Console().width, 88)).print(markdown)
    else:
        click.echo(text.rstrip("\n"))


def _list() -> list[str]:
    width = max(map(len, CODES))
    return [
        f"{code:<{width}}  {row.severity.word:<7}  {row.message}"
        for code, row in CODES.items()
    ]
