"""The wheel: made as `make wheel` makes it, and whole without the checkout."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest


def _run(*words: str, cwd: Path) -> str:
    """What a command prints; it must succeed and has nothing of our surroundings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        words,
        cwd=cwd,
        env={**kept, "XDG_CACHE_HOME": str(cwd / "cache"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _recipe(checkout: Path) -> list[str]:
    """The words of the command behind `make wheel`, run by this Python."""
    line = _run("make", "-n", "wheel", cwd=checkout).splitlines()[-1]
    python, *words = line.split()
    assert python == ".venv/bin/python"
    return [sys.executable, *words]


@pytest.mark.slow
def test_a_wheel_builds_a_book_where_there_is_nothing_else(
    tmp_path: Path, checkout: Path
) -> None:
    wheels, fresh, empty = (tmp_path / name for name in ("wheels", "fresh", "empty"))
    empty.mkdir()
    _run(*_recipe(checkout), "--outdir", str(wheels), cwd=checkout)
    (wheel,) = wheels.iterdir()
    # Without its dependencies, which are ours: nothing is downloaded by a test.
    _run(sys.executable, "-m", "venv", "--without-pip", str(fresh), cwd=empty)
    python = str(fresh / "bin" / "python")
    packages = Path(
        _run(
            python,
            "-c",
            "import sysconfig; print(sysconfig.get_path('purelib'))",
            cwd=empty,
        ).strip()
    )
    (packages / "ours.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    install = ("pip", "install", "--no-deps", "--offline", "--python", python)
    _run(sys.executable, "-m", "uv", *install, str(wheel), cwd=empty)
    where = _run(python, "-c", "import octavo; print(octavo.__file__)", cwd=empty)
    assert Path(where.strip()).is_relative_to(packages)

    octavo = str(fresh / "bin" / "octavo")
    _run(octavo, "new", "mine", cwd=empty)
    built = _run(octavo, "build", "--strict", "mine", cwd=empty).splitlines()
    assert [Path(line).suffix for line in built] == [
        ".pdf",
        ".epub",
        ".pdf",
        ".pdf",
        ".json",
    ]
    assert all((empty / line).is_file() for line in built)
    assert _run(octavo, "explain", "dangling-link", cwd=empty)
