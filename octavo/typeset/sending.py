"""Orders → drawings: to whom they are sent, in which pieces, and with what."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from octavo.diagnostics import Lacking
from octavo.model.bench import Bench
from octavo.model.drawing import Drawn
from octavo.model.galley import Galley
from octavo.typeset.order import Kit, Order
from octavo.typeset.readying import standing_left

B = TypeVar("B")
R = TypeVar("R")
Draw: TypeAlias = Callable[[Kit, tuple[Order, ...]], tuple[Drawn, ...] | None]
Piece: TypeAlias = tuple[tuple[int, ...], tuple[Drawn, ...]]
"""Places of sheets, and a drawing for each."""

# Pieces of work: enough to keep all workers busy to the end, and none of more letters
# than some forty pages have, so that what is under way does not grow with the book.
_BATCHES, _LETTERS = 48, 200_000
# So many are sent with the fonts: few have more workers, and each has then prepared them.
_WHOLE = 8
# So few pieces, of so many letters besides the longest, which nobody can share, one worker
# that is ready has drawn before others are: they are some ten pages.
_FEW, _LITTLE = 8, 200_000


class UnknownInside(Exception):
    """The renderer's inside is not the one that drawing apart knows."""


@dataclass(frozen=True, slots=True)
class Pressroom:
    """What draws, and with what."""

    galley: Galley
    bench: Bench
    kit: Kit
    draw: Draw
    tagged: bool
    sided: bool
    black: bool = False
    bleed: float = 10.0


def drawn_by(
    room: Pressroom, orders: Mapping[int, Order], keys: Sequence[str]
) -> Iterator[Piece]:
    """The orders, by their places, as they are drawn; those begun in advance at the end.

    `keys` are those of drawings, by place. Raises UnknownInside.
    """
    advance = room.bench.advance
    begun: dict[int, Future[tuple[Drawn, ...] | None]] = {}
    if advance is not None:
        taken = ((place, advance.taken(keys[place])) for place in orders)
        begun = {place: made for place, made in taken if made is not None}
    yield from _drawn_now(
        room, {place: orders[place] for place in orders if place not in begun}
    )
    for place, made in begun.items():
        drawn = None
        # Fonts of the last build may lie elsewhere by now.
        with suppress(Lacking):
            drawn = made.result()
        if drawn is None:
            yield from _drawn_now(room, {place: orders[place]})
        else:
            yield _known((place,), drawn)


def _known(batch: tuple[int, ...], drawn: tuple[Drawn, ...]) -> Piece:
    if not drawn:
        raise UnknownInside
    return batch, drawn


def _with_standing(room: Pressroom, order: Order) -> Order:
    """An order with what stands of its sheet, where the stock outlives the build."""
    if not room.bench.lasting:
        return order
    stands = standing_left(room.bench.stock, room.kit, order.sheet)
    return replace(order, standing=stands, keep=True)


def _drawn_now(room: Pressroom, orders: Mapping[int, Order]) -> Iterator[Piece]:
    """Batches and their drawings, as they are finished; the longest begin first.

    A little is given to the worker that is ready, if one is. Of others one that has
    prepared nothing says so at once. Work goes to the one that has waited longest, so
    what such a worker was asked is asked again when the one that prepares itself is
    done; only then is the whole kit sent.
    """
    bench, light = room.bench, room.kit.light()
    batches = list(_batches(orders))
    letters = [len(order.sheet.html) for order in orders.values()]
    others = sum(letters) - max(letters, default=0)
    little = len(batches) <= _FEW and others <= _LITTLE
    executor, warming = bench.executor, bench.warming
    if little and bench.ready is not None:
        executor, warming = bench.ready, None
    kits = [
        room.kit if nth < _WHOLE and not little else light
        for nth in range(len(batches))
    ]
    while batches:
        unprepared = []
        sent = zip(batches, kits, strict=True)
        for batch, drawn in _sent(room, executor, orders, sent):
            if drawn is None:
                unprepared.append(batch)
            else:
                yield _known(batch, drawn)
        batches, kit = unprepared, room.kit
        if batches and warming is not None:
            warming.result()
            warming, kit = None, light
        kits = [kit] * len(batches)


def _sent(
    room: Pressroom,
    executor: Executor,
    orders: Mapping[int, Order],
    batches: Iterable[tuple[tuple[int, ...], Kit]],
) -> Iterator[tuple[tuple[int, ...], tuple[Drawn, ...] | None]]:
    """What comes back of batches that are sent with these kits, as it does.

    No more are under way than keep all busy: what stands of all sheets of a book is
    larger than the book, and so is what comes back.
    """
    futures: dict[Future[tuple[Drawn, ...] | None], tuple[int, ...]] = {}
    left, most = deque(batches), 2 * room.bench.jobs + 2
    while left or futures:
        while left and len(futures) < most:
            batch, kit = left.popleft()
            asked = tuple(_with_standing(room, orders[place]) for place in batch)
            future = executor.submit(room.draw, kit, asked)
            futures[future] = batch
            if future.done():
                yield _taken(futures, future)
        done = wait(futures, return_when=FIRST_COMPLETED).done
        while done:
            yield _taken(futures, done.pop())


def _taken(futures: dict[Future[R], B], future: Future[R]) -> tuple[B, R]:
    """What was asked and what came of it, which nobody else has any more."""
    return futures.pop(future), future.result()


def _batches(orders: Mapping[int, Order]) -> Iterable[tuple[int, ...]]:
    """The places in batches of about equal length, the longest sheets first."""
    sizes = {place: len(order.sheet.html) for place, order in orders.items()}
    enough = min(sum(sizes.values()) / _BATCHES, _LETTERS)
    batch: list[int] = []
    weight = 0
    for place in sorted(sizes, key=lambda place: (-sizes[place], place)):
        batch.append(place)
        weight += sizes[place]
        if weight >= enough:
            yield tuple(batch)
            batch, weight = [], 0
    if batch:
        yield tuple(batch)
