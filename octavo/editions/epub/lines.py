"""The lines of the contents, found by the words that a page of the PDF begins with.

The contents there are another list: they go to another depth, and number pages.
"""

from bisect import bisect_left
from collections.abc import Iterator

from lxml import etree

from octavo.editions.epub.vocabulary import HEADINGS, XHTML
from octavo.model.opening import WORDS, signs


class Lines:
    """The headings and the lines of all lists in `body`, in their order."""

    def __init__(self, body: etree._Element) -> None:
        self._places: list[etree._Element] = []
        self._known: dict[str, list[int]] = {}
        self._headings: set[int] = set()
        self._after = 0
        for nav in body.findall(f"{XHTML}nav"):
            # What has no heading is for reading systems.
            if nav.get("aria-labelledby"):
                for words, place in _lines(nav):
                    if place is nav:
                        self._headings.add(len(self._places))
                    self._known.setdefault(words[:WORDS], []).append(len(self._places))
                    self._places.append(place)

    def find(self, words: str) -> etree._Element | None:
        """The place of the page that begins with `words`, not before the last found.

        A list where its heading comes first, else a line that readers see: the one that
        begins with them, or above a folded one that does. A page whose first line is in
        the PDF alone has the place of the page before it. None without any list.
        """
        for length in range(len(words), 0, -1):
            known = self._known.get(words[:length], ())
            behind = known[bisect_left(known, self._after) :][:1]
            # The number of its page comes behind a line, its first line behind a heading.
            ended = length == WORDS or words[length : length + 1].isdecimal()
            if behind and (ended or behind[0] in self._headings):
                self._after = behind[0]
                break
        return self._places[self._after] if self._places else None


def _lines(nav: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The signs of each line of a list, and its place; the list's own with its heading."""
    for element in nav.iter(etree.Element):
        if element.tag in HEADINGS:
            yield signs("".join(map(str, element.itertext()))), nav
        elif element.tag == f"{XHTML}li" and len(element):
            yield signs("".join(map(str, element[0].itertext()))), _shown(element)


def _shown(line: etree._Element) -> etree._Element:
    """The line itself, or the one that it is folded below."""
    for above in line.iterancestors(f"{XHTML}ol"):
        parent = above.getparent()
        if above.get("hidden") is not None and parent is not None:
            line = parent
    return line
