"""What the renderer says, as users are told it."""

from pathlib import PurePosixPath

import pytest

from octavo.typeset.heard import Heard, diagnostics

NOTE = PurePosixPath("Note.md")


@pytest.mark.parametrize(
    ("pattern", "words", "message"),
    [
        (
            "Failed to load image at %r: %s",
            ("octavo:images/a.png", "it is broken"),
            "images/a.png is not an image that can be read: it is broken",
        ),
        (
            "Failed to render SVG image %s",
            ("octavo:images/a.svg",),
            "images/a.svg is not an image that can be read: the renderer cannot draw it",
        ),
        (
            "Unknown image mode: %s",
            ("I;16",),
            "a picture is not an image that can be read: "
            "its colours are of a kind that is not known (I;16)",
        ),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_told_at_its_note(
    pattern: str, words: tuple[str, ...], message: str
) -> None:
    (told,) = diagnostics([Heard(pattern, words, pattern % words)], NOTE)
    assert (told.code, told.span.path) == ("bad-image", NOTE)
    assert told.message == message


@pytest.mark.parametrize(
    "pattern",
    [
        'Too many glyphs missing from "%s", expect text selection problems',
        "Malformed URL: %s",
        "Anchor defined twice: %r",
    ],
)
def test_what_was_told_before_is_not_told_again(pattern: str) -> None:
    assert diagnostics([Heard(pattern, ("x",), pattern % "x")], NOTE) == ()


def test_a_glyph_is_told_with_its_character() -> None:
    pattern = ".notdef glyph rendered for Unicode string unsupported by fonts: %s"
    (told,) = diagnostics([Heard(pattern, ("\u2603", "9731"), "")], NOTE)
    assert (told.code, told.message) == (
        "missing-glyph",
        "no font here has “☃” (U+2603)",
    )
