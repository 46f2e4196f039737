"""The word that ends a paragraph is not divided.

The renderer divides it like any other and leaves “ment.” alone on a line. It orders each
element within a line by itself, so in text that runs from right to left, where words are
not divided anyway, there is none.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from octavo.typeset.directions import LEFTWARD

_BLOCKS = frozenset(("p", "li", "dd"))
_NOTES = frozenset(("footnote", "para"))
_PHRASES = frozenset(("em", "strong", "a", "mark", "s", "b", "i", "span"))
_WHOLE = "no-break"
"""An element of our own: a style for `span` is not for it."""
_LEFTWARD = re.compile(f"[{LEFTWARD}]")
_APART = frozenset(("footnote", "page-reference", "nobreak"))
"""Classes of what stands elsewhere, or is whole already."""
_SIGNS = " \n.,;:!?)]}…’”»"
_SHORTEST = 6
"""Letters of the shortest word that is divided (`hyphenate-limit-chars`)."""
_LONGEST = 20
"""Of a longer one a line may be in want."""


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

    def wrap(self, begin: int, end: int) -> None:
        """Put the characters from `begin` to `end` into an element of their own."""
        text = self.text
        word = self.within.makeelement(_WHOLE, {})
        word.text, word.tail = text[begin:end], text[end:]
        if self.behind is None:
            self.within.text = text[:begin]
            self.within.insert(0, word)
        else:
            place = list(self.within).index(self.behind)
            self.behind.tail = text[:begin]
            self.within.insert(place + 1, word)


def keep_endings(root: Any) -> None:
    """Keep the word whole that ends each paragraph of a document."""
    for block in list(_rightward(root)):
        ending = next(_endings(block), None)
        if ending is None or _LEFTWARD.search(ending.text):
            continue
        begin, end = last_word(ending.text)
        if begin < end:
            ending.wrap(begin, end)


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
    return element.tag in _BLOCKS or element.get("class") in _NOTES


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
    begin = max(text.rfind(blank, 0, end) for blank in " \n\u00a0") + 1
    return (begin, end) if _SHORTEST <= end - begin <= _LONGEST else (0, 0)
