"""A text file → the signs that stand in it, and a way to put something before one.

Signs are what all editions share of a text (`octavo.model.opening`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from unicodedata import east_asian_width

from lxml import etree

from octavo.editions.epub.vocabulary import HEADINGS, MATHML, SVG, XHTML
from octavo.model.opening import DRAWN, Opening, shared, signs

_DRAWN = frozenset(
    (
        f"{XHTML}img",
        f"{MATHML}math",
        f"{SVG}svg",
    )
)
# HTML, 3.2.5.2.5: elements of a line, as far as a note may have them.
_IN_LINE = frozenset(
    f"{XHTML}{name}"
    for name in (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i"),
        *("ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub"),
        *("sup", "u", "var"),
    )
)
_REACH = 4000
"""Signs on either side of where a page should begin in which its words are looked for:
more than the longest note or formula that only one edition has."""
_FEW = 12
"""Signs that are looked for where more are not found: what follows may be otherwise."""
_WORD = 40
"""Letters of a word at most that a page may have been broken in."""


class Stream:
    """The signs of `body` in order, and the first of each anchor."""

    def __init__(self, body: etree._Element) -> None:
        self.anchors: dict[str, int] = {}
        self._body = body
        self._starts: list[int] = []
        self._spots: list[tuple[etree._Element, str]] = []
        self._pieces: list[str] = []
        self._length = 0
        self._read(body)
        self.signs = "".join(self._pieces)

    def _read(self, body: etree._Element) -> None:
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                if element is not body:
                    self._add(element, "tail", signs(element.tail or ""))
                continue
            name = element.get("id")
            if name is not None:
                self.anchors.setdefault(name, self._length)
            if element.tag in _DRAWN:
                self._add(element, "", DRAWN)
                walk.skip_subtree()
            elif shared(element.get("class")):
                self._add(element, "text", signs(element.text or ""))
            else:
                walk.skip_subtree()

    def _add(self, element: etree._Element, part: str, found: str) -> None:
        if found:
            self._starts.append(self._length)
            self._spots.append((element, part))
            self._pieces.append(found)
            self._length += len(found)

    def find(self, opening: Opening, anchor: str, after: int) -> int:
        """The sign that a page begins with, not before `after`.

        It is counted from `anchor`, the plain form of the opening's. Where another word
        stands there (one edition has what the other has not), the page's words nearest
        to it are taken, and without those the sign that was counted.
        """
        begins = self.anchors.get(anchor, after) if anchor else 0
        counted = min(max(begins + opening.signs, after), self._length)
        words = opening.words
        if self.signs.startswith(words, counted):
            return counted
        for sought in (words, words[:_FEW]):
            last = counted + len(sought) - 1
            before = self.signs.rfind(sought, max(after, counted - _REACH), last)
            behind = self.signs.find(sought, counted, last + _REACH)
            found = [place for place in (before, behind) if place >= 0]
            if found:
                return min(found, key=lambda place: abs(place - counted))
        return counted

    def insert(self, place: int, marks: Sequence[etree._Element]) -> None:
        """Put `marks` before the sign `place`, or at the end behind the last.

        Places must be given from the last to the first, since putting something in
        moves what comes behind it.
        """
        if place >= self._length:
            end = self._body[-1] if len(self._body) else self._body
            _put(end, len(end), marks, "")
            return
        nth = bisect_right(self._starts, place) - 1
        element, part = self._spots[nth]
        if not part:
            _before(element, marks)
            return
        text = getattr(element, part)
        at = _word_start(text, _index(text, place - self._starts[nth]))
        if part == "text":
            if text[:at].strip():
                element.text = text[:at]
                _put(element, 0, marks, text[at:])
            else:
                _first(element, marks)
        else:
            element.tail = text[:at]
            parent = _parent(element)
            _put(parent, parent.index(element) + 1, marks, text[at:])


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None, "signs stand below the body"
    return parent


def _index(text: str, count: int) -> int:
    """Where in `text` the character stands that has sign `count`."""
    for at, character in enumerate(text):
        count -= len(signs(character))
        if count < 0:
            return at
    return len(text)


def _word_start(text: str, at: int) -> int:
    """The beginning of the word around `at`, brackets and quotes before it included.

    A page may begin in a word that was divided; a voice should not read it in two.
    Scripts that know no blanks between words are left as they are.
    """
    least = max(at - _WORD, 0)
    start = at
    while start > least and not text[start - 1].isspace():
        if east_asian_width(text[start - 1]) in "WF":
            return at
        start -= 1
    return at if start == least > 0 else start


def _put(
    parent: etree._Element, index: int, marks: Sequence[etree._Element], rest: str
) -> None:
    """Put `marks` into `parent` from `index` on, `rest` being the text behind them."""
    for offset, mark in enumerate(marks):
        parent.insert(index + offset, mark)
    marks[-1].tail = rest


def _first(element: etree._Element, marks: Sequence[etree._Element]) -> None:
    """Put `marks` where the text of `element` begins: out of a line's own elements."""
    if element.tag in HEADINGS or (element.tag in _IN_LINE and not _line(element)):
        _before(element, marks)
    else:
        text, element.text = element.text, None
        _put(element, 0, marks, text or "")


def _before(element: etree._Element, marks: Sequence[etree._Element]) -> None:
    """Put `marks` before `element`, and before those that it is the beginning of."""
    parent = _parent(element)
    index = parent.index(element)
    inner = parent.tag in _IN_LINE or parent.tag in HEADINGS
    if inner and not index and not (parent.text or "").strip():
        _first(parent, marks)
        return
    _put(parent, index, marks, "")


def _line(element: etree._Element) -> bool:
    """Whether an element is a line of a listing, which a mark must not stand between."""
    return element.get("class") == "ln"
