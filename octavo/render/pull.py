"""A sheet off the press."""

from typing import NamedTuple

from octavo.diagnostics import Diagnostic
from octavo.model.galley import Sheet
from octavo.render.scan import Findings


class Pull(NamedTuple):
    """A sheet, and what was found in it."""

    sheet: Sheet
    findings: Findings


Said = tuple[Pull, tuple[Diagnostic, ...]]
"""A pull, and what there is to say about it."""

Blamed = tuple[None, tuple[Diagnostic, ...]]
"""What is said of a sheet that could not be set."""
