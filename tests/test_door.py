"""The renderer, whichever of the modules that need it is loaded first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("first", ["charset", "ink", "measure", "plain"])
def test_nothing_but_the_door_loads_the_renderer(first: str, tmp_path: Path) -> None:
    # Without fonts the renderer says so when it is loaded, and the door keeps that back.
    none = tmp_path / "none.conf"
    none.write_text("<fontconfig></fontconfig>")
    command = [sys.executable, "-W", "error::UserWarning", "-c"]
    ran = subprocess.run(
        [*command, f"import octavo.typeset.{first}"],
        env={**os.environ, "FONTCONFIG_FILE": str(none)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
