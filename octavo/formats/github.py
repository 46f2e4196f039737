"""Diagnostics as workflow commands, which GitHub shows beside the changed lines."""

import os
from pathlib import Path, PurePosixPath

from octavo.diagnostics import Diagnostic, Severity, Span
from octavo.formats.format import Format, Paper
from octavo.model.proof import Proof

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}

_NO_FILES = (PurePosixPath(), PurePosixPath("--set"))


def write(proof: Proof, paper: Paper) -> str:
    """One command a diagnostic, all of them (GitHub Docs, “Workflow commands”).

    Files are named from the current folder, where the runner looks for them.
    """
    return "".join(_command(told, paper.folder) + "\n" for told in proof.diagnostics)


def _command(told: Diagnostic, folder: Path) -> str:
    message = told.message + (f"\n{told.help}" if told.help else "")
    return (
        f"::{_COMMANDS[told.severity]} {_place(told.span, folder)}"
        f"title={_property(told.code)}::{_escaped(message)}"
    )


def _place(span: Span, folder: Path) -> str:
    """The properties for a place, each with a comma behind it; none for a folder.

    Here ends are inclusive, and an end column is for a place within one line.
    """
    if span.path in _NO_FILES:
        return ""
    file = Path(os.path.relpath(folder / span.path)).as_posix()
    begins = f"file={_property(file)},line={span.line},"
    if span == Span.whole(span.path):
        return begins
    line = span.end_line - (span.end_column == 1 and span.end_line > span.line)
    ends = f"endLine={line},"
    if line == span.line == span.end_line:
        ends += f"endColumn={max(span.column, span.end_column - 1)},"
    return f"{begins}col={span.column},{ends}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format(
    name="github", about="annotations in GitHub Actions", result=False, write=write
)
