"""Fixed words by language: `LANGUAGES` is the whole list."""

from octavo.words import ar, de, es, fr, he, it, ja, ko, nl, pl, pt, ru, sv, tr, uk, zh
from octavo.words.vocabulary import Words

__all__ = ["LANGUAGES", "Words", "direction", "speaks", "words_in"]

LANGUAGES: dict[str, Words] = {
    "en": Words(),
    "ar": ar.WORDS,
    "de": de.WORDS,
    "es": es.WORDS,
    "fr": fr.WORDS,
    "he": he.WORDS,
    "it": it.WORDS,
    "ja": ja.WORDS,
    "ko": ko.WORDS,
    "nl": nl.WORDS,
    "pl": pl.WORDS,
    "pt": pt.WORDS,
    "ru": ru.WORDS,
    "sv": sv.WORDS,
    "tr": tr.WORDS,
    "uk": uk.WORDS,
    "zh": zh.WORDS,
}
"""Words by language tag in lower case (BCP 47)."""

_RTL = frozenset(
    (
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "ks",
        "ku-arab",
        "ps",
        "sd",
        "ug",
        "ur",
        "yi",
    )
)


def words_in(language: str) -> Words:
    """The words for a BCP 47 tag, English where there are none.

    The tag is shortened from its end until a row fits (RFC 4647, 3.4, “Lookup”).
    """
    parts = language.lower().replace("_", "-").split("-")
    while parts:
        found = LANGUAGES.get("-".join(parts))
        if found is not None:
            return found
        parts.pop()
        if parts and len(parts[-1]) == 1:
            parts.pop()
    return LANGUAGES["en"]


def speaks(language: str) -> bool:
    """Whether there are words for a BCP 47 tag, be it by its first part alone."""
    return (
        words_in(language).language == language.lower().replace("_", "-").split("-")[0]
    )


def direction(language: str) -> str:
    """`rtl` for a language written from right to left, else `ltr`."""
    parts = language.lower().split("-")
    return "rtl" if parts[0] in _RTL or "-".join(parts[:2]) in _RTL else "ltr"
