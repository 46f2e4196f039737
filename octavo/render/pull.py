"""A sheet off the press."""

from typing import NamedTuple

from octavo.model.galley import Sheet
from octavo.render.scan import Findings


class Pull(NamedTuple):
    """A sheet, and what was found in it."""

    sheet: Sheet
    findings: Findings
