"""The date and revision of a source: what a finished book is dated by."""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

# The year 1980, before which ZIP, and so EPUB, has no dates.
_EARLIEST = 315532800


class Stamp(NamedTuple):
    """Seconds since 1970 UTC, and the revision's name, "" outside version control."""

    moment: int
    revision: str


def stamp(folder: Path, files: Iterable[Path], moment: int | None) -> Stamp:
    """The stamp of the source in `folder`, whose files are `files`.

    `moment` is what SOURCE_DATE_EPOCH says and wins (reproducible-builds.org,
    specification 1.1). Otherwise it is the newest commit that touched the folder where
    that is under git, else the newest file. The revision ends in `+` when the folder
    has changes that no commit holds; these do not move the date.
    """
    commit = _git(folder, "log", "-1", "--format=%ct %h", "--abbrev=12", "--", ".")
    when, _, revision = commit.strip().partition(" ")
    if revision and _git(folder, "status", "--porcelain", "--", "."):
        revision += "+"
    if moment is None:
        moment = int(when) if when.isdigit() else _newest(files)
    return Stamp(max(moment, _EARLIEST), revision)


def _newest(files: Iterable[Path]) -> int:
    times = [int(file.stat().st_mtime) for file in files if file.is_file()]
    return max(times, default=_EARLIEST)


def _git(folder: Path, *words: str) -> str:
    """What git says in `folder`; "" where there is no git or no repository."""
    command = ["git", "-C", str(folder), "--no-optional-locks", *words]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout if done.returncode == 0 else ""
