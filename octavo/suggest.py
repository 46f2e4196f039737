"""The only did-you-mean: which known names are near a name that is not known."""

from collections.abc import Iterable

# A hair below 60 %, since the scorer's own rounding drops what is exactly at its limit.
_NEAR = 0.6 - 1e-6
_PAIRS = 10_000_000
"""So many comparisons are made over the same names: a second or two of work."""


class Guesses:
    """Did-you-mean for many words over the same names.

    Comparing each of many words with each of many names takes quadratic time. So from
    some number of different words on there are no guesses any more: 1,000 words where
    there are 10,000 names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names
        self._candidates: tuple[str, ...] = ()
        self._folded: tuple[str, ...] = ()
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def nearest(self, word: str, limit: int = 3) -> tuple[str, ...]:
        """See `nearest`."""
        asked = (word, limit)
        if not self._known:
            self._candidates = tuple(sorted(set(self._names)))
            self._folded = tuple(map(str.casefold, self._candidates))
        if asked not in self._known:
            full = len(self._known) * len(self._candidates) > _PAIRS
            self._known[asked] = () if full else self._near(word, limit)
        return self._known[asked]

    def _near(self, word: str, limit: int) -> tuple[str, ...]:
        # Loaded where a name is not known, as most are.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(
            word.casefold(),
            self._folded,
            scorer=OSA.normalized_similarity,
            score_cutoff=_NEAR,
            limit=None,
        )
        ranked = sorted(found, key=lambda row: (-row[1], self._candidates[row[2]]))
        return tuple(self._candidates[place] for _, _, place in ranked[:limit])


def nearest(word: str, names: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` of `names` that are near `word`, best first.

    Near is a normalised edit distance, ignoring case, of at least 60 % similarity
    (dialect rule R4.9); two letters in the wrong order are one edit. Ties go to the
    name that sorts first, so that equal input gives an equal answer.
    """
    return Guesses(names).nearest(word, limit)
