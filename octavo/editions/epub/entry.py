"""Files → entries of a zip, each packed by itself, and entries → the zip.

Packing takes as long as all else that is done to a file when its text is written. So
whoever makes a file packs it, which may be another process; the zip only puts entries
one behind the other. Nothing counts but what is put in (EPUB OCF 3.3, 4.2).
"""

import io
import zipfile

from octavo.value import value

FOLDER = "EPUB"
"""The folder of a package that all its files are in."""
_PACKED = frozenset(("jpg", "jpeg", "png", "gif", "woff", "woff2", "mp3", "m4a"))


@value
class Entry:
    """A file of a zip: its `name` there, its `size`, its `checksum`.

    `record` is what stands in the zip: a header, and `packed` bytes.
    """

    name: str
    size: int
    checksum: int
    packed: int
    record: bytes


def entry(name: str, data: str | bytes) -> Entry:
    """The entry of a file; one that is packed already is stored as it is."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as alone:
        info = _told(name)
        alone.writestr(info, data, compresslevel=6)
        end = alone.start_dir
    return Entry(
        name=name,
        size=info.file_size,
        checksum=info.CRC,
        packed=info.compress_size,
        record=written.getvalue()[:end],
    )


def _told(name: str) -> zipfile.ZipInfo:
    """What a zip says of a file, whenever and wherever it is made."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    stored = name == "mimetype" or name.rpartition(".")[2] in _PACKED
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return info


class Zip:
    """A zip file in memory."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self._zip = zipfile.ZipFile(self._bytes, "w")

    def writestr(self, name: str, data: str | bytes | Entry) -> None:
        """Add a file, as its bytes or as the entry that was made of them."""
        made = data if isinstance(data, Entry) else entry(name, data)
        assert made.name == name, f"{name} was packed as {made.name}"
        info = _told(name)
        info.header_offset = self._bytes.tell()
        info.CRC, info.file_size = made.checksum, made.size
        info.compress_size = made.packed
        self._bytes.write(made.record)
        self._zip.filelist.append(info)
        self._zip.NameToInfo[name] = info
        self._zip.start_dir = self._bytes.tell()

    def close(self) -> bytes:
        """The whole file."""
        self._zip.close()
        return self._bytes.getvalue()
