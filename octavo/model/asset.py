"""A file that a finished edition carries or a page draws: picture or font."""

from collections.abc import Callable
from dataclasses import field

from octavo.value import value

PICTURES = frozenset(
    (
        *("apng", "avif", "bmp", "gif", "jfif", "jpeg"),
        *("jpg", "png", "svg", "tif", "tiff", "webp"),
    )
)
"""Endings of files that are pictures by their name (dialect rule R6.10)."""


@value
class Asset:
    """Bytes under a name.

    Names are unique in a galley and may hold one folder (`images/loop-1a2b3c4d.png`);
    pages name them by the address `octavo:NAME`. `width` and `height` are the natural
    size of a picture in points, 0 for what has none. `data` are the bytes, or what reads
    them: the fonts of a book may be as large as all its pages, and lie where each process
    can have them when it wants them. The `digest` is theirs.
    """

    name: str
    media_type: str
    data: bytes | Callable[[], bytes] = field(repr=False, compare=False)
    digest: str
    width: float = 0.0
    height: float = 0.0

    def read(self) -> bytes:
        """The bytes."""
        return self.data if isinstance(self.data, bytes) else self.data()
