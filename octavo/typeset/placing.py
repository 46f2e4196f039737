"""A drawing → its objects with the numbers that they have in the book.

Where a drawing's objects begin to count depends on the sheets before it. They are given
some room to grow, so that a drawing which becomes a little longer leaves the others
where they are: then theirs need not be placed again.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from octavo.model.drawing import Drawing, FontSet, Objects
from octavo.typeset.catalogue import dictionary
from octavo.typeset.file import FIRST_FREE, Block, Section, streams_for

_MARK = re.compile(rb"\x01(\d+)\x02|\x03(\d+)\x04|\x05([0-9a-f]+)\x06")
Place = Callable[[bytes], bytes]


class Site(NamedTuple):
    """Where a drawing stands in the book: its local object N is object `base` + N.

    `pictures` are the numbers of those that it shows, by digest.
    """

    base: int
    pictures: tuple[tuple[str, int], ...] = ()

    def placer(self) -> Place:
        """What turns the marks of the drawing into numbers."""
        base, pictures = self.base, dict(self.pictures)

        def replaced(mark: re.Match[bytes]) -> bytes:
            local, key, digest = mark.groups()
            if local is not None:
                return b"%d 0 R" % (base + int(local))
            if key is not None:
                return b"%d" % (base + int(key))
            return b"%d 0 R" % pictures[digest.decode()]

        return lambda body: _MARK.sub(replaced, body)


class Survey(NamedTuple):
    """The site of each drawing, that of the fonts, the pictures, the first free number."""

    sites: tuple[Site, ...]
    fonts: Site
    pictures: dict[str, int]
    free: int


def survey(drawings: Sequence[Drawing], fonts: FontSet) -> Survey:
    """Where everything stands; a picture once, however many sheets show it."""
    free = FIRST_FREE
    bases = []
    for drawing in drawings:
        bases.append(free - 1)
        free += _roomy(_taken(drawing.objects))
    pictures: dict[str, int] = {}
    for drawing in drawings:
        for picture in drawing.pictures:
            if picture.digest not in pictures:
                pictures[picture.digest] = free
                free += 2
    shown = [tuple(picture.digest for picture in each.pictures) for each in drawings]
    sites = tuple(
        Site(base, tuple((digest, pictures[digest]) for digest in digests))
        for base, digests in zip(bases, shown, strict=True)
    )
    return Survey(sites, Site(free - 1), pictures, free + _taken(fonts.objects))


def _taken(objects: Objects) -> int:
    """How many numbers objects take, with a leaf of the parent tree behind them."""
    return objects.span + streams_for(objects.count + 1)


def _roomy(count: int) -> int:
    """So many numbers and some more: up to a fourth, in sixteens at least."""
    step = max(16, 1 << count.bit_length() >> 2)
    return -(-count // step) * step


def leaf_of(drawing: Drawing, site: Site) -> int:
    """The number of the drawing's leaf of the parent tree."""
    return site.base + drawing.objects.span


def placed(drawing: Drawing, site: Site) -> Block:
    """The objects of a drawing where they belong, but for page numbers."""
    place = site.placer()
    section = Section()
    _copy(section, drawing.objects, site.base, place)
    if drawing.parents:
        leaf = _leaf(drawing, site.base, place)
        section.dictionary(leaf_of(drawing, site), leaf)
    return section.closed(leaf_of(drawing, site) + 1)


def placed_fonts(fonts: FontSet, site: Site) -> Block:
    """The objects of the book's fonts."""
    section = Section()
    _copy(section, fonts.objects, site.base, site.placer())
    return section.closed(site.base + fonts.objects.span)


def _copy(section: Section, objects: Objects, base: int, place: Place) -> None:
    """Put numbered objects behind `base`, their marks replaced by `place`."""
    dictionaries, streams = objects.opened()
    for number, head, data in streams:
        section.stream(base + number, place(head), data)
    for number, body in dictionaries:
        section.dictionary(base + number, place(body))


def _leaf(drawing: Drawing, base: int, place: Place) -> bytes:
    """The drawing's rows of the parent tree (14.7.4.4), as a leaf with limits (7.9.7)."""
    rows = b" ".join(
        b"%d %s" % (base + key, place(row)) for key, row in drawing.parents
    )
    first, last = drawing.parents[0][0], drawing.parents[-1][0]
    limits = b"[%d %d]" % (base + first, base + last)
    return dictionary([("Limits", limits), ("Nums", b"[" + rows + b"]")])
