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
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TypeVar

from octavo.diagnostics import Diagnostic, Outcome, in_order
from octavo.model.account import Progress
from octavo.model.bench import Bench
from octavo.model.drawing import Drawing, FontSet, FontUse
from octavo.model.galley import Galley, Sheet
from octavo.model.mapping import FrozenMapping
from octavo.typeset.bind import Binding, bind
from octavo.typeset.heard import Heard, diagnostics, lost_notes
from octavo.typeset.numbering import Run, bookmarks, guess_pages, labels, runs
from octavo.typeset.order import Kit, Order, digest_of, fonts_key, kit, order_key
from octavo.typeset.volume import Volume

V = TypeVar("V")
Draw = Callable[[Kit, tuple[Order, ...]], tuple[Drawing, ...]]
CutFonts = Callable[[Kit, tuple[FontUse, ...]], FontSet]

# A number keeps the most figures it had, once this many rounds have not settled it.
_FREE_ROUNDS = 4
_ROUNDS = 16
# Characters of HTML on a page, to begin with.
_LETTERS = 3000
# Pieces of work: enough to keep all workers busy to the end, few enough that sending
# the fonts with each costs nothing.
_BATCHES = 24
# Rows of the contents leave room for numbers up to 999, set at the right, so that the
# contents need not be drawn again when numbers change.
_CONTENTS_FIGURES = 3


class UnknownInside(Exception):
    """The renderer's inside is not the one that drawing apart knows."""


@dataclass(frozen=True, slots=True)
class _Hands:
    """What draws, and with what."""

    galley: Galley
    bench: Bench
    kit: Kit
    draw: Draw
    tagged: bool
    sided: bool


def set_book(
    galley: Galley, bench: Bench, *, tagged: bool, draw: Draw, cut_fonts: CutFonts
) -> Outcome[Volume]:
    """The PDF of `galley`; raises `UnknownInside` when `draw` finds it cannot.

    `draw` and `cut_fonts` are given to the bench's executor.
    """
    ready = kit(galley.styles, galley.assets)
    key = _volume_key(galley, bench, ready, tagged)
    kept = bench.store.get(key)
    if kept is not None:
        outcome: Outcome[Volume] = Outcome(*pickle.loads(kept))
        return outcome
    sided = ":left" in galley.styles or ":right" in galley.styles
    hands = _Hands(galley, bench, ready, draw, tagged, sided)
    drawings, drawn = _settled(hands)
    fonts = _fonts(hands, drawings, cut_fonts)
    placed = runs(galley.sheets, [drawing.pages for drawing in drawings])
    folios = _folios(placed, drawings)
    binding = Binding(
        metadata=galley.metadata,
        moment=bench.moment,
        tagged=tagged,
        placed=placed,
        labels=labels(placed),
        outline=bookmarks(galley.outline, folios),
        folio_of=lambda anchor: folios.get(anchor, ""),
    )
    digests = _page_digests(drawings, placed, folios)
    told = tuple(_told(galley.sheets, drawings))
    volume = Volume(
        data=bind(drawings, fonts, binding),
        pages=sum(drawing.pages for drawing in drawings),
        folios=FrozenMapping(folios),
        page_digests=digests,
        drawn=drawn,
        reused=len(drawings) - drawn,
    )
    unchanged = replace(volume, drawn=0, reused=len(drawings))
    bench.store.put(key, pickle.dumps((unchanged, in_order(told))))
    return Outcome(volume, in_order(told))


def _volume_key(galley: Galley, bench: Bench, ready: Kit, tagged: bool) -> str:
    """The key of the finished file."""
    parts = [ready.digest, "volume", str(tagged), str(bench.moment)]
    parts += [repr(galley.metadata), repr(galley.outline), repr(galley.values)]
    for sheet in galley.sheets:
        parts += [sheet.name, sheet.kind, sheet.role, sheet.html, str(sheet.notes)]
        parts += [sheet.source, *sheet.anchors]
    parts += [f"{asset.name}\0{asset.digest}" for asset in galley.assets]
    return digest_of(parts)


def _settled(hands: _Hands) -> tuple[list[Drawing], int]:
    """A drawing of every sheet for the numbers that come out, and how many are new."""
    sheets = hands.galley.sheets
    counts = [guess_pages(sheet, _LETTERS) for sheet in sheets]
    drawings: list[Drawing | None] = [None] * len(sheets)
    keys = [""] * len(sheets)
    widest: dict[str, int] = {}
    new: set[int] = set()
    for turn in range(_ROUNDS):
        placed = runs(sheets, counts)
        folios = _expected(sheets, placed, drawings)
        for anchor, folio in folios.items():
            kept = widest.get(anchor, 0) if turn >= _FREE_ROUNDS else 0
            widest[anchor] = max(kept, len(folio))
        orders = {}
        for place, sheet in enumerate(sheets):
            order = _order(hands, sheet, placed[place], folios, widest, drawings[place])
            key = order_key(hands.kit, order)
            if key != keys[place]:
                orders[place], keys[place] = order, key
        if not orders:
            break
        found, fresh = _drawn(hands, orders, keys)
        new |= fresh
        for place, drawing in found.items():
            drawings[place], counts[place] = drawing, drawing.pages
    return [drawing for drawing in drawings if drawing is not None], len(new)


def _expected(
    sheets: Sequence[Sheet], placed: Sequence[Run], drawings: Sequence[Drawing | None]
) -> dict[str, str]:
    """The page number at each anchor: as drawn, else as if anchors lay evenly."""
    folios: dict[str, str] = {}
    for sheet, run, drawing in zip(sheets, placed, drawings, strict=True):
        if drawing is not None:
            pages = {name: page for name, page, _, _ in drawing.anchors}
        else:
            pages = {
                name: nth * run.count // len(sheet.anchors)
                for nth, name in enumerate(sheet.anchors)
            }
        for name, page in pages.items():
            folios.setdefault(name, run.folio(page))
    return folios


def _order(
    hands: _Hands,
    sheet: Sheet,
    run: Run,
    folios: Mapping[str, str],
    widest: Mapping[str, int],
    before: Drawing | None,
) -> Order:
    """What has to be drawn of a sheet when it stands at `run`."""
    unfilled = before.unfilled if before else ()
    shapes = []
    for anchor in sorted(set(sheet.wants)):
        folio = folios.get(anchor, "")
        if folio.isdigit() and anchor not in unfilled:
            figures = widest[anchor]
            if sheet.kind == "contents":
                figures = max(figures, _CONTENTS_FIGURES)
            folio = "0" * figures
        shapes.append((anchor, folio))
    counted = not run.roman and "" not in unfilled
    # Room for three figures, or as many as needed; only a sheet that crosses 999
    # is drawn for another number than its neighbours.
    figures = max(_CONTENTS_FIGURES, len(str(run.number + run.count)))
    return Order(
        sheet=sheet,
        wants=tuple(shapes),
        first=10 ** (figures - 1) if counted else max(run.number, 1),
        counted=counted,
        verso=hands.sided and bool(run.index % 2),
        tagged=hands.tagged,
        assets=tuple(
            asset
            for asset in hands.galley.assets
            if f'"octavo:{asset.name}"' in sheet.html
        ),
    )


def _drawn(
    hands: _Hands, orders: Mapping[int, Order], keys: Sequence[str]
) -> tuple[dict[int, Drawing], set[int]]:
    """A drawing for each order, from the store or new, and which are new."""
    found: dict[int, Drawing] = {}
    for place in orders:
        kept = hands.bench.store.get(keys[place])
        if kept is not None:
            found[place] = pickle.loads(kept)
    missing = [place for place in orders if place not in found]
    total = len(hands.galley.sheets)
    for batch, drawings in _worked(hands, orders, missing):
        for place, drawing in zip(batch, drawings, strict=True):
            found[place] = drawing
            hands.bench.store.put(keys[place], pickle.dumps(drawing))
        done = total - len(missing) + sum(place in found for place in missing)
        title = orders[batch[-1]].sheet.title
        hands.bench.tell(Progress(stage="draw", done=done, total=total, what=title))
    return found, set(missing)


def _worked(
    hands: _Hands, orders: Mapping[int, Order], missing: Sequence[int]
) -> Iterable[tuple[tuple[int, ...], tuple[Drawing, ...]]]:
    """Batches and their drawings, as they are finished; the longest begin first."""
    futures: dict[Future[tuple[Drawing, ...]], tuple[int, ...]] = {}
    for batch in _batches(orders, missing):
        future = hands.bench.executor.submit(
            hands.draw, hands.kit, tuple(orders[place] for place in batch)
        )
        if future.done():
            yield batch, _whole(future)
        else:
            futures[future] = batch
    for future in as_completed(futures):
        yield futures[future], _whole(future)


def _whole(future: Future[tuple[Drawing, ...]]) -> tuple[Drawing, ...]:
    drawings = future.result()
    if not drawings:
        raise UnknownInside
    return drawings


def _batches(
    orders: Mapping[int, Order], missing: Sequence[int]
) -> Iterable[tuple[int, ...]]:
    """The places in batches of about equal length, the longest sheets first."""
    sizes = {place: len(orders[place].sheet.html) for place in missing}
    enough = sum(sizes.values()) / _BATCHES
    batch: list[int] = []
    weight = 0
    for place in sorted(missing, key=lambda place: (-sizes[place], place)):
        batch.append(place)
        weight += sizes[place]
        if weight >= enough:
            yield tuple(batch)
            batch, weight = [], 0
    if batch:
        yield tuple(batch)


def _fonts(hands: _Hands, drawings: Sequence[Drawing], cut_fonts: CutFonts) -> FontSet:
    """The book's fonts, from the store or cut down now."""
    uses = merged_uses(drawings)
    key = fonts_key(hands.kit, uses)
    kept = hands.bench.store.get(key)
    if kept is not None:
        fonts: FontSet = pickle.loads(kept)
        return fonts
    made = hands.bench.executor.submit(cut_fonts, hands.kit, uses).result()
    hands.bench.store.put(key, pickle.dumps(made))
    return made


def merged_uses(drawings: Iterable[Drawing]) -> tuple[FontUse, ...]:
    """What the book uses of each font; where sheets differ the first one counts."""
    uses: dict[str, FontUse] = {}
    for drawing in drawings:
        for use in drawing.fonts:
            first = uses.get(use.name, use)
            uses[use.name] = FontUse(
                name=use.name,
                description=first.description,
                glyphs=_union(first.glyphs, use.glyphs),
                widths=_union(first.widths, use.widths),
                missing=_union(first.missing, use.missing),
            )
    return tuple(uses[name] for name in sorted(uses))


def _union(
    first: tuple[tuple[int, V], ...], second: tuple[tuple[int, V], ...]
) -> tuple[tuple[int, V], ...]:
    """Both, sorted by key; where both have it the first counts."""
    return tuple(sorted((dict(second) | dict(first)).items()))


def _folios(placed: Sequence[Run], drawings: Sequence[Drawing]) -> dict[str, str]:
    """The page number printed at each anchor."""
    folios: dict[str, str] = {}
    for run, drawing in zip(placed, drawings, strict=True):
        for name, page, _, _ in drawing.anchors:
            folios.setdefault(name, run.folio(page))
    return folios


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


def _told(sheets: Sequence[Sheet], drawings: Sequence[Drawing]) -> Iterable[Diagnostic]:
    """What the user is told about the sheets."""
    for sheet, drawing in zip(sheets, drawings, strict=True):
        path = PurePosixPath(sheet.source or sheet.name)
        yield from diagnostics((Heard(*heard) for heard in drawing.heard), path)
        if drawing.notes_lost:
            yield lost_notes(drawing.notes_lost, path)
