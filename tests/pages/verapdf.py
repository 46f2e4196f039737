"""veraPDF: which rules of PDF/UA-1 a file breaks."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest


def broken_rules(files: Sequence[Path], checkout: Path) -> dict[str, list[str]]:
    """Of each file, by name, the rules it breaks and where; nothing is what we want.

    A file of which veraPDF checked next to nothing fails the test.
    """
    program = checkout / ".setup" / "verapdf"
    java = shutil.which("java")
    if java is None or not (program / "Check.class").is_file():
        why = "veraPDF is not set up; `make test` does it, with Maven and a JDK"
        if os.environ.get("OCTAVO_ALLOW_NO_JAVA") == "1":
            pytest.skip(why)
        pytest.fail(why)
    done = subprocess.run(
        [java, "-cp", f"{program}{os.pathsep}{program}/*", "Check", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    broken: dict[str, list[str]] = {}
    names = {str(file): file.name for file in files}
    for line in done.stdout.splitlines():
        first, *rest = line.split("\t")
        if first in names:
            assert int(rest[0]) > 500, f"veraPDF made {rest[0]} checks of {first}"
            told = broken.setdefault(names[first], [])
        else:
            told.append(f"{first}: {rest[0]} times: {rest[1]} ({rest[2]})")
    assert set(broken) == set(names.values())
    return broken
