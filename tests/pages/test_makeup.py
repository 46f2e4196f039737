"""The search for the size of type, with a ruler in the place of the renderer.

The ruler's letters are all half an em wide and it breaks lines where words end, so that
the true answer can be had by trying all sizes.
"""

import re
from functools import cache
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.diagnostics import Span
from octavo.editions.checklist.makeup import SIZES, make_up
from octavo.editions.checklist.markup import Frame, Group, Item, galley_proof
from octavo.editions.checklist.paper import PAPERS, Measure
from octavo.editions.checklist.run_on import run_on
from octavo.editions.checklist.smallest import at_smallest, overfull, too_long
from octavo.typeset import columns

A4 = PAPERS["a4"]
SPAN = Span.whole(PurePosixPath("a.md"))


def ruler(seen: list[str]) -> Measure:
    """Heights of blocks; notes the documents that it was given."""

    @cache
    def measure(html: str) -> tuple[float, ...]:
        seen.append(html)
        found = re.search(r"width:([\d.]+)pt;font-size:([\d.]+)pt", html)
        assert found is not None
        width, size = float(found[1]), float(found[2])
        blocks = re.findall(r'<div class="measured">(.*?)</div>', html)
        return tuple(
            (1.26 * _lines(block.split(), width / size - 1.6) + 0.36) * size
            for block in blocks
        )

    return measure


def _lines(words: list[str], width: float) -> int:
    lines, used = 1, 0.0
    for word in words:
        long = len(word) / 2
        if used and used + 0.5 + long > width:
            lines, used = lines + 1, 0.0
        used += long + (0.5 if used else 0)
    return lines


def _groups(lengths: list[list[int]]) -> tuple[Group, ...]:
    def item(words: int) -> Item:
        text = " ".join("abcdefghi"[: 2 + (n * 7 + words) % 8] for n in range(words))
        proof = f'<div class="measured">{text}</div>'
        return Item(html=text, proof=proof, span=SPAN)

    return tuple(
        Group(
            title="Head",
            head="Head",
            again="Head (continued)",
            items=tuple(map(item, group)),
            part="",
            chapter="",
        )
        for group in lengths
    )


def _frame(groups: tuple[Group, ...]) -> Frame:
    return Frame(
        language="en",
        direction="ltr",
        title="",
        heading="",
        head="",
        foot="",
        groups=groups,
        numbered=False,
    )


def _heights(
    groups: tuple[Group, ...], size: float, count: int
) -> tuple[columns.Group, ...]:
    proof = galley_proof(_frame(groups), groups, A4.measure_of(count), size)
    left = iter(ruler([])(proof))
    return tuple(
        columns.Group(
            head=next(left),
            again=next(left),
            items=tuple(next(left) for _ in group.items),
        )
        for group in groups
    )


def _fits(groups: tuple[Group, ...], size: float) -> bool:
    return any(
        columns.fill(_heights(groups, size, count), count, A4.room) is not None
        for count in (1, 2, 3)
    )


_LENGTHS = st.lists(
    st.lists(st.integers(min_value=1, max_value=25), min_size=1, max_size=14),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(_LENGTHS)
def test_the_largest_size_that_fits_is_found_without_trying_all(
    lengths: list[list[int]],
) -> None:
    groups = _groups(lengths)
    seen: list[str] = []
    made = make_up(_frame(groups), groups, A4, ruler(seen))
    true = [size for size in SIZES if _fits(groups, size)]
    assert len(seen) <= 12
    if made is None:
        assert true == []
        return
    # A little smaller only if that keeps groups whole.
    assert made.size == true[0] or (not made.broken and made.size >= true[0] - 0.5)
    for column in made.columns:
        heights = _heights(groups, made.size, len(made.columns))
        pieces = sum(1 + run.last - run.first for run in column)
        assert columns.height(heights, column) + made.air * pieces <= A4.room + 0.01


@pytest.mark.parametrize("words", [3, 5, 6])
def test_a_hundred_items_take_few_layouts(words: int) -> None:
    groups = _groups([[words, words + 1, words + 2] * 3] * 11 + [[words]])
    seen: list[str] = []
    made = make_up(_frame(groups), groups, A4, ruler(seen))
    assert made is not None
    assert len(seen) <= 7


def test_whole_groups_are_worth_half_a_point() -> None:
    """Two of three groups are a line too high for a column; a step smaller, not."""
    groups = _groups([[2] * 17, [2] * 17, [2] * 25])
    assert _fits(groups, 12)
    made = make_up(_frame(groups), groups, A4, ruler([]))
    assert made is not None
    assert (made.size, made.broken) == (11.75, False)


def test_a_long_list_is_measured_once_however_many_sheets_it_takes() -> None:
    groups = _groups([[5] * 7] * 700)
    seen: list[str] = []
    sheets = run_on(_frame(groups), groups, A4, ruler(seen))
    assert len(seen) == 1
    assert sum(len(group.items) for made in sheets for group in made.groups) == 4900
    for made in sheets:
        for column in made.columns:
            assert (
                columns.height(
                    _heights(made.groups, made.size, len(made.columns)), column
                )
                <= A4.room
            )


@pytest.mark.parametrize(
    ("items", "words", "count"),
    [(7, 4, 1), (24, 4, 1), (25, 4, 2), (60, 4, 2), (90, 4, 3), (160, 1, 4)],
)
def test_few_items_stand_in_one_column_and_many_short_ones_in_four(
    items: int, words: int, count: int
) -> None:
    groups = _groups([[words] * (items // 2), [words] * (items - items // 2)])
    made = make_up(_frame(groups), groups, A4, ruler([]))
    assert made is not None
    assert len(made.columns) == count


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(
        st.lists(st.integers(1, 9) | st.integers(100, 2500), min_size=1, max_size=40),
        min_size=1,
        max_size=6,
    )
)
def test_what_does_not_fit_is_over_by_some_items_or_has_one_too_long(
    lengths: list[list[int]],
) -> None:
    groups = _groups(lengths)
    given = (_frame(groups), groups, A4, ruler([]))
    long = too_long(*given)
    if make_up(*given) or at_smallest(*given):
        assert long == ()
    elif not long:
        found = overfull(*given)
        assert 0 < found.over < found.items
        items = [item for group in groups for item in group.items]
        assert found.first is items[-found.over]
        sheets = run_on(*given)
        assert len(sheets) > 1
        printed = [
            one for made in sheets for group in made.groups for one in group.items
        ]
        assert printed == items
    for found in long:
        assert found.pages > 0.999
        assert 0 < found.part < 1.001
