"""Ace and a reading engine: what checks an EPUB, or opens it, in a browser."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

HERE = Path(__file__).parent
MODULES = HERE.parent.parent / ".setup" / "node" / "node_modules"
BROWSERS = ("chromium", "google-chrome")
# A telephone, and a reader with a screen of six inches.
SIZES = ("360x640", "758x1024")


class Violation(NamedTuple):
    """Something that Ace holds against a file."""

    file: str
    rule: str
    impact: str
    about: str


def ace(file: Path, folder: Path) -> list[Violation]:
    """All that Ace, by the DAISY Consortium, holds against `file`.

    It ends well whatever it finds, so its report is read.
    """
    command = [_program("node"), str(_module("@daisy/ace-cli/bin/ace.js"))]
    command += ["--silent", "--force", "--outdir", str(folder / "ace"), str(file)]
    wrapper = folder / "chromium"
    # Ace has no way to say that Chromium is to run without its sandbox, as root must.
    wrapper.write_text(f'#!/bin/sh\nexec {browser()} --no-sandbox "$@"\n')
    wrapper.chmod(0o755)
    _run(command, PUPPETEER_EXECUTABLE_PATH=str(wrapper))
    report = json.loads((folder / "ace" / "report.json").read_text(encoding="utf-8"))
    found = [
        Violation(
            of_file["earl:testSubject"]["url"],
            each["earl:test"]["dct:title"],
            each["earl:test"]["earl:impact"],
            each["earl:result"]["dct:description"],
        )
        for of_file in report["assertions"]
        for each in of_file["assertions"]
    ]
    assert (report["earl:result"]["earl:outcome"] == "pass") is (not found)
    return found


def read(file: Path) -> Any:
    """What foliate-js made of `file` at each of `SIZES`; see `engine/read.mjs`."""
    _module("foliate-js/view.js")
    command = [_program("node"), str(HERE / "engine" / "read.mjs"), str(MODULES)]
    return json.loads(_run([*command, browser(), str(file), *SIZES]))


def browser() -> str:
    """The path of Chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), "") or _program("chromium")


def _program(name: str) -> str:
    return shutil.which(name) or _lacking(f"no program `{name}`")


def _module(name: str) -> Path:
    file = MODULES / name
    if not file.is_file():
        _lacking(f"no {name} in .setup/node")
    return file


def _lacking(what: str) -> str:
    """Skip the test, named in the last lines of the run; in CI nothing is skipped."""
    why = f"{what}: run `tools/setup.sh test`"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def _run(command: list[str], **more: str) -> str:
    env = {**os.environ, **more}
    # octavo hides the machine's fonts from its own process, where other tests may have
    # loaded it; without fonts Chromium draws nothing.
    env.pop("FONTCONFIG_FILE", None)
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=env,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
