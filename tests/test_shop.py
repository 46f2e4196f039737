"""What a living process has at hand: the same as in its store, and less waiting."""

from octavo.reckon import Memory
from octavo.shop import Shelf


class Read(Memory):
    """A store that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def get(self, key: str) -> bytes | None:
        """What is kept, after a note of the question."""
        self.asked.append(key)
        return super().get(key)


def test_a_piece_is_asked_for_once_by_builds_that_follow_one_another() -> None:
    store = Read()
    store.put("a", b"1")
    shelf = Shelf(store)
    for _ in range(3):
        assert (shelf.get("a"), shelf.get("a")) == (b"1", b"1")
        shelf.settle()
    assert store.asked == ["a"]
    shelf.settle()
    shelf.settle()
    assert shelf.get("a") == b"1"
    assert store.asked == ["a", "a"]


def test_what_is_not_there_is_asked_for_again() -> None:
    store = Read()
    shelf = Shelf(store)
    assert shelf.get("a") is None
    store.put("a", b"1")
    assert shelf.get("a") == b"1"


def test_what_a_first_build_puts_is_written_at_once_and_later_when_it_is_over() -> None:
    store = Memory()
    shelf = Shelf(store)
    shelf.put("a", b"1")
    assert store.get("a") == b"1"
    shelf.settle()
    shelf.put("a", b"2")
    shelf.put("b", b"")
    assert (store.get("a"), store.get("b")) == (b"1", None)
    assert (shelf.get("a"), shelf.get("b")) == (b"2", b"")
    shelf.settle()
    assert (store.get("a"), store.get("b")) == (b"2", b"")


def test_what_is_put_anew_is_had_anew_wherever_the_old_was() -> None:
    store = Memory()
    shelf = Shelf(store)
    for text in (b"1", b"2", b"3"):
        shelf.put("a", text)
        assert shelf.get("a") == text
        shelf.settle()
        assert shelf.get("a") == text


def test_more_than_is_to_be_held_is_written_before_the_build_is_over() -> None:
    store = Memory()
    shelf = Shelf(store)
    shelf.settle()
    pieces = {f"{nth}": bytes(10_000_000) for nth in range(5)}
    for key, data in pieces.items():
        shelf.put(key, data)
    assert [key for key in pieces if store.get(key) is not None] == list("0123")
    assert all(shelf.get(key) == data for key, data in pieces.items())
