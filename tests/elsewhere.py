"""Work that is spread over processes, in one that does it as they would."""

import pickle
from collections.abc import Callable, Sequence
from typing import TypeVar

R = TypeVar("R")
T = TypeVar("T")


def elsewhere(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """In whatever order, and what is made is sent."""
    made: list[R] = [pickle.loads(pickle.dumps(work(each))) for each in things[::-1]]
    return made[::-1]
