"""Drawings → one PDF: object numbers, page numbers, links, outline, structure.

Everything is copied as it was drawn; only what depends on the place in the book is
written here. Nothing of the renderer is loaded (ISO 32000-1, 7.5, for the file).
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from octavo.model.book import Metadata
from octavo.model.drawing import Drawing, FontSet, Picture
from octavo.typeset import catalogue
from octavo.typeset.catalogue import SCREEN_RGB, dictionary, reference, text
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
    PROFILE,
    STRUCTURE,
    Block,
    Section,
    written,
)
from octavo.typeset.numbering import Bookmark, Label, Run
from octavo.typeset.placing import Site, leaf_of, placed_fonts, survey
from octavo.typeset.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What a PDF needs besides its drawings.

    `facing` pages are shown in pairs. `placed` is where each drawing stands, `folio_of`
    gives the page number printed at an anchor, "" where there is none. For a `press` the
    file is a PDF/X-4 (ISO 15930-7).
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
    press: Profile | None = None


def bind(
    drawings: Sequence[Drawing],
    fonts: FontSet,
    binding: Binding,
    block: Callable[[int, Site], Block],
) -> Iterator[bytes]:
    """The PDF, piece by piece. The same drawings and binding give the same bytes.

    `block` gives the objects of the drawing with that number, as `placed` does.
    """
    there = survey(drawings, fonts)
    section = Section(scattered=True)
    pressed = binding.press is not None
    _pictures(section, drawings, there.pictures, pressed=pressed)
    for drawing, run, site in zip(drawings, binding.placed, there.sites, strict=True):
        _fill(section, drawing, run, site, binding.folio_of)
    names = [(name, reference(there.fonts.base + at)) for name, at in fonts.fonts]
    section.dictionary(FONTS, dictionary(names))
    _trees(section, drawings, there.sites, binding, there.free)
    free = _catalog(section, binding, there.free)
    last = free + section.streams()
    blocks = chain(
        (block(nth, site) for nth, site in enumerate(there.sites)),
        (placed_fonts(fonts, there.fonts), section.closed(free)),
    )
    return written(blocks, last, "1.6" if pressed else "1.7")


def _pictures(
    section: Section,
    drawings: Iterable[Drawing],
    numbers: dict[str, int],
    *,
    pressed: bool,
) -> None:
    """Put each picture once, under its number.

    A press has no red, green and blue of its own: there they are said to be those of
    screens.
    """
    known: dict[str, Picture] = {}
    for drawing in drawings:
        for picture in drawing.pictures:
            known.setdefault(picture.digest, picture)
    for digest, picture in known.items():
        number = numbers[digest]
        head = picture.head
        if pressed:
            head = head.replace(b"/ColorSpace /DeviceRGB", b"/ColorSpace " + SCREEN_RGB)
        if picture.mask:
            section.stream(number + 1, *picture.mask)
            head = head[:-2] + b"/SMask %s>>" % reference(number + 1)
        section.stream(number, head, picture.data)


def _fill(
    section: Section,
    drawing: Drawing,
    run: Run,
    site: Site,
    folio_of: Callable[[str], str],
) -> None:
    """Write the page numbers of a drawing."""
    shown = []
    place = site.placer()
    for slot in drawing.slots:
        number = folio_of(slot.anchor) if slot.anchor else run.folio(slot.page)
        content = slot.filled(number)
        shown.append(content)
        if slot.number:
            head = b"<</Length %d>>" % len(content)
            section.stream(site.base + slot.number, head, content)
    for form in drawing.forms:
        content = b"\n".join(
            shown[piece] if isinstance(piece, int) else piece for piece in form.pieces
        )
        data = zlib.compress(content, 6)
        head = place(form.head)[:-2]
        head += b"/Filter /FlateDecode/Length %d>>" % len(data)
        section.stream(site.base + form.number, head, data)


def _trees(
    section: Section,
    drawings: Sequence[Drawing],
    sites: Sequence[Site],
    binding: Binding,
    free: int,
) -> None:
    """Pages, named destinations and, in a tagged file, the structure."""
    kids = b" ".join(reference(site.base + 1) for site in sites)
    total = sum(drawing.pages for drawing in drawings)
    section.dictionary(
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
    for drawing, site in zip(drawings, sites, strict=True):
        for name, page, x, y in drawing.anchors:
            if name not in names:
                target = reference(site.base + drawing.page_numbers[page])
                names[name] = b"[%s /XYZ %s %s 0]" % (target, _number(x), _number(y))
    section.dictionary(NAMES, _name_tree(names.items()))
    if binding.tagged:
        _structure(section, drawings, sites, free)


def _structure(
    section: Section, drawings: Sequence[Drawing], sites: Sequence[Site], free: int
) -> None:
    """The structure's root, its parent tree and the tree of ids (14.7)."""
    rows = list(zip(drawings, sites, strict=True))
    parts = b" ".join(reference(site.base + drawing.part) for drawing, site in rows)
    section.dictionary(
        STRUCTURE,
        dictionary(
            [
                ("Type", b"/StructTreeRoot"),
                ("K", b"[" + reference(DOCUMENT) + b"]"),
                ("ParentTree", reference(PARENTS)),
                ("ParentTreeNextKey", b"%d" % free),
                ("IDTree", reference(IDS)),
            ]
        ),
    )
    section.dictionary(
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
    leaves = b" ".join(
        reference(leaf_of(drawing, site)) for drawing, site in rows if drawing.parents
    )
    ids = [
        (name, reference(site.base + number))
        for drawing, site in rows
        for name, number in drawing.ids
    ]
    section.dictionary(PARENTS, dictionary([("Kids", b"[" + leaves + b"]")]))
    section.dictionary(IDS, _name_tree(ids))


def _name_tree(pairs: Iterable[tuple[str, bytes]]) -> bytes:
    """A name tree of one node (7.9.6); names are sorted by their bytes as written."""
    rows = sorted((_sortable(name), text(name), body) for name, body in pairs)
    written = b" ".join(name + b" " + body for _, name, body in rows)
    return dictionary([("Names", b"[" + written + b"]")])


def _sortable(name: str) -> bytes:
    return name.encode() if name.isascii() else ("\ufeff" + name).encode("utf-16-be")


def _number(length: float) -> bytes:
    return (f"{length:f}".rstrip("0").rstrip(".") or "0").encode()


def _catalog(section: Section, binding: Binding, free: int) -> int:
    """Put the catalogue and what it names; the first number that is free then."""
    metadata, moment = binding.metadata, binding.moment
    pressed = binding.press is not None
    packet = catalogue.xmp(
        metadata, moment, binding.edition, tagged=binding.tagged, pressed=pressed
    )
    head = b"<</Type /Metadata/Subtype /XML/Length %d>>" % len(packet)
    section.stream(METADATA, head, packet)
    information = catalogue.document_information(metadata, moment)
    if pressed:
        information.append(("Trapped", b"/False"))
    section.dictionary(INFO, dictionary(information))
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
    if binding.press:
        pairs.append(("OutputIntents", catalogue.intent(binding.press.name, PROFILE)))
        data = zlib.compress(binding.press.data, 6)
        head = b"<</N 4/Filter /FlateDecode/Length %d>>" % len(data)
        section.stream(PROFILE, head, data)
    rows = catalogue.outline(binding.outline, free)
    if rows:
        for number, body in enumerate(rows, free):
            section.dictionary(number, body)
        pairs += [("Outlines", reference(free)), ("PageMode", b"/UseOutlines")]
    section.dictionary(CATALOG, dictionary(pairs))
    return free + len(rows)
