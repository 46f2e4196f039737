"""The word that ends a paragraph is not divided, nor alone on a line if it is short.

The renderer divides it like any other and leaves “ment.” on a line, or “2025).” there; a
title it fills line by line, and leaves its last word for the second. It orders each
element within a line by itself, so in text that runs from right to left, where words are
not divided anyway, there is none.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from octavo.curtail import breadth
from octavo.typeset.breaks import JOINED
from octavo.typeset.directions import LEFTWARD

_BLOCKS = frozenset(("p", "li", "dd"))
_NOTES = frozenset(("footnote", "para"))
_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"))
_TITLED = frozenset(("title", "subtitle", "lede"))
"""Classes of paragraphs that are titles, or stand below one."""
_PHRASES = frozenset(("em", "strong", "a", "mark", "s", "b", "i", "span"))
_WHOLE = "no-break"
"""An element of our own: a style for `span` is not for it."""
_LEFTWARD = re.compile(f"[{LEFTWARD}]")
_APART = frozenset(("footnote", "page-reference", "nobreak"))
"""Classes of what stands elsewhere, or is whole already."""
_SIGNS = " \n.,;:!?)]}…’”»"
_BLANKS = (" ", "\n")
_SHORTEST = 6
"""Letters of the shortest word that is divided (`hyphenate-limit-chars`)."""
_LONG = 8
"""Letters, and signs behind them, of a word that may stand alone on the last line."""
_LONGEST = 20
"""Of a longer one a line may be in want."""
_LARGE = {"title": 10, "h1": 16}
_PAIR = 24
"""Letters of the last two words of a title that stand together, the larger the fewer:
a small page has room for them. A wide one (UAX 11) counts as two."""


class Ending(NamedTuple):
    """The text that ends a paragraph: that of an element, or what stands behind it.

    `within` is the element that both stand in.
    """

    within: Any
    behind: Any | None

    @property
    def text(self) -> str:
        """The text, "" for none."""
        if self.behind is None:
            return self.within.text or ""
        return self.behind.tail or ""

    def hold(self, place: int) -> None:
        """Let no line end before the character at `place`."""
        self._put(self.text[:place] + JOINED + self.text[place:])

    def _put(self, text: str) -> None:
        if self.behind is None:
            self.within.text = text
        else:
            self.behind.tail = text

    def wrap(self, begin: int, end: int) -> None:
        """Put the characters from `begin` to `end` into an element of their own."""
        text = self.text
        word = self.within.makeelement(_WHOLE, {})
        word.text, word.tail = text[begin:end], text[end:]
        self._put(text[:begin])
        place = 0
        if self.behind is not None:
            place = list(self.within).index(self.behind) + 1
        self.within.insert(place, word)


def keep_endings(root: Any) -> None:
    """Keep the word whole that ends each paragraph of a document, or two short ones."""
    for block in list(_rightward(root)):
        ending = next(_endings(block), None)
        if ending is None or _LEFTWARD.search(ending.text):
            continue
        begin, end = _whole(block, ending.text)
        if begin < end:
            ending.wrap(begin, end)
        elif not _is_title(block) and (place := short_word(ending.text)):
            ending.hold(place)


def _whole(block: Any, text: str) -> tuple[int, int]:
    """Where what ends `text` begins and ends that is to be one piece."""
    if _is_title(block):
        most = _LARGE.get(block.get("class", ""), _LARGE.get(block.tag, _PAIR))
        return last_pair(text, most)
    begin, end = last_word(text)
    pair = last_pair(text, _PAIR) if 0 < end - begin < _LONG else (0, 0)
    return pair if any(pair) else (begin, end)


def _rightward(root: Any) -> Iterator[Any]:
    """The paragraphs that run from left to right."""
    stack = [(root, "ltr")]
    while stack:
        element, direction = stack.pop()
        direction = element.get("dir", direction)
        if direction != "rtl" and _ends(element):
            yield element
        stack.extend((child, direction) for child in element)


def _ends(element: Any) -> bool:
    """Whether it is a paragraph, or one of a note, which is set within its line."""
    kind = element.get("class")
    return element.tag in _BLOCKS or kind in _NOTES or _is_title(element)


def _is_title(element: Any) -> bool:
    return element.tag in _TITLES or element.get("class") in _TITLED


def _endings(block: Any) -> Iterator[Ending]:
    """The text that ends the words of a block, none if something else does."""
    children = list(block)
    # What stands in an item below its words has endings of its own.
    while children and not _inline(children[-1]) and not _worded(children[-1].tail):
        children.pop()
    for child in reversed(children):
        if _worded(child.tail):
            yield Ending(block, child)
            return
        if not len(child) and not _worded(child.text):
            # A place of the index, or one to be linked to.
            if child.tag == "span":
                continue
            return
        kind = child.get("class", "")
        if kind == "footnote":
            continue
        if child.tag in _PHRASES and kind not in _APART:
            yield from _endings(child)
        return
    if _worded(block.text):
        yield Ending(block, None)


def _inline(element: Any) -> bool:
    return element.tag in _PHRASES or element.tag in ("code", "img", "sup", "sub", "br")


def _worded(text: str | None) -> bool:
    return bool(text and text.strip(_SIGNS))


def last_word(text: str) -> tuple[int, int]:
    """Where the word that ends `text` begins and ends; (0, 0) if it may be divided."""
    end = len(text.rstrip())
    begin = _begin(text, end)
    whole = end - begin >= _SHORTEST and breadth(text[begin:end]) <= _LONGEST
    return (begin, end) if whole else (0, 0)


def short_word(text: str) -> int:
    """Where the short word begins that ends `text` behind a blank, 0 if none does.

    What is held already, as the end of a note that is the end of its paragraph, is none.
    """
    end = len(text.rstrip())
    begin = _begin(text, end)
    held = text[begin - 1 : begin] not in _BLANKS or text.startswith(JOINED, begin)
    return 0 if held or end - begin >= _SHORTEST else begin


def last_pair(text: str, most: int) -> tuple[int, int]:
    """Where the two words that end `text` begin and end; (0, 0) if they are longer."""
    end = len(text.rstrip())
    begin = _begin(text, len(text[: _begin(text, end)].rstrip()))
    return (begin, end) if breadth(text[begin:end]) <= most else (0, 0)


def _begin(text: str, end: int) -> int:
    """Where the word begins that ends at `end`."""
    return max(text.rfind(blank, 0, end) for blank in (*_BLANKS, "\u00a0")) + 1
