r"""A sheet as it was drawn: PDF objects that know nothing of the sheets around it.

A drawing is what the store keeps and what workers send back, so it is plain bytes and
numbers. It is free of its place in the book: object numbers are local and written as
marks that `octavo.typeset.bind` replaces, and page numbers are slots that it fills.

Marks in bytes: `\x01N\x02` is a reference to local object N, `\x03N\x04` the key N of
the structure's parent tree, `\x05DIGEST\x06` a reference to a picture. XML allows none
of these characters, so no text of a sheet holds them.
"""

import pickle
from dataclasses import field, replace

from octavo.model.opening import Opening
from octavo.value import value

FIGURES = "0123456789ivxlcdm"
"""What page numbers are written with: arabic figures and roman ones."""


@value
class Slot:
    """A place for a page number: one operator that shows text, in an object of its own.

    `page` is the page it stands on (from 0), `anchor` the place whose number is printed,
    "" for the folio of the page itself. The number takes the last of `total` figures;
    this slot shows those from `start` on, `count` of them. `align` says where a number
    with fewer figures stands: 0 at the left, 1 at the right. `figures` are the glyphs
    of `FIGURES`, `widths` theirs in thousandths of the font's size; `before`, `gap` and
    `after` what stands around and between them.
    """

    number: int
    page: int
    anchor: str
    total: int
    start: int
    count: int
    align: float
    figures: tuple[bytes, ...]
    widths: tuple[float, ...]
    before: bytes = b""
    gap: bytes = b""
    after: bytes = b""

    def filled(self, number: str) -> bytes:
        """The operator that shows `number`, the part of it that belongs here.

        A roman number may have more letters than the slot has figures; it is shown
        whole, and grows to the side that `align` leaves open.
        """
        wide = number.rjust(self.total)
        if self.count < self.total:
            wide = wide[self.start : self.start + self.count]
        places = [FIGURES.index(figure) for figure in wide.strip()]
        spare = self.widths[0] * self.count - sum(self.widths[n] for n in places)
        shift = b"%.6g" % (-spare * self.align) if spare and self.align else b""
        shown = self.gap.join(self.figures[n] for n in places)
        return b"[" + shift + self.before + shown + self.after + b"] TJ"


@value
class Form:
    """A group that has slots inside; `pieces` are content and, between, slots.

    A number in `pieces` is a position in the drawing's slots. `head` is the stream's
    dictionary without its length.
    """

    number: int
    head: bytes
    pieces: tuple[bytes | int, ...]


@value
class FontUse:
    """A font and what of it was used.

    `name` is the resource's, `description` Pango's. `glyphs` give the text each stands
    for, `widths` thousandths of the size, `missing` the glyph put for a code point
    that the font lacks.
    """

    name: str
    description: str
    glyphs: tuple[tuple[int, str], ...]
    widths: tuple[tuple[int, float], ...]
    missing: tuple[tuple[int, int], ...] = ()


@value
class Picture:
    """A bitmap, shared by all drawings that show it; `mask` is its transparency."""

    digest: str
    head: bytes
    data: bytes
    mask: tuple[bytes, bytes] | None = None


Dictionaries = tuple[tuple[int, bytes], ...]
Streams = tuple[tuple[int, bytes, bytes], ...]


@value
class Objects:
    """Numbered PDF objects: dictionaries, and streams as (number, head, data).

    Numbers are local, from 1 to below `span`; so many, `count`, are dictionaries. Heads
    are whole. All of it is one piece, `packed`, since of most drawings in a book that was
    edited no more is asked than how many objects they have.
    """

    span: int
    count: int
    packed: bytes

    @classmethod
    def of(
        cls,
        span: int,
        dictionaries: Dictionaries,
        streams: Streams,
    ) -> "Objects":
        """These objects."""
        packed = pickle.dumps((dictionaries, streams), protocol=5)
        return cls(span=span, count=len(dictionaries), packed=packed)

    def opened(self) -> tuple[Dictionaries, Streams]:
        """The dictionaries and the streams."""
        opened: tuple[Dictionaries, Streams] = pickle.loads(self.packed)
        return opened


@value
class DrawnPage:
    """One page of a sheet, drawn: what `Drawing` has, of this page alone.

    Numbers and marks are the page's own. Local object 1 is the node of the sheet's pages,
    object `part` the sheet's element of the structure, 0 when untagged: both are for the
    sheet to write; `kids` are the elements of this page below that. The page itself is
    object `number`, and `index` is its place in the sheet, from 0. Without a place of
    its own an anchor is at the `top`, in PDF coordinates.
    """

    index: int
    number: int
    objects: Objects
    top: float
    digest: str
    slots: tuple[Slot, ...] = ()
    forms: tuple[Form, ...] = ()
    fonts: tuple[FontUse, ...] = ()
    pictures: tuple[Picture, ...] = ()
    anchors: tuple[tuple[str, float, float], ...] = ()
    parents: tuple[tuple[int, bytes], ...] = ()
    ids: tuple[tuple[str, int], ...] = ()
    part: int = 0
    kids: tuple[int, ...] = ()
    unfilled: tuple[str, ...] = ()


@value
class Drawing:
    """One sheet, drawn.

    Local object 1 is the node of its pages, `page_numbers` are theirs. `anchors` are
    (name, page, x, y) in PDF coordinates. `parents` are rows of the parent tree, `ids` of
    the tree of element ids; `part` is the local number of its structure, 0 when untagged.
    `heard` is what the renderer said as (pattern, words, whole), `notes_lost` how many
    footnotes are missing, `last_lines` how many lines stand alone on the last page, 0 for
    a full one. `overfull` are lines outside the type area as (words, points, whether in a
    table). `digests` are one a page, of what is drawn there but for page numbers.
    `unfilled` are anchors (or "") whose number could not be left open; `openings` say
    where each page begins. `uses` is a digest of `fonts`.
    """

    sheet: str
    pages: int
    objects: Objects
    slots: tuple[Slot, ...]
    forms: tuple[Form, ...] = ()
    fonts: tuple[FontUse, ...] = ()
    pictures: tuple[Picture, ...] = ()
    page_numbers: tuple[int, ...] = ()
    anchors: tuple[tuple[str, int, float, float], ...] = ()
    parents: tuple[tuple[int, bytes], ...] = ()
    ids: tuple[tuple[str, int], ...] = ()
    part: int = 0
    heard: tuple[tuple[str, tuple[str, ...], str], ...] = field(default=())
    notes_lost: int = 0
    last_lines: int = 0
    overfull: tuple[tuple[str, float, bool], ...] = ()
    unfilled: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    openings: tuple[Opening, ...] = ()
    uses: str = ""

    def light(self) -> "Drawing":
        """The drawing without fonts, and without objects but for their numbers."""
        return replace(self, objects=replace(self.objects, packed=b""), fonts=())

    @property
    def whole(self) -> bool:
        """Whether its objects and fonts are here."""
        return bool(self.objects.packed)


@value
class Drawn:
    """A drawing, and what is kept so that the sheet is sooner drawn again; b"" if nothing."""

    drawing: Drawing
    standing: bytes


@value
class FontSet:
    """All fonts of a book, cut down to what it uses: resource name → local object."""

    objects: Objects
    fonts: tuple[tuple[str, int], ...]
