"""The classes that stages are given and return: many, and some with many instances."""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(
    frozen_default=True, kw_only_default=True, field_specifiers=(field,)
)
def value(kind: type[T]) -> type[T]:
    """A dataclass whose instances are not changed: hashed, compared and shown by fields.

    That nobody writes into one is seen to by the type checker alone: Python's own check
    makes them half as fast, and pickles each of them by a function in Python. It also
    compiles each method of each class by itself, which takes longer than all else about
    a class; here none is compiled but `__init__`, when the first instance is made. Of
    most classes a command makes none, or has them from what was kept.
    """
    made: Any = dataclass(slots=True, kw_only=True, repr=False, eq=False, init=False)(
        kind
    )
    compared = _values([each.name for each in fields(made) if each.compare])
    names = [each.name for each in fields(made) if each.repr]
    shown = _values(names)
    form = f"{made.__qualname__}({', '.join(f'{name}=%r' for name in names)})"

    def equal(self: object, other: object) -> Any:
        if type(self) is not type(other):
            return NotImplemented
        return compared(self) == compared(other)

    def hashed(self: object) -> int:
        return hash(compared(self))

    def written(self: object) -> str:
        # In one go: keys of what is kept have thousands of values written.
        return form % shown(self)

    def first(self: object, **given: object) -> None:
        made.__init__ = _beginning(made)
        made.__init__(self, **given)

    made.__init__ = first
    made.__eq__, made.__hash__, made.__repr__ = equal, hashed, written
    return made  # type: ignore[no-any-return]  # `dataclass` gives back what it was given


def _values(names: list[str]) -> Callable[[object], tuple[object, ...]]:
    """What gets the fields of these names, as a tuple."""
    if len(names) == 1:
        (name,) = names
        return lambda self: (getattr(self, name),)
    return attrgetter(*names) if names else lambda _: ()


def _beginning(made: Any) -> Any:  # a class of any fields, and its `__init__`
    """What sets the fields of a new instance, as `dataclass` would write it."""
    wanted: list[str] = []
    lines: list[str] = []
    known: dict[str, object] = {"MISSING": MISSING}
    for each in fields(made):
        name, default = each.name, f"default_{each.name}"
        wants, gets = name, name
        if each.default_factory is not MISSING:
            known[default] = each.default_factory
            wants, default = f"{name}=MISSING", f"{default}()"
            gets = f"{default} if {name} is MISSING else {name}"
        elif each.default is not MISSING:
            known[default] = each.default
            wants = f"{name}={default}"
        wanted += [wants] if each.init else []
        lines.append(f"self.{name} = {gets if each.init else default}")
    by_name = ", ".join(["self", *(["*", *wanted] if wanted else [])])
    exec("\n ".join([f"def __init__({by_name}):", *(lines or ["pass"])]), known)
    return known["__init__"]
