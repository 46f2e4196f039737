"""When a source was last changed, and which revision of it this is.

Git is asked where it is there and knows the folder; else the files' own times serve.
SOURCE_DATE_EPOCH, which comes before both, is the caller's.
"""

import os
import subprocess
from pathlib import Path


def moment(folder: Path, skip: tuple[Path, ...] = ()) -> int:
    """Seconds since 1970 UTC of the newest commit that touched `folder`.

    Without git, the time of the newest file below it, hidden files and the folders in
    `skip` aside; 0 for a folder without files.
    """
    committed, _ = _newest(folder)
    if committed.isdecimal():
        return int(committed)
    left_out = {place.resolve() for place in skip}
    newest = 0
    for place, folders, files in os.walk(folder.resolve()):
        here = Path(place)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and here / name not in left_out
        ]
        for name in files:
            newest = max(newest, 0 if name.startswith(".") else _changed(here / name))
    return newest


def revision(folder: Path) -> str:
    """The full hash of the newest commit that touched `folder`, "" without git.

    Whether something in it has changed since is not asked: git would run the filters
    that the folder's own configuration names.
    """
    return _newest(folder)[1]


def _changed(file: Path) -> int:
    try:
        return int(file.lstat().st_mtime)
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
