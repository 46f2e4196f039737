"""Diagnostics as JSON, one object a line, for programs."""

import json

from octavo.diagnostics import Diagnostic
from octavo.formats.format import Format, Paper
from octavo.model.proof import Proof


def write(proof: Proof, paper: Paper) -> str:
    """One object a diagnostic, all of them, in the order of the proof.

    In ASCII, which is the same in whatever encoding standard output has.
    """
    return "".join(json.dumps(_line(told)) + "\n" for told in proof.diagnostics)


def _line(told: Diagnostic) -> dict[str, str | int]:
    return {
        "code": told.code,
        "severity": told.severity.word,
        "path": told.span.path.as_posix(),
        "line": told.span.line,
        "column": told.span.column,
        "end_line": told.span.end_line,
        "end_column": told.span.end_column,
        "message": told.message,
        "help": told.help,
    }


FORMAT = Format(name="json", about="one JSON object a line", result=True, write=write)
