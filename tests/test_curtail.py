"""What running heads say of titles that are too long for them."""

import pytest

from octavo.curtail import curtail


@pytest.mark.parametrize(
    ("words", "most", "made"),
    [
        ("Scaling laws", 12, "Scaling laws"),
        ("Scaling  laws\n", 12, "Scaling laws"),
        ("Scaling laws", 11, "Scaling…"),
        ("Spring AI: The Official Framework", 20, "Spring AI"),
        ("Spring: a season, and more than a season", 40, "Spring: a season, and more than a season"),
        ("A title, and: more", 10, "A title…"),
        (": no title before it", 10, ": no title"[:4] + "…"),
        ("Donaudampfschifffahrt", 8, "Donauda…"),
        ("強化学習による人間の好みの学習", 20, "強化学習による人間…"),
        ("強化学習", 8, "強化学習"),
    ],
)  # fmt: skip
def test_a_title_is_cut_to_what_there_is_room_for(
    words: str, most: int, made: str
) -> None:
    assert curtail(words, most) == made
