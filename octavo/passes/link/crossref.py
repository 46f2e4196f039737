"""References to what has an id, `@fig-plot`, `@sec-intro` (Quarto, “Cross References”).

They are written like citations. The first words of a key say what is meant, and the id may
stand in any note of the book.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from octavo.model.blocks import Heading
from octavo.model.document import Document, Library
from octavo.model.inlines import Mention
from octavo.model.nodes import walk

_KEY = re.compile(r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|def|exm|exr)-.+")


def is_crossref(key: str) -> bool:
    """Whether a key begins as those of references do."""
    return _KEY.fullmatch(key) is not None


def words_behind(mention: Mention) -> str:
    """What is written behind a key, a place with the word for it in full."""
    place = f", {mention.label} {mention.locator}" if mention.locator else ""
    return f"{place}{mention.after}"


@dataclass
class Crossrefs:
    """The notes in which ids stand that references may name; looked for when one does."""

    library: Library
    _notes: dict[str, list[PurePosixPath]] = field(default_factory=dict)
    _read: bool = False

    def note(self, key: str, here: PurePosixPath) -> PurePosixPath | None:
        """The note that an id stands in, `here` if it does; None where no note has it."""
        if not self._read:
            self._read = True
            for path, document in self.library.items():
                for name in _ids(document):
                    self._notes.setdefault(name, []).append(path)
        notes = self._notes.get(key, [])
        return here if here in notes else next(iter(notes), None)

    def any(self) -> bool:
        """Whether the book has such ids at all: without, a key may be anything."""
        return bool(self._notes)


def _ids(document: Document) -> Iterator[str]:
    """The ids of references in a note, as authors write them."""
    heading = (document.heading,) if document.heading else ()
    for node in walk((*heading, *document.blocks)):
        name: str = getattr(node, "id", "")
        if name:
            own = name if isinstance(node, Heading) else name.removeprefix("b-")
            if is_crossref(own):
                yield own
