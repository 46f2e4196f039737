"""Values are compared, hashed and shown by their fields."""

import pickle
from dataclasses import field, replace

import pytest

from octavo.value import value


@value
class _Folio:
    text: str
    page: int = 0
    seen: tuple[str, ...] = field(default=(), compare=False)
    hidden: str = field(default="h", repr=False)


@value
class _Sheet:
    text: str
    page: int = 0


@value
class _Pile:
    sheets: list[str] = field(default_factory=list)
    dry: bool = field(default=False, init=False)


@value
class _Blank:
    pass


def test_equal_fields_are_equal_values_of_one_class() -> None:
    one, other = _Folio(text="iv", page=4), _Folio(text="iv", page=4, seen=("a",))
    assert one == other
    assert hash(one) == hash(other)
    assert one != replace(other, page=5)
    assert one != replace(other, hidden="")
    plain: object = _Sheet(text="iv")
    assert plain != _Folio(text="iv")
    assert _Blank() == _Blank()
    assert {one: 1}[other] == 1


def test_a_value_is_shown_as_it_is_made() -> None:
    assert (
        repr(_Folio(text="iv", seen=("a",))) == "_Folio(text='iv', page=0, seen=('a',))"
    )
    assert repr(_Blank()) == "_Blank()"


def test_a_value_has_its_fields_by_name_and_no_others() -> None:
    with pytest.raises(TypeError, match="text"):
        _Folio()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional"):
        _Folio("iv")  # type: ignore[call-arg]
    assert not hasattr(_Folio(text="iv"), "__dict__")


def test_each_value_begins_with_what_its_fields_begin_with() -> None:
    one, other = _Pile(), _Pile(sheets=["i"])
    one.sheets.append("ii")
    assert (one.sheets, other.sheets, _Pile().sheets) == (["ii"], ["i"], [])
    assert (one.dry, replace(other, sheets=[]).dry) == (False, False)
    with pytest.raises(TypeError, match="dry"):
        _Pile(dry=True)  # type: ignore[call-arg]


def test_a_value_that_was_sent_is_the_same() -> None:
    folio = _Folio(text="iv", seen=("a",))
    assert repr(pickle.loads(pickle.dumps(folio))) == repr(folio)
