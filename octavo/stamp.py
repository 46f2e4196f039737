"""When a source was last changed, and which revision of it this is.

Git is asked where it is there and knows the folder; else the files' own times serve.
SOURCE_DATE_EPOCH, which comes before both, is the caller's.
"""

import os
import subprocess
from pathlib import Path
from typing import NamedTuple


class Stamp(NamedTuple):
    """When a source was last changed, in seconds since 1970 UTC, and its revision."""

    moment: int
    revision: str


def stamp(folder: Path, skip: tuple[Path, ...] = (), at: int | None = None) -> Stamp:
    """Time and full hash of the newest commit that touched `folder`.

    Without git the hash is "", and the time that of the newest file below it, hidden
    files and the folders in `skip` aside; 0 for a folder without files. `at` is the
    time where that is settled. Whether something has changed since the commit is not
    asked: git would run the filters that the folder's own configuration names.
    """
    committed, revision = _newest(folder)
    if at is not None:
        return Stamp(at, revision)
    if committed.isdecimal():
        return Stamp(int(committed), revision)
    return Stamp(_newest_file(folder.resolve(), skip), revision)


def _newest_file(folder: Path, skip: tuple[Path, ...]) -> int:
    left_out = {str(place.resolve()) for place in skip}
    newest = 0
    for place, folders, files in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and f"{place}/{name}" not in left_out
        ]
        for name in files:
            newest = max(newest, 0 if name[0] == "." else _changed(f"{place}/{name}"))
    return newest


def _changed(file: str) -> int:
    try:
        return int(os.lstat(file).st_mtime)
    except OSError:
        return 0


def _newest(folder: Path) -> tuple[str, str]:
    """Time and hash of the newest commit that touched `folder`, both "" without git.

    The repository may be a stranger's, whose configuration can name programs to run;
    `rev-list` passes over most of it, and what is left is turned off. A commit that is
    not there is not fetched. The environment's own GIT_… would mean another
    repository, as inside a hook.
    """
    kept = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    try:
        done = subprocess.run(
            (
                *("git", "-C", str(folder)),
                *("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
                *("rev-list", "--max-count=1", "--timestamp", "HEAD", "--", "."),
            ),
            capture_output=True,
            check=True,
            env={
                **kept,
                "GIT_OPTIONAL_LOCKS": "0",
                "GIT_NO_LAZY_FETCH": "1",
                "GIT_ALLOW_PROTOCOL": "none",
                "LC_ALL": "C",
            },
        )
    except (OSError, subprocess.CalledProcessError):
        return "", ""
    time, _, commit = done.stdout.decode(errors="replace").strip().partition(" ")
    return time, commit
