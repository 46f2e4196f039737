r"""What a mark of the index says → lemmas, the words a reader would look up.

`reward hacking; reward hacking!specification gaming; see also: Goodhart's law`: lemmas
are parted by `;`, levels by `!`. Behind `|` stand `see OTHER`, `seealso OTHER`, or `(`
and `)`, which open and close a range; `**` at the end makes a main entry. `see: OTHER`
and `see also: OTHER` by themselves belong to the first lemma of the mark; the words for
them are those of every language of `octavo.words`. A sign that is meant as it is has
`\` before it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple
from unicodedata import east_asian_width

from octavo.model.inlines import Lemma
from octavo.words import LANGUAGES

_LEVELS = 3


def _any(words: set[str]) -> str:
    """A pattern of any of the words; most end where a letter or digit does not follow."""
    ends = {
        word: r"\b" if word[-1].isalpha() and east_asian_width(word[-1]) != "W" else ""
        for word in sorted(words)
    }
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s*") + end for word, end in ends.items()
    )


@cache
def _pointer(sign: str) -> re.Pattern[str]:
    """Words of any language that point, then `sign`: compiled for a book that has some."""
    points = (
        f"(?:({_any({words.see_also for words in LANGUAGES.values()})})"
        f"|(?:{_any({words.see for words in LANGUAGES.values()})}))"
    )
    return re.compile(rf"{points}\s*{sign}\s*(.*)", re.IGNORECASE | re.DOTALL)


_ESCAPED = re.compile(r"\\([!;|*\\])")
_PARTS = {
    sign: re.compile(rf"(?:[^{re.escape(sign)}\\]|\\.|\\$)*", re.DOTALL)
    for sign in ";|!"
}


class Mistake(NamedTuple):
    """What is wrong with a mark, from `start` to `end` of its text, and what to do."""

    start: int
    end: int
    why: str
    help: str


class Read(NamedTuple):
    """The lemmas of a mark, and what could not be read of it."""

    lemmas: tuple[Lemma, ...]
    mistakes: tuple[Mistake, ...]


def lemmas(text: str) -> Read:
    """What a mark says; a lemma with a mistake is left out."""
    made: list[Lemma] = []
    mistakes: list[Mistake] = []
    for start, item in _parts(text, ";"):
        bare = item.strip()
        if not bare:
            continue
        try:
            _take(bare, made)
        except _Wrong as wrong:
            first = start + len(item) - len(item.lstrip())
            end = first + len(bare)
            mistakes.append(Mistake(first, end, wrong.why, wrong.help))
    if not made and not mistakes:
        help = "write what readers would look up: `index: reward hacking`"
        mistakes.append(Mistake(0, len(text), "this mark names nothing", help))
    return Read(tuple(made), tuple(mistakes))


class _Wrong(Exception):
    """An item is not as it should be."""

    def __init__(self, why: str, help: str) -> None:
        super().__init__(why)
        self.why = why
        self.help = help


def _take(item: str, made: list[Lemma]) -> None:
    """Add what an item says: a lemma, or where else the first one points."""
    pointing = _pointer("[:：]").fullmatch(item)
    if pointing is None:
        made.append(_lemma(item))
        return
    if not made:
        why = f"“{item}” stands before any term"
        raise _Wrong(why, "name the term it belongs to first")
    made[0] = _pointed(made[0], pointing, item)


def _lemma(item: str) -> Lemma:
    (_, words), *more = _parts(item, "|")
    if len(more) > 1:
        raise _Wrong(f"“{item}” has more than one `|`", "keep one of them")
    said = more[0][1].strip() if more else ""
    main = said.endswith("**") or words.rstrip().endswith("**")
    words, said = words.rstrip().removesuffix("**"), said.removesuffix("**").rstrip()
    lemma = Lemma(levels=_levels(words, item), main=main)
    if not more:
        return lemma
    if said in ("(", ")"):
        return replace(lemma, extent="from" if said == "(" else "to")
    pointing = _pointer("").fullmatch(said)
    if pointing is None:
        why = f"“|{said}” is not known in the index"
        raise _Wrong(why, "known are `|see …`, `|seealso …`, `|(` and `|)`")
    return _pointed(lemma, pointing, item)


def _pointed(lemma: Lemma, pointing: re.Match[str], item: str) -> Lemma:
    """The lemma with a reference to another, which may have levels too."""
    if not pointing[2].strip():
        raise _Wrong(
            f"“{item}” points nowhere", "write the term that is meant behind it"
        )
    target = _levels(pointing[2], item)
    if pointing[1]:
        return replace(lemma, also=(*lemma.also, target))
    return replace(lemma, see=(*lemma.see, target))


def _levels(words: str, item: str) -> tuple[str, ...]:
    levels = tuple(
        " ".join(_ESCAPED.sub(r"\1", part).split()) for _, part in _parts(words, "!")
    )
    if not all(levels):
        raise _Wrong(
            f"“{item}” has an empty level", "write a term on both sides of `!`"
        )
    if len(levels) > _LEVELS:
        raise _Wrong(f"“{item}” has more than {_LEVELS} levels", "leave some out")
    return levels


def _parts(text: str, sign: str) -> Iterator[tuple[int, str]]:
    """The text cut at a sign that has no backslash before it, with where parts begin."""
    at = 0
    while True:
        found = _PARTS[sign].match(text, at)
        assert found, "the pattern matches nothing as well"
        yield at, found[0]
        at = found.end() + 1
        if at > len(text):
            return
