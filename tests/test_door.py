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


def test_what_fonts_are_seldom_cut_with_is_loaded_when_they_are() -> None:
    script = """
import sys
from octavo.typeset import door
from weasyprint.pdf import fonts
names = "fontTools.subset", "fontTools.varLib.instancer"
print([name in sys.modules for name in names])
print(type(fonts.subset.Options()).__module__, names[0] in sys.modules)
try:
    fonts.instantiateVariableFont()
except TypeError as told:
    print(told)
from fontTools import subset, varLib
print(subset.Subsetter.__module__, varLib.instancer.__name__)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        "[False, False]",
        "fontTools.subset True",
        "instantiateVariableFont() missing 2 required positional arguments: "
        "'varfont' and 'axisLimits'",
        "fontTools.subset fontTools.varLib.instancer",
    ]
