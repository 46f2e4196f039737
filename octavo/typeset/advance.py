"""Advance sheets: drawn before it is known how, as they were drawn the last time.

A chapter whose words have changed is nearly always drawn in the same kit, from the same
page, with as many figures in its references as before. So it is begun as soon as its
sheet is there, while all other sheets are pulled. What comes of it is taken only by who
asks for that very drawing; else a worker that had nothing to do has done it for nothing.

A heading more has the contents drawn as well. They wait for the worker that is ready,
unless it sets a whole chapter: by then another is ready.
"""

from collections.abc import Iterable
from concurrent.futures import Executor, Future
from dataclasses import replace
from itertools import product

from octavo.model.asset import Asset
from octavo.model.bench import Bench
from octavo.model.drawing import Drawn
from octavo.model.galley import Sheet
from octavo.typeset.order import Kit, Order, named_in, order_key
from octavo.typeset.readying import kit_left, order_left, ready, standing_left
from octavo.typeset.sending import Draw

_MOST = 8
"""After a change of more sheets all workers draw."""
_LONG = 20_000
"""Letters of a sheet that takes longer, when set whole, than a worker to become ready."""


class AdvanceSheets:
    """The advance sheets of one edition; `pictures` are those that they may show."""

    def __init__(
        self, edition: str, bench: Bench, draw: Draw, pictures: tuple[Asset, ...]
    ) -> None:
        self._edition = edition
        self._kit = kit_left(bench.stock, edition)
        self._stock = bench.stock
        self._executor = bench.ready or bench.executor
        self._others = bench.executor
        self._busy = False
        self._draw = draw
        self._pictures = pictures
        # By the keys of their drawings.
        self._begun: dict[str, Future[tuple[Drawn, ...] | None]] = {}

    def begin(self, sheet: Sheet) -> None:
        """Have a sheet drawn as it was the last time, if it was."""
        kit = self._kit
        if kit is None or len(self._begun) == _MOST:
            return
        last = order_left(self._stock, kit, sheet)
        # An index prints pages as they are, and waits until they are known.
        if last is None or last.pages or sheet.places or not _asks_alike(last, sheet):
            return
        order = self._ordered(last, sheet, kit)
        self._busy = self._busy or not (order.standing or len(sheet.html) < _LONG)
        self._submit(self._executor, kit, order)

    def follow(self, sheets: Iterable[Sheet]) -> None:
        """Have contents that have changed drawn by others, if who is ready is long at work.

        As they were the last time: with as many figures in new rows as in all others.
        """
        left = ready(self._stock, self._edition) if self._busy else None
        if left is None:
            return
        for sheet in sheets:
            if sheet.kind != "contents" or len(sheet.html) < _LONG:
                continue
            last = order_left(self._stock, left.kit, sheet)
            figures = {shape for _, shape in last.wants} if last else set()
            if last and last.sheet.digest != sheet.digest and len(figures) == 1:
                wants = product(sorted(set(sheet.wants)), figures)
                order = self._ordered(last, sheet, left.kit)
                order = replace(order, wants=tuple(wants))
                self._submit(self._others, left.kit, order)

    def _ordered(self, last: Order, sheet: Sheet, kit: Kit) -> Order:
        """A sheet as it was drawn the last time, with its own words."""
        assets = named_in(sheet.html, self._pictures)
        stands = standing_left(self._stock, kit, sheet)
        return replace(last, sheet=sheet, assets=assets, standing=stands)

    def _submit(self, executor: Executor, kit: Kit, order: Order) -> None:
        begun = executor.submit(self._draw, kit, (order,))
        self._begun[order_key(kit, order)] = begun

    def taken(self, key: str) -> Future[tuple[Drawn, ...] | None] | None:
        """The drawing of that key, if begun; None comes of it if it was not made."""
        return self._begun.get(key)

    def dismiss(self) -> None:
        """Let those be that nobody has taken, as far as nobody works on them."""
        for begun in self._begun.values():
            begun.cancel()


def _asks_alike(last: Order, sheet: Sheet) -> bool:
    """Whether a sheet wants the page numbers that it wanted the last time."""
    return {anchor for anchor, _ in last.wants} == set(sheet.wants)
