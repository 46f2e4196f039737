"""A frozen, hashable, picklable mapping with strings as keys."""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import TypeVar, overload

V = TypeVar("V")
D = TypeVar("D")


class FrozenMapping(Mapping[str, V]):
    """Pairs sorted by key behind the `Mapping` interface.

    `types.MappingProxyType` does not pickle and a dict does not hash; model values
    need both, to be cached and to be sent to workers. What `Mapping` derives is asked
    of the dict: derived, it makes a call in Python for each pair.
    """

    __slots__ = ("_pairs", "_table")

    def __init__(self, pairs: Mapping[str, V] | None = None) -> None:
        self._table: dict[str, V] = dict(sorted((pairs or {}).items()))
        self._pairs = tuple(self._table.items())

    def __getitem__(self, key: str) -> V:
        return self._table[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __contains__(self, key: object) -> bool:
        return key in self._table

    @overload
    def get(self, key: str, /) -> V | None: ...
    @overload
    def get(self, key: str, /, default: V | D) -> V | D: ...
    def get(self, key: str, /, default: V | D | None = None) -> V | D | None:
        """The value of a key, or the default."""
        return self._table.get(key, default)

    def keys(self) -> KeysView[str]:
        """The keys, in order."""
        return self._table.keys()

    def values(self) -> ValuesView[V]:
        """The values, in the order of their keys."""
        return self._table.values()

    def items(self) -> ItemsView[str, V]:
        """The pairs, in the order of their keys."""
        return self._table.items()

    def __len__(self) -> int:
        return len(self._table)

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return f"FrozenMapping({self._table!r})"

    def __reduce__(self) -> tuple[type["FrozenMapping[V]"], tuple[dict[str, V]]]:
        return FrozenMapping, (dict(self._table),)
