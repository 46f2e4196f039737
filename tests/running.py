"""The command as users run it: a process of its own in a folder of the test's own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

# What would change the output from one machine to another.
_UNSET = ("CI", "GITHUB_ACTIONS", "NO_COLOR", "SOURCE_DATE_EPOCH", "FORCE_COLOR")


# Seconds, enough for the slowest machine; nothing takes so long when all is well.
PATIENCE = 120


class Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment without what would colour the result."""
    kept = {key: value for key, value in os.environ.items() if key not in _UNSET}
    return {
        **kept,
        "XDG_CACHE_HOME": str(home / "cache-of-the-user"),
        **more,
    }


def octavo(*arguments: str, cwd: Path, **more: str) -> Ran:
    """`octavo ARGUMENTS` run in `cwd`, with `more` in its environment."""
    done = subprocess.run(
        [sys.executable, "-m", "octavo", *arguments],
        cwd=cwd,
        env=environment(cwd, **more),
        capture_output=True,
        text=True,
        encoding=more.get("PYTHONIOENCODING", "utf-8"),
        check=False,
        timeout=300,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def listing(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def vault(folder: Path, **notes: str) -> Path:
    """A folder of notes, `name=text` for `name.md`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in notes.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def copy(source: Path, into: Path) -> Path:
    """A copy of a folder."""
    shutil.copytree(source, into)
    return into


class Watched:
    """A running `octavo watch`, and what it has said so far."""

    def __init__(self, home: Path, *words: str) -> None:
        self.home = home
        self.out = home / "said.txt"
        with (home / "stdout.txt").open("w") as out, self.out.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "octavo", "watch", *words],
                cwd=home,
                env=environment(home),
                stdout=out,
                stderr=said,
            )

    def lines(self) -> list[str]:
        """The lines that tell of a build, without the time of day and the seconds."""
        found = re.findall(
            r"^\d\d:\d\d:\d\d  (.*)\n", self.out.read_text(), re.MULTILINE
        )
        return [re.sub(r"\d+\.\d s", "N s", line) for line in found]

    def until(self, builds: int) -> list[str]:
        """The lines when there have been so many builds."""
        for _ in range(PATIENCE * 20):
            if len(self.lines()) >= builds or self.process.poll() is not None:
                break
            time.sleep(0.05)
        assert len(self.lines()) == builds, self.out.read_text()
        return self.lines()

    def end(self, by: signal.Signals) -> int:
        """The exit code after a signal."""
        self.process.send_signal(by)
        return self.process.wait(PATIENCE)
