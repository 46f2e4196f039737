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
from octavo.model.rack import Rack, bare
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

_Named = tuple[bytes, bytes]
"""A row of a name tree, behind the bytes that such rows are sorted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What a PDF needs besides its drawings.

    `facing` pages are shown in pairs. `placed` is where each drawing stands, `folio_of`
    gives the page number printed at an anchor, "" where there is none. For a `press` the
    file is a PDF/X-4 (ISO 15930-7). What was written for drawings before that stand where
    they stood is on the `rack`.
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
    rack: Rack = bare


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
        _fill(section, drawing, run, site, binding)
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
    binding: Binding,
) -> None:
    """Write the page numbers of a drawing."""
    folio_of, place = binding.folio_of, site.placer()
    wanted = "\n".join(folio_of(slot.anchor) for slot in drawing.slots if slot.anchor)
    shown = binding.rack(_shown, drawing, run.number, run.roman, run.label, wanted)
    for slot, content in zip(drawing.slots, shown, strict=True):
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


def _shown(
    drawing: Drawing, number: int, roman: bool, label: str, wanted: str
) -> tuple[bytes, ...]:
    """What the slots of a drawing show that stands in a run of pages numbered so.

    `wanted` are the numbers printed in it that are not those of its own pages, in lines.
    """
    run = Run(index=0, count=drawing.pages, number=number, roman=roman, label=label)
    numbers = iter(wanted.split("\n"))
    return tuple(
        slot.filled(next(numbers) if slot.anchor else run.folio(slot.page))
        for slot in drawing.slots
    )


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
    names: dict[str, _Named] = {}
    # Where two anchors are alike the first counts.
    for drawing, site in zip(reversed(drawings), reversed(sites), strict=True):
        names |= binding.rack(_destinations, drawing, site.base)
    section.dictionary(NAMES, _name_tree(names.values()))
    if binding.tagged:
        _structure(section, drawings, sites, binding.rack, free)


def _destinations(drawing: Drawing, base: int) -> dict[str, _Named]:
    """The places of a drawing's anchors, each as a row of the tree of names."""
    rows: dict[str, _Named] = {}
    for name, page, x, y in reversed(drawing.anchors):
        target = reference(base + drawing.page_numbers[page])
        body = b"[%s /XYZ %s %s 0]" % (target, _number(x), _number(y))
        rows[name] = _named(name, body)
    return rows


def _structure(
    section: Section,
    drawings: Sequence[Drawing],
    sites: Sequence[Site],
    rack: Rack,
    free: int,
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
    ids = chain.from_iterable(rack(_ids, drawing, site.base) for drawing, site in rows)
    section.dictionary(PARENTS, dictionary([("Kids", b"[" + leaves + b"]")]))
    section.dictionary(IDS, _name_tree(ids))


def _ids(drawing: Drawing, base: int) -> tuple[_Named, ...]:
    """The elements of a drawing that have an id, each as a row of the tree of ids."""
    return tuple(_named(name, reference(base + number)) for name, number in drawing.ids)


def _named(name: str, body: bytes) -> _Named:
    """A row of a name tree."""
    plain = name.isascii()
    written = name.encode() if plain else ("\ufeff" + name).encode("utf-16-be")
    return written, text(name) + b" " + body


def _name_tree(named: Iterable[_Named]) -> bytes:
    """A name tree of one node (7.9.6); names are sorted by their bytes as written."""
    rows = b" ".join(row for _, row in sorted(named))
    return dictionary([("Names", b"[" + rows + b"]")])


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
