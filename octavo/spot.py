"""Words of a list, found in running text: whole words, the longest first.

Text is read once, word by word, along a tree of all that is looked for, so that time
does not grow with the length of the list.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Han and hiragana have no blanks between words, so each character is one.
_ALONE = "\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_ALONE}]|[^\W{_ALONE}]+|[^\w\s]")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")
_LONGEST = 12
"""Forms of more words than this are not looked for: nobody repeats them."""


class Found(NamedTuple):
    """A stretch of the text, and the value of the form that stands there."""

    start: int
    end: int
    value: int


class _Branch:
    """What may come after some words; `loose` and `exact` are values of forms that end.

    An exact form stands there only when it is written in just these letters.
    """

    __slots__ = ("below", "exact", "loose")

    def __init__(self) -> None:
        self.below: dict[str, _Branch] = {}
        self.loose: int | None = None
        self.exact: dict[str, int] = {}


class Spotter:
    """Finds forms; of two that are the same the first counts."""

    def __init__(self, forms: Iterable[tuple[str, int]]) -> None:
        self._root = _Branch()
        for form, value in forms:
            words = _words(form)
            if not 0 < len(words) <= _LONGEST:
                continue
            branch = self._root
            for word, _, _ in words:
                branch = branch.below.setdefault(word, _Branch())
            if capitals(form):
                branch.exact.setdefault(_plain(form), value)
            elif branch.loose is None:
                branch.loose = value

    def spot(self, text: str) -> Iterator[Found]:
        """Where forms stand in `text`, from its beginning, none within another."""
        words, at = _words(text), 0
        while at < len(words):
            found = self._longest(text, words, at)
            if found is None:
                at += 1
                continue
            start = words[at][1]
            at, value = found
            yield Found(start, words[at - 1][2], value)

    def _longest(
        self, text: str, words: list[tuple[str, int, int]], first: int
    ) -> tuple[int, int] | None:
        """Which word comes after the longest form that begins at `first`; its value."""
        branch, best = self._root, None
        start = words[first][1]
        for at in range(first, len(words)):
            word, _, end = words[at]
            below = branch.below.get(word.lstrip() if at == first else word)
            if below is None:
                break
            branch = below
            value = branch.loose
            if branch.exact:
                value = branch.exact.get(_plain(text[start:end]), value)
            if value is not None:
                best = at + 1, value
        return best


def capitals(form: str) -> bool:
    """Whether a form is written in capitals alone, as abbreviations are."""
    return form == form.upper() != form.lower()


def folded(form: str) -> str:
    """What two forms have in common that mean the same to a `Spotter`."""
    return (
        _plain(form) if capitals(form) else "".join(word for word, _, _ in _words(form))
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_APOSTROPHES).split())


def _words(text: str) -> list[tuple[str, int, int]]:
    """The words, folded, with their places; a blank in front tells what is apart."""
    out: list[tuple[str, int, int]] = []
    for found in _WORD.finditer(text):
        word = unicodedata.normalize("NFC", found[0]).translate(_APOSTROPHES).casefold()
        apart = bool(out) and found.start() > out[-1][2]
        out.append((f" {word}" if apart else word, found.start(), found.end()))
    return out
