"""What `build` and `watch` have in common: their options, and how a result is shown."""

import hashlib
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from platformdirs import user_cache_path

from octavo.cli.command import epoch, format_of, source_options
from octavo.cli.endings import Ending, ending
from octavo.cli.screen import show
from octavo.formats.format import Format
from octavo.model.commission import NAMES, Commission
from octavo.model.proof import Proof
from octavo.publish import unwritable, write_report
from octavo.report import report
from octavo.slug import file_slug
from octavo.suggest import nearest
from octavo.value import value
from octavo.workers import processors


@value
class Asked:
    """What was typed, checked: the commission, and how its outcome is to be shown.

    `report` is the file of the JSON account, None for none.
    """

    commission: Commission
    form: Format
    quiet: bool
    verbose: bool
    report: Path | None


def editions_named(
    _: click.Context, option: click.Parameter, written: tuple[str, ...]
) -> tuple[str, ...]:
    """The names in each `--only`; one that is no edition is a usage error."""
    listed = (name.strip() for each in written for name in each.split(","))
    names = tuple(dict.fromkeys(name for name in listed if name))
    for name in names:
        if name not in NAMES:
            near = nearest(name, NAMES, limit=1)
            hint = f"did you mean “{near[0]}”?" if near else ""
            raise click.BadParameter(
                f"there is no edition “{name}”; {hint or f'known: {_listed()}'}"
            )
    if written and not names:
        raise click.BadParameter(f"name at least one edition of {_listed()}")
    return names


def _listed() -> str:
    return ", ".join(NAMES)


_OPTIONS = (
    click.option(
        "-o",
        "--out",
        default="dist",
        type=click.Path(path_type=Path),
        help="Where finished editions go; dist/ in the current folder.",
    ),
    click.option(
        "--only",
        metavar="NAME[,NAME…]",
        multiple=True,
        callback=editions_named,
        help=f"Which editions: {_listed()}. Default: what handbook.toml lists, else pdf,"
        " epub and checklist.",
    ),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        help="Worker processes; as many as there are processors.",
    ),
    click.option(
        "--cache",
        type=click.Path(file_okay=False, path_type=Path),
        help="Where finished drawings are kept; a folder per handbook in your cache folder.",
    ),
    click.option(
        "--no-cache", is_flag=True, help="Draw everything anew, keep nothing."
    ),
    click.option(
        "--report",
        "report_file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write a JSON account of the build to this file.",
    ),
)


def build_options(command: Callable[[Asked], int]) -> Callable[..., int]:
    """PATH and the options of a build; `command` gets them as one value."""

    @wraps(command)
    def asked(**typed: Any) -> int:  # click passes options by name
        return command(_asked(**typed))

    for option in reversed(_OPTIONS):
        asked = option(asked)
    return source_options(asked)


def _asked(
    path: Path,
    strict: bool,
    format_name: str | None,
    quiet: bool,
    verbose: bool,
    overrides: tuple[str, ...],
    out: Path,
    only: tuple[str, ...],
    jobs: int | None,
    cache: Path | None,
    no_cache: bool,
    report_file: Path | None,
) -> Asked:
    if cache is not None and no_cache:
        raise click.UsageError("--cache and --no-cache exclude each other")
    if report_file is not None and (why := unwritable(report_file)):
        raise click.BadParameter(
            f"the report cannot be written: {why}", param_hint="--report"
        )
    kept, shelf = (None, None) if no_cache else _caches(path, cache)
    commission = Commission(
        path=path,
        out=out,
        editions=only,
        strict=strict,
        jobs=jobs or processors(),
        cache=kept,
        caches=shelf,
        overrides=overrides,
        moment=epoch(),
    )
    return Asked(
        commission=commission,
        form=format_of(format_name),
        quiet=quiet,
        verbose=verbose,
        report=report_file,
    )


def _caches(path: Path, named: Path | None) -> tuple[Path, Path | None]:
    """The cache of the handbook at `path`, and the folder all caches share, if any."""
    if named is not None:
        return named, None
    shelf = user_cache_path("octavo", appauthor=False)
    whole = path.resolve()
    digest = hashlib.sha256(str(whole).encode("utf-8", "surrogateescape")).hexdigest()
    return shelf / f"{file_slug(whole.name, 24)}-{digest[:12]}", shelf


def deliver(asked: Asked, proof: Proof) -> Ending:
    """Show what was found, name the finished files, write the report; how it ended."""
    form, out = asked.form, asked.commission.out
    show(proof, form, asked.commission.path, quiet=asked.quiet, verbose=asked.verbose)
    for name in proof.files:
        click.echo(str(out / name), err=form.result)
    if not asked.quiet:
        for name in proof.removed:
            click.echo(
                f"removed {out / name}, which this build does not have", err=True
            )
        damaged = proof.account.cache["damaged"] if proof.account else 0
        if damaged:
            pieces = "piece" if damaged == 1 else "pieces"
            click.echo(
                f"{damaged} {pieces} of the cache were damaged and have been made anew",
                err=True,
            )
    if asked.report is not None and proof.account is not None:
        why = write_report(report(proof.account), asked.report)
        if why:
            click.echo(
                f"octavo: the report {asked.report} was not written: {why}", err=True
            )
            return Ending.USAGE
    return ending(proof)
