"""The only did-you-mean: which known names are near a name that is not known."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

# A hair below 60 %, since the scorer's own rounding drops what is exactly at its limit.
_NEAR = 0.6 - 1e-6


@lru_cache(maxsize=4)
def _prepared(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names sorted, once each, and the same ignoring case.

    Kept, since a vault with thousands of notes is asked about many times.
    """
    candidates = tuple(sorted(set(names)))
    return candidates, tuple(map(str.casefold, candidates))


def nearest(word: str, names: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` of `names` that are near `word`, best first.

    Near is a normalised edit distance, ignoring case, of at least 60 % similarity
    (dialect rule R4.9); two letters in the wrong order are one edit. Ties go to the
    name that sorts first, so that equal input gives an equal answer.
    """
    candidates, folded = _prepared(tuple(names))
    found = process.extract(
        word.casefold(),
        folded,
        scorer=OSA.normalized_similarity,
        score_cutoff=_NEAR,
        limit=None,
    )
    ranked = sorted(found, key=lambda row: (-row[1], candidates[row[2]]))
    return tuple(candidates[place] for _, _, place in ranked[:limit])
