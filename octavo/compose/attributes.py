"""Attributes that a note's own markup keeps (dialect rule R8.8), as valid HTML."""

import re

from octavo.bounds import is_language
from octavo.compose.stick import Stick, clean, quoted

_ANYWHERE = frozenset(("class", "dir", "id", "lang", "title"))
_SOMEWHERE = {
    "colspan": frozenset(("td", "th")),
    "rowspan": frozenset(("td", "th")),
    "scope": frozenset(("th",)),
    "start": frozenset(("ol",)),
    "value": frozenset(("li",)),
}
_WORD = re.compile(r"[a-z0-9_-]+")
_WHOLE = {
    "class": re.compile(r".+"),
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "rowspan": re.compile(r"[1-9]\d{0,2}"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    "start": re.compile(r"-?\d{1,6}"),
    "value": re.compile(r"-?\d{1,6}"),
}


_SPELT_OUT = 300
"""Letters of the longest words that an abbreviation stands for."""


def own_classes(written: str) -> str:
    """An author's classes, each with `x-` before it so that it never means one of ours.

    Words with other characters than `a-z`, `0-9`, `-` and `_` are left out.
    """
    words = written.lower().split()
    known = dict.fromkeys(word for word in words if _WORD.fullmatch(word))
    return " ".join(f"x-{word}" for word in known)


def attributes(
    pairs: tuple[tuple[str, str], ...], name: str, stick: Stick, more: str = ""
) -> str:
    """The allowed ones of `pairs` for an element `name`, sorted, each after a blank.

    `more` is a class of ours that comes before the author's. A value that its
    attribute cannot have is left out. Pages print what an abbreviation stands for, and
    not what is too long to be that.
    """
    paged = not stick.manner.setting.files
    wanted = {key: " ".join(clean(value).split()) for key, value in pairs}
    wanted["class"] = f"{more} {own_classes(wanted.get('class', ''))}".strip()
    out = []
    for key, value in sorted(wanted.items()):
        form = _WHOLE.get(key)
        if key not in _ANYWHERE and name not in _SOMEWHERE.get(key, ()):
            continue
        if form is not None and not form.fullmatch(value):
            continue
        if key == "lang" and not is_language(value):
            continue
        if paged and name == "abbr" and key == "title" and len(value) > _SPELT_OUT:
            continue
        if key == "id":
            out.append(stick.id(value) if not re.search(r"\s", value) else "")
        else:
            out.append(f' {key}="{quoted(value)}"')
        if key == "lang" and stick.manner.setting.files:
            out.append(f' xml:lang="{quoted(value)}"')
    return "".join(out)
