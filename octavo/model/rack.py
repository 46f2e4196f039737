"""What was made of values, within reach for who asks with the very same values again.

A build that follows another in the same process has most notes, sheets and drawings as
the very objects that they were, and need not look at each of them again.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, TypeVarTuple

T = TypeVar("T")
Given = TypeVarTuple("Given")

# What is known again by being equal; of all else only the same object will do.
_COMPARED = frozenset((str, int))


class Rack(Protocol):
    """Gives what a function makes of values that nobody changes.

    It is a function of a module, which knows nothing but what it is given, and what it
    makes is not changed either.
    """

    def __call__(self, make: Callable[[*Given], T], *given: *Given) -> T:
        """What `make` makes of these."""


def bare(make: Callable[[*Given], T], *given: *Given) -> T:
    """A rack on which nothing stays: it is made each time."""
    return make(*given)


class Laden:
    """A rack on which all stays that was asked for since the last but one `settle`."""

    def __init__(self) -> None:
        self._now: dict[Any, tuple[Any, Any]] = {}
        self._before: dict[Any, tuple[Any, Any]] = {}

    def __call__(self, make: Callable[[*Given], T], *given: *Given) -> T:
        """What `make` makes of these, or made of them."""
        key = make, *(each if type(each) in _COMPARED else id(each) for each in given)
        found = self._now.get(key)
        if found is None:
            # What is given is held, so that nothing else is ever found by its number.
            found = self._before.get(key) or (make(*given), given)
            self._now[key] = found
        made: T = found[0]
        return made

    def settle(self) -> None:
        """Let go of what was not asked for since this was called last."""
        self._before, self._now = self._now, {}
