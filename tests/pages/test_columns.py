"""Columns of known heights: exact cuts, and laws over all heights."""

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.typeset.columns import Group, Run, fill, first, fitting, total


def group(*items: float) -> Group:
    return Group(head=20, again=22, items=items)


def test_groups_stay_whole_and_columns_come_out_even():
    groups = (group(10, 10, 10), group(10, 10, 10), group(10, 10), group(10, 10))
    assert fill(groups, 2, 200) == (
        (Run(group=0, first=0, last=3), Run(group=1, first=0, last=3)),
        (Run(group=2, first=0, last=2), Run(group=3, first=0, last=2)),
    )


def test_a_broken_group_keeps_two_items_on_either_side_and_repeats_its_head():
    groups = (group(*[10.0] * 8),)
    # 22 + 4 items = 62 is the least height of a second column that starts inside.
    assert fill(groups, 2, 70) == (
        (Run(group=0, first=0, last=4),),
        (Run(group=0, first=4, last=8),),
    )
    assert fill((group(10, 10, 10),), 2, 45) is None


def test_a_group_that_fits_is_not_broken_for_the_sake_of_evenness():
    assert fill((group(*[10.0] * 8),), 2, 400) == (
        (Run(group=0, first=0, last=8),),
        (),
    )


def test_what_is_over_stands_in_the_first_columns():
    groups = (group(*[10.1] * 11),)
    lengths = [run.last - run.first for (run,) in fill(groups, 3, 64) or ()]
    assert lengths == [4, 4, 3]


def test_columns_that_are_not_the_tallest_are_even_too():
    groups = tuple(group(*[10.0] * count) for count in (10, 3, 3, 3, 3))
    found = fill(groups, 3, 130) or ()
    assert [len(column) for column in found] == [1, 2, 2]


def test_how_many_fit_is_the_largest_number_that_can_be_set():
    groups = (group(*[10.0] * 30),)
    fits = fitting(groups, 2, 100)
    assert fits == 15  # 20 + 8 × 10 in the first column, 22 + 7 × 10 in the second
    assert fill(first(groups, 15), 2, 100) is not None
    assert fill(first(groups, 16), 2, 100) is None


GROUPS = st.lists(
    st.builds(
        lambda items: group(*items),
        st.lists(st.floats(5, 60), min_size=1, max_size=12),
    ),
    min_size=1,
    max_size=9,
)


@given(groups=GROUPS, columns=st.integers(1, 3), height=st.floats(60, 900))
@settings(max_examples=200, deadline=None)
def test_every_item_once_in_order_and_no_column_too_high(groups, columns, height):
    made = fill(groups, columns, height)
    if made is None:
        assert total(groups) > height
        return
    assert len(made) == columns
    flat = [
        (run.group, index)
        for column in made
        for run in column
        for index in range(run.first, run.last)
    ]
    assert flat == [
        (number, index)
        for number, one in enumerate(groups)
        for index in range(len(one.items))
    ]
    for column in made:
        tall = sum(
            (groups[run.group].again if run.first else groups[run.group].head)
            + sum(groups[run.group].items[run.first : run.last])
            for run in column
        )
        assert tall <= height + 1e-6


@given(groups=GROUPS, columns=st.integers(1, 3))
@settings(max_examples=100, deadline=None)
def test_what_fits_one_column_always_fits(groups, columns):
    assert fill(groups, columns, total(groups) + 0.01) is not None
