"""The only did-you-mean: which known names are near a name that is not known."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

# A hair below 60 %, since the scorer's own rounding drops what is exactly at its limit.
_NEAR = 0.6 - 1e-6


def nearest(word: str, names: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` of `names` that are near `word`, best first.

    Near is a normalised edit distance, ignoring case, of at least 60 % similarity
    (dialect rule R4.9); two letters in the wrong order are one edit. Ties go to the
    name that sorts first, so that equal input gives an equal answer.
    """
    candidates = sorted(set(names))
    found = process.extract(
        word,
        candidates,
        scorer=OSA.normalized_similarity,
        processor=str.casefold,
        score_cutoff=_NEAR,
        limit=None,
    )
    ranked = sorted(found, key=lambda row: (-row[1], row[0]))
    return tuple(name for name, _, _ in ranked[:limit])
