"""When a source was last changed: by git where it is there, else by its files."""

import os
import subprocess
from pathlib import Path

from octavo.stamp import moment, revision

_NOBODY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def git(folder: Path, *words: str, at: int = 0) -> str:
    """What git prints; `at` is the time of a commit."""
    times = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"@{at} +0200")
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        env={**os.environ, **_NOBODY, **times},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def file(path: Path, time: int) -> None:
    """A file last changed at `time`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    os.utime(path, (time, time))


def test_without_git_the_newest_file_decides(tmp_path: Path) -> None:
    file(tmp_path / "a.md", 1000)
    file(tmp_path / "deep/b.md", 3000)
    file(tmp_path / "dist/out.pdf", 9000)
    file(tmp_path / ".obsidian/workspace.json", 9000)
    file(tmp_path / ".hidden", 9000)
    assert moment(tmp_path, skip=(tmp_path / "dist",)) == 3000
    assert revision(tmp_path) == ""
    assert moment(tmp_path / "none") == 0


def test_under_git_the_newest_commit_of_the_folder_decides(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    file(tmp_path / "book/a.md", 9000)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one", at=2000)
    first = git(tmp_path, "rev-parse", "HEAD")
    file(tmp_path / "other.md", 9000)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "two", at=5000)
    assert moment(tmp_path / "book") == 2000
    assert revision(tmp_path / "book") == first
    file(tmp_path / "book/b.md", 9000)
    assert revision(tmp_path / "book") == f"{first}-dirty"


def test_a_folder_git_does_not_know_counts_as_one_without_git(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    file(tmp_path / "a.md", 4000)
    assert (moment(tmp_path), revision(tmp_path)) == (4000, "")
