"""Whether the folder of notes that the configuration names is there."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Diagnostic
from octavo.places import set_span, span_of
from octavo.suggest import nearest

_KEY = "handbook.source"
_FEW = 5


def rooted(
    folder: Path,
    source: str,
    text: str,
    path: PurePosixPath,
    overrides: Sequence[str],
) -> tuple[Diagnostic, ...]:
    """An error where `source`, relative to `folder`, is no folder; else nothing.

    It stands at the value: in `overrides`, or in `text`, the configuration at `path`.
    A value that is written nowhere is a default, whose absence is an empty book's.
    """
    if not source or (folder / source).is_dir():
        return ()
    span = set_span(_KEY, overrides)
    for key in (("handbook", "source"), ("book", "src")):
        span = span or span_of(key, text, path)
    if span is None:
        return ()
    folders = sorted(_folders(folder, deep=2))
    near = nearest(source.strip("/"), folders, limit=1)
    here = [name for name in folders if "/" not in name][:_FEW]
    help = "there is no such folder"
    if near:
        help += f"; did you mean “{near[0]}”?"
    elif here:
        help += f"; there is {', '.join(f'“{name}”' for name in here)}"
    given = f"“{source}”"
    return (tell("config-value", span, help, key=_KEY, given=given),)


def _folders(folder: Path, deep: int) -> Iterator[str]:
    """The folders below `folder` by their paths, so many levels down."""
    try:
        inside = sorted(place for place in folder.iterdir() if place.is_dir())
    except OSError:
        return
    for place in inside:
        if place.name.startswith(".") or place.name == "node_modules":
            continue
        yield place.name
        if deep > 1:
            yield from (f"{place.name}/{name}" for name in _folders(place, deep - 1))
