"""Pages of a document set from one on, with what the renderer goes on with there.

WeasyPrint sets page after page. From one to the next it takes a path into its boxes, the
counters, the words that running heads show, and what did not fit: notes, parts of boxes
that stand beside the text. Where nothing is left over all the rest can be kept, so that
a page is set without those before it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from functools import reduce
from itertools import pairwise
from typing import Any, NamedTuple

import weasyprint
from weasyprint import document, layout
from weasyprint.formatting_structure.boxes import BlockBox
from weasyprint.layout import page as paging
from weasyprint.layout.block import block_level_page_break

from octavo.typeset.internals.version import READ

_AVOID = frozenset(("avoid", "avoid-page"))


class Turn(NamedTuple):
    """What the renderer has when it turns to a page.

    `path` leads to the first box of the page, None at the beginning: the place of a child,
    below that the place of one of its own, and so on. `following` is what the break asks
    for, `right` whether the page is a right-hand one, `state` the counters, `strings` the
    last words set for running heads. Where something is left over from the page before
    it is not `bare`.
    """

    path: Any
    following: Any
    right: bool
    state: Any
    strings: Mapping[str, Any]
    bare: bool


class Flow(NamedTuple):
    """The boxes of a document that follow one another, and those around them.

    Each of the `ancestors`, from the root on, holds nothing but the next. `tied` says of
    each block whether no page may part it from the one behind.
    """

    ancestors: tuple[Any, ...]
    blocks: Sequence[Any]
    tied: tuple[bool, ...] = ()

    def bare(self) -> "Flow":
        """The shape of it, without boxes."""
        return Flow((None,) * len(self.ancestors), ())

    def place(self, path: Any) -> int:
        """Which block a path leads into; the first where it ends around the blocks."""
        inner = self._inner(path)
        return next(iter(inner)) if inner else 0

    def parted(self, path: Any) -> bool:
        """Whether a path leads into the midst of a block."""
        return path is not None and any(
            inner is not None for inner in self._inner(path).values()
        )

    def moved(self, path: Any, by: int, place: int) -> Any:
        """The path as it is when so many blocks more stand before that at `place`."""
        inner = self._inner(path)
        # One that ends around the blocks, or before those that have moved.
        if inner is None or next(iter(inner)) < place:
            return path
        inner = {place + by: below for place, below in inner.items()}
        return reduce(lambda made, _: {0: made}, self.ancestors[1:], inner)

    def turned(self, turn: Turn, by: int, place: int) -> Turn:
        """What the renderer has there when so many blocks more stand before `place`.

        A group of pages with a name may have begun far before.
        """
        *counters, groups = turn.state
        groups = [[name, at, self.moved(path, by, place)] for name, at, path in groups]
        path = self.moved(turn.path, by, place)
        return turn._replace(path=path, state=(*counters, groups))

    def kept_on(self, place: int) -> int:
        """The last of the blocks from `place` on that no page parts."""
        while place < len(self.tied) and self.tied[place]:
            place += 1
        return place

    def _inner(self, path: Any) -> Any:
        for _ in self.ancestors[1:]:
            (path,) = path.values() if path else (None,)
        return path


class Start(NamedTuple):
    """Where to begin: at page `first` (from 0), with `turn`.

    `sizes` are those of the first page. Setting ends before the page for which
    `joins(index, turn)` is true.
    """

    first: int
    turn: Turn
    sizes: Mapping[str, Any]
    joins: Callable[[int, Turn], bool]


class Pagination:
    """One way through the pages of a document, from the beginning or from a page on.

    `begin` is asked where, once there are boxes; None is the beginning. Afterwards
    `turns` says what each page that was set began with, and what the next would have,
    from page `first` on. `plain` is false where pages depend on one another in ways that
    turns do not tell; those that were set `once` are then not what they should be.
    """

    def __init__(self, begin: Callable[[Flow, Any], Start | None]) -> None:
        self._begin = begin
        self.flow = Flow((), ())
        self.sizes: Mapping[str, Any] = {}
        self.first = 0
        self.plain = False
        self.once = False
        self.turns: list[Turn] = []

    def lay_out(self, html: Any, root: Any, context: Any) -> list[Any]:
        """The pages, as `weasyprint.layout.layout_document` gives them."""
        self.flow = _flow(root)
        start = self._begin(self.flow, html.etree_element)
        if start is None:
            left: dict[int, bool] = {}
            with _noting(left):
                pages = list(layout.layout_document(html, root, context))
            self._note(context, left, len(pages))
        else:
            self.first, self.once = start.first, True
            if start.first:
                context.style_for.initial_page_sizes.update(start.sizes)
            pages = self._go_on(html, root, context, start)
        self.sizes = dict(context.style_for.initial_page_sizes)
        fixed = any(page.fixed_boxes for page in pages)
        resized = start is not None and self.sizes != start.sizes
        self.plain = not (fixed or resized) and _independent(context)
        return pages

    def _note(self, context: Any, left: Mapping[int, bool], count: int) -> None:
        strings: dict[str, Any] = {}
        for index in range(count):
            self.turns.append(_turn(context, index, strings, bare=not left[index]))
            strings = _later(context, strings, index)

    def _go_on(self, html: Any, root: Any, context: Any, start: Start) -> list[Any]:
        turn, index = start.turn, start.first
        if index:
            context.page_maker = [
                (*turn[:3], deepcopy(turn.state), _unmade()) for _ in range(index + 1)
            ]
        else:
            layout.initialize_page_maker(context, root)
        context.rendered_notes = []
        for name, words in turn.strings.items():
            context.string_set[name][index] = [words]
        strings, pages = turn.strings, []
        while True:
            bare = not (context.reported_footnotes or context.broken_out_of_flow)
            self.turns.append(_turn(context, index, strings, bare=bare))
            if index > start.first and start.joins(index, self.turns[-1]):
                break
            context.page_maker[index][-1].update(_unmade())
            page, path = paging.remake_page(index, context, root, html)
            pages.append(page)
            index += 1
            for child in page.descendants():
                for name, words in _strings(child):
                    context.string_set[name][index].append(words)
            strings = _later(context, strings, index - 1)
            if path is None and not context.reported_footnotes:
                break
        for index, page in enumerate(pages, start.first + 1):
            _furnish(context, page, index)
        return pages


@contextmanager
def paginated(pagination: Pagination | None) -> Iterator[None]:
    """While the block runs, documents are set by `pagination`, if there is one."""
    if pagination is None or weasyprint.VERSION != READ:
        yield
        return
    before = document.layout_document
    document.layout_document = pagination.lay_out
    try:
        yield
    finally:
        document.layout_document = before


def _flow(root: Any) -> Flow:
    """What stands in a document, inside of boxes that hold nothing but one another."""
    ancestors: list[Any] = [root]
    while True:
        within: Sequence[Any] = getattr(ancestors[-1], "children", ())
        inner = within[0] if len(within) == 1 else None
        if (
            inner is None
            or not getattr(inner, "children", ())
            or inner.element is ancestors[-1].element
            or not inner.is_in_normal_flow()
        ):
            tied = (block_level_page_break(*two) in _AVOID for two in pairwise(within))
            return Flow(tuple(ancestors), within, tuple(tied))
        ancestors.append(inner)


@contextmanager
def _noting(left: dict[int, bool]) -> Iterator[None]:
    """While the block runs, `left` is told at which pages something is left over.

    What stands before a page is let go where it is certain that it is set once. Pages
    have boxes of their own, and both together take twice the memory.
    """
    remake = paging.remake_page
    emptied: dict[Any, int] = {}
    again = False

    def remake_page(index: int, context: Any, root: Any, html: Any) -> Any:
        nonlocal again
        left[index] = bool(context.reported_footnotes or context.broken_out_of_flow)
        looked_up = context.target_collector.counter_lookup_items
        again = again or bool(looked_up) or (index > 0 and _asked(context, index - 1))
        if not (again or left[index]):
            _empty(root, context.page_maker[index][0], emptied)
        return remake(index, context, root, html)

    paging.remake_page = remake_page
    try:
        yield
    finally:
        paging.remake_page = remake


def _empty(box: Any, path: Any, emptied: dict[Any, int]) -> None:
    """Empty the blocks before a path; of these boxes so many `emptied` children are.

    What stands beside the text may be looked at on any page, as may a table's first rows.
    """
    while path and len(path) == 1 and _plain_block(box):
        ((place, path),) = path.items()
        first = emptied.get(box, 0)
        assert first <= place, "pages are set once, one after another"
        for block in box.children[first:place]:
            if block.is_in_normal_flow():
                block.children = ()
        emptied[box] = place
        if place == len(box.children):
            break
        box = box.children[place]


def _plain_block(box: Any) -> bool:
    """Whether a box sets what it holds one below the other, and looks at nothing again."""
    return (
        type(box) is BlockBox
        and not box.is_table_wrapper
        and box.style["column_width"] == box.style["column_count"] == "auto"
    )


def _turn(context: Any, index: int, strings: Mapping[str, Any], *, bare: bool) -> Turn:
    path, following, right, state, _ = context.page_maker[index]
    state = deepcopy(state)
    # How many there are is known when all are set.
    state[1]["pages"] = [0]
    return Turn(path, following, right, state, strings, bare)


def _later(context: Any, strings: Mapping[str, Any], index: int) -> dict[str, Any]:
    """The last words for running heads behind page `index`."""
    here = {
        name: pages[index + 1][-1]
        for name, pages in context.string_set.items()
        if pages.get(index + 1)
    }
    return {**strings, **here}


def _strings(box: Any) -> Sequence[tuple[str, Any]]:
    found = box.string_set
    return () if not found or found == "none" else found


def _furnish(context: Any, page: Any, number: int) -> None:
    """Give a page its margin boxes, as the end of `layout_document` does."""
    root, *areas = page.children
    context.current_page = number
    state = context.page_maker[number][3]
    page.children = (
        root,
        *(area for area in areas if area.children),
        *paging.make_margin_boxes(context, page, state),
    )
    layout.layout_backgrounds(page, context.get_image_from_uri)


def _independent(context: Any) -> bool:
    """Whether no page shows what another has but in the ways that turns tell."""
    running = any(
        boxes for pages in context.running_elements.values() for boxes in pages.values()
    )
    looked_up = context.target_collector.counter_lookup_items
    again = any(_asked(context, index) for index in range(len(context.page_maker) - 1))
    return not (running or looked_up or again)


def _asked(context: Any, index: int) -> bool:
    """Whether a page that was set is to be set again."""
    *_, made = context.page_maker[index]
    return bool(made["content_changed"] or made["pages_wanted"])


def _unmade() -> dict[str, Any]:
    return {
        "content_changed": False,
        "pages_wanted": False,
        "anchors": [],
        "content_lookups": [],
    }
