"""The profile of a press: what its inks look like on its paper (ICC.1, 7.2).

A PDF/X-4 carries the one it was made for (ISO 15930-7, 6.2).
"""

from dataclasses import dataclass

from octavo.model.galley import Galley

_HEADER = 128
_ROW = 12
_CLASSES = {
    b"scnr": "a scanner",
    b"mntr": "a screen",
    b"link": "a way between two devices",
    b"spac": "a space of colours",
    b"abst": "an effect",
    b"nmcl": "named colours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile of a press that prints in cyan, magenta, yellow and black."""

    name: str
    data: bytes


def press_profile(galley: Galley) -> Profile | str | None:
    """The profile that a galley's values name, why it is none, None without a name."""
    name = profile_name(galley)
    if not name:
        return None
    for asset in galley.assets:
        if asset.name == name:
            return profile(asset.data)
    return "there is no such file in the [styles] folder"


def profile_name(galley: Galley) -> str:
    """The file that the values of a galley name as a press's profile."""
    return dict(galley.values).get("profile", "").removeprefix("octavo:")


def profile(data: bytes) -> Profile | str:
    """What a file holds, or why it is not the profile of such a press."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        return "it is no ICC profile"
    if int.from_bytes(data[:4], "big") != len(data):
        return "it is cut short, or goes on behind its end"
    if data[12:16] != b"prtr":
        return f"it is that of {_CLASSES.get(data[12:16], 'another device')}"
    if data[16:20] != b"CMYK":
        space = data[16:20].decode("ascii", "replace").strip()
        return f"it is for {space}, and a press prints in CMYK"
    name = _described(_tag(data, b"desc"))
    return Profile(name=name, data=data) if name else "it does not say what it is of"


def _tag(data: bytes, wanted: bytes) -> bytes:
    """The element that a signature of the tag table stands for, b"" for none (7.3)."""
    count = int.from_bytes(data[_HEADER : _HEADER + 4], "big")
    table = data[_HEADER + 4 :][: count * _ROW]
    for at in range(0, len(table) - _ROW + 1, _ROW):
        if table[at : at + 4] == wanted:
            begin, size = (
                int.from_bytes(table[at + n : at + n + 4], "big") for n in (4, 8)
            )
            return data[begin : begin + size]
    return b""


def _described(tag: bytes) -> str:
    """The words of a description.

    In version 2 of the format they are ASCII (ICC.1:2001-04, 6.5.17), later UTF-16 in
    one or more languages, of which the first is taken (ICC.1:2010, 10.13).
    """
    if tag[:4] == b"desc":
        size = int.from_bytes(tag[8:12], "big")
        words = tag[12 : 12 + size].decode("ascii", "ignore")
    elif tag[:4] == b"mluc":
        size, begin = (int.from_bytes(tag[n : n + 4], "big") for n in (20, 24))
        words = tag[begin : begin + size].decode("utf-16-be", "ignore")
    else:
        words = ""
    return " ".join(words.replace("\0", " ").split())
