"""What stands below a block, kept as bytes until somebody looks at it.

The leaves of a bound book that nobody has cut yet are unopened. A book of a thousand
pages has half a million nodes, and most stages look at a few of them: which kinds there
are below a block is known without opening it.
"""

from collections.abc import Callable, Iterable
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from octavo.value import value


class Named:
    """Stands in `Unopened.holds` for nodes with an id, or with attributes like it."""


class Boxed:
    """Stands in `Unopened.holds` for list items with a box."""


class Blank:
    """Stands in `Unopened.holds` for paragraphs with nothing to read."""


class Literal:
    """Stands in `Unopened.holds` for texts that are literal."""


class Straight:
    """Stands in `Unopened.holds` for texts with marks that may be set otherwise."""


class Unopened(NamedTuple):
    """The values of the fields `names` of a block, as bytes that `read` makes them of.

    `kinds` are the types of all nodes below it, and what else is to be said of those or
    of the block (`Named`, `Boxed`, `Blank`, `Literal`, `Straight`), in the order of their
    names, so that the same block is always written as the same bytes; `holds` is the set
    of them. `change` is applied to the block when it is opened: it changes these fields
    only, and brings no other types.
    """

    names: tuple[str, ...]
    kinds: tuple[type, ...]
    holds: frozenset[type]
    data: bytes
    read: Callable[[bytes], Iterable[object]]
    change: Callable[[Any], Any] | None = None

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """All but the set, which has no order."""
        return _told, (self.names, self.kinds, self.data, self.read, self.change)

    def fill(self, block: object) -> None:
        """Fill the fields of the block; if the change fails they stay as they are."""
        for name, below in zip(self.names, self.read(self.data), strict=True):
            setattr(block, name, below)
        if self.change is None:
            return
        try:
            changed = self.change(block)
        except BaseException:
            for name in self.names:
                delattr(block, name)
            raise
        for name in self.names:
            setattr(block, name, getattr(changed, name))


def _told(
    names: tuple[str, ...],
    kinds: tuple[type, ...],
    data: bytes,
    read: Callable[[bytes], Iterable[object]],
    change: Callable[[Any], Any] | None,
) -> Unopened:
    return Unopened(names, kinds, _set_of(kinds), data, read, change)


_set_of = lru_cache(maxsize=None)(frozenset[type])


@value
class Openable:
    """A node that may come unopened: it is opened by who reads one of its fields.

    `unopened` stays when it has been opened, since what it says of the node holds on.
    """

    unopened: Unopened | None = field(
        default=None, init=False, repr=False, compare=False
    )

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            """The value of a field that is not filled yet."""
            if name == "unopened" or (own := self.unopened) is None:
                raise AttributeError(name)
            if name not in own.names:
                raise AttributeError(name)
            own.fill(self)
            return getattr(self, name)


Kind = TypeVar("Kind", bound=Openable)


def unopened(
    kind: type[Kind], given: tuple[tuple[str, object], ...], below: Unopened
) -> Kind:
    """A node of that kind with the fields `given`, the others unopened."""
    made = object.__new__(kind)
    for name, content in (*given, ("unopened", below)):
        setattr(made, name, content)
    return made
