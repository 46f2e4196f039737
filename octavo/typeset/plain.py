"""The plain way from a galley to a PDF: through the renderer's public interface alone.

Every sheet is laid out by itself, in order, with page numbers written out; all pages
are then painted into one file. Slower than drawing sheets apart (nothing can be kept,
and a sheet that moves is laid out again), but it knows nothing of the renderer's
inside beyond counting footnotes. It is what remains when that inside has changed.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pydyf

from octavo.diagnostics import Diagnostic, Outcome, in_order
from octavo.model.account import Progress
from octavo.model.bench import Bench
from octavo.model.galley import Galley, Sheet
from octavo.model.mapping import FrozenMapping
from octavo.typeset.charset import glyphs_for_characters
from octavo.typeset.door import Press, listening, plainly
from octavo.typeset.finishing import finisher
from octavo.typeset.guessing import filled, guess_pages, measured
from octavo.typeset.heard import (
    Heard,
    diagnostics,
    lost_notes,
    no_press,
    overfull_line,
)
from octavo.typeset.ink import ink
from octavo.typeset.layout import lay_out
from octavo.typeset.numbering import (
    Run,
    bookmarks,
    labels,
    numbered,
    runs,
)
from octavo.typeset.opening import openings
from octavo.typeset.overfull import overfull
from octavo.typeset.pages import notes_set, sided
from octavo.typeset.paging import PageRange, paged, whereabouts
from octavo.typeset.pile import piled
from octavo.typeset.profile import profile_name
from octavo.typeset.standins import boxes_for_missing
from octavo.typeset.volume import Volume

# After these rounds a number keeps the most figures it ever had, padded, so that the
# pages stop moving.
_FREE_ROUNDS = 3
_ROUNDS = 12
_FIGURE_SPACE = "\u2007"


@dataclass(frozen=True, slots=True)
class _Laid:
    """A sheet's pages, and what they were laid out for."""

    wanted: object
    pages: Sequence[Any]
    document: Any
    anchors: Mapping[str, int]
    told: tuple[Diagnostic, ...]


def set_plainly(galley: Galley, bench: Bench, *, tagged: bool) -> Outcome[Volume]:
    """The PDF of `galley`, each sheet on new pages."""
    press = Press(galley.styles, galley.assets)
    laid: list[_Laid | None] = [None] * len(galley.sheets)
    figures: dict[str, int] = {}
    drawn = 0
    for turn in range(_ROUNDS):
        moved = False
        for place, (sheet, fills) in enumerate(
            zip(galley.sheets, filled(galley.sheets), strict=True)
        ):
            placed = _placed(galley.sheets, laid)
            numbers = _numbers(galley.sheets, laid, placed)
            wants = {
                anchor: _steady(anchor, numbers.get(anchor, "0"), figures, turn)
                for anchor in sheet.wants
            }
            here = placed[place]
            anchors = [there.anchors if there else {} for there in laid]
            where = whereabouts(galley.sheets, placed, anchors) if sheet.places else {}
            pages = {places: paged(places, where) for places in sheet.places}
            wanted = (
                *(here.number, here.roman, here.index % 2, tuple(wants.items())),
                tuple(pages.items()),
            )
            before = laid[place]
            if before is None or before.wanted != wanted:
                bench.tell(
                    Progress(
                        stage="draw",
                        done=place,
                        total=len(galley.sheets),
                        what=sheet.title,
                    )
                )
                laid[place] = _lay_out(
                    press,
                    sheet,
                    here,
                    fills,
                    galley.metadata.direction,
                    wants,
                    pages,
                    wanted,
                )
                drawn += 1
                moved = True
        if not moved:
            break
    done = [page for page in laid if page is not None]
    return _bound(galley, bench, done, drawn, tagged=tagged)


def _placed(sheets: Sequence[Sheet], laid: Sequence[_Laid | None]) -> tuple[Run, ...]:
    """Where every sheet stands, as far as known; what is not yet laid out is guessed."""
    counts = [
        len(there.pages) if there else guess_pages(sheet, measured(sheet), fills)
        for sheet, there, fills in zip(sheets, laid, filled(sheets), strict=True)
    ]
    return runs(sheets, counts)


def _numbers(
    sheets: Sequence[Sheet], laid: Sequence[_Laid | None], placed: Sequence[Run]
) -> dict[str, str]:
    """The page number printed at each anchor."""
    numbers: dict[str, str] = {}
    for sheet, there, run in zip(sheets, laid, placed, strict=True):
        pages = there.anchors if there else dict.fromkeys(sheet.anchors, 0)
        for anchor, page in pages.items():
            numbers.setdefault(anchor, run.folio(page))
    return numbers


def _steady(anchor: str, number: str, figures: dict[str, int], turn: int) -> str:
    """`number`, which after the free rounds never gets shorter than it has been."""
    figures[anchor] = max(figures.get(anchor, 0), len(number))
    if turn < _FREE_ROUNDS:
        figures[anchor] = len(number)
        return number
    return number.rjust(figures[anchor], _FIGURE_SPACE)


def _lay_out(
    press: Press,
    sheet: Sheet,
    run: Run,
    fills: bool,
    direction: str,
    wants: Mapping[str, str],
    pages: Mapping[str, tuple[PageRange, ...]],
    wanted: object,
) -> _Laid:
    """The pages of one sheet."""
    path = PurePosixPath(sheet.source or sheet.name)
    told: list[Diagnostic] = []
    with listening() as heard:
        document = lay_out(
            press,
            sheet,
            wants,
            pages,
            first=max(run.number, 1),
            verso=bool(run.index % 2),
            filled=fills,
            direction=direction,
        )
    set_notes = notes_set(document.pages)
    if set_notes < sheet.notes:
        told.append(lost_notes(sheet.notes - set_notes, path))
    told.extend(
        overfull_line(words, over, path, table=table)
        for words, over, table in overfull(document.pages)
    )
    told.extend(diagnostics((*press.heard, *plainly(heard)), path, press.source))
    anchors: dict[str, int] = {}
    for place, page in enumerate(document.pages):
        for anchor in page.anchors:
            anchors.setdefault(anchor, place)
    return _Laid(wanted, document.pages, document, anchors, tuple(told))


def _bound(
    galley: Galley, bench: Bench, laid: Sequence[_Laid], drawn: int, *, tagged: bool
) -> Outcome[Volume]:
    """All pages painted into one file."""
    placed = runs(galley.sheets, [len(there.pages) for there in laid])
    folios = _numbers(galley.sheets, laid, placed)
    finish = finisher(
        galley.metadata,
        bench.moment,
        galley.edition,
        tagged=tagged,
        facing=sided(galley.styles),
        labels=labels(placed),
        outline=bookmarks(galley.outline, folios),
    )
    black = dict(galley.values).get("ink") == "black"
    with listening() as heard:
        data, digests = _file(laid, finish, tagged=tagged, black=black)
    told = [word for there in laid for word in there.told]
    if profile_name(galley):
        told.append(no_press(profile_name(galley)))
    for message in plainly(heard):
        told.extend(diagnostics([message], _place_of(message, galley.sheets)))
    volume = Volume(
        file=piled((data,)),
        pages=sum(len(there.pages) for there in laid),
        folios=FrozenMapping(folios),
        page_digests=digests,
        openings=numbered(
            placed,
            (
                [read.opening for read in openings(there.pages, sheet)[0]]
                for there, sheet in zip(laid, galley.sheets, strict=True)
            ),
        ),
        drawn=drawn,
    )
    return Outcome(volume, in_order(told))


def _file(
    laid: Sequence[_Laid],
    finish: Callable[[Any, Any], None],
    *,
    tagged: bool,
    black: bool,
) -> tuple[bytes, tuple[str, ...]]:
    """The pages as a file that `finish` has seen to, and a digest of each."""
    digests: list[str] = []

    def finish_and_digest(document: Any, pdf: Any) -> None:
        settle_boxes(pdf)
        finish(document, pdf)
        digests.extend(_digests(pdf))

    pages = [page for there in laid for page in there.pages]
    with (
        ink(black=black),
        glyphs_for_characters(),
        boxes_for_missing() as settle_boxes,
    ):
        data = (
            laid[0]
            .document.copy(pages)
            .write_pdf(
                pdf_tags=tagged,
                pdf_version="1.7",
                pdf_identifier=True,
                finisher=finish_and_digest,
            )
        )
    return data, tuple(digests)


def _place_of(heard: Heard, sheets: Sequence[Sheet]) -> PurePosixPath:
    """The first sheet with the character of which painting said that it is missing."""
    for sheet in sheets:
        if heard.words and heard.words[0] in sheet.html:
            return PurePosixPath(sheet.source or sheet.name)
    return PurePosixPath("styles")


def _digests(pdf: Any) -> list[str]:
    """A digest of what is drawn on each page."""
    made = []
    for number in pdf.pages["Kids"][::3]:
        contents = pdf.objects[int(pdf.objects[number]["Contents"].split()[0])]
        made.append(hashlib.sha256(pydyf.Stream(contents.stream).data).hexdigest())
    return made
