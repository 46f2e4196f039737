"""Who works on a build, and what they make ready before they are asked for it.

Loading what lays out pages takes as long as all that comes before it, so a worker begins
with that before this process has loaded what settles a book.
"""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import NamedTuple

from octavo.cache import Cache
from octavo.model.bench import Store
from octavo.model.commission import NAMES, Commission
from octavo.typeset import is_ready, warm_up
from octavo.workers import Crew, hired


class Hands(NamedTuple):
    """A crew of one, who is loading what lays out pages.

    `warming` is done then; it says how many damaged pieces of the cache were met.
    """

    crew: Crew
    warming: Future[int]


@contextmanager
def beforehand(asked: Commission, cache: Cache | None) -> Iterator[Hands | None]:
    """Who begins now; None where nothing says yet that pages will be laid out.

    It is said by the last build, of the first edition asked for that has pages.
    """
    edition = ""
    if cache is not None and asked.jobs > 1:
        wanted = (name for name in NAMES if name in (asked.editions or NAMES))
        edition = next((name for name in wanted if is_ready(cache, name)), "")
    if not edition:
        yield None
        return
    with hired(1) as crew:
        yield Hands(crew, warmed(crew, cache, edition))


def warmed(crew: Crew, stock: Store | None, edition: str) -> Future[int]:
    """What is done when one of a crew is ready to lay out pages of an edition."""
    return crew.executor.submit(_warmed, stock, edition)


def _warmed(stock: Store | None, edition: str) -> int:
    """Load what lays out pages; how many damaged pieces of the cache were met."""
    if not isinstance(stock, Cache):
        warm_up(stock, edition)
        return 0
    # A worker's copy has the count of the process that sent it.
    before = stock.damaged
    warm_up(stock, edition)
    return stock.damaged - before
