"""Page counts of sheets → page numbers, labels for viewers, and the outline's rows.

Everything here is arithmetic over values; nothing is laid out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from octavo.model.book import Entry
from octavo.model.galley import Sheet
from octavo.model.opening import Opening
from octavo.value import value


@value
class Run:
    """Where a sheet's pages stand: `index` of its first page, from 0.

    `number` is the first page's number as an integer, `roman` how it is written. A
    cover has neither, says so by `number` 0, and has a `label` instead.
    """

    index: int
    count: int
    number: int
    roman: bool
    label: str = ""

    def folio(self, page: int) -> str:
        """The page number printed on page `page` of the sheet (from 0)."""
        if not self.number:
            return self.label
        return written(self.number + page, self.roman)


def runs(sheets: Sequence[Sheet], counts: Sequence[int]) -> tuple[Run, ...]:
    """The run of each sheet.

    Front matter counts from i and leaves the cover out; the first sheet of the body
    begins again at 1, and everything behind it goes on from there.
    """
    placed: list[Run] = []
    index, number, in_front = 0, 1, True
    for sheet, count in zip(sheets, counts, strict=True):
        if sheet.kind == "cover":
            label = sheet.title or "Cover"
            placed.append(
                Run(index=index, count=count, number=0, roman=True, label=label)
            )
            index += count
            continue
        if in_front and sheet.role != "front":
            in_front, number = False, 1
        placed.append(Run(index=index, count=count, number=number, roman=in_front))
        index += count
        number += count
    return tuple(placed)


def numbered(
    placed: Iterable[Run], begun: Iterable[Sequence[Opening]]
) -> tuple[Opening, ...]:
    """The openings of all pages that bear a number, with it, in the order of pages."""
    return tuple(
        replace(opening, folio=run.folio(page))
        for run, pages in zip(placed, begun, strict=True)
        if run.number
        for page, opening in enumerate(pages)
    )


def written(number: int, roman: bool) -> str:
    """A page number as readers write it: lowercase roman in front, else arabic."""
    return _roman(number) if roman else str(number)


def _roman(number: int) -> str:
    """Lowercase roman numerals (ISO 32000-2, 12.4.2, style `r`); 1 and above."""
    steps = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    out = []
    for size, letters in steps:
        times, number = divmod(number, size)
        out.append(letters * times)
    return "".join(out)


@value
class Label:
    """From page `index` on, viewers show `prefix` and a number that begins at `first`.

    `style` is `r`, `D`, or "" for the prefix alone (ISO 32000-2, 12.4.2).
    """

    index: int
    style: str
    first: int = 1
    prefix: str = ""


def labels(placed: Iterable[Run]) -> tuple[Label, ...]:
    """The page labels that say what is printed, one where the counting changes."""
    made: list[Label] = []
    expected: tuple[bool, int] | None = None
    for run in placed:
        if not run.count:
            continue
        if not run.number:
            made.append(Label(index=run.index, style="", prefix=run.label))
            expected = None
            continue
        if expected != (run.roman, run.number):
            style = "r" if run.roman else "D"
            made.append(Label(index=run.index, style=style, first=run.number))
        expected = (run.roman, run.number + run.count)
    return tuple(made)


@value
class Bookmark:
    """A row of the outline; `below` is how many rows under it belong to it."""

    title: str
    anchor: str
    below: tuple["Bookmark", ...] = ()


def bookmarks(
    entries: Iterable[Entry], known: Mapping[str, object]
) -> tuple[Bookmark, ...]:
    """The outline of the contents' entries.

    An entry without an anchor in the PDF (a draft) is left out, what stands below it
    moves up. A chapter's number goes before its title.
    """
    return tuple(_bookmarks(entries, known))


def _bookmarks(
    entries: Iterable[Entry], known: Mapping[str, object]
) -> Iterator[Bookmark]:
    for entry in entries:
        below = tuple(_bookmarks(entry.entries, known))
        if entry.anchor not in known:
            yield from below
            continue
        numbered = entry.number and entry.level > 0
        title = f"{entry.number}\u2002{entry.text}" if numbered else entry.text
        yield Bookmark(title=title, anchor=entry.anchor, below=below)
