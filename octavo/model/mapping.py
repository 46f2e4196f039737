"""A frozen, hashable, picklable mapping with strings as keys."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")


class FrozenMapping(Mapping[str, V]):
    """Pairs sorted by key behind the `Mapping` interface.

    `types.MappingProxyType` does not pickle and a dict does not hash; model values
    need both, to be cached and to be sent to workers.
    """

    __slots__ = ("_pairs", "_table")

    def __init__(self, pairs: Mapping[str, V] | None = None) -> None:
        self._table: dict[str, V] = dict(sorted((pairs or {}).items()))
        self._pairs = tuple(self._table.items())

    def __getitem__(self, key: str) -> V:
        return self._table[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return f"FrozenMapping({self._table!r})"

    def __reduce__(self) -> tuple[type["FrozenMapping[V]"], tuple[dict[str, V]]]:
        return FrozenMapping, (dict(self._table),)
