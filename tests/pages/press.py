"""A profile of a press that nobody has, small and whole (ICC.1:2001-04).

Two points an ink: good enough to see paper, solid inks and what they make together.
"""

from itertools import product
from struct import pack

PAPER, BLACK = (95, 0, -2), 0.17
INKS = ((0.58, -37, -50), (0.5, 74, -3), (0.94, -5, 93))
"""Of cyan, magenta and yellow: what is left of the light, and the tint."""


def press(kind: bytes = b"prtr", space: bytes = b"CMYK") -> bytes:
    """The profile, or one that says to be of another kind or for another space."""
    there, back = _table(4, 3, _seen()), _table(3, 4, _printed())
    tags = {
        b"desc": _description("A press of the tests"),
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": b"XYZ \0\0\0\0" + pack(">3i", 63190, 65536, 54061),
        **dict.fromkeys((b"A2B0", b"A2B1", b"A2B2"), there),
        **dict.fromkeys((b"B2A0", b"B2A1", b"B2A2"), back),
        b"gamt": _table(3, 1, bytes(8)),
    }
    table, body, places = b"", b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + pack(">2I", places[data], len(data))
    header = pack(
        ">I4x4s4s4s4s", start + len(body), b"\2\x40\0\0", kind, space, b"Lab "
    )
    header += pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    header += pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + pack(">I", len(tags)) + table + body


def _seen() -> bytes:
    """How the sixteen ways to put solid inks on paper look."""
    looks = []
    for *inks, black in product((0, 1), repeat=4):
        light, a, b = (float(part) for part in PAPER)
        for there, (left, tint_a, tint_b) in zip(inks, INKS, strict=True):
            if there:
                light, a, b = light * left, a + tint_a, b + tint_b
        if black:
            light, a, b = light * BLACK, a * BLACK, b * BLACK
        looks += [light * 2.55, a + 128, b + 128]
    return bytes(min(255, max(0, round(part))) for part in looks)


def _printed() -> bytes:
    """The inks for the corners of Lab: black where it is dark, none where it is light."""
    return b"".join(
        bytes((0, 0, 0, 0 if light else 255))
        for light, _, _ in product((0, 1), repeat=3)
    )


def _table(inputs: int, outputs: int, points: bytes) -> bytes:
    """A table of two points a side (6.5.8)."""
    straight = bytes(range(256))
    unit = pack(">9i", *(65536 * (n % 4 == 0) for n in range(9)))
    head = b"mft1\0\0\0\0" + bytes((inputs, outputs, 2, 0)) + unit
    return head + straight * inputs + points + straight * outputs


def _description(words: str) -> bytes:
    told = words.encode() + b"\0"
    return b"desc\0\0\0\0" + pack(">I", len(told)) + told + bytes(78)
