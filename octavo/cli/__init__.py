"""The commands, and how they end: exit codes are decided here and in `endings`.

A command's module is imported when the command is called, so that `octavo --help` does
not wait for what it does not need.
"""

import gc
import importlib
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

import click

from octavo import __version__
from octavo.cli.command import Row
from octavo.cli.endings import Ending, lacking
from octavo.cli.halt import Halt
from octavo.cli.streams import Unwritable, furnish, mute
from octavo.diagnostics import Lacking
from octavo.suggest import nearest

COMMANDS: tuple[Row, ...] = (
    Row("build", "octavo.cli.build", "build the editions of a handbook"),
    Row("check", "octavo.cli.check", "say what is wrong with a source, write nothing"),
    Row(
        "watch",
        "octavo.cli.watch",
        "build, then rebuild whatever is saved",
        lasting=True,
    ),
    Row("new", "octavo.cli.new", "write a small handbook to start from"),
    Row("doctor", "octavo.cli.doctor", "say what this machine has and lacks"),
    Row("explain", "octavo.cli.explain", "say what a diagnostic means"),
)


class _Commands(click.Group):
    """The rows of COMMANDS as a group; help is written without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [row.name for row in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for row in COMMANDS:
            if row.name == cmd_name:
                found = importlib.import_module(row.module).command
                assert isinstance(found, click.Command), "each module has one"
                found.name = row.name
                return found
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        near = () if args[0] in known else nearest(args[0], known, limit=1)
        if near:
            ctx.fail(f"There is no command “{args[0]}”; did you mean “{near[0]}”?")
        return super().resolve_command(ctx, args)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(row.name, row.about) for row in COMMANDS])


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nExample:\n  octavo build notes/    # dist/TITLE.pdf, dist/TITLE.epub, a checklist",
)
@click.version_option(__version__, message="octavo %(version)s")
def octavo() -> None:
    """Turn a folder of linked notes into a typeset PDF, an EPUB and a checklist."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process; the only place that does."""
    # Trees of notes are many small objects without circles, and looking for circles
    # among them again and again took a third of the time of a check.
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)
    furnish()
    sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(arguments: list[str]) -> int:
    halt = Halt()
    halt.listen()
    try:
        ended = _ended(arguments, halt)
        sys.stdout.flush()
    except Unwritable as problem:
        if not (halt or problem.unheard):
            with suppress(Unwritable):
                sys.stderr.write(f"octavo: {problem}\n")
        mute()
        if halt:
            # A terminal that was closed takes no last words.
            return _halted(halt, arguments)
        return Ending.SOURCE if problem.unheard else Ending.USAGE
    return ended


def _ended(arguments: list[str], halt: Halt) -> int:
    """How the command ended; of what ended it before it was done it has been told."""
    try:
        ended = octavo.main(arguments, prog_name="octavo", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        return Ending.USAGE
    except Lacking as lack:
        if halt:
            # Supervisors end the workers too, which one might take for a lack of memory.
            return _interrupted(halt, arguments)
        sys.stderr.write(f"{lacking(lack)}\n")
        return Ending.LACKING
    except (KeyboardInterrupt, click.Abort):
        return _interrupted(halt, arguments)
    except Unwritable:
        raise
    except Exception as error:  # noqa: BLE001  # a defect of ours, and the last to hear of it
        # What interrupts the making of a class is wrapped by Python before 3.12.
        if isinstance(error.__cause__, KeyboardInterrupt):
            return _interrupted(halt, arguments)
        traceback.print_exc()
        sys.stderr.write(
            f"\nThis is a defect of octavo {__version__}, not of your notes; the editions "
            "in the output folder\nare whole, those of this build or of the one before.\n"
            "Please report it with the lines above; the README of octavo "
            "says where.\n"
        )
        return Ending.DEFECT
    return int(ended or Ending.DONE)


def _interrupted(halt: Halt, arguments: Sequence[str]) -> int:
    if not halt:
        sys.stderr.write("interrupted\n")
        return Ending.INTERRUPTED
    ending = _halted(halt, arguments)
    if ending != Ending.DONE:
        sys.stderr.write("told to end\n")
    return ending


def _halted(halt: Halt, arguments: Sequence[str]) -> int:
    """What a command that was told to end ends with."""
    lasting = [row.name for row in COMMANDS if row.lasting]
    # Services are ended in this way and in no other: nothing has failed.
    return Ending.DONE if arguments and arguments[0] in lasting else halt.code
