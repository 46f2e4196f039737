"""Pages kept standing: those of a sheet that an edit leaves as they were set.

A printer keeps type standing that is likely to be printed again. Of a sheet every page is
kept with what it was set from: what the renderer had when it turned to it, and a digest of
each block of the text, in which is all that decides how it looks. When the sheet is to be
set again, setting begins with the first page that another block may change, and ends when
a page begins as one that stands. What is kept makes pages come sooner, never other ones.
"""

import pickle
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, takewhile
from types import SimpleNamespace
from typing import Any, NamedTuple

from octavo.model.drawing import DrawnPage
from octavo.model.opening import Opening
from octavo.typeset.blocks import block_digests, frame_digest
from octavo.typeset.internals.matching import Remembering
from octavo.typeset.internals.pagination import Flow, Pagination, Start, Turn
from octavo.typeset.opening import Place, Read, moved
from octavo.typeset.order import Kit, Order, digest_of, order_key

_AHEAD = 5
"""Blocks behind a page's last that its end may depend on: before a table there may stand
a few that announce it (`dividing`)."""
_RUNS_ON = frozenset(("p", "ul", "ol", "h3", "h4", "h5", "h6"))
"""Elements that a figure may go behind (`moving`)."""


class StandingPage(NamedTuple):
    """A page that was set, and what it was set from.

    It begins in block `place`. Where the page before ends depends on no block behind
    that numbered `last`. `notes` begin at its foot.
    """

    turn: Turn
    place: int
    last: int
    notes: int
    read: Read
    drawn: DrawnPage


class Standing(NamedTuple):
    """All pages of a sheet, with digests of its blocks and of what is around them.

    `sizes` are those of the first page, `across` is it wider than high; `lines` are how
    many the last page has.
    """

    frame: str
    blocks: tuple[str, ...]
    sizes: Mapping[str, Any]
    across: bool
    lines: int
    pages: tuple[StandingPage, ...]


def packed(standing: Standing | None) -> bytes:
    """What is kept of it; nothing of nothing."""
    return b"" if standing is None else pickle.dumps(standing, protocol=5)


def unpacked(data: bytes) -> Standing | None:
    """What was packed."""
    return pickle.loads(data) if data else None


class Fresh(NamedTuple):
    """The pages that were set: each drawn and read, how many notes begin on each.

    They end at the place `end`.
    """

    drawn: tuple[DrawnPage, ...]
    reads: tuple[Read, ...]
    notes: Sequence[int]
    end: Place


class Resetting:
    """A sheet that is set again, from what stands of it.

    `frame` is a digest of all that the sheet is set from besides its text, `rules` are
    those of its style sheet. `pagination` is for whoever sets it, who says before
    which figures may be moved (`apt` are their elements), and afterwards whether the
    pages are `alone`: none has been set in a way that others asked for.
    """

    def __init__(self, frame: str, stands: Standing | None, rules: Remembering) -> None:
        self.pagination = Pagination(self._begin)
        self.apt: Collection[Any] = ()
        self.alone = True
        self._given = frame
        self._frame = ""
        self._stands = stands
        self._rules = rules
        self._blocks: tuple[str, ...] = ()
        # Of each page that was set the block it begins in, and the last it depends on.
        self._places: list[tuple[int, int]] = []
        # The page that setting ends before, as it stood, and the first block that has
        # only such as stood behind it.
        self._met: StandingPage | None = None
        self._place = 0

    @property
    def begun(self) -> bool:
        """Whether there are pages that stand."""
        return self.pagination.first > 0 or self._met is not None

    @property
    def hasty(self) -> bool:
        """Whether pages that depend on one another were set once, as if they did not."""
        return self.pagination.once and not self.pagination.plain

    @property
    def notes(self) -> int:
        """How many notes are on the pages that stand."""
        return sum(page.notes for page in (*self.head, *self.tail))

    @property
    def head(self) -> tuple[StandingPage, ...]:
        """The pages that stand before those set."""
        return self._stands.pages[: self.pagination.first] if self._stands else ()

    @property
    def tail(self) -> tuple[StandingPage, ...]:
        """The pages that stand behind those set, as they stood."""
        if self._stands is None or self._met is None:
            return ()
        return self._stands.pages[self._met.drawn.index :]

    @property
    def behind(self) -> tuple[Place, frozenset[str]]:
        """The place at which pages begin to be set, and the anchors before it."""
        if self._stands is None or not self.head:
            return Place(), frozenset()
        before = (name for page in self.head for name, _, _ in page.drawn.anchors)
        return self._stands.pages[len(self.head)].read.behind, frozenset(before)

    @property
    def across(self) -> bool | None:
        """Whether the first page is wider than high, where it stands."""
        return self._stands.across if self._stands is not None and self.head else None

    @property
    def lines(self) -> int:
        """How many lines the last page has, where it stands."""
        return self._stands.lines if self._stands is not None else 0

    def next_page(self) -> tuple[Any, ...]:
        """The page behind those set, if it stands: what it begins with, as boxes."""
        if self._met is None:
            return ()
        box = self.pagination.flow.ancestors[0]
        path = self.pagination.turns[-1].path
        chain = []
        while True:
            chain.append(box.element)
            place, path = next(iter(path.items())) if path else (0, None)
            if place >= len(getattr(box, "children", ())):
                break
            box = box.children[place]
        leaf: Any = None
        for element in reversed((None, *chain)):
            inner = () if leaf is None else (leaf,)
            leaf = SimpleNamespace(element=element, children=inner)
        return (SimpleNamespace(_page_box=leaf, anchors={}),)

    def let_boxes_go(self) -> None:
        """Read from the document's boxes what is needed of them, and let them go.

        They take as much memory as the pages made of them.
        """
        flow = self.pagination.flow
        if self._blocks:
            begun = [flow.place(turn.path) for turn in self.pagination.turns]
            self._places = [(place, self._last(place)) for place in begun]
        self.pagination.flow = flow.bare()

    def whole(self, fresh: Fresh) -> tuple[tuple[DrawnPage, Opening], ...]:
        """All pages of the sheet, and where each begins, from those that were set."""
        pairs = zip(fresh.drawn, fresh.reads, strict=True)
        pages = (
            *((page.drawn, page.read.opening) for page in self.head),
            *((page, read.opening) for page, read in pairs),
            *((page.drawn, page.read.opening) for page in self._moved(fresh.end)),
        )
        # It has its name from an anchor, which may be another now.
        name = fresh.reads[0].opening.sheet
        return tuple((page, replace(opening, sheet=name)) for page, opening in pages)

    def standing(self, fresh: Fresh, *, across: bool, lines: int) -> Standing | None:
        """What is to be kept of these pages; None where they do not stand alone."""
        if not (self.alone and self.pagination.plain and self._blocks):
            return None
        pages = (*self.head, *self._made(fresh), *self._moved(fresh.end))
        sizes = self.pagination.sizes
        return Standing(self._frame, self._blocks, sizes, across, lines, pages)

    def _made(self, fresh: Fresh) -> Iterator[StandingPage]:
        """The pages that were set, as they will stand."""
        # Behind the last there may be what the next page begins with.
        count = len(fresh.drawn)
        turns, places = self.pagination.turns[:count], self._places[:count]
        rows = zip(turns, places, fresh.notes, fresh.reads, fresh.drawn, strict=True)
        for turn, place, notes, read, page in rows:
            yield StandingPage(turn, *place, notes, read, page)

    def _begin(self, flow: Flow, root: Any) -> Start | None:
        """Where setting may begin, since all before is as it stood."""
        self._blocks = block_digests(flow, self._rules, self.apt)
        self._frame = digest_of((self._given, frame_digest(flow, root, self._rules)))
        stands = self._stands
        if stands is None or not self._blocks or stands.frame != self._frame:
            return None
        alike = _alike(stands.blocks, self._blocks)
        lasts = accumulate((page.last for page in stands.pages), max)
        index = max(
            index
            for index, (page, last) in enumerate(zip(stands.pages, lasts, strict=True))
            if index == 0
            or (last < alike and page.turn.bare and not flow.parted(page.turn.path))
        )
        behind = _alike(stands.blocks[::-1], self._blocks[::-1])
        turn = stands.pages[index].turn
        return Start(index, turn, stands.sizes, partial(self._joins, behind))

    def _joins(self, alike: int, index: int, turn: Turn) -> bool:
        """Whether a page begins as it stood, so many blocks at the end being alike."""
        stands = self._stands
        assert stands is not None, "it was begun with what stands"
        if index >= len(stands.pages):
            return False
        page = stands.pages[index]
        place = len(stands.blocks) - alike
        if (
            turn.path is None
            or page.turn.path is None
            or page.place < place
            or not turn.bare
        ):
            return False
        by = len(self._blocks) - len(stands.blocks)
        if turn != self.pagination.flow.turned(page.turn, by, place):
            return False
        self._met, self._place = page, place
        return True

    def _last(self, place: int) -> int:
        """The last block that the page which ends before `place` may depend on."""
        flow = self.pagination.flow
        last = max(flow.kept_on(place), place + _AHEAD)
        if flow.blocks[place].element in self.apt:
            behind = flow.blocks[place + 1 :]
            runs = takewhile(lambda block: block.element_tag in _RUNS_ON, behind)
            last = max(last, place + 1 + sum(1 for _ in runs))
        return last

    def _moved(self, end: Place) -> Iterator[StandingPage]:
        """The pages that stand behind those set, which end at a place."""
        if self._stands is None or self._met is None:
            return
        flow = self.pagination.flow
        by = len(self._blocks) - len(self._stands.blocks)
        for page in self.tail:
            yield page._replace(
                turn=flow.turned(page.turn, by, self._place),
                place=page.place + by,
                last=page.last + by,
                read=moved(page.read, self._met.read.behind, end),
            )


def _alike(first: Sequence[str], second: Sequence[str]) -> int:
    """How many members two rows begin with that are the same."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def frame_of(kit: Kit, order: Order) -> str:
    """A digest of what a sheet is set from, besides its text."""
    bare = replace(order.sheet, html="", digest="", anchors=(), wants=(), notes=0)
    return order_key(kit, replace(order, sheet=bare, wants=()))
