"""Places of the index → the pages they stand on: sorted, merged, each with its link."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from octavo.model.book import WHOLE
from octavo.model.galley import Sheet
from octavo.typeset.numbering import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Pages without a gap: from page `start` of the file (from 0) to `end`.

    `first` and `last` are the numbers printed there, `anchor` and `until` what they
    lead to. `roman` numbers are never merged with others.
    """

    start: int
    end: int
    first: str
    last: str
    anchor: str
    until: str
    roman: bool
    main: bool = False


Where = Mapping[str, tuple[Run, int]]
"""For each anchor the run of its sheet, and its page there (from 0)."""


def whereabouts(
    sheets: Sequence[Sheet],
    placed: Sequence[Run],
    anchors: Sequence[Mapping[str, int]],
) -> Where:
    """Where anchors stand, from those of each sheet with their pages."""
    where: dict[str, tuple[Run, int]] = {}
    for _, run, pages in zip(sheets, placed, anchors, strict=True):
        for name, page in pages.items():
            where.setdefault(name, (run, page))
    return where


def paged(places: str, where: Where) -> tuple[Stretch, ...]:
    """The pages of `places`, as `Subject.pages` writes them.

    A page that is a main entry is no other as well.
    """
    stretches = [
        stretch for place in places.split() if (stretch := _stretch(place, where))
    ]
    main = _merged(stretch for stretch in stretches if stretch.main)
    others = _merged(stretch for stretch in stretches if not _inside(stretch, main))
    return tuple(sorted((*main, *others), key=lambda each: (each.start, each.end)))


def _stretch(place: str, where: Where) -> Stretch | None:
    main = place.endswith("!")
    anchor, _, until = place.removesuffix("!").partition(":")
    if anchor not in where or not where[anchor][0].number:
        return None
    run, page = where[anchor]
    last_run, last = run, page
    if until == WHOLE:
        last, until = run.count - 1, anchor
    elif until in where:
        last_run, last = where[until]
    if last_run.index + last < run.index + page:
        last_run, last, until = run, page, anchor
    return Stretch(
        start=run.index + page,
        end=last_run.index + last,
        first=run.folio(page),
        last=last_run.folio(last),
        anchor=anchor,
        until=until or anchor,
        roman=run.roman,
        main=main,
    )


def _inside(stretch: Stretch, main: Sequence[Stretch]) -> bool:
    return stretch.main or any(
        each.start <= stretch.start and stretch.end <= each.end for each in main
    )


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that touch or overlap made one."""
    made: list[Stretch] = []
    for each in sorted(stretches, key=lambda each: (each.start, each.end)):
        last = made[-1] if made else None
        if last is None or each.start > last.end + 1 or each.roman != last.roman:
            made.append(each)
        elif each.end > last.end:
            made[-1] = replace(last, end=each.end, last=each.last, until=each.until)
    return made


def write(element: Element, stretches: Iterable[Stretch], comma: str) -> None:
    """Put the numbers into an element, parted by `comma`; a range breaks nowhere."""
    before = None
    for each in stretches:
        if before is not None:
            before.tail = comma
        before = SubElement(element, "span", {"class": "pages"})
        inner = SubElement(before, "b") if each.main else before
        first = SubElement(inner, "a", {"href": f"#{each.anchor}"})
        first.text = each.first
        if each.end > each.start:
            first.tail = "\u2013"
            SubElement(inner, "a", {"href": f"#{each.until}"}).text = each.last
