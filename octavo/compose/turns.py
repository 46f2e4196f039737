"""Long lines of a listing → pieces that fit the page.

The renderer would break them too, but only where two runs do not touch, and without
regard to what belongs together.
"""

import unicodedata

Runs = list[tuple[str, str]]

COLUMNS = 63
"""What fits the measure of B5 at the full size of listings."""
FIT = 69
"""What fits it when a listing is set a little smaller."""
_HANG = 2
_DEEPEST = 32


def width(runs: Runs) -> int:
    """The columns of a line: two for wide characters, none for those that combine."""
    return sum(_columns(text) for _, text in runs)


def spread(runs: Runs) -> Runs:
    """The line with tabs as blanks, up to columns divisible by four."""
    at, out = 0, []
    for name, text in runs:
        pieces = []
        for character in text:
            pieces.append(" " * (4 - at % 4) if character == "\t" else character)
            at += len(pieces[-1])
        out.append((name, "".join(pieces)))
    return out


def turned(runs: Runs) -> tuple[int, list[Runs]]:
    """How many columns turned lines hang, and the line in pieces that fit.

    A piece ends behind a blank or a comma, else at a bracket, a dot or a slash, and
    within a word only if nothing else is left. What is turned over hangs two columns
    deeper than the line begins.
    """
    text = "".join(run for _, run in runs)
    depth = min(len(text) - len(text.lstrip(" ")), _DEEPEST) + _HANG
    pieces, start, room = [], 0, COLUMNS
    while _columns(text[start:]) > room:
        end = start + _end(text[start:], room)
        pieces.append(_slice(runs, start, end))
        start, room = end, COLUMNS - depth
    return depth, [*pieces, _slice(runs, start, len(text))]


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + wide - marks


def _end(text: str, room: int) -> int:
    """Where the first piece of `text` ends, at least one character on."""
    most = len(text)
    while _columns(text[:most]) > room:
        most -= 1
    body = len(text) - len(text.lstrip(" "))
    for ends in (_after_blank, _at_joint, _at_sign):
        for end in range(most, max(body, room // 3), -1):
            if ends(text, end):
                return end
    return max(most, 1)


def _after_blank(text: str, end: int) -> bool:
    return text[end - 1] in " ,;"


def _at_joint(text: str, end: int) -> bool:
    """Behind an opening bracket or an operator, before the dot of a call."""
    before, after = text[end - 1], text[end : end + 1]
    return (before in "([{=|&+" and after not in ")]}") or (
        after == "." and not before.isdigit()
    )


def _at_sign(text: str, end: int) -> bool:
    return text[end - 1] in "/.:-_)]}"


def _slice(runs: Runs, start: int, end: int) -> Runs:
    """The characters from `start` to `end` of a line, in the runs they belong to."""
    out, at = [], 0
    for name, text in runs:
        piece = text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            out.append((name, piece))
        at += len(text)
    return out
