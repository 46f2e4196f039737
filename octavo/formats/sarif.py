"""Diagnostics as a SARIF 2.1.0 log, for code scanning."""

import json
from urllib.parse import quote

from octavo import __version__
from octavo.codes import CODES
from octavo.diagnostics import Diagnostic, Severity, Span
from octavo.formats.format import Format, Paper
from octavo.model.proof import Proof

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}
_BASE = "PATH"
_RULES = {code: number for number, code in enumerate(CODES)}


def write(proof: Proof, paper: Paper) -> str:
    """One log with one run; every code is a rule, whether it was met or not.

    Columns are in code points (`columnKind`, SARIF 2.1.0, section 3.14.17). Addresses
    are relative to the folder that was checked, whose own stands under `PATH` among the
    `originalUriBaseIds` (section 3.14.14).
    """
    driver = {
        "name": "octavo",
        "version": __version__,
        "rules": [
            {
                "id": code,
                "shortDescription": {"text": row.message},
                "defaultConfiguration": {"level": _LEVELS[row.severity]},
            }
            for code, row in CODES.items()
        ],
    }
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "originalUriBaseIds": {
                    _BASE: {"uri": f"{paper.folder.resolve().as_uri()}/"}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(told) for told in proof.diagnostics],
            }
        ],
    }
    return json.dumps(log, indent=1) + "\n"


def _result(told: Diagnostic) -> dict[str, object]:
    span = told.span
    # SARIF has no field for a remedy that is not a finished change of the file.
    text = told.message + (f" ({told.help})" if told.help else "")
    return {
        "ruleId": told.code,
        "ruleIndex": _RULES[told.code],
        "level": _LEVELS[told.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(span)}],
    }


def _place(span: Span) -> dict[str, object]:
    """The file and the region in it; what is said of a whole file has no region."""
    path = span.path.as_posix()
    uri = "./" if path == "." else quote(path)
    if span.path.is_absolute():
        return {"artifactLocation": {"uri": f"file://{uri}"}}
    file = {"uri": uri, "uriBaseId": _BASE}
    if span == Span.whole(span.path):
        return {"artifactLocation": file}
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"artifactLocation": file, "region": region}


FORMAT = Format(name="sarif", about="a SARIF 2.1.0 log", result=True, write=write)
