"""What a living process made of values: found by the very same values, and let go."""

from octavo.model.rack import Laden, bare

MADE: list[object] = []


def joined(words: list[str], between: str, times: int) -> str:
    """Some words, after a note that they were joined."""
    MADE.append(words)
    return between.join(words * times)


def test_the_same_values_are_looked_at_once_by_all_who_ask() -> None:
    MADE.clear()
    rack, words = Laden(), ["a", "b"]
    for _ in range(3):
        assert rack(joined, words, ", ", 2) == "a, b, a, b"
        rack.settle()
    assert len(MADE) == 1


def test_what_is_only_alike_or_asked_otherwise_is_made_anew() -> None:
    MADE.clear()
    rack, words = Laden(), ["a", "b"]
    assert rack(joined, words, "-", 1) == "a-b"
    assert rack(joined, ["a", "b"], "-", 1) == "a-b"
    assert rack(joined, words, "+", 1) == "a+b"
    assert rack(joined, words, "-", 2) == "a-b-a-b"
    assert len(MADE) == 4


def test_what_nobody_asks_for_is_let_go_and_no_other_is_taken_for_it() -> None:
    rack = Laden()
    for nth in range(1000):
        # Each of these lists may lie where the one before lay.
        assert rack(joined, [f"{nth}"], "", 1) == f"{nth}"
        rack.settle()
        rack.settle()
    MADE.clear()
    words = ["a"]
    rack(joined, words, "", 1)
    rack.settle()
    rack.settle()
    rack(joined, words, "", 1)
    assert len(MADE) == 2


def test_on_a_bare_rack_nothing_stays() -> None:
    MADE.clear()
    words = ["a"]
    assert [bare(joined, words, "", 1) for _ in range(2)] == ["a", "a"]
    assert len(MADE) == 2
