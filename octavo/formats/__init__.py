"""How diagnostics are written: `FORMATS`, by the name that `--format` takes."""

from octavo.formats import github, jsonl, sarif, text
from octavo.formats.format import Format

FORMATS: tuple[Format, ...] = (
    text.FORMAT,
    jsonl.FORMAT,
    sarif.FORMAT,
    github.FORMAT,
)
