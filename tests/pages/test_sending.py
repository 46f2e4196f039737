"""What is under way to those who draw, and what comes back of it."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from pages_sample import InPlace, bench, galley, sheet

from octavo.typeset.order import Kit, Order
from octavo.typeset.sending import Pressroom, drawn_by

SHEETS = 30
UNDER_WAY = 4
"""Pieces for a single worker: one that is drawn, and enough behind it."""


class _Gate(ThreadPoolExecutor):
    """One worker, who begins when so much has been given that nobody can be idle."""

    def __init__(self) -> None:
        super().__init__(1)
        self.given = 0
        self.enough = Event()

    def submit(self, work: Any, /, *given: Any, **named: Any) -> Future:
        self.given += 1
        if self.given >= UNDER_WAY:
            self.enough.set()
        return super().submit(work, *given, **named)


def _orders() -> dict[int, Order]:
    return {
        place: Order(
            sheet=sheet(f"s{place}", "<p>Words.</p>", kind="chapter", role="body"),
            wants=(),
            first=1,
            counted=True,
            verso=False,
            tagged=True,
            assets=(),
        )
        for place in range(SHEETS)
    }


def _pressroom(executor: Executor, enough: Event) -> Pressroom:
    def draw(kit: Kit, orders: tuple[Order, ...]) -> Any:
        # Where too little is given it is to be seen how much.
        enough.wait(20)
        return tuple(order.sheet.name for order in orders)

    given = replace(bench(), executor=executor)
    return Pressroom(galley((), 1), given, Kit("", "", ()), draw, True, False)


def test_no_more_is_under_way_than_keeps_all_busy() -> None:
    with _Gate() as executor:
        pieces = drawn_by(
            _pressroom(executor, executor.enough), _orders(), [""] * SHEETS
        )
        next(pieces)
        assert executor.given == UNDER_WAY
        assert len(list(pieces)) == SHEETS - 1


@pytest.mark.parametrize("executor", [InPlace(), ThreadPoolExecutor(2)])
def test_all_that_is_sent_comes_back(executor: Executor) -> None:
    enough = Event()
    enough.set()
    pieces = drawn_by(_pressroom(executor, enough), _orders(), [""] * SHEETS)
    came = {
        place: name
        for batch, names in pieces
        for place, name in zip(batch, names, strict=True)
    }
    assert came == {place: f"s{place}" for place in range(SHEETS)}
