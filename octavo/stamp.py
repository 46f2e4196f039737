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
    committed = _git(folder, "log", "-1", "--format=%ct", "--", ".")
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


def revision(folder: Path, skip: tuple[Path, ...] = ()) -> str:
    """The full hash of the newest commit that touched `folder`, "" without git.

    Ends in `-dirty` when something in the folder is not committed as it stands; what
    lies in the folders in `skip` does not count.
    """
    commit = _git(folder, "log", "-1", "--format=%H", "--", ".")
    if not commit:
        return ""
    here = folder.resolve()
    left_out = [
        f":(exclude){place.relative_to(here).as_posix()}"
        for place in (place.resolve() for place in skip)
        if place != here and place.is_relative_to(here)
    ]
    changed = _git(folder, "status", "--porcelain", "--", ".", *left_out)
    return f"{commit}-dirty" if changed else commit


def _changed(file: Path) -> int:
    try:
        return int(file.lstat().st_mtime)
    except OSError:
        return 0


def _git(folder: Path, *words: str) -> str:
    """What git prints, "" when it is absent or refuses.

    The environment's own GIT_… would mean another repository, as inside a hook.
    """
    kept = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    try:
        done = subprocess.run(
            ("git", "-C", str(folder), *words),
            capture_output=True,
            check=True,
            env={**kept, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode(errors="replace").strip()
