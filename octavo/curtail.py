"""Words of a title → what a running head has room for."""

from unicodedata import east_asian_width

_WIDE = frozenset("WF")
"""Letters as wide as two others (UAX 11)."""
_LOOSE = " ,;:–—-"


def curtail(words: str, most: int) -> str:
    """`words` on at most `most` places of a line, where a wide letter takes two.

    A title with a subtitle is cut to the title. Any other ends with “…” behind a whole
    word, or behind a letter where no word ends.
    """
    words = " ".join(words.split())
    if breadth(words) <= most:
        return words
    title, colon, _ = words.partition(": ")
    if colon and 0 < breadth(title) <= most:
        return title
    kept = words[: _fitting(words, most - 1)]
    if words[len(kept)] != " ":
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip(_LOOSE) + "…"


def breadth(words: str) -> int:
    """How many places `words` take."""
    return sum(map(_places, words))


def _places(letter: str) -> int:
    return 2 if east_asian_width(letter) in _WIDE else 1


def _fitting(words: str, most: int) -> int:
    """How many letters of `words` fit on `most` places, which are fewer than theirs."""
    for count, letter in enumerate(words):
        most -= _places(letter)
        if most < 0:
            return count
    return len(words)
