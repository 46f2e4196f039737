"""Books made by the command, beside what they are expected to hold."""

from pathlib import Path
from typing import NamedTuple

from expected import Expected
from running import octavo


class Made(NamedTuple):
    """A source as the judge reads it, and the books made of it."""

    expected: Expected
    epub: Path
    pdf: Path


def make(source: Path, out: Path, expected: Expected, jobs: str = "1") -> Made:
    """Both books of a source."""
    asked = ("build", str(source), "-o", str(out), "--only", "pdf,epub", "-j", jobs)
    ran = octavo(*asked, "--no-cache", cwd=out.parent, SOURCE_DATE_EPOCH="1700000000")
    assert ran.code == 0, ran.err
    return Made(expected, next(out.glob("*.epub")), next(out.glob("*.pdf")))
