"""What the renderer said, as values, and what the user is told of it."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Span


class Heard(NamedTuple):
    """A message: its pattern, the words put into it, and the whole."""

    pattern: str
    words: tuple[str, ...]
    said: str


def diagnostics(heard: Iterable[Heard], path: PurePosixPath) -> tuple[Diagnostic, ...]:
    """What the user is told of it; `path` is where the sheet's words come from."""
    told = (_diagnostic(message, path) for message in heard)
    return tuple(diagnostic for diagnostic in told if diagnostic is not None)


# Said by earlier stages at the place in the source where it can be mended.
_KNOWN = ("has no required alt description", "No anchor #", "Anchor defined twice")


def _diagnostic(heard: Heard, path: PurePosixPath) -> Diagnostic | None:
    if heard.pattern.startswith(".notdef glyph"):
        return missing_glyph(heard.words[0], path)
    if any(known in heard.pattern for known in _KNOWN):
        return None
    if heard.pattern.startswith("Failed to load image"):
        file = heard.words[0].removeprefix("octavo:")
        return tell("bad-image", Span.whole(path), file=file, why=heard.words[1])
    return tell(
        "css-ignored",
        Span.whole(PurePosixPath("styles")),
        help="change or remove the rule; WeasyPrint's documentation lists what it knows",
        why=heard.said.rstrip("."),
    )


def missing_glyph(character: str, path: PurePosixPath) -> Diagnostic:
    """The diagnostic for a character that no font of the edition has."""
    return tell(
        "missing-glyph",
        Span.whole(path),
        help="write it another way, or add a font that has it to the [styles] folder",
        character=f"“{character}”",
        point=f"U+{ord(character):04X}",
    )


def lost_notes(count: int, path: PurePosixPath) -> Diagnostic:
    """The diagnostic for footnotes that stand on no page."""
    return tell(
        "lost-footnote",
        Span.whole(path),
        help="shorten the footnotes of this chapter, or put fewer on one page",
        count=count,
    )
