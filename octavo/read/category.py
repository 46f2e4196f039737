"""A file in which Docusaurus names a folder and gives its place → an index note.

`_category_.json` and `_category_.yml` (Docusaurus, “Category item metadata”) say what an
`_index.md` without text says by its properties, so one is made of them.
"""

import json
import re
from typing import Final

from octavo.yaml import composed, pairs, words_of

CATEGORIES: Final = ("_category_.json", "_category_.yml", "_category_.yaml")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")


def index_text(text: str) -> str:
    """The text of the index note that says the same; "" where nothing is said."""
    given = pairs(composed(text))
    title, place = (words_of(given.get(name)) for name in ("label", "position"))
    said: dict[str, object] = {"title": title} if title else {}
    if _NUMBER.fullmatch(place):
        said["sidebar_position"] = float(place)
    return f"{json.dumps(said, ensure_ascii=False)}\n" if said else ""
