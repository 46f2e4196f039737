"""Sheets made up → one document in which every column stands in its place.

Columns are placed absolutely, so that nothing can flow from one sheet to another: what
`makeup` worked out is what is printed.
"""

from collections.abc import Sequence

from octavo.editions.checklist.makeup import Made
from octavo.editions.checklist.markup import Frame, document, head_of
from octavo.editions.checklist.paper import GAP, MARGIN
from octavo.typeset.columns import Run
from octavo.value import value


@value
class Sheet:
    """A sheet made up, and the part or chapter it is for ("" for the whole book)."""

    title: str
    made: Made


def paste_up(frame: Frame, sheets: Sequence[Sheet]) -> str:
    """A document with one page for each sheet."""
    return document(frame, "".join(_page(frame, sheet) for sheet in sheets))


def _page(frame: Frame, sheet: Sheet) -> str:
    paper = sheet.made.paper
    head = head_of(frame, sheet.title)
    head = f'<div class="at-head" style="height:{paper.top:.3f}pt">{head}</div>'
    foot = f'<div class="at-foot">{frame.foot}</div>'
    # Half a point of slack: the renderer breaks a page that is full to the last digit.
    height = paper.height - 2 * MARGIN - 0.5
    return (
        f'<section class="sheet" style="height:{height:.3f}pt">'
        f"{head}{_columns(sheet.made)}{foot}</section>"
    )


def _columns(made: Made) -> str:
    width = made.paper.measure_of(len(made.columns))
    return "".join(
        f'<div class="column" style="inset-inline-start:{number * (width + GAP):.3f}pt;'
        f"top:{made.paper.top:.3f}pt;width:{width:.3f}pt;font-size:{made.size}pt;"
        f'--air:{made.air:.3f}pt">'
        f"{''.join(_run(made, run) for run in column)}</div>"
        for number, column in enumerate(made.columns)
    )


def _run(made: Made, run: Run) -> str:
    here = made.groups[run.group]
    head = here.again if run.first else here.head
    items = "".join(item.html for item in here.items[run.first : run.last])
    return f'{head}<ul class="items">{items}</ul>'
