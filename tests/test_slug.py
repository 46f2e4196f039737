"""Identifiers made of text (rule R5.2)."""

import pytest

from octavo.slug import file_slug, slug, unique


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Set-up & run()", "set-up--run"),
        ("2024", "_2024"),
        ("::", "section"),
        ("Über", "über"),
        ("E = mc²", "e--mc"),
        ("²", "section"),
        ("हिन्दी", "हिन्दी"),
        ("日本 語", "日本-語"),
        ("a\u2003b", "a-b"),
    ],
)
def test_a_slug_is_a_name_in_xml(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_repeats_are_counted_past_names_that_are_taken() -> None:
    taken = {"a-1"}
    assert [unique("a", taken) for _ in range(3)] == ["a", "a-2", "a-3"]


def test_a_file_slug_is_ascii_and_never_empty() -> None:
    assert file_slug("Café au lait!") == "cafe-au-lait"
    assert file_slug("日本") == file_slug("日本") != file_slug("本日")
    assert len(file_slug("--")) == 7
