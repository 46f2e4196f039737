"""Bytes that lie elsewhere until they are wanted: more than there should be in memory."""

from collections.abc import Callable, Iterator

from octavo.value import value


@value
class Piled:
    """So many bytes, `size`, and their `digest`; `pieces` has them one after another."""

    size: int
    digest: str
    pieces: Callable[[], Iterator[bytes]]
