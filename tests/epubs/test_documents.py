"""Addresses and ids as the oldest and the strictest readers of an EPUB want them."""

import pytest

from octavo.editions.epub.desk import openable
from octavo.editions.epub.leaf import anchor_of


@pytest.mark.parametrize(
    ("wanted", "plain"),
    [
        ("words--notes", "words--notes"),
        ("a.b_c-1", "a.b_c-1"),
        ("1st", "_1st"),
        ("über", "_fc_ber"),
        ("二番目", "_4e8c__756a__76ee_"),
        ("a b:c", "a_20_b_3a_c"),
    ],
)
def test_an_id_is_plain_letters(wanted: str, plain: str) -> None:
    assert anchor_of(wanted) == plain


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://example.org:8080/a/b?c=d&e=f#g",
        "https://example.org/%C3%BC(x)",
        "https://münchen.example/straße",
        "http://user@example.org/",
        "mailto:ada@example.org",
        "tel:+1-2",
    ],
)
def test_a_sound_address_stays(address: str) -> None:
    assert openable(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http:///x",
        "https://exa mple.org",
        "https://[::1",
        "https://example.org:99999/",
        "https://example.org/%zz",
        "https://example.org/[1]",
        "https://exam<ple.org",
        "mailto:a b@example.org",
    ],
)
def test_an_address_no_reading_system_opens_goes(address: str) -> None:
    assert not openable(address)
