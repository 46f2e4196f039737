"""`octavo doctor`: what this machine has, what it lacks, and the command that mends it."""

import importlib
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import click
from platformdirs import user_cache_path

from octavo import __version__
from octavo.cli.endings import Ending
from octavo.diagnostics import Lacking
from octavo.find import files, product_folder
from octavo.publish import usable

_OLDEST = (3, 11)
_FONT = re.compile(r"octavo:(fonts/[\w.-]+)")
_REINSTALL = "python -m pip install --force-reinstall octavo"


class Finding(NamedTuple):
    """One thing that was looked at: `mend` is "" where nothing is missing.

    What is not `needed` makes a build slower or poorer, and does not prevent it.
    """

    name: str
    found: str
    mend: str = ""
    needed: bool = True


@click.command(
    epilog="\b\nExample:\n  octavo doctor    # after installing, or when a build ends with 3"
)
def command() -> int:
    """Say what is installed, what is missing, and the command that mends it."""
    lacking = False
    for finding in _findings():
        lacking = lacking or bool(finding.mend and finding.needed)
        missing = "missing" if finding.needed else "without"
        state = missing if finding.mend else "ok"
        click.echo(f"{state:<8} {finding.name}: {finding.found}")
        if finding.mend:
            click.echo(f"{'':<8}   {finding.mend}")
    return Ending.LACKING if lacking else Ending.DONE


def _findings() -> Iterator[Finding]:
    yield Finding("octavo", __version__)
    yield _python()
    yield _renderer()
    yield _fonts()
    yield _cache()
    yield _out()
    yield _git()


def _python() -> Finding:
    found = f"{platform.python_version()} at {sys.executable}"
    old = sys.version_info < _OLDEST
    return Finding("Python", found, "install Python 3.11 or later" if old else "")


def _renderer() -> Finding:
    """Whether pages can be laid out, found out by loading what does it."""
    try:
        importlib.import_module("octavo.typeset.door")
    except Lacking as lack:
        return Finding("page renderer", f"it lacks {lack.what}", lack.mend)
    return Finding("page renderer", f"WeasyPrint {version('weasyprint')}, with Pango")


def _fonts() -> Finding:
    styles = dict(files(product_folder("styles")))
    named = set(_FONT.findall(styles.get("fonts.css", b"").decode()))
    absent = sorted(named.difference(styles))
    if absent or not named:
        shown = ", ".join(absent) or "styles/fonts.css"
        return Finding("fonts", f"no {shown}", _REINSTALL)
    return Finding("fonts", f"{len(named)}, shipped with octavo")


def _cache() -> Finding:
    place = user_cache_path("octavo", appauthor=False)
    why = _closed(place)
    if why:
        mend = "set XDG_CACHE_HOME to a folder of yours, or build with --cache DIR"
        return Finding("cache", f"{place}: {why}", mend, needed=False)
    return Finding("cache", str(place))


def _closed(folder: Path) -> str:
    """Why nothing can be written into `folder`, "" where it can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as problem:
        return (problem.strerror or "it cannot be written to").lower()


def _out() -> Finding:
    out = Path("dist").absolute()
    refused = usable(out)
    if refused:
        return Finding(
            "output folder",
            refused[0].message,
            "name another folder: octavo build -o DIR",
            needed=False,
        )
    return Finding("output folder", str(out))


def _git() -> Finding:
    found = shutil.which("git")
    if found is None:
        return Finding(
            "git",
            "not found; books are dated by their newest file",
            "install git, for the date and revision of sources it keeps",
            needed=False,
        )
    return Finding("git", found)
