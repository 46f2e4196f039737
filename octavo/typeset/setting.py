"""A galley → its drawings and the page numbers that fit them → one bound PDF.

The number in a reference depends on a layout that contains the reference. The circle
is cut by drawing with open slots: a layout knows only how many figures a number has.
Rounds go on until no sheet has to be drawn for other figures than it was.

Everything is decided by values of the galley and by drawings, never by what an earlier
build found out, so a build from a full store goes the same way as one from an empty
one, and gives the same bytes.
"""

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from octavo.diagnostics import Diagnostic, Outcome, in_order
from octavo.model.bench import Bench
from octavo.model.drawing import Drawing, FontSet, FontUse
from octavo.model.galley import Galley
from octavo.model.mapping import FrozenMapping
from octavo.typeset.bind import Binding, bind
from octavo.typeset.file import Block
from octavo.typeset.filing import file, uses_filed, whole
from octavo.typeset.heard import (
    Heard,
    diagnostics,
    lost_notes,
    overfull_line,
    short_page,
)
from octavo.typeset.joining import merged_uses
from octavo.typeset.numbering import Run, bookmarks, labels, numbered
from octavo.typeset.order import Kit, digest_of, fonts_key, kit
from octavo.typeset.pages import TOTAL, sided
from octavo.typeset.pile import piled
from octavo.typeset.placing import Site, placed
from octavo.typeset.profile import Profile, press_profile
from octavo.typeset.readying import leave_bound, leave_ready
from octavo.typeset.sending import Draw, Pressroom, UnknownInside
from octavo.typeset.settling import Settled, settled
from octavo.typeset.volume import Volume

_STYLES = PurePosixPath("styles")
_FEW = 4
"""Fewer lines than these are not worth a page."""
CutFonts = Callable[[Kit, tuple[FontUse, ...]], FontSet | None]


def set_book(
    galley: Galley,
    bench: Bench,
    *,
    tagged: bool,
    black: bool,
    draw: Draw,
    cut_fonts: CutFonts,
) -> Outcome[Volume]:
    """The PDF of `galley`; raises `UnknownInside` when `draw` finds it cannot.

    `draw` and `cut_fonts` are given to the bench's executor.
    """
    ready = kit(galley.styles, galley.assets)
    facing = sided(galley.styles)
    press = press_profile(galley)
    bleed = float(dict(galley.values).get("bleed", "10"))
    room = Pressroom(galley, bench, ready, draw, tagged, facing, black, bleed)
    if bench.advance is not None:
        bench.advance.follow(galley.sheets)
    book = settled(room)
    if bench.advance is not None:
        bench.advance.dismiss()
    drawings, placed, folios = book.drawings, book.placed, book.folios
    fonts = _fonts(room, book, cut_fonts)
    binding = Binding(
        metadata=galley.metadata,
        moment=bench.moment,
        edition=galley.edition,
        tagged=tagged,
        facing=facing,
        placed=placed,
        labels=labels(placed),
        outline=bookmarks(galley.outline, folios),
        folio_of=lambda anchor: folios.get(anchor, ""),
        press=press if isinstance(press, Profile) else None,
        rack=bench.rack,
    )
    digests = _page_digests(drawings, placed, folios)
    told = tuple(_told(galley, drawings))
    volume = Volume(
        file=piled(
            bind(
                drawings,
                fonts,
                binding,
                lambda nth, site: _block(room, book, nth, site),
            )
        ),
        pages=sum(drawing.pages for drawing in drawings),
        folios=FrozenMapping(folios),
        page_digests=digests,
        openings=numbered(placed, (drawing.openings for drawing in drawings)),
        drawn=book.new,
        reused=len(drawings) - book.new,
    )
    _leave(room, book)
    return Outcome(volume, in_order(told))


def _leave(room: Pressroom, book: Settled) -> None:
    """Leave what the next build may make ready, and what it may go on from."""
    stock, galley = room.bench.stock, room.galley
    leave_ready(stock, galley.edition, room.kit, galley.metadata.language)
    if room.bench.lasting:
        names = (sheet.name for sheet in galley.sheets)
        leave_bound(stock, room.kit, dict(zip(names, book.keys, strict=True)))


def _fonts(room: Pressroom, book: Settled, cut_fonts: CutFonts) -> FontSet:
    """The book's fonts, from the store or cut down now.

    Which fonts come of what drawings use is kept too: most edits bring no letter that
    the chapter had not.
    """
    store, stock = room.bench.store, room.bench.stock
    first: dict[str, int] = {}
    for nth, drawing in enumerate(book.drawings):
        first.setdefault(drawing.uses, nth)
    place = digest_of([room.kit.digest, "fonts", *first])
    key = (stock.get(place) or b"").decode()
    kept = store.get(key) if key else None
    if kept is None:
        uses = merged_uses(_uses(room, book, nth) for nth in first.values())
        key = fonts_key(room.kit, uses)
        stock.put(place, key.encode())
        kept = store.get(key)
    if kept is not None:
        fonts: FontSet = pickle.loads(kept)
        return fonts
    made = None
    light = room.kit.light()
    executor = room.bench.ready or room.bench.executor
    # The first may come to a worker that has prepared nothing, as in `sending`.
    for sent in (light, light, room.kit):
        made = made or executor.submit(cut_fonts, sent, uses).result()
    assert made is not None, "a whole kit can be prepared"
    store.put(key, pickle.dumps(made))
    return made


def _uses(room: Pressroom, book: Settled, nth: int) -> tuple[FontUse, ...]:
    """The fonts that a drawing uses."""
    drawing = book.drawings[nth]
    if drawing.whole:
        return drawing.fonts
    kept = uses_filed(room.bench, drawing)
    return _redrawn(room, book, nth).fonts if kept is None else kept


def _block(room: Pressroom, book: Settled, nth: int, site: Site) -> Block:
    """The objects of a drawing, placed before or now."""
    key, drawing = book.keys[nth], book.drawings[nth]
    name = digest_of([key, "placed", *map(str, site)])
    kept = room.bench.stock.get(name)
    if kept is not None:
        block: Block = pickle.loads(kept)
        return block
    if not drawing.whole:
        drawing = whole(room.bench, key, drawing) or _redrawn(room, book, nth)
    made = placed(drawing, site)
    room.bench.stock.put(name, pickle.dumps(made))
    return made


def _redrawn(room: Pressroom, book: Settled, nth: int) -> Drawing:
    """A drawing that the store has lost meanwhile, made again."""
    order = book.orders[nth]
    made = room.bench.executor.submit(room.draw, room.kit, (order,)).result()
    if not made:
        raise UnknownInside
    file(room.bench, book.keys[nth], made[0].drawing)
    return made[0].drawing


def _page_digests(
    drawings: Sequence[Drawing], placed: Sequence[Run], folios: Mapping[str, str]
) -> tuple[str, ...]:
    """A digest of what each page shows, page numbers among it."""
    made = []
    for drawing, run in zip(drawings, placed, strict=True):
        pages = [sha256(digest.encode()) for digest in drawing.digests]
        for slot in drawing.slots:
            number = (
                folios.get(slot.anchor, "") if slot.anchor else run.folio(slot.page)
            )
            pages[slot.page].update(b"\0" + number.encode())
        made += [page.hexdigest() for page in pages]
    return tuple(made)


def _told(galley: Galley, drawings: Sequence[Drawing]) -> Iterable[Diagnostic]:
    """What the user is told about the sheets."""
    yield from diagnostics(_totals(galley.styles), _STYLES, galley.styles)
    for sheet, drawing in zip(galley.sheets, drawings, strict=True):
        path = PurePosixPath(sheet.source or sheet.name)
        said = (Heard(*heard) for heard in drawing.heard)
        yield from diagnostics(said, path, galley.styles)
        if drawing.notes_lost:
            yield lost_notes(drawing.notes_lost, path)
        for words, over, table in drawing.overfull:
            yield overfull_line(words, over, path, table=table)
        if sheet.kind == "chapter" and 0 < drawing.last_lines < _FEW:
            yield short_page(drawing.last_lines, path)


def _totals(styles: str) -> Iterable[Heard]:
    """The places of styles that ask for the number of all pages, as if heard of."""
    for total in TOTAL.finditer(styles):
        line = styles.count("\n", 0, total.start()) + 1
        column = total.start() - styles.rfind("\n", 0, total.start())
        said = f"`counter(pages)` counts one sheet, not the book at {line}:{column}"
        yield Heard("at %d:%d", (), said)
