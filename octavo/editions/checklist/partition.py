"""Which items share a sheet: all of the book's, a part's, a chapter's.

With `per = "auto"` everything goes on one sheet if it fits at the smallest legible
size; else there is a sheet for each part, else one for each chapter, and a warning says
by how much the single sheet was missed. A chapter that is too long even so runs on to
further sheets: no item is ever left out. Only an item that no sheet can hold is refused.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import floor

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Severity
from octavo.editions.checklist.makeup import SIZES, at_size, make_up
from octavo.editions.checklist.markup import Frame, Group
from octavo.editions.checklist.paper import Measure, Paper, headed
from octavo.editions.checklist.paste_up import Sheet
from octavo.editions.checklist.run_on import run_on
from octavo.editions.checklist.smallest import Overfull, at_smallest, overfull, too_long

_UNITS: dict[str, Callable[[Group], tuple[str, ...]]] = {
    "part": lambda group: (group.part,),
    "chapter": lambda group: (group.part, group.chapter),
}


def partition(
    frame: Frame, paper: Paper, per: str, measure: Measure
) -> Outcome[tuple[Sheet, ...]]:
    """The sheets for one size of paper; none, and an error, where `per` is `book`.

    There are none, either, where one item is higher than a sheet.
    """
    work = _Work(frame, paper, measure)
    if per in _UNITS:
        return work.by_unit(per)
    whole = work.one("", _said_once(frame.heading, frame.groups))
    if whole is not None:
        return Outcome((whole,))
    if long := work.too_long("", frame.groups):
        return Outcome((), long)
    if per == "book":
        return Outcome((), (work.overfull(),))
    unit = "part" if work.fit_by("part") else "chapter"
    return work.told(unit, work.by_unit(unit))


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


@dataclass(frozen=True, slots=True)
class _Work:
    """One book on one paper."""

    frame: Frame
    paper: Paper
    measure: Measure

    def one(self, title: str, groups: tuple[Group, ...]) -> Sheet | None:
        """All groups on one sheet, None if they do not fit."""
        paper = self.headed(title)
        given = (self.frame, groups, paper, self.measure)
        made = make_up(*given) or at_smallest(*given)
        return None if made is None else Sheet(title=title, made=made)

    def headed(self, title: str) -> Paper:
        """The paper below a head with this title."""
        return headed(self.paper, self.frame, title, self.measure)

    def units(self, unit: str) -> Iterator[tuple[str, tuple[Group, ...]]]:
        """Groups by part, or by chapter; chapters outside all parts go by themselves."""
        for (*_, title), together in groupby(self.frame.groups, key=_UNITS[unit]):
            yield title, _said_once(title, tuple(together))

    def fit_by(self, unit: str) -> bool:
        """Whether a sheet for each would do, where there are several."""
        units = list(self.units(unit))
        return len(units) > 1 and all(self.one(*one) for one in units)

    def by_unit(self, unit: str) -> Outcome[tuple[Sheet, ...]]:
        """A sheet for each, or as many as it takes, then numbered."""
        sheets: list[Sheet] = []
        told: list[Diagnostic] = []
        for title, groups in self.units(unit):
            sheet = self.one(title, groups)
            if sheet is not None:
                sheets.append(sheet)
            elif long := self.too_long(title, groups):
                told += long
            else:
                sheets += self.numbered(title, groups)
        return Outcome(() if told else tuple(sheets), tuple(told))

    def numbered(self, title: str, groups: tuple[Group, ...]) -> Iterator[Sheet]:
        """As many sheets as it takes."""
        paper = self.headed(f"{title} (00/00)")
        run = run_on(self.frame, groups, paper, self.measure)
        for number, made in enumerate(run, 1):
            yield Sheet(title=f"{title} ({number}/{len(run)})".strip(), made=made)

    def too_long(self, title: str, groups: tuple[Group, ...]) -> tuple[Diagnostic, ...]:
        """What is said of items that no sheet holds."""
        paper = self.headed(f"{title} (00/00)")
        return tuple(
            tell(
                "long-item",
                found.item.span,
                f"shorten it to about {floor(100 * found.part)} % of its length, or "
                "make several items of it",
                pages=f"{max(found.pages, 1.01):.2f}",
                paper=self.paper.word,
                size=f"{SIZES[-1]:g}",
            )
            for found in too_long(self.frame, groups, paper, self.measure)
        )

    def overfull(self) -> Diagnostic:
        """The error of a single sheet, with all that would help and nothing else."""
        found = self.figures()
        named = ", ".join(f"“{title}” ({count})" for title, count in found.largest)
        ways = [f"remove about {found.over} of {found.items} items"]
        if named:
            ways[0] += f" (most are in {named})"
        if found.lines:
            ways.append(f"shorten some of the {found.lines} that take several lines")
        units = [f"“{unit}”" for unit in _UNITS if self.fit_by(unit)]
        if units:
            ways.append(f"set `[checklist] per` to {' or '.join(units)}")
        else:
            count = len(self.by_unit("chapter").value)
            ways.append(f"leave `[checklist] per` out, for {count} sheets")
        return self.tell(found, f"{', '.join(ways[:-1])}, or {ways[-1]}")

    def told(
        self, unit: str, made: Outcome[tuple[Sheet, ...]]
    ) -> Outcome[tuple[Sheet, ...]]:
        """The sheets, and the warning that there are several."""
        if not made.value:
            return made
        count, units = len(made.value), len(list(self.units(unit)))
        mend = f"{count} sheets were made"
        if units > 1:
            mend += f", one{' or more' * (units < count)} for each {unit}"
        warning = self.tell(self.figures(), mend, Severity.WARNING)
        return Outcome(made.value, (warning,))

    def figures(self) -> Overfull:
        """By how much the whole is too much for one sheet."""
        paper = self.headed("")
        return overfull(self.frame, self.frame.groups, paper, self.measure)

    def tell(
        self, found: Overfull, mend: str, severity: Severity | None = None
    ) -> Diagnostic:
        """That it is too much for one sheet."""
        return tell(
            "checklist-overfull",
            found.first.span,
            mend,
            severity,
            pages=f"{found.sheets:.2f}",
            paper=self.paper.word,
            size=f"{SIZES[-1]:g}",
        )


def _said_once(title: str, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups, without a first head that would only repeat the sheet's."""
    first, *others = groups
    if first.title != title:
        return groups
    return (replace(first, head="", again=first.again if others else ""), *others)
