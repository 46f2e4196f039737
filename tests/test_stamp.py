"""When a source was last changed: by git where it is there, else by its files."""

import os
import subprocess
from pathlib import Path

import pytest

from octavo.stamp import stamp

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
    assert stamp(tmp_path, skip=(tmp_path / "dist",)).moment == 3000
    assert stamp(tmp_path).revision == ""
    assert stamp(tmp_path / "none").moment == 0
    assert stamp(tmp_path, at=7) == (7, "")


def test_under_git_the_newest_commit_of_the_folder_decides(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    file(tmp_path / "book/a.md", 9000)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one", at=2000)
    first = git(tmp_path, "rev-parse", "HEAD")
    file(tmp_path / "other.md", 9000)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "two", at=5000)
    assert stamp(tmp_path / "book").moment == 2000
    assert stamp(tmp_path / "book").revision == first
    file(tmp_path / "book/b.md", 9000)
    assert stamp(tmp_path / "book").revision == first


@pytest.mark.parametrize(
    "setting",
    [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.external",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.process",
        "gpg.program",
    ],
)
def test_programs_that_a_repository_names_are_not_run(
    tmp_path: Path, setting: str
) -> None:
    folder = tmp_path / "book"
    git(tmp_path, "init", "-q", "book")
    file(folder / "a.md", 9000)
    (folder / ".gitattributes").write_text("*.md filter=x diff=x\n")
    git(folder, "add", ".")
    tree = git(folder, "write-tree")
    commit = f"tree {tree}\nauthor A <a> 5 +0000\ncommitter A <a> 5 +0000\n"
    commit += "gpgsig -----BEGIN PGP SIGNATURE-----\n x\n"
    (tmp_path / "commit").write_text(f"{commit}\n-----END\n")
    made = git(folder, "hash-object", "--literally", "-wtcommit", "../commit")
    git(folder, "update-ref", "HEAD", made)
    file(folder / "a.md", 9500)
    evil = tmp_path / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\ncat\n")
    evil.chmod(0o755)
    git(folder, "config", setting, str(evil))
    git(folder, "config", "log.showSignature", "true")
    assert stamp(folder) == (5, made)
    assert not (tmp_path / "ran").exists()


def test_what_a_repository_lacks_is_not_fetched(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "book")
    folder = tmp_path / "book"
    file(folder / "a.md", 9000)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one", at=2000)
    tree = git(folder, "rev-parse", "HEAD^{tree}")
    (folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    evil = tmp_path / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    evil.chmod(0o755)
    for name, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "protocol.allow": "always",
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": str(evil),
        "remote.origin.url": str(folder),
    }.items():
        git(folder, "config", name, value)
    assert stamp(folder) == (9000, "")
    assert not (tmp_path / "ran").exists()


def test_a_folder_git_does_not_know_counts_as_one_without_git(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    file(tmp_path / "a.md", 4000)
    assert stamp(tmp_path) == (4000, "")
