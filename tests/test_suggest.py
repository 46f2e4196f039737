"""Did-you-mean: near names, best first."""

from octavo.suggest import Guesses, nearest


def test_two_swapped_letters_are_one_edit() -> None:
    assert nearest("titel", ["title", "subtitle", "slug"]) == ("title",)


def test_sixty_per_cent_is_near_enough_and_less_is_not() -> None:
    assert nearest("abcde", ["abcxy", "abxyz"]) == ("abcxy",)


def test_ties_go_to_the_name_that_sorts_first_and_case_is_ignored() -> None:
    assert nearest("NOTE A", ["note c", "note b", "other"]) == ("note b", "note c")


def test_many_words_over_the_same_names_are_answered_alike() -> None:
    guesses = Guesses(iter(["note c", "note b", "other"]))
    for _ in range(2):
        assert guesses.nearest("note a") == ("note b", "note c")
        assert guesses.nearest("note a", limit=1) == ("note b",)
        assert guesses.nearest("nothing near") == ()


def test_after_so_many_words_there_are_no_guesses_any_more() -> None:
    names = [f"{number:05}" for number in range(10_000)]
    guesses = Guesses(names)
    answered = [guesses.nearest(f"{number:05}x", limit=1) for number in range(1_500)]
    assert answered == [*((name,) for name in names[:1_001]), *[()] * 499]
    assert guesses.nearest("00000x", limit=1) == ("00000",)
