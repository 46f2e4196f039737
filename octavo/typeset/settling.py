"""A galley's sheets → a drawing of each, for the page numbers that come out.

A layout knows only how many figures a number has. Rounds go on until no sheet has to be
drawn for other figures than it was; each begins from values of the galley and from
drawings, so that a build from a full store takes the same rounds as one from an empty
one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from octavo.model.account import Progress
from octavo.model.drawing import FIGURES, Drawing
from octavo.model.galley import Sheet
from octavo.typeset.filing import file, filed
from octavo.typeset.guessing import Guess, filled, guesses, measured
from octavo.typeset.numbering import Run, runs
from octavo.typeset.order import Order, named_in, order_key
from octavo.typeset.paging import PageRange, paged, whereabouts
from octavo.typeset.readying import leave_order, leave_standing
from octavo.typeset.sending import Pressroom, drawn_by

# So often sheets are drawn of which it is certain how, before all others are: by then
# most pages are known that the others refer to.
_WAVES = 3
# A number keeps the most figures it had, once this many rounds have not settled it.
_FREE_ROUNDS = 4
_ROUNDS = 16
# Folios and the rows of the contents leave room for numbers up to 999 at least, so that
# nothing has to be drawn again when numbers change.
_FIGURES = 3


class Settled(NamedTuple):
    """A drawing of every sheet, what each was drawn by, and how many are new.

    They are `light` where the store has them whole, under their `keys`. `placed` is
    where they stand, `folios` are the page numbers printed at each anchor.
    """

    drawings: list[Drawing]
    keys: list[str]
    orders: list[Order]
    new: int
    placed: tuple[Run, ...]
    folios: dict[str, str]


def settled(room: Pressroom) -> Settled:
    """A drawing of every sheet for the numbers that come out."""
    book = _Book(room)
    for _ in range(_WAVES):
        book.draw(book.sure())
    for turn in range(_ROUNDS):
        orders = book.asked(turn)
        if not orders:
            break
        book.draw(orders)
    drawings = [drawing for drawing in book.drawings if drawing is not None]
    orders_met = [order for order in book.orders if order is not None]
    placed = runs(book.sheets, [drawing.pages for drawing in drawings])
    folios = book.expected(placed)
    return Settled(drawings, book.keys, orders_met, len(book.new), placed, folios)


class _Book:
    """A galley on the way to its drawings: those that there are, and which are new."""

    def __init__(self, room: Pressroom) -> None:
        self.room = room
        self.sheets = room.galley.sheets
        self.fills = filled(self.sheets)
        self.wants = [sorted(set(sheet.wants)) for sheet in self.sheets]
        self.rack = room.bench.rack
        self.measures = [self.rack(measured, sheet) for sheet in self.sheets]
        assets = room.galley.assets
        self.named = [named_in(sheet.html, assets) for sheet in self.sheets]
        self.drawings: list[Drawing | None] = [None] * len(self.sheets)
        self.orders: list[Order | None] = [None] * len(self.sheets)
        self.keys = [""] * len(self.sheets)
        # Once a number could not be left open it is printed, and then not missed.
        self.unfilled: list[frozenset[str]] = [frozenset()] * len(self.sheets)
        # The page number at each anchor, and the most figures that it had so far.
        self.folios: dict[str, str] = {}
        self.widest: dict[str, int] = {}
        # Those of each sheet, with what they were reckoned from.
        self.numbers: list[tuple[object, Mapping[str, str]]] = [((), {})] * len(
            self.sheets
        )
        self.new: set[int] = set()

    def sure(self) -> dict[int, Order]:
        """Orders for sheets that are not drawn, as far as they are certain.

        That is, the same whether the sheets before, or those referred to, take a few
        pages more than expected or fewer. An index waits.
        """
        open_places = [
            place
            for place, sheet in enumerate(self.sheets)
            if self.drawings[place] is None and not sheet.places
        ]
        if not open_places:
            return {}
        expected = guesses(self.sheets, self.measures, self.drawings)
        ways = [
            self._orders([guess[way] for guess in expected], 0, open_places)
            for way in range(len(Guess._fields))
        ]
        return {
            place: order
            for place, order in ways[0].items()
            if all(other[place] == order for other in ways[1:])
        }

    def asked(self, turn: int) -> dict[int, Order]:
        """Orders for sheets that are not drawn as they now have to be.

        Back matter refers to everything and next to nothing to it, so it is drawn after
        the text. An index prints pages as they are: it waits until no other sheet moves.
        """
        expected = guesses(self.sheets, self.measures, self.drawings)
        counts = [guess.pages for guess in expected]
        orders = self._orders(counts, turn, range(len(self.sheets)))
        asked = {
            place: order
            for place, order in orders.items()
            if order_key(self.room.kit, order) != self.keys[place]
        }
        ranks = {place: self._rank(self.sheets[place]) for place in asked}
        first = min(ranks.values(), default=0)
        return {place: asked[place] for place in asked if ranks[place] == first}

    def _rank(self, sheet: Sheet) -> int:
        """Which sheets are drawn before which, while both have to be."""
        return 2 if sheet.places else int(sheet.role == "back")

    def _orders(
        self, counts: Sequence[int], turn: int, places: Iterable[int]
    ) -> dict[int, Order]:
        """What has to be drawn at these places when the sheets have so many pages."""
        placed = runs(self.sheets, counts)
        if turn >= _FREE_ROUNDS:
            for anchor in self.folios:
                self.widest[anchor] = self._width(anchor)
        self.folios = self.expected(placed)
        orders = {}
        for place in places:
            order = self._order(place, placed[place])
            if self.sheets[place].places:
                pages = _pages(self.sheets, placed, self.drawings, place)
                order = replace(order, pages=pages)
            orders[place] = order
        return orders

    def expected(self, placed: Sequence[Run]) -> dict[str, str]:
        """The page number at each anchor; where two are alike the first counts."""
        folios: dict[str, str] = {}
        for place in reversed(range(len(placed))):
            run, drawing = placed[place], self.drawings[place]
            asked = run.count, run.number, run.roman, run.label
            known, numbers = self.numbers[place]
            if known != (drawing is None, asked):
                sheet = self.sheets[place]
                numbers = self.rack(_numbers, sheet, drawing, *asked)
                self.numbers[place] = (drawing is None, asked), numbers
            folios |= numbers
        return folios

    def _width(self, anchor: str) -> int:
        """So many figures the number at an anchor has, or had."""
        return max(self.widest.get(anchor, 0), len(self.folios[anchor]))

    def _order(self, place: int, run: Run) -> Order:
        """What has to be drawn of a sheet when it stands at `run`."""
        sheet, room, folios = self.sheets[place], self.room, self.folios
        unfilled = self.unfilled[place]
        wanted = {anchor: folios.get(anchor, "") for anchor in self.wants[place]}
        counted = [anchor for anchor, folio in wanted.items() if folio.isdigit()]
        least = 0
        if sheet.kind == "contents":
            least = max([_FIGURES, *map(self._width, counted)])
            counted = [anchor for anchor, folio in wanted.items() if _figured(folio)]
        for anchor in counted:
            if anchor not in unfilled:
                wanted[anchor] = "0" * (least or self._width(anchor))
        open_folios = not run.roman and "" not in unfilled
        # As many figures as the sheet's last page needs, so that only beyond 999 sheets
        # are drawn for another number than their neighbours.
        figures = max(_FIGURES, len(str(run.number + run.count)))
        return Order(
            sheet=sheet,
            wants=tuple(wanted.items()),
            first=10 ** (figures - 1) if open_folios else max(run.number, 1),
            counted=open_folios,
            verso=room.sided and sheet.opens != "recto" and bool(run.index % 2),
            tagged=room.tagged,
            black=room.black,
            bleed=room.bleed,
            direction=room.galley.metadata.direction,
            facing=room.sided,
            filled=self.fills[place],
            assets=self.named[place],
        )

    def draw(self, orders: Mapping[int, Order]) -> None:
        """Have the orders drawn, and keep the drawings."""
        for place, order in orders.items():
            self.orders[place] = order
            self.keys[place] = order_key(self.room.kit, order)
        found, fresh = _drawn(self.room, orders, self.keys)
        self.new |= fresh
        for place, drawing in found.items():
            self.drawings[place] = drawing
            self.numbers[place] = (), {}
            self.unfilled[place] |= frozenset(drawing.unfilled)


def _figured(folio: str) -> bool:
    """Whether it is a number, arabic or roman, and no word for a page."""
    return bool(folio) and not folio.strip(FIGURES)


def _pages(
    sheets: Sequence[Sheet],
    placed: Sequence[Run],
    drawings: Sequence[Drawing | None],
    place: int,
) -> tuple[tuple[str, tuple[PageRange, ...]], ...]:
    """What a sheet prints of the index, as far as the pages are known."""
    anchors = [
        {name: page for name, page, _, _ in drawing.anchors} if drawing else {}
        for drawing in drawings
    ]
    where = whereabouts(sheets, placed, anchors)
    return tuple((places, paged(places, where)) for places in sheets[place].places)


def _numbers(
    sheet: Sheet,
    drawing: Drawing | None,
    count: int,
    number: int,
    roman: bool,
    label: str,
) -> Mapping[str, str]:
    """The page number at each anchor of a sheet: as drawn, else as if they lay evenly.

    It stands wherever a run of so many pages does that are numbered so.
    """
    run = Run(index=0, count=count, number=number, roman=roman, label=label)
    if drawing is not None:
        pages = {name: page for name, page, _, _ in drawing.anchors}
    else:
        pages = {
            name: nth * run.count // len(sheet.anchors)
            for nth, name in enumerate(sheet.anchors)
        }
    shown = [run.folio(page) for page in range(max(pages.values(), default=-1) + 1)]
    return {name: shown[page] for name, page in pages.items()}


def _drawn(
    room: Pressroom, orders: Mapping[int, Order], keys: Sequence[str]
) -> tuple[dict[int, Drawing], set[int]]:
    """A drawing for each order, from the store or new, and which are new."""
    bench = room.bench
    kept = {place: filed(bench, keys[place]) for place in orders}
    found = {place: drawing for place, drawing in kept.items() if drawing is not None}
    missing = {place: order for place, order in orders.items() if place not in found}
    total = len(room.galley.sheets)
    for batch, drawn in drawn_by(room, missing, keys):
        for place, made in zip(batch, drawn, strict=True):
            found[place] = file(bench, keys[place], made.drawing)
            if bench.lasting:
                leave_order(bench.stock, room.kit, orders[place])
                leave_standing(bench.stock, keys[place], made.standing)
        done = total - len(missing) + sum(place in found for place in missing)
        title = orders[batch[-1]].sheet.title
        bench.tell(Progress(stage="draw", done=done, total=total, what=title))
    return found, set(missing)
