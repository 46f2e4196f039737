"""Text → identifiers: the slugs of headings, anchors and file names."""

import hashlib
import re
import unicodedata

# What is no NameChar (XML 1.0, 2.3, without the colon of Namespaces in XML, 3), as “²”.
_NO_NAME = re.compile(
    "[^-.0-9A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff"
    "\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf"
    "\ufdf0-\ufffd\U00010000-\U000effff]+"
)

_ASCII_SPACES = {ord(blank): "-" for blank in map(chr, range(128)) if blank.isspace()}
_ASCII_DROPPED = re.compile(
    rf"[^a-z0-9_{re.escape(''.join(map(chr, _ASCII_SPACES)))}-]+"
)


def name_characters(text: str) -> str:
    """What of `text` may stand in an XML name after its first character."""
    if text.isascii() and text.replace("-", "_").isidentifier():
        return text
    return _NO_NAME.sub("", text)


def slug(text: str) -> str:
    """The id of a heading with this text, as dialect rule R5.2 has it.

    Lower case; letters, numbers, combining marks, `-` and `_` stay, each white-space
    character becomes `-`, the rest goes. Empty text gives `section`; a slug that does
    not begin with a letter or `_` gets `_` in front, so that it is an XML name. That
    is GitHub's rule but for the two fallbacks, and for the few letters and numbers that
    no XML name may hold (“²”).
    """
    if text.isascii():
        kept = _ASCII_DROPPED.sub("", text.lower()).translate(_ASCII_SPACES)
    else:
        kept = "".join(
            "-" if character.isspace() else character
            for character in unicodedata.normalize("NFC", text).lower()
            if character.isspace()
            or character in "-_"
            or unicodedata.category(character)[0] in "LNM"
        )
        kept = name_characters(kept)
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
