"""Diagnostics as workflow commands, which GitHub shows beside the changed lines."""

from octavo.diagnostics import Diagnostic, Severity
from octavo.formats.format import Format, Paper
from octavo.model.proof import Proof

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def write(proof: Proof, paper: Paper) -> str:
    """One command a diagnostic, all of them (GitHub Docs, “Workflow commands”)."""
    return "".join(_command(told) + "\n" for told in proof.diagnostics)


def _command(told: Diagnostic) -> str:
    span = told.span
    # An end column is shown only when it is on the line it began on.
    ends = f",endLine={span.end_line}" + (
        f",endColumn={span.end_column}" if span.end_line == span.line else ""
    )
    message = told.message + (f"\n{told.help}" if told.help else "")
    return (
        f"::{_COMMANDS[told.severity]} file={_property(span.path.as_posix())},"
        f"line={span.line},col={span.column}{ends},"
        f"title={_property(told.code)}::{_escaped(message)}"
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format(
    name="github", about="annotations in GitHub Actions", result=False, write=write
)
