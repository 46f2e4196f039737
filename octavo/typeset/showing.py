"""What a page shows, as a digest: its content, and all that its content names.

Groups, patterns, shadings and pictures are named in the content and kept elsewhere, so
two pages of the same content may look different.
"""

import re
from hashlib import sha256
from typing import Any

import pydyf

from octavo.typeset.cutting import Cut

_NAME = re.compile(rb"/([\w.+-]+)")
# A local object, a key of the structure, a picture by its digest.
_MARK = re.compile(rb"\x01(\d+)\x02|\x03\d+\x04")
_KINDS = ("XObject", "Pattern", "Shading", "ExtGState")


class Showing:
    """The digests of what content streams name.

    `resources` are those that all pages of a sheet share; all is numbered in `pdf`.
    """

    def __init__(self, pdf: Any, resources: Any) -> None:
        self._objects = pdf.objects
        self._known: dict[int, bytes] = {}
        self._named = {
            pydyf._to_bytes(key): pydyf._to_bytes(value)
            for kind in _KINDS
            for key, value in resources.get(kind, {}).items()
        }

    def behind(self, content: bytes) -> bytes:
        """A digest of everything that the content names."""
        whole = sha256()
        for name in _NAME.findall(content):
            if name in self._named:
                whole.update(self._settled(self._named[name]))
        return whole.digest()

    def _settled(self, body: bytes) -> bytes:
        """The bytes with a digest for each object they refer to.

        Numbers, of objects and in the structure, change with what stands elsewhere.
        """
        return _MARK.sub(lambda mark: self._object(mark[1]) if mark[1] else b"", body)

    def _object(self, digits: bytes) -> bytes:
        number = int(digits)
        if number not in self._known:
            # What refers to itself counts once.
            self._known[number] = b""
            body = _body(self._objects[number])
            self._known[number] = sha256(self._settled(body)).digest()
        return self._known[number]


def _body(item: Any) -> bytes:
    """An object as bytes, page numbers left open."""
    if not isinstance(item, pydyf.Stream):
        return bytes(item.data)
    pieces = (
        b"\0slot\0" if isinstance(piece, Cut) else pydyf._to_bytes(piece)
        for piece in item.stream
    )
    return bytes(pydyf.Dictionary(item.extra).data) + b"\n".join(pieces)
