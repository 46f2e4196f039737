"""How far orders differ: for each that was not taken, how many notes it would move."""

from bisect import bisect_left
from collections.abc import Iterable
from pathlib import PurePosixPath

from octavo.orders.order import Arrangement


def elsewhere(taken: Arrangement, other: Arrangement) -> int:
    """How many notes stand elsewhere in the other order, or in one of the two only.

    Notes that keep their order among themselves do not: when one is moved from the end
    to the start, that is one and not all of them.
    """
    ours, theirs = tuple(_notes(taken)), tuple(_notes(other))
    places = {path: place for place, path in enumerate(ours)}
    shared = [places[path] for path in theirs if path in places]
    return len({*ours, *theirs}) - _longest_rise(shared)


def _notes(arrangement: Arrangement) -> Iterable[PurePosixPath]:
    return (
        place.path
        for gathering in arrangement.gatherings
        for place in gathering.places
        if not place.draft
    )


def _longest_rise(numbers: Iterable[int]) -> int:
    """The length of the longest rising run one gets by leaving numbers out.

    `ends` holds the lowest number that runs of each length end in (Schensted, 1961).
    """
    ends: list[int] = []
    for number in numbers:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
    return len(ends)
