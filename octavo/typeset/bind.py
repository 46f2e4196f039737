"""Drawings → one PDF: object numbers, page numbers, links, outline, structure.

Everything is copied as it was drawn; only what depends on the place in the book is
written here. Nothing of the renderer is loaded (ISO 32000-1, 7.5, for the file).
"""

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from octavo.model.book import Metadata
from octavo.model.drawing import Drawing, FontSet, Picture
from octavo.typeset import catalogue
from octavo.typeset.catalogue import dictionary, reference, text
from octavo.typeset.file import (
    CATALOG,
    DOCUMENT,
    FONTS,
    IDS,
    INFO,
    METADATA,
    NAMES,
    PAGES,
    PARENTS,
    STRUCTURE,
    File,
)
from octavo.typeset.numbering import Bookmark, Label, Run

_MARK = re.compile(rb"\x01(\d+)\x02|\x03(\d+)\x04|\x05([0-9a-f]+)\x06")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What a PDF needs besides its drawings.

    `facing` pages are shown in pairs. `placed` is where each drawing stands, `folio_of`
    gives the page number printed at an anchor, "" where there is none.
    """

    metadata: Metadata
    moment: int
    edition: str
    tagged: bool
    facing: bool
    placed: tuple[Run, ...]
    labels: tuple[Label, ...]
    outline: tuple[Bookmark, ...]
    folio_of: Callable[[str], str]


def bind(drawings: Sequence[Drawing], fonts: FontSet, binding: Binding) -> bytes:
    """The PDF. The same drawings and binding give the same bytes."""
    volume = File()
    pictures = _pictures(volume, drawings)
    bases = []
    for drawing, run in zip(drawings, binding.placed, strict=True):
        base = volume.reserve(drawing.objects.span)
        bases.append(base)
        place = _placer(base, pictures)
        volume.copy(drawing.objects, base, place)
        _fill(volume, drawing, run, base, place, binding.folio_of)
    base = volume.reserve(fonts.objects.span)
    volume.copy(fonts.objects, base, _placer(base, {}))
    volume.dictionary(
        FONTS,
        dictionary([(name, reference(base + number)) for name, number in fonts.fonts]),
    )
    _trees(volume, drawings, bases, binding, pictures)
    return volume.written(_catalog(volume, binding))


def _placer(base: int, pictures: dict[str, int]) -> Callable[[bytes], bytes]:
    """What turns marks into references for a drawing whose numbers begin at `base`."""

    def replaced(mark: re.Match[bytes]) -> bytes:
        local, key, digest = mark.groups()
        if local is not None:
            return b"%d 0 R" % (base + int(local))
        if key is not None:
            return b"%d" % (base + int(key))
        return b"%d 0 R" % pictures[digest.decode()]

    return lambda body: _MARK.sub(replaced, body)


def _pictures(volume: File, drawings: Iterable[Drawing]) -> dict[str, int]:
    """The number of each picture, put once however many sheets show it."""
    known: dict[str, Picture] = {}
    for drawing in drawings:
        for picture in drawing.pictures:
            known.setdefault(picture.digest, picture)
    numbers = {}
    for digest, picture in known.items():
        number = volume.reserve(2) + 1
        numbers[digest] = number
        head = picture.head
        if picture.mask:
            volume.stream(number + 1, *picture.mask)
            head = head[:-2] + b"/SMask %s>>" % reference(number + 1)
        volume.stream(number, head, picture.data)
    return numbers


def _fill(
    volume: File,
    drawing: Drawing,
    run: Run,
    base: int,
    place: Callable[[bytes], bytes],
    folio_of: Callable[[str], str],
) -> None:
    """Write the page numbers of a drawing."""
    shown = []
    for slot in drawing.slots:
        number = folio_of(slot.anchor) if slot.anchor else run.folio(slot.page)
        content = slot.filled(number)
        shown.append(content)
        if slot.number:
            head = b"<</Length %d>>" % len(content)
            volume.stream(base + slot.number, head, content)
    for form in drawing.forms:
        content = b"\n".join(
            shown[piece] if isinstance(piece, int) else piece for piece in form.pieces
        )
        data = zlib.compress(content, 6)
        head = place(form.head)[:-2]
        head += b"/Filter /FlateDecode/Length %d>>" % len(data)
        volume.stream(base + form.number, head, data)


def _trees(
    volume: File,
    drawings: Sequence[Drawing],
    bases: Sequence[int],
    binding: Binding,
    pictures: dict[str, int],
) -> None:
    """Pages, named destinations and, in a tagged file, the structure."""
    kids = b" ".join(reference(base + 1) for base in bases)
    total = sum(drawing.pages for drawing in drawings)
    volume.dictionary(
        PAGES,
        dictionary(
            [
                ("Type", b"/Pages"),
                ("Kids", b"[" + kids + b"]"),
                ("Count", b"%d" % total),
            ]
        ),
    )
    names: dict[str, bytes] = {}
    for drawing, base in zip(drawings, bases, strict=True):
        for name, page, x, y in drawing.anchors:
            if name not in names:
                target = reference(base + drawing.page_numbers[page])
                names[name] = b"[%s /XYZ %s %s 0]" % (target, _number(x), _number(y))
    volume.dictionary(NAMES, _name_tree(names.items()))
    if binding.tagged:
        _structure(volume, drawings, bases, pictures)


def _structure(
    volume: File,
    drawings: Sequence[Drawing],
    bases: Sequence[int],
    pictures: dict[str, int],
) -> None:
    """The structure's root, its parent tree and the tree of ids (14.7)."""
    parts = b" ".join(
        reference(base + drawing.part)
        for drawing, base in zip(drawings, bases, strict=True)
    )
    volume.dictionary(
        STRUCTURE,
        dictionary(
            [
                ("Type", b"/StructTreeRoot"),
                ("K", b"[" + reference(DOCUMENT) + b"]"),
                ("ParentTree", reference(PARENTS)),
                ("ParentTreeNextKey", b"%d" % volume.reserve(0)),
                ("IDTree", reference(IDS)),
            ]
        ),
    )
    volume.dictionary(
        DOCUMENT,
        dictionary(
            [
                ("Type", b"/StructElem"),
                ("S", b"/Document"),
                ("P", reference(STRUCTURE)),
                ("K", b"[" + parts + b"]"),
            ]
        ),
    )
    rows, ids = [], []
    for drawing, base in zip(drawings, bases, strict=True):
        place = _placer(base, pictures)
        leaf = volume.reserve(1) + 1
        content = b" ".join(
            b"%d %s" % (base + key, place(row)) for key, row in drawing.parents
        )
        first, last = drawing.parents[0][0], drawing.parents[-1][0]
        limits = b"[%d %d]" % (base + first, base + last)
        volume.dictionary(
            leaf, dictionary([("Limits", limits), ("Nums", b"[" + content + b"]")])
        )
        rows.append(reference(leaf))
        ids += [(name, reference(base + number)) for name, number in drawing.ids]
    volume.dictionary(PARENTS, dictionary([("Kids", b"[" + b" ".join(rows) + b"]")]))
    volume.dictionary(IDS, _name_tree(ids))


def _name_tree(pairs: Iterable[tuple[str, bytes]]) -> bytes:
    """A name tree of one node (7.9.6); names are sorted by their bytes as written."""
    rows = sorted((_sortable(name), text(name), body) for name, body in pairs)
    written = b" ".join(name + b" " + body for _, name, body in rows)
    return dictionary([("Names", b"[" + written + b"]")])


def _sortable(name: str) -> bytes:
    return name.encode() if name.isascii() else ("\ufeff" + name).encode("utf-16-be")


def _number(length: float) -> bytes:
    return (f"{length:f}".rstrip("0").rstrip(".") or "0").encode()


def _catalog(volume: File, binding: Binding) -> bytes:
    """Put the catalogue and what it names; the file's identifier."""
    metadata, moment = binding.metadata, binding.moment
    packet = catalogue.xmp(metadata, moment, binding.edition, tagged=binding.tagged)
    head = b"<</Type /Metadata/Subtype /XML/Length %d>>" % len(packet)
    volume.stream(METADATA, head, packet)
    information = catalogue.document_information(metadata, moment)
    volume.dictionary(INFO, dictionary(information))
    pairs = [
        ("Type", b"/Catalog"),
        ("Pages", reference(PAGES)),
        ("Names", dictionary([("Dests", reference(NAMES))])),
        ("Metadata", reference(METADATA)),
        ("Lang", text(metadata.language)),
        ("PageLayout", b"/TwoPageRight" if binding.facing else b"/SinglePage"),
        ("ViewerPreferences", catalogue.preferences(metadata)),
        ("PageLabels", catalogue.page_labels(binding.labels)),
    ]
    if binding.tagged:
        pairs += [
            ("MarkInfo", b"<</Marked true>>"),
            ("StructTreeRoot", reference(STRUCTURE)),
        ]
    base = volume.reserve(0)
    rows = catalogue.outline(binding.outline, base + 1)
    if rows:
        volume.reserve(len(rows))
        for number, body in enumerate(rows, base + 1):
            volume.dictionary(number, body)
        pairs += [("Outlines", reference(base + 1)), ("PageMode", b"/UseOutlines")]
    volume.dictionary(CATALOG, dictionary(pairs))
    return volume.digest()
