"""Places of the index → the pages they stand on: sorted, merged, each with its link."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from xml.etree.ElementTree import Element, SubElement

from octavo.model.book import WHOLE
from octavo.model.galley import Sheet
from octavo.typeset.numbering import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRange:
    """Pages without a gap: from page `start` of the file (from 0) to `end`.

    `first` and `last` are the numbers printed there, `anchor` and `until` what they
    lead to. `roman` numbers are never merged with others. `main_first` and `main_last`
    say which of the two is that of a main entry.
    """

    start: int
    end: int
    first: str
    last: str
    anchor: str
    until: str
    roman: bool
    main_first: bool = False
    main_last: bool = False


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


def paged(places: str, where: Where) -> tuple[PageRange, ...]:
    """The pages of `places`, as `Subject.pages` writes them.

    A page that is a main entry is no other as well; inside a range it is named with it.
    """
    main, others = (
        [
            pages
            for place in places.split()
            if place.endswith("!") is is_main and (pages := _pages(place, where))
        ]
        for is_main in (True, False)
    )
    main = _merged(main)
    in_main = _within(main)
    others = _merged(each for each in others if not in_main(each))
    others = _marked(others, main)
    in_others = _within(others)
    main = [
        replace(each, main_first=True, main_last=True)
        for each in main
        if not in_others(each)
    ]
    return tuple(sorted((*main, *others), key=lambda each: (each.start, each.end)))


def _pages(place: str, where: Where) -> PageRange | None:
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
    return PageRange(
        start=run.index + page,
        end=last_run.index + last,
        first=run.folio(page),
        last=last_run.folio(last),
        anchor=anchor,
        until=until or anchor,
        roman=run.roman,
    )


def _within(others: Sequence[PageRange]) -> Callable[[PageRange], bool]:
    """Whether pages are inside one of others, which are sorted by where they start."""
    starts = [each.start for each in others]
    # The furthest that those from the first to each of them reach.
    ends = list(accumulate((each.end for each in others), max))

    def within(pages: PageRange) -> bool:
        before = bisect_right(starts, pages.start)
        return before > 0 and pages.end <= ends[before - 1]

    return within


def _marked(ranges: Sequence[PageRange], main: Sequence[PageRange]) -> list[PageRange]:
    """Ranges with the ends marked that main entries in them have: both if they have none.

    Main entries are sorted by where they start.
    """
    starts = [each.start for each in main]
    made = []
    for pages in ranges:
        low, high = (
            bisect_left(starts, pages.start),
            bisect_right(starts, pages.end),
        )
        held = [each for each in main[low:high] if each.end <= pages.end]
        first = any(each.start == pages.start for each in held)
        last = any(each.end == pages.end for each in held)
        between = bool(held) and not first and not last
        made.append(
            replace(pages, main_first=first or between, main_last=last or between)
        )
    return made


def _merged(ranges: Iterable[PageRange]) -> list[PageRange]:
    """Ranges that touch or overlap made one."""
    made: list[PageRange] = []
    for each in sorted(ranges, key=lambda each: (each.start, each.end)):
        last = made[-1] if made else None
        if last is None or each.start > last.end + 1 or each.roman != last.roman:
            made.append(each)
        elif each.end > last.end:
            made[-1] = replace(last, end=each.end, last=each.last, until=each.until)
    return made


def write(element: Element, listed: Iterable[PageRange], comma: str) -> None:
    """Put the numbers into an element, parted by `comma`; a range breaks nowhere."""
    before = None
    for each in listed:
        if before is not None:
            before.tail = comma
        before = SubElement(element, "span", {"class": "pages"})
        ranges = each.end > each.start
        whole = each.main_first and (each.main_last or not ranges)
        inner = SubElement(before, "b") if whole else before
        first = _number(inner, each.anchor, each.first, each.main_first and not whole)
        if ranges:
            first.tail = "\u2013"
            _number(inner, each.until, each.last, each.main_last and not whole)


def _number(parent: Element, anchor: str, number: str, main: bool) -> Element:
    """One number with its link; the element that stands in `parent`."""
    outer = SubElement(parent, "b") if main else None
    link = SubElement(parent if outer is None else outer, "a", {"href": f"#{anchor}"})
    link.text = number
    return link if outer is None else outer
