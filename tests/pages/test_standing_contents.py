"""The contents of a long handbook stand but for the pages a new heading changes."""

from collections.abc import Mapping
from dataclasses import replace

from settling import settled

from octavo.editions import EDITIONS
from octavo.find import Overrides
from octavo.model.config import Config
from octavo.model.galley import Galley
from octavo.render import render
from octavo.typeset.draw import draw_all, ready_for
from octavo.typeset.layout import lay_out
from octavo.typeset.order import Kit, Order, kit
from octavo.typeset.standing import Resetting, frame_of, unpacked

NOTES = {
    f"Chapter {n:02}.md": f"# Chapter {n}\n\n"
    + "".join(f"## Of subject {n}.{m}\n\nWords.\n\n" for m in range(9 + n % 5))
    for n in range(30)
}


def _galley(notes: Mapping[str, str]) -> Galley:
    row = next(each for each in EDITIONS if each.name == "pdf")
    return render(settled(notes).book, row, Config(), Overrides()).value


def _order(galley: Galley, standing: bytes = b"") -> Order:
    contents = next(sheet for sheet in galley.sheets if sheet.kind == "contents")
    return Order(
        sheet=contents,
        wants=tuple((anchor, "000") for anchor in contents.wants),
        first=100,
        counted=False,
        verso=False,
        tagged=True,
        assets=(),
        standing=standing,
        keep=True,
    )


def _pages_set(given: Kit, order: Order) -> int:
    ready = ready_for(given)
    again = Resetting(frame_of(given, order), unpacked(order.standing), ready.rules)
    document = lay_out(
        *(ready.press, order.sheet, dict(order.wants), {}),
        first=order.first,
        verso=order.verso,
        again=again,
    )
    return len(document.pages)


def test_a_new_heading_sets_the_pages_of_the_contents_that_it_changes() -> None:
    galley = _galley(NOTES)
    given = kit(galley.styles, galley.assets)
    (first,) = draw_all(given, (_order(galley),))
    assert first.drawing.pages > 8
    name = "Chapter 22.md"
    edited = {**NOTES, name: NOTES[name] + "## One more\n\nWords.\n"}
    order = _order(_galley(edited), first.standing)
    (again,) = draw_all(given, (order,))
    (anew,) = draw_all(given, (replace(order, standing=b""),))
    assert again.drawing == anew.drawing
    old = set(first.drawing.digests)
    changed = sum(digest not in old for digest in anew.drawing.digests)
    assert changed <= _pages_set(given, order) <= changed + 2
    assert changed < anew.drawing.pages // 2
