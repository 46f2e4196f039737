"""Where a line may end, beyond what the renderer knows of it.

Pango breaks lines by the older rules of Unicode (UAX 14 before version 15.1): nowhere
between a quotation mark and a bracket behind it, as in “words” (more), since it takes
the mark for one that opens. A printer lets no line begin with a dash that stands between
blanks, nor break a compound off its first letter or two, as in e-mail and top-k; a sign between
quantities stays with a short one behind it, and an address with its scheme. What is put
into the text for that has no width, and nobody who copies the text gets it.
"""

import re
from typing import Any

JOINED, _OPEN = "\u2060", "\u200b"
"""Between these a line does not end (word joiner), behind that it may (UAX 14, ZW)."""
_UNSEEN = str.maketrans("", "", JOINED + _OPEN)

_PLACES = re.compile(
    # A quotation mark before a blank closes, whatever it may be elsewhere.
    "(?P<closed>[”“’‘»«›‹\"'])(?=[ \n]+[(\\[{„‚¿¡])"
    "|(?P<blank>[ \n])(?:(?=[—–](?:[ \n]|$))"
    "|(?<=[ \n][=<>≤≥≈≠×+−][ \n])(?=\\w{1,2}(?!\\w)))"
    "|(?P<scheme>://)(?=\\w)"
    "|(?<![^\\W_])(?P<short>[^\\W_]{1,2}-)(?=[^\\W_])"
    "|(?P<hyphen>(?<=[^\\W_])-)(?=[^\\W_]{1,2}(?![^\\W_]))"
)
SAID = "data-lang"
"""The attribute with the language as it was said, where another is hyphenated by."""
_VERBATIM = frozenset(("code", "pre", "kbd", "samp", "svg", "script", "style"))
"""Elements whose text is not prose."""
_HYPHENATED = {"en": "en-US"}
"""Of a language that says no country the renderer takes the first by the alphabet; for
English without one the likely is another (Unicode CLDR, likely subtags)."""


def as_read(text: str) -> str:
    """The text of a page as its readers have it, without what has no width."""
    return text.translate(_UNSEEN)


def settle_breaks(root: Any) -> None:
    """Put into a document where its lines may end and may not."""
    stack = [root]
    while stack:
        element = stack.pop()
        language = element.get("lang", "")
        if language in _HYPHENATED:
            element.set("lang", _HYPHENATED[language])
            element.set(SAID, language)
        if element.tag not in _VERBATIM:
            element.text = _settled(element.text)
            stack.extend(element)
        if element is not root:
            element.tail = _settled(element.tail)


def _settled(text: str | None) -> str | None:
    return _PLACES.sub(_marked, text) if text else text


def _marked(place: re.Match[str]) -> str:
    return place[0] + (_OPEN if place.lastgroup == "closed" else JOINED)
