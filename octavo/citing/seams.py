"""Punctuation and blanks where the pieces meet of which a style makes its text."""

import re

from octavo.citing.marked import END, WORK_END, WORK_NAMED

_STOP = re.compile(rf"([?!](?:{END}|</\w+>|[”’])*)\.(?=[\s\U000f0001-\U000f0019]|$)")
_WORDS = re.compile(f"{WORK_NAMED}[^{WORK_END}]*")
# A list of numbers, as of pages, may be broken behind its commas.
_BLANK = re.compile(r"(?<=\S)(?<!\d,) (?=[(\[]?\d)")


def ended(text: str) -> str:
    """The text without a full stop behind a title that ends in ? or !.

    So the manuals of APA and Chicago have it; citeproc-py leaves out the second of two
    marks only where both are the same.
    """
    return _STOP.sub(r"\1", text)


def bound(text: str, others: str) -> str:
    """A citation in which no line begins with a year, or with the number of a page.

    Nor with what stands for other names, as “et al.” does, which would leave a name
    alone at the end of the line before; with its year it would be too long to set.
    """
    hard = others.replace(" ", "\u00a0")
    text = text.replace(f" {others}", f"\u00a0{hard}")
    text = _WORDS.sub(lambda words: _BLANK.sub("\u00a0", words[0]), text)
    return text.replace(f"\u00a0{hard},\u00a0", f"\u00a0{hard}, ")
