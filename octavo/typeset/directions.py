"""Phrases that run against their paragraph keep the order of their words.

WeasyPrint 70 sets the pieces of a line one after the other in the direction of the
paragraph, and lets Pango order what is within a piece. So of **machine** *learning* in a
Hebrew line the second word stood first. Where a phrase of the other direction goes over
several elements, it is put into one of its own, as the Unicode Bidirectional Algorithm
(UAX 9) would take it: from its first letter to its last, with numbers behind it.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
_STRONG = re.compile(f"(?P<rtl>[{LEFTWARD}])|(?P<ltr>[^\\W\\d_])|(?P<figure>\\d)")
_SOME_LEFTWARD = re.compile(f"[{LEFTWARD}]")
_SOME_RIGHTWARD = re.compile(f"[^\\W\\d_{LEFTWARD}]")
_PHRASES = frozenset(
    [
        *("a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "img", "ins"),
        *("kbd", "mark", "no-break", "q", "s", "samp", "small", "span", "strong"),
        *("sub", "sup", "u", "var"),
    ]
)
"""Elements that stand in a line with the words around them."""
_OTHER = {"ltr": "rtl", "rtl": "ltr"}


class _Spot(NamedTuple):
    """A place in the text before child number `slot` of an element, or behind all."""

    slot: int
    at: int


def keep_directions(root: Any) -> None:
    """Wrap the phrases of a document that run against their paragraphs."""
    text = "".join(root.itertext())
    if root.get("dir") != "rtl" and not _SOME_LEFTWARD.search(text):
        return
    stack = [(root, "ltr")]
    while stack:
        element, direction = stack.pop()
        direction = element.get("dir", direction)
        if direction not in _OTHER:
            continue
        for first, last in reversed(list(_phrases(element, _OTHER[direction]))):
            _wrap(element, first, last, _OTHER[direction])
        stack.extend((child, direction) for child in element)


def _phrases(element: Any, wanted: str) -> Iterator[tuple[_Spot, _Spot]]:
    """Where phrases of the direction `wanted` begin and end that hold elements."""
    first: _Spot | None = None
    last = _Spot(0, 0)
    for kind, begin, end in _pieces(element):
        if kind == wanted or (kind == "figure" and first is not None):
            first, last = first or begin, end
        elif kind in ("", "figure"):
            continue
        else:
            if first is not None and _holds(element, first, last):
                yield first, last
            first = None
    if first is not None and _holds(element, first, last):
        yield first, last


def _pieces(element: Any) -> Iterator[tuple[str, _Spot, _Spot]]:
    """The letters, figures and children of an element, with their directions.

    "" is that of a child without any, "block" that of one that ends all phrases.
    """
    children = list(element)
    for slot in range(len(children) + 1):
        before = element.text if slot == 0 else children[slot - 1].tail
        for sign in _STRONG.finditer(before or ""):
            yield (
                str(sign.lastgroup),
                _Spot(slot, sign.start()),
                _Spot(slot, sign.end()),
            )
        if slot < len(children):
            yield (
                _direction(children[slot]),
                _Spot(slot, len(before or "")),
                _Spot(slot + 1, 0),
            )


def _direction(child: Any) -> str:
    if (
        child.get("dir")
        or child.tag not in _PHRASES
        or child.get("class") == "footnote"
    ):
        return "block"
    text = "".join(child.itertext())
    leftward = _SOME_LEFTWARD.search(text)
    if _SOME_RIGHTWARD.search(text):
        return "block" if leftward else "ltr"
    return "rtl" if leftward else ""


def _holds(element: Any, first: _Spot, last: _Spot) -> bool:
    """Whether a phrase holds an element and something beside it, or one with others."""
    inside = range(first.slot, last.slot)
    if len(inside) == 1:
        child = element[first.slot]
        before = element.text if first.slot == 0 else element[first.slot - 1].tail
        alone = first.at == len(before or "") and last.at == 0
        return not alone or len(child) > 0
    return len(inside) > 1


def _wrap(element: Any, first: _Spot, last: _Spot, direction: str) -> None:
    phrase = element.makeelement("bdi", {"dir": direction})
    inside = element[first.slot : last.slot]
    behind = inside[-1].tail or ""
    inside[-1].tail, phrase.tail = behind[: last.at], behind[last.at :]
    if first.slot == 0:
        before = element.text or ""
        element.text = before[: first.at]
    else:
        before = element[first.slot - 1].tail or ""
        element[first.slot - 1].tail = before[: first.at]
    phrase.text = before[first.at :]
    phrase.extend(inside)
    element[first.slot : last.slot] = [phrase]
