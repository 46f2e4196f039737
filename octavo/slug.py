"""Text → identifiers: the slugs of headings, anchors and file names."""

import hashlib
import re
import unicodedata


def slug(text: str) -> str:
    """The id of a heading with this text, as dialect rule R5.2 has it.

    Lower case; letters, numbers, combining marks, `-` and `_` stay, each white-space
    character becomes `-`, the rest goes. Empty text gives `section`; a slug that does
    not begin with a letter or `_` gets `_` in front, so that it is an XML name. That
    is GitHub's rule but for the two fallbacks.
    """
    kept = "".join(
        "-" if character.isspace() else character
        for character in unicodedata.normalize("NFC", text).lower()
        if character.isspace()
        or character in "-_"
        or unicodedata.category(character)[0] in "LNM"
    )
    if not kept:
        return "section"
    return kept if kept[0].isalpha() or kept[0] == "_" else f"_{kept}"


def file_slug(text: str, limit: int = 48) -> str:
    """An ASCII file name stem for `text`: `[a-z0-9-]+`, at most `limit` characters.

    Accents are folded away (NFKD). Text without one ASCII letter or digit gives `x`
    and six hex digits of its SHA-256, so the name is stable and never empty.
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")[:limit].strip("-")
    return stem or "x" + hashlib.sha256(text.encode()).hexdigest()[:6]


def unique(wanted: str, taken: set[str], separator: str = "-", first: int = 1) -> str:
    """`wanted`, or `wanted-1`, `wanted-2`, … , the first not in `taken`; adds it there.

    The counter starts at `first` (headings count from 1, as GitHub does).
    """
    name, count = wanted, first
    while name in taken:
        name = f"{wanted}{separator}{count}"
        count += 1
    taken.add(name)
    return name
