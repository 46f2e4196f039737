"""Listings → runs of words with their classes."""

import pytest

from octavo.plates.code import tokens_of


def test_words_of_a_language_have_classes() -> None:
    assert tokens_of(
        "python", 'def f(x):\n    """Doc."""\n    return x + 1  # one\n'
    ) == (
        ("hl-keyword", "def "),
        ("hl-name", "f"),
        ("", "(x):\n    "),
        ("hl-string", '"""Doc."""'),
        ("", "\n    "),
        ("hl-keyword", "return "),
        ("", "x + "),
        ("hl-number", "1  "),
        ("hl-comment", "# one"),
        ("", "\n"),
    )


def test_lines_of_a_comparison_are_told_apart() -> None:
    assert tokens_of("diff", "-old\n+new\n same\n") == (
        ("hl-deleted", "-old"),
        ("", "\n"),
        ("hl-inserted", "+new"),
        ("", "\n same\n"),
    )


def test_a_session_shows_what_was_typed() -> None:
    assert tokens_of("console", "$ ls\nfile\n") == (
        ("hl-prompt", "$ "),
        ("", "ls\n"),
        ("hl-output", "file\n"),
    )


@pytest.mark.parametrize("language", ["", "text", "no-such-language", "<b>", "Plain"])
def test_an_unknown_language_is_plain(language: str) -> None:
    assert tokens_of(language, "a  b\n\n") == (("", "a  b\n\n"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\n\n  x\n\n",
        "x = 'open",
        "\ufeffx",
        "a\r\nb",
        "\x00",
        "\t\tx",
        "日本",
    ],
)
def test_no_character_is_lost_or_added(text: str) -> None:
    assert "".join(run for _, run in tokens_of("python", text)) == text
