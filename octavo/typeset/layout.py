"""One sheet laid out, with numbers in the places that want them and all its footnotes."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from octavo.model.asset import Asset
from octavo.model.galley import Sheet
from octavo.typeset.between import join_tables
from octavo.typeset.breaks import settle_breaks
from octavo.typeset.directions import keep_directions
from octavo.typeset.dividing import divide, divisions_for
from octavo.typeset.door import Press
from octavo.typeset.endings import keep_endings
from octavo.typeset.heads import keep_heads
from octavo.typeset.moving import Figure, move, moves_for
from octavo.typeset.pages import boxes, notes_set, tells_of_others
from octavo.typeset.paging import PageRange, write

if TYPE_CHECKING:
    from octavo.typeset.standing import Resetting

broken: Callable[[], AbstractContextManager[None]]
trimmed: Callable[[], AbstractContextManager[None]]
try:
    from octavo.typeset.internals import broken_lines as broken
    from octavo.typeset.internals import trimmed_listings as trimmed
    from octavo.typeset.internals.pagination import paginated
except (ImportError, AttributeError):
    # A renderer with another inside breaks lines and listings its own way.
    broken = trimmed = nullcontext
    paginated = nullcontext  # type: ignore[assignment]  # they differ in what they are


_MOVED = 3
"""How often a sheet is set anew with figures moved: each makes room that others want."""

# Opens a recto page behind all else; the blank page before it is the sheet's.
_FILLING = " body::after {{ break-before: {}; content: '\\a0'; display: block }}"
# The break is heeded behind something in the flow only, which an imprint has not.
_FLOWING = " body::before { content: ''; display: block }"


def lay_out(
    press: Press,
    sheet: Sheet,
    wants: Mapping[str, str],
    pages: Mapping[str, tuple[PageRange, ...]],
    *,
    first: int,
    verso: bool,
    filled: bool = False,
    direction: str = "ltr",
    assets: tuple[Asset, ...] = (),
    again: "Resetting | None" = None,
) -> Any:
    """The document of `sheet`, with all its footnotes if it can be had.

    `wants` are the texts for page numbers by anchor, `pages` those of the index by
    their places, `first` is the number of the first page. With `verso` it is
    a left-hand one, with `filled` the last one is; a right-hand one where the pages of the
    book follow one another in the `direction` from right to left.

    A reference to what stands on its own page prints no number. Without it the lines may
    fall otherwise, so that what has come to stand on another page then has its number
    after all. Figures that would leave much of a page white stand behind text that
    fills it.

    With `again` the document has the pages that do not stand. None where one of these would
    have the sheet set in another way.
    """
    # A page whose counter is set does not count up, so this is the number itself.
    more = f"@page :first {{ counter-reset: page {first} }}"
    recto, back = ("left", "right") if direction == "rtl" else ("right", "left")
    # The renderer goes by the direction of the sheet, which need not be the book's.
    more += f" html {{ break-before: {back if verso else recto} }}"
    if filled:
        more += _FILLING.format(recto)

    moves: Mapping[int, int] = {}
    divided: frozenset[int] = frozenset()

    def laid(bare: frozenset[int]) -> _Laid:
        return _laid(press, sheet, wants, pages, bare, moves, divided, more, assets)

    made = _laid(
        press, sheet, wants, pages, frozenset(), moves, divided, more, assets, again
    )
    if again is not None and (again.begun or again.hasty):
        return made.document if made.simple(again) else None
    whole = made.whole
    if filled and len(made.document.pages) == 1:
        more += _FLOWING
        made = laid(frozenset())
    for _ in range(_MOVED):
        asked = moves_for(made.figures, moves, made.document.pages)
        if asked == moves:
            # Text that fills a page is better than half a table.
            apart = divisions_for(made.root, made.tables, divided, made.document.pages)
            if apart == divided:
                break
            divided = apart
        moves = asked
        made = laid(frozenset())
    bare = made.beside()
    if bare:
        made = laid(bare)
        moved = bare - made.beside()
        made = laid(bare - moved) if moved else made
    if again is not None:
        asked_for = filled or moves or divided or bare
        again.alone = whole and not asked_for and not tells_of_others(press.source)
    return _closed(made.document) if filled else made.document


def _closed(document: Any) -> Any:
    """Without the page that `_FILLING` opens, but with the blank one before it."""
    return document.copy(document.pages[:-1])


class _Laid(NamedTuple):
    """A document, its figures and short tables, and its references to places in it.

    Of a reference there are its number, its element and its anchor. `whole` is whether
    all footnotes were set at the first try.
    """

    document: Any
    references: tuple[tuple[int, Any, str], ...]
    figures: tuple[Figure, ...]
    root: Any
    tables: tuple[Any, ...]
    whole: bool = False

    def simple(self, again: "Resetting") -> bool:
        """Whether nothing on these pages asks for another setting of the sheet."""
        pages = [*self.document.pages, *again.next_page()]
        return (
            again.pagination.plain
            and self.whole
            and not self.beside()
            and not moves_for(self.figures, {}, pages)
            and not divisions_for(self.root, self.tables, frozenset(), pages)
        )

    def beside(self) -> frozenset[int]:
        """The numbers of the references that end on the page of what they refer to."""
        if not self.references:
            return frozenset()
        wanted = {element for _, element, _ in self.references}
        ends: dict[Any, int] = {}
        begins: dict[str, int] = {}
        for place, page in enumerate(self.document.pages):
            for anchor in page.anchors:
                begins.setdefault(anchor, place)
            for box in boxes(page):
                if box.element in wanted:
                    ends[box.element] = place
        return frozenset(
            number
            for number, element, anchor in self.references
            if element in ends and ends[element] == begins.get(anchor)
        )


def _laid(
    press: Press,
    sheet: Sheet,
    wants: Mapping[str, str],
    pages: Mapping[str, tuple[PageRange, ...]],
    bare: frozenset[int],
    moves: Mapping[int, int],
    divided: frozenset[int],
    more: str,
    assets: tuple[Asset, ...],
    again: "Resetting | None" = None,
) -> _Laid:
    """The sheet with no number in the references `bare`, figures moved, tables `divided`.

    The renderer sometimes loses a note that moves to the next page; other orphans and
    widows break the page elsewhere and bring it back.
    """
    made = _Laid(None, (), (), None, ())
    for lines in (None, 3, 1):
        keep = f"* {{ orphans: {lines} !important; widows: {lines} !important }}"
        read = press.read(sheet.html, assets)
        references = _references(read.etree_element, sheet, bare)
        # Before anything is moved: a table keeps its number.
        tables = divide(read.etree_element, divided)
        figures = move(read.etree_element, moves)
        keep_endings(read.etree_element)
        keep_heads(read.etree_element)
        join_tables(read.etree_element)
        keep_directions(read.etree_element)
        settle_breaks(read.etree_element)
        for element in list(read.etree_element.iter()):
            anchor = element.get("data-page-of")
            if anchor is not None:
                element.text = wants.get(anchor, "")
            places = element.get("data-pages-of")
            if places is not None:
                write(element, pages.get(places, ()), ", ")
        if again is not None:
            again.apt = [figure.element for figure in figures]
        way = again.pagination if again is not None and lines is None else None
        with broken(), trimmed(), paginated(way):
            document = press.lay_out(read, press.sheet(more + (keep if lines else "")))
        standing = again.notes if again is not None else 0
        enough = standing + notes_set(document.pages) >= sheet.notes
        whole = enough and lines is None
        made = _Laid(document, references, figures, read.etree_element, tables, whole)
        if enough or (again is not None and again.begun):
            break
    return made


def _references(
    root: Any, sheet: Sheet, bare: frozenset[int]
) -> tuple[tuple[int, Any, str], ...]:
    """The references to places in the sheet that have a number, taken off those `bare`."""
    found = []
    anchors = frozenset(sheet.anchors)
    for number, link in enumerate(list(root.iter("a"))):
        if not len(link) or link[-1].get("class") != "page-reference":
            continue
        anchor = unquote(link.get("href", "").removeprefix("#"))
        if anchor in anchors:
            found.append((number, link, anchor))
        if number in bare:
            _without_page(link)
    return tuple(found)


def _without_page(link: Any) -> None:
    """Take the number off a reference, and the blank before it."""
    link.remove(link[-1])
    if len(link):
        link[-1].tail = (link[-1].tail or "").rstrip()
    else:
        link.text = (link.text or "").rstrip()
