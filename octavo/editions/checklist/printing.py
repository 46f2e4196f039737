"""The checklist's lines → a PDF of them for each size of paper.

Runs in a worker, which loads the renderer.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from octavo.diagnostics import Diagnostic, Outcome, in_order
from octavo.editions.checklist.markup import Frame
from octavo.editions.checklist.paper import PAPERS, Measure, Paper
from octavo.editions.checklist.partition import partition, smaller
from octavo.editions.checklist.paste_up import Sheet, paste_up
from octavo.model.artifact import Artifact
from octavo.model.galley import Galley


def printed(galley: Galley, frame: Frame, moment: int) -> Outcome[tuple[Artifact, ...]]:
    """The files, and what is said of what does not fit; `moment` is their date."""
    from octavo.typeset.measure import gauge

    artifacts: list[Artifact] = []
    told: list[Diagnostic] = []
    heights = cache(gauge(galley.styles, galley.assets))
    for name in dict(galley.values)["paper"].split():
        printed = _print(galley, moment, frame, PAPERS[name], heights)
        told.extend(printed.diagnostics)
        artifacts.extend(printed.value)
    return Outcome(tuple(artifacts), in_order(told))


def _print(
    galley: Galley, moment: int, frame: Frame, paper: Paper, heights: Measure
) -> Outcome[tuple[Artifact, ...]]:
    from octavo.typeset.measure import plain_pdf

    def write(sheets: Sequence[Sheet]) -> Outcome[tuple[bytes, int]]:
        return plain_pdf(
            paste_up(frame, sheets),
            f"{galley.styles}\n@page {{ size: {paper.width}pt {paper.height}pt }}",
            galley.assets,
            metadata=galley.metadata,
            moment=moment,
        )

    sheets, told = partition(frame, paper, dict(galley.values)["per"], heights)
    if not sheets:
        return Outcome((), told)
    (data, pages), heard = write(sheets)
    # Heights are rounded; what came out a hair too high is set a step smaller.
    while pages != len(sheets) and (less := smaller(frame, sheets, heights)):
        sheets = less
        (data, pages), heard = write(sheets)
    artifact = Artifact(
        edition="checklist",
        name=f"{galley.metadata.slug}-checklist{paper.suffix}.pdf",
        media_type="application/pdf",
        data=data,
        digest=sha256(data).hexdigest(),
        pages=pages,
    )
    return Outcome((artifact,), in_order((*told, *heard)))
