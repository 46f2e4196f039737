"""Files → an EPUB, byte for byte the same each time.

The only module that knows EbookLib. What that package cannot do is hooked in where its
writer is made to be (figures of lines are of 0.20): the order and times of the zip, the
language of the package, the metadata, and a look for names that stand twice.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ebooklib import epub
from lxml import etree

from octavo.editions.epub.entry import FOLDER, Entry, Zip
from octavo.editions.epub.metadata import Statement
from octavo.value import value

NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?")
"""What a file may be called: what every file system takes."""
_DC = "http://purl.org/dc/elements/1.1/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@value
class Member:
    """A file of the package; `spine` is its place in the order of reading, 0 for none.

    `data` are its bytes, or the entry of the zip that was made of them.
    """

    name: str
    id: str
    media_type: str
    data: bytes | Entry
    properties: tuple[str, ...] = ()
    spine: int = 0


def package(
    members: Sequence[Member],
    statements: Sequence[Statement],
    language: str,
    direction: str,
) -> bytes:
    """The EPUB with `members` in their order.

    `direction` is that in which pages follow one another, `ltr` or `rtl`. Names and
    ids that stand twice, or that a file system might not take, are a mistake of ours.
    """
    _examine(members)
    book = epub.EpubBook()
    # The constructor puts a random identifier and its own name in.
    book.metadata = {}
    book.IDENTIFIER_ID = "pub-id"
    book.FOLDER_NAME = FOLDER
    book.direction = "rtl" if direction == "rtl" else None
    for member in members:
        item = epub.EpubItem(
            uid=member.id,
            file_name=member.name,
            media_type=member.media_type,
            content=member.data,
        )
        item.properties = list(member.properties)
        book.add_item(item)
    read = sorted((member.spine, member.id) for member in members if member.spine)
    book.spine = [name for _, name in read]
    writer = _Writer(book, statements, language)
    writer.process()
    writer.write()
    return writer.written


def _examine(members: Sequence[Member]) -> None:
    names = [member.name.lower() for member in members]
    ids = [member.id for member in members]
    for seen in (names, ids):
        twice = sorted(name for name, count in Counter(seen).items() if count > 1)
        assert not twice, f"named twice in the package: {', '.join(twice)}"
    odd = [member.name for member in members if not NAME.fullmatch(member.name)]
    assert not odd, f"not a name for a file: {', '.join(odd)}"
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", name, re.ASCII) for name in ids)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer with our zip, our metadata, and the book's language."""

    def __init__(
        self, book: Any, statements: Sequence[Statement], language: str
    ) -> None:
        super().__init__("", book, {"epub2_guide": False})
        self._statements = statements
        self._language = language
        self.written = b""

    def _write_opf_metadata(self, root: Any) -> None:
        metadata = etree.SubElement(root, "metadata", nsmap={"dc": _DC})
        for name, text, attributes in self._statements:
            tag = f"{{{_DC}}}{name[3:]}" if name.startswith("dc:") else name
            element = etree.SubElement(metadata, tag, dict(attributes))
            element.text = text or None

    def _write_opf_file(self, root: Any) -> None:
        # It names a vocabulary that is reserved anyway, and that we don't use.
        del root.attrib["prefix"]
        root.set(_LANG, self._language)
        super()._write_opf_file(root)

    def write(self) -> None:
        """Make the file; the base class would name a path and stamp the time."""
        self.out = Zip()
        self.out.writestr("mimetype", "application/epub+zip")
        self._write_container()
        self._write_opf()
        self._write_items()
        self.written = self.out.close()
