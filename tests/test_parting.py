"""How long it takes to find an order, which must not grow with the square of a book."""

import time
from pathlib import PurePosixPath

from octavo.assemble.parting import nested
from octavo.orders.order import Place


def test_many_folders_are_nested_within_a_second_or_two() -> None:
    places = tuple(
        Place(path=PurePosixPath(f"part/{folder}/{name}.md"))
        for folder in range(1_500)
        for name in ("index", "other")
    )
    begun = time.process_time()
    levels = [place.level for place in nested(places, {}, lines=True)]
    assert time.process_time() - begun < 3
    assert levels == [1, 2] * 1_500
