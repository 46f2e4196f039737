"""Which items share a sheet: all of the book's, a part's, a chapter's.

With `per = "auto"` everything goes on one sheet if it fits at the smallest legible
size; else there is a sheet for each part, else one for each chapter, and a warning says
by how much the single sheet was missed. A chapter that is too long even so runs on to
further sheets: no item is ever left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Severity
from octavo.editions.checklist.makeup import (
    SIZES,
    Made,
    Measure,
    Overfull,
    Paper,
    at_size,
    headed,
    make_up,
    run_on,
)
from octavo.editions.checklist.markup import Frame, Group
from octavo.editions.checklist.paste_up import Sheet

_UNITS: dict[str, Callable[[Group], str]] = {
    "part": lambda group: group.part,
    "chapter": lambda group: group.chapter,
}


def partition(
    frame: Frame, paper: Paper, per: str, measure: Measure
) -> Outcome[tuple[Sheet, ...]]:
    """The sheets for one size of paper; none, and an error, where `per` is `book`."""
    if per in _UNITS:
        return Outcome(_by_unit(frame, paper, per, measure))
    whole = make_up(frame, frame.groups, headed(paper, frame, "", measure), measure)
    if isinstance(whole, Made):
        return Outcome((Sheet(title="", made=whole),))
    if per == "book":
        named = ", ".join(f"“{title}” ({count})" for title, count in whole.largest)
        most = f" (most are in {named})" if named else ""
        mend = (
            f"remove about {whole.over} of {whole.items} items{most}, shorten items of "
            "two lines, or set `[checklist] per` to “part” or “chapter”"
        )
        return Outcome((), (_overfull(whole, paper, mend),))
    unit = "part" if _fit_by_part(frame, paper, measure) else "chapter"
    sheets = _by_unit(frame, paper, unit, measure)
    mend = f"{len(sheets)} sheets were made, one for each {unit}"
    return Outcome(sheets, (_overfull(whole, paper, mend, Severity.WARNING),))


def smaller(
    frame: Frame, sheets: Sequence[Sheet], measure: Measure
) -> tuple[Sheet, ...] | None:
    """The sheets with the type a step smaller; None when they are at the smallest."""
    fresh: list[Sheet] = []
    for sheet in sheets:
        step = SIZES.index(sheet.made.size) + 1
        if step == len(SIZES):
            return None
        made = at_size(frame, sheet.made, SIZES[step], measure)
        if made is None:
            return None
        fresh.append(Sheet(title=sheet.title, made=made))
    return tuple(fresh)


def _fit_by_part(frame: Frame, paper: Paper, measure: Measure) -> bool:
    parts = list(_units(frame.groups, "part"))
    return len(parts) > 1 and all(
        isinstance(_one(frame, _said_once(title, groups), paper, title, measure), Made)
        for title, groups in parts
    )


def _by_unit(
    frame: Frame, paper: Paper, unit: str, measure: Measure
) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    for title, together in _units(frame.groups, unit):
        groups = _said_once(title, together)
        made = _one(frame, groups, paper, title, measure)
        if isinstance(made, Made):
            sheets.append(Sheet(title=title, made=made))
            continue
        numbered = headed(paper, frame, f"{title} (00/00)", measure)
        run = run_on(frame, groups, numbered, measure)
        sheets.extend(
            Sheet(title=f"{title} ({number}/{len(run)})".strip(), made=one)
            for number, one in enumerate(run, 1)
        )
    return tuple(sheets)


def _said_once(title: str, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups, without a head that would only repeat the sheet's."""
    if len(groups) == 1 and groups[0].title == title:
        return (replace(groups[0], head="", again=""),)
    return groups


def _one(
    frame: Frame,
    groups: tuple[Group, ...],
    paper: Paper,
    title: str,
    measure: Measure,
) -> Made | Overfull:
    return make_up(frame, groups, headed(paper, frame, title, measure), measure)


def _units(
    groups: Sequence[Group], unit: str
) -> Iterator[tuple[str, tuple[Group, ...]]]:
    """Groups by part, or by chapter; chapters outside all parts go by themselves."""
    for title, together in groupby(groups, key=_UNITS[unit]):
        yield title, tuple(together)


def _overfull(
    found: Overfull, paper: Paper, mend: str, severity: Severity | None = None
) -> Diagnostic:
    return tell(
        "checklist-overfull",
        found.first.span,
        mend,
        severity,
        pages=f"{found.sheets:.2f}",
        paper=paper.word,
        size=f"{SIZES[-1]:g}",
    )
