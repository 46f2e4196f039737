"""What trees of notes are made of: many small values."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(kind: type[T]) -> type[T]:
    """A frozen dataclass of which a hundred thousand and more are made, sent and kept.

    That nobody writes into one is seen to by the type checker alone. Python's own check
    makes them half as fast, and pickles each of them by a function in Python.
    """
    return dataclass(slots=True, kw_only=True, unsafe_hash=True)(kind)
