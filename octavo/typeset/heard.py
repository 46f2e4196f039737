"""What the renderer said, as values, and what the user is told of it."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Severity, Span
from octavo.seams import Seams


class Heard(NamedTuple):
    """A message: its pattern, the words put into it, and the whole."""

    pattern: str
    words: tuple[str, ...]
    said: str


def diagnostics(
    heard: Iterable[Heard], path: PurePosixPath, styles: str = ""
) -> tuple[Diagnostic, ...]:
    """What the user is told of it.

    `path` is where the sheet's words come from; `styles` is the style sheet, in which
    comments name the files that the handbook's own rules come from.
    """
    told = (_diagnostic(message, path, styles) for message in heard)
    return tuple(diagnostic for diagnostic in told if diagnostic is not None)


_STYLES = PurePosixPath("styles")
# Said by earlier stages at the place in the source where it can be mended.
_KNOWN = (
    *("has no required alt description", "No anchor #", "Anchor defined twice"),
    *("Too many glyphs missing", "Malformed URL", "Malformed base URL"),
)
_MM = 25.4 / 72
_OF_IMAGES = ("Failed to load image", "Failed to render SVG image")


def _diagnostic(heard: Heard, path: PurePosixPath, styles: str) -> Diagnostic | None:
    if heard.pattern.startswith(".notdef glyph"):
        return missing_glyph(heard.words[0], path)
    if any(known in heard.pattern for known in _KNOWN):
        return None
    if heard.pattern.startswith(_OF_IMAGES):
        file, *why = heard.words
        file = file.removeprefix("octavo:")
        said = why[0] if why else "the renderer cannot draw it"
        return tell("bad-image", Span.whole(path), file=file, why=said)
    if heard.pattern.startswith("Unknown image mode"):
        said = f"its colours are of a kind that is not known ({heard.words[0]})"
        return tell("bad-image", Span.whole(path), file="a picture", why=said)
    return tell(
        "css-ignored",
        _place(heard, styles),
        help="change or remove the rule; WeasyPrint's documentation lists what it knows",
        why=_AT.sub("", heard.said).rstrip("."),
    )


_AT = re.compile(r" at (\d+):(\d+)\b")


def _place(heard: Heard, styles: str) -> Span:
    """The place in the file of the handbook's styles, if the message says the line."""
    at = _AT.search(heard.said) if "at %d:%d" in heard.pattern else None
    if at is None:
        return Span.whole(_STYLES)
    owner = Seams(styles).owner(int(at[1]))
    if owner is None:
        return Span.whole(_STYLES)
    (path, line), column = owner, int(at[2])
    return Span(
        path=path,
        line=line,
        column=column,
        end_line=line,
        end_column=column,
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


def no_press(file: str) -> Diagnostic:
    """The diagnostic for a profile that the plain way makes nothing of."""
    return tell(
        "press-profile",
        Span.whole(PurePosixPath("handbook.toml")),
        severity=Severity.WARNING,
        help="install the version of WeasyPrint that this octavo is made for",
        file=file,
        why="this WeasyPrint is another, and the file is no PDF/X-4",
    )


def short_page(lines: int, path: PurePosixPath) -> Diagnostic:
    """The diagnostic for a chapter whose last page has hardly any lines."""
    return tell(
        "short-last-page",
        Span.whole(path),
        help="shorten a paragraph of the chapter that ends in a short line",
        lines=f"{lines} line{'s' if lines > 1 else ''}",
    )


def overfull_line(
    words: str, over: float, path: PurePosixPath, *, table: bool
) -> Diagnostic:
    """The diagnostic for what stands `over` points outside the type area."""
    mend = (
        "give the table fewer or narrower columns, or let its words be broken"
        if table
        else "shorten it, or let it be broken: a style or a template may forbid it"
    )
    return tell(
        "overfull-line",
        Span.whole(path),
        help=mend,
        what="the table" if table else "the line",
        over=f"{over * _MM:.1f}",
        words=f"“{words}”",
    )
