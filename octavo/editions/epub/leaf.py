"""One text file of an EPUB, finished, and what was found in it."""

import re

from octavo.editions.epub.entry import Entry
from octavo.value import value


@value
class Leaf:
    """A text file: `name` is its place in the package, `id` its name in the manifest.

    `entry` has the file itself, `kind` is that of the sheet it came from, `source` its
    note, "" for none; `properties` are those the manifest must tell (EPUB 3.3, D.4.1).
    `pictures` counts pictures, `undescribed` those without a description, `formulas`
    those in MathML, `headless` tables without a head, `wordless` links that say nothing.
    """

    name: str
    id: str
    kind: str
    title: str
    entry: Entry
    source: str = ""
    properties: tuple[str, ...] = ()
    pictures: int = 0
    undescribed: int = 0
    formulas: int = 0
    headless: int = 0
    wordless: int = 0


_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def anchor_of(wanted: str) -> str:
    """An id as letters, digits, dot, dash and underscore of ASCII only.

    Others are written as their code point between underscores: XML allows more, but
    readers of EPUB 2 and EPUBCheck draw the line elsewhere, and a link would have to
    be escaped.
    """
    if _PLAIN.fullmatch(wanted):
        return wanted
    plain = re.sub(r"[^A-Za-z0-9_.-]", lambda found: f"_{ord(found[0]):x}_", wanted)
    return plain if re.match(r"[A-Za-z_]", plain) else f"_{plain}"
