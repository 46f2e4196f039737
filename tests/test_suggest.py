"""Did-you-mean: near names, best first."""

from octavo.suggest import nearest


def test_two_swapped_letters_are_one_edit() -> None:
    assert nearest("titel", ["title", "subtitle", "slug"]) == ("title",)


def test_sixty_per_cent_is_near_enough_and_less_is_not() -> None:
    assert nearest("abcde", ["abcxy", "abxyz"]) == ("abcxy",)


def test_ties_go_to_the_name_that_sorts_first_and_case_is_ignored() -> None:
    assert nearest("NOTE A", ["note c", "note b", "other"]) == ("note b", "note c")
