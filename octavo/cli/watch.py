"""`octavo watch`: build, and build again whenever something is saved."""

import time
from collections import Counter
from dataclasses import replace
from functools import partial

import click

from octavo.cli.asked import Asked, build_options, deliver
from octavo.cli.endings import Ending, lacking
from octavo.cli.screen import Screen
from octavo.diagnostics import Diagnostic, Severity
from octavo.model.proof import Proof
from octavo.watch import Turn, turns

# Saved files that a line names; of more it says how many.
_NAMED = 2


@click.command(
    epilog="\b\nExample:\n  octavo watch notes/ --only pdf    # Ctrl-C ends it"
)
@build_options
def command(asked: Asked) -> int:
    """Build the handbook at PATH, then rebuild what a saved file changes.

    Each build is told in one line, after what is wrong now and was not before. While
    the source has errors the last good editions stay. Ctrl-C ends it.
    """
    screen = partial(Screen, quiet=asked.quiet)
    before = Proof()
    for turn in turns(asked.commission, screen, asked.report):
        if turn.lack is not None:
            click.echo(lacking(turn.lack), err=True)
            if not asked.quiet:
                click.echo(_line(turn, asked), err=True)
            continue
        ended = deliver(
            replace(asked, verbose=asked.verbose and not turn.saved),
            turn.proof if asked.form.result else _fresh(turn, before),
        )
        if not turn.saved and _hopeless(turn.proof):
            return ended
        if not asked.quiet:
            click.echo(_line(turn, asked), err=True)
        before = turn.proof
    return Ending.DONE


def _hopeless(proof: Proof) -> bool:
    """Whether nothing that is saved can help: the editions have nowhere to go."""
    return any(told.code == "out-folder" for told in proof.diagnostics)


def _fresh(turn: Turn, before: Proof) -> Proof:
    """The proof with every error, but only those warnings and notes that are new.

    The others still count. Files are named when they are others than before.
    """
    known = Counter(map(_said, before.diagnostics))
    fresh: list[Diagnostic] = []
    lasting: list[Diagnostic] = []
    for told in turn.proof.diagnostics:
        known[_said(told)] -= 1
        new = told.severity is Severity.ERROR or known[_said(told)] < 0
        (fresh if new else lasting).append(told)
    files = () if turn.proof.files == before.files else turn.proof.files
    return replace(
        turn.proof, diagnostics=tuple(fresh), lasting=tuple(lasting), files=files
    )


def _said(told: Diagnostic) -> tuple[str, str, str]:
    """What a fault is known by while the lines around it move."""
    return told.code, str(told.span.path), told.message


def _line(turn: Turn, asked: Asked) -> str:
    """What became of a build, in one line."""
    about = time.strftime("%H:%M:%S  ")
    if turn.saved:
        many = len(turn.saved) > _NAMED
        names = f"{len(turn.saved)} files" if many else ", ".join(turn.saved)
        about += f"{_printable(names)}: "
    seconds = f"{turn.seconds:.1f} s"
    account, out = turn.proof.account, _printable(str(asked.commission.out))
    if turn.lack is not None:
        return f"{about}not built after {seconds}, {out} stays as it is"
    if account is None:
        errors = turn.proof.count(Severity.ERROR)
        word = "error" if errors == 1 else "errors"
        return f"{about}{errors} {word} after {seconds}, {out} stays as it is"
    said = f"{about}built in {seconds}"
    if not turn.saved:
        return f"{said}; Ctrl-C ends the watch"
    if not any(edition.name == "pdf" for edition in account.editions):
        return said
    pages = len(account.changed_pages)
    return f"{said}, {pages or 'no'} {'page' if pages == 1 else 'pages'} changed"


def _printable(name: str) -> str:
    """A file's name without what could steer a terminal."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
