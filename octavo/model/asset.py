"""A file that a finished edition carries or a page draws: picture or font."""

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
    size of a picture in points, 0 for what has none.
    """

    name: str
    media_type: str
    data: bytes
    digest: str
    width: float = 0.0
    height: float = 0.0
