"""Words and raw syntax: what is compared, and how it is told apart from its typography."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

# Scripts written without spaces: each of their letters is a word.
_WIDE = "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_LETTER = rf"[^\W_{_WIDE}]"
# A hyphen or an apostrophe within a word is no boundary: the renderer adds hyphens at
# line ends and bends apostrophes.
_INNER = "[-'’\u2010\u2011]"
_WORD = re.compile(rf"[{_WIDE}]|{_LETTER}+(?:{_INNER}{_LETTER}+)*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")

# Marks of markdown, Obsidian and mdBook that a finished book shows in code only.
SYNTAX = {
    "embed": r"!\[\[",
    "wikilink": r"\[\[|\]\]",
    "callout": r"\[![a-zA-Z]+\]",
    "comment": r"%%",
    "highlight": r"==(?=[^\s=])[^=\n]*[^\s=]==(?!=)",
    "block id": r"(?m)(?:^|\s)\^[A-Za-z0-9-]{2,}\s*$",
    "directive": r"\{\{#",
    "strong": r"\*\*(?=\S)",
    "struck": r"~~",
    "fence": r"```|~~~",
    "task": r"(?m)^\s*[-*+] \[.\] |\[[ xX]\] ",
    "formula": r"\$\$",
    "delimiter row": r"\|\s*:?-{3,}",
    "table row": r"(?m)^\s*\|.*\|\s*$",
    "footnote": r"\[\^[^\]\s]+\]",
    "HTML comment": r"<!--|-->",
    "link": r"\]\((?=[^\s)])",
    "heading": r"(?m)^[ \t]*#{1,6} ",
    "property": r"(?m)^(?:aliases|tags|cssclasses|publish|draft|nav_order|weight|created): ?",
}
_SYNTAX = {name: re.compile(pattern) for name, pattern in SYNTAX.items()}


class Fragment(NamedTuple):
    """Some text of a note: where it stands, and whether it is code."""

    text: str
    line: int = 0
    code: bool = False


class Word(NamedTuple):
    """One word as it is compared: folded, without hyphens and apostrophes."""

    text: str
    line: int = 0
    code: bool = False


def words(fragments: Iterable[Fragment]) -> list[Word]:
    """The words of text that runs on from one fragment to the next.

    A word that is code in part only counts as prose: the reader reads it in prose.
    """
    letters: list[str] = []
    whence: list[Fragment] = []
    for fragment in fragments:
        line = fragment.line
        for letter in unicodedata.normalize("NFC", fragment.text):
            folded = unicodedata.normalize("NFKC", letter).casefold()
            seen = _UNSEEN.sub("", folded)
            letters += seen
            whence += [fragment._replace(line=line)] * len(seen)
            line += letter == "\n" and fragment.line > 0
    found = []
    for match in _WORD.finditer("".join(letters)):
        here = whence[match.start() : match.end()]
        text = re.sub(_INNER, "", match[0])
        found.append(Word(text, here[0].line, all(each.code for each in here)))
    return found


def joined(text: str) -> str:
    """The text of pages without the line ends within words; PDFium marks most of them."""
    return re.sub(
        "[\x02\ufffe](?:\r?\n)?|(?<=\\w)[-\u00ad\u2010]\r?\n(?=\\w)", "-", text
    )


def plain_words(text: str) -> list[str]:
    """The words of a text without places."""
    return [word.text for word in words([Fragment(text)])]


def raw_syntax(text: str) -> Counter[tuple[str, str]]:
    """Every mark of raw syntax in a text: its kind, and the words that follow it."""
    found: Counter[tuple[str, str]] = Counter()
    for name, pattern in _SYNTAX.items():
        found.update((name, match[0].strip()) for match in pattern.finditer(text))
    return found


def grams(row: list[str], length: int = 5) -> list[tuple[str, ...]]:
    """All runs of so many words; a shorter row is one run."""
    if len(row) <= length:
        return [tuple(row)] if row else []
    return [tuple(row[at : at + length]) for at in range(len(row) - length + 1)]
