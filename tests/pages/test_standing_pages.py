"""Pages that stand: a sheet set again becomes what it would be if nothing stood."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pages_sample import STYLES, WORDS, sheet

from octavo.model.asset import Asset
from octavo.model.drawing import Drawn
from octavo.model.galley import Sheet
from octavo.typeset.draw import draw_all, ready_for
from octavo.typeset.layout import lay_out
from octavo.typeset.order import Kit, Order, kit
from octavo.typeset.pages import boxes
from octavo.typeset.standing import Resetting, frame_of, unpacked

MORE = """
@page { @top-left { content: string(section) } @top-right { content: string(title, last) } }
h1 { string-set: title content() } h2 { string-set: section content(); break-after: avoid }
h2 + p { text-indent: 2em } p:nth-child(5n) { letter-spacing: 0.3pt }
table { width: 100% } td { padding: 4pt } pre { white-space: pre-wrap; break-inside: avoid }
ol { list-style: decimal } .wide { break-before: page }
"""


@pytest.fixture(scope="module")
def given(fonts: tuple[Asset, ...]) -> Kit:
    """What all sheets here are set with."""
    return kit(STYLES + MORE, fonts)


def _words(lots: random.Random, least: int, most: int) -> str:
    return " ".join(lots.choices(WORDS, k=lots.randint(least, most)))


def _block(place: int, lots: random.Random) -> str:
    words = _words(lots, 12, 90)
    kind = place % 12
    if kind == 3:
        return f'<h2 id="s{place}">Section {place}</h2>'
    if kind == 6:
        items = "".join(f"<li>{_words(lots, 3, 30)}</li>" for _ in range(5))
        return f"<ol>{items}</ol>"
    if kind == 8:
        cells = "".join(f"<td>{_words(lots, 2, 12)}</td>" for _ in range(3))
        return f"<table>{f'<tr>{cells}</tr>' * 4}</table>"
    if kind == 10:
        return f"<pre>{words}</pre>"
    note = f'<span class="footnote">{_words(lots, 4, 40)}</span>' if kind == 5 else ""
    return f"<p>{words}{note}.</p>"


BLOCKS = tuple(_block(place, random.Random(place)) for place in range(48))


def _sheet(blocks: tuple[str, ...]) -> Sheet:
    body = f'<section><h1 id="one">One</h1>{"".join(blocks)}</section>'
    return sheet("one", body, kind="chapter", role="body", title="One")


def _order(blocks: tuple[str, ...], standing: bytes = b"") -> Order:
    return Order(
        sheet=_sheet(blocks),
        wants=(),
        first=100,
        counted=True,
        verso=False,
        tagged=True,
        assets=(),
        standing=standing,
        keep=True,
    )


def _drawn(given: Kit, order: Order) -> Drawn:
    (drawn,) = draw_all(given, (order,))
    return drawn


def _pages_set(given: Kit, order: Order) -> int:
    """How many pages of a sheet are set, of which something stands."""
    ready = ready_for(given)
    again = Resetting(frame_of(given, order), unpacked(order.standing), ready.rules)
    document = lay_out(
        ready.press, order.sheet, {}, {}, first=100, verso=False, again=again
    )
    return len(document.pages)


@pytest.fixture(scope="module")
def stands(given: Kit) -> bytes:
    """What stands of the sheet as it was first."""
    drawn = _drawn(given, _order(BLOCKS))
    assert drawn.drawing.pages > 9
    return drawn.standing


Edit = Callable[[list[str], int, random.Random], None]


def _word(blocks: list[str], at: int, lots: random.Random) -> None:
    blocks[at] = re.sub(r">(\w+)", rf">\1 {lots.choice(WORDS)}", blocks[at], count=1)


def _removed(blocks: list[str], at: int, lots: random.Random) -> None:
    del blocks[at]


def _put(made: Callable[[random.Random], str]) -> Edit:
    def put(blocks: list[str], at: int, lots: random.Random) -> None:
        blocks.insert(at, made(lots))

    return put


EDITS: dict[str, Edit] = {
    "word": _word,
    "removed": _removed,
    "paragraph": _put(lambda lots: f"<p>{_words(lots, 5, 200)}</p>"),
    "long": _put(lambda lots: f"<p>{_words(lots, 900, 1200)}</p>"),
    "heading": _put(lambda lots: f'<h2 id="n">{_words(lots, 1, 4)}</h2>'),
    "note": _put(lambda lots: '<p>See<span class="footnote">a note</span>.</p>'),
    "table": _put(
        lambda lots: f"<table>{'<tr><td>a</td><td>b</td></tr>' * 30}</table>"
    ),
    "break": _put(lambda lots: '<p class="wide">Overleaf.</p>'),
    "hidden": _put(lambda lots: '<p style="display: none">Nothing.</p>'),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("at", [0, 13, 30, 47])
def test_a_sheet_set_again_is_the_sheet_set_anew(
    given: Kit, stands: bytes, edit: str, at: int
) -> None:
    blocks = list(BLOCKS)
    EDITS[edit](blocks, at, random.Random(at))
    again = _drawn(given, _order(tuple(blocks), stands))
    anew = _drawn(given, _order(tuple(blocks)))
    assert again.drawing == anew.drawing
    assert unpacked(again.standing) == unpacked(anew.standing)


@pytest.mark.parametrize("seed", range(2))
def test_one_edit_after_another_leads_to_the_same_pages(
    given: Kit, stands: bytes, seed: int
) -> None:
    lots, blocks = random.Random(seed), list(BLOCKS)
    for _ in range(8):
        EDITS[lots.choice(list(EDITS))](blocks, lots.randrange(len(blocks)), lots)
        again = _drawn(given, _order(tuple(blocks), stands))
        stands = again.standing
    assert again.drawing == _drawn(given, _order(tuple(blocks))).drawing


NAMED = "body { page: front } @page :nth(3n of front) { margin: 60pt }"
"""All pages of the sheet are a group of pages with a name."""

OWN = {
    "columns": "section { columns: 2 }",
    "fixed": ".wide { position: fixed; bottom: 0 }",
    "group": NAMED,
    "groups": "ol, h2 { page: own } table { page: other }"
    " @page :nth(2 of own) { margin: 20pt }",
    "named": "table, h2 { page: own } @page own { margin: 20pt }",
    "nth": "@page :nth(3n) { margin: 60pt } h2 ~ p { letter-spacing: 0.1pt }",
    "numbers": "section { counter-reset: n } p { counter-increment: n }"
    " p::before { content: counter(n) ' ' }",
    "pages": "@page { @bottom-left { content: counter(pages) } }",
    "running": "h2 { position: running(h) } @page { @top-left { content: element(h) } }",
}


@pytest.mark.parametrize("own", OWN)
def test_whatever_styles_a_handbook_has_pages_are_the_same(
    fonts: tuple[Asset, ...], own: str
) -> None:
    given = kit(STYLES + MORE + OWN[own], fonts)
    lots, blocks = random.Random(own), list(BLOCKS)
    stands = _drawn(given, _order(tuple(blocks))).standing
    for edit in ("word", "removed", "break", "paragraph"):
        EDITS[edit](blocks, lots.randrange(len(blocks)), lots)
        again = _drawn(given, _order(tuple(blocks), stands))
        anew = _drawn(given, _order(tuple(blocks)))
        assert again.drawing == anew.drawing
        stands = anew.standing


COUNTED = {
    "head": "h2 { string-set: section counter(n) content() }",
    "note": ".footnote::footnote-marker { content: counter(n) }",
    "target": "@page { @bottom-left { content: target-text(url(#p)) } }",
}


@pytest.mark.parametrize("own", COUNTED)
def test_what_a_page_tells_of_another_is_true(
    fonts: tuple[Asset, ...], own: str
) -> None:
    counts = "section { counter-reset: n } .more { counter-increment: n }"
    given = kit(STYLES + MORE + counts + COUNTED[own], fonts)
    blocks = list(BLOCKS)
    blocks[16] = blocks[16].replace("<p", '<p id="p"', 1)
    stands = _drawn(given, _order(tuple(blocks))).standing
    blocks[16] = blocks[16].replace('id="p">', 'id="p" class="more">I ', 1)
    again = _drawn(given, _order(tuple(blocks), stands))
    assert again.drawing == _drawn(given, _order(tuple(blocks))).drawing


def test_what_an_edit_brings_to_all_pages_is_on_all(fonts: tuple[Asset, ...]) -> None:
    given = kit(STYLES + MORE + OWN["fixed"], fonts)
    stands = _drawn(given, _order(BLOCKS)).standing
    long = f"<p>{_words(random.Random(1), 900, 1200)}</p>"
    order = _order(('<p class="wide">Everywhere</p>', long, *BLOCKS), stands)
    again = _drawn(given, order)
    assert again.drawing == _drawn(given, replace(order, standing=b"")).drawing


def test_pages_lie_as_the_first_of_the_sheet_does(fonts: tuple[Asset, ...]) -> None:
    wide = (
        "h1 { break-after: page } h1.wide { page: wide } @page wide { size: 9in 5in }"
    )
    given = kit(STYLES + MORE + wide, fonts)
    order = replace(_order(BLOCKS), facing=True)
    html = order.sheet.html.replace("<h1", '<h1 class="wide"')
    turned = replace(
        order,
        sheet=replace(order.sheet, html=html),
        standing=_drawn(given, order).standing,
    )
    again = _drawn(given, turned)
    assert again.drawing == _drawn(given, replace(turned, standing=b"")).drawing


def test_pages_begin_in_the_sheet_as_it_is_called_now(
    given: Kit, stands: bytes
) -> None:
    order = _order(BLOCKS, stands)
    html = order.sheet.html.replace('id="one"', 'id="two"')
    anchors = ("two", *order.sheet.anchors[1:])
    order = replace(order, sheet=replace(order.sheet, html=html, anchors=anchors))
    again = _drawn(given, order)
    assert _pages_set(given, order) < again.drawing.pages
    assert {opening.sheet for opening in again.drawing.openings} == {"two"}
    assert again.drawing == _drawn(given, replace(order, standing=b"")).drawing


@pytest.mark.parametrize(
    ("own", "pages"),
    [("section { position: absolute; bottom: 0 }", 2), ("body { display: none }", 1)],
)
def test_a_sheet_has_all_the_pages_that_it_was_set_on(
    fonts: tuple[Asset, ...], own: str, pages: int
) -> None:
    order = replace(_order(BLOCKS[:1]), filled=pages > 1)
    assert _drawn(kit(STYLES + own, fonts), order).drawing.pages == pages


@pytest.mark.parametrize("own", ["", "body { page: front }"])
def test_few_pages_are_set_for_a_word(fonts: tuple[Asset, ...], own: str) -> None:
    given = kit(STYLES + MORE + own, fonts)
    stands = _drawn(given, _order(BLOCKS)).standing
    blocks = list(BLOCKS)
    _word(blocks, 30, random.Random(1))
    order = _order(tuple(blocks), stands)
    assert 0 < _pages_set(given, order) < 6
    assert _pages_set(given, replace(order, standing=b"")) > 9


def test_few_pages_are_set_where_blocks_move_in_a_group_of_pages(
    fonts: tuple[Asset, ...],
) -> None:
    rows = [f"<p>{_words(random.Random(n), 3, 9)}</p>" for n in range(400)]
    rows[::40] = [f'<p class="wide">Part {n}</p>' for n in range(10)]
    given = kit(STYLES + NAMED + ".wide { break-before: page }", fonts)
    first = _drawn(given, _order(tuple(rows)))
    rows.insert(90, "<p>One more.</p>")
    order = _order(tuple(rows), first.standing)
    again = _drawn(given, order)
    anew = _drawn(given, replace(order, standing=b""))
    assert again.drawing == anew.drawing
    assert unpacked(again.standing) == unpacked(anew.standing)
    assert _pages_set(given, order) * 4 < anew.drawing.pages


def test_nothing_stands_where_other_rules_hold(given: Kit, stands: bytes) -> None:
    order = _order(BLOCKS, stands)
    whole = _pages_set(given, replace(order, standing=b""))
    assert _pages_set(given, order) < whole
    for other in (
        replace(order, verso=True),
        replace(order, first=1000),
        replace(order, sheet=replace(order.sheet, name="two")),
        replace(
            order,
            sheet=replace(
                order.sheet,
                html=order.sheet.html.replace("<section", "<section lang='de'"),
            ),
        ),
    ):
        assert _pages_set(given, other) == whole


def test_a_reference_to_its_own_page_has_the_whole_sheet_set(
    given: Kit, stands: bytes
) -> None:
    blocks = list(BLOCKS)
    blocks.insert(
        31, '<p id="here">See <a href="#here">here<span class="page-reference"> p. '
        '<span data-page-of="here"></span></span></a>.</p>'
    )  # fmt: skip
    order = replace(_order(tuple(blocks), stands), wants=(("here", "000"),))
    again = _drawn(given, order)
    assert again.drawing == _drawn(given, replace(order, standing=b"")).drawing
    assert again.standing == b""


KINDS = """
.left { float: left; width: 40%; height: 90pt } .fixed { position: fixed; top: 0 }
.off { position: absolute; right: 0 } .columns { columns: 2 }
.flex { display: flex } .grid { display: grid; grid-template-columns: 1fr 1fr }
"""


def _boxes(document: Any) -> list[list[tuple[Any, ...]]]:
    return [
        [
            (
                *(type(box).__name__, box.element_tag, getattr(box, "text", "")),
                *(box.position_x, box.position_y, box.width, box.height),
            )
            for box in boxes(page)
        ]
        for page in document.pages
    ]


@pytest.mark.parametrize(
    ("more", "emptied"),
    [("", True), ("h2::after { content: ' of ' counter(pages) }", False)],
)
def test_what_was_set_is_let_go_and_pages_are_the_renderers_own(
    fonts: tuple[Asset, ...], more: str, emptied: bool
) -> None:
    lots = random.Random(9)
    kinds = ("left", "fixed", "off", "columns", "flex", "grid", "plain")
    several = (
        f'<div class="{kinds[place % len(kinds)]}">'
        f"<p>{_words(lots, 40, 90)}</p><p>{_words(lots, 9, 60)}</p></div>{block}"
        for place, block in enumerate(BLOCKS)
    )
    nested = "".join(f"<blockquote>{block}</blockquote>" for block in several)
    given = kit(STYLES + MORE + KINDS + more, fonts)
    order = _order((f"<div>{nested}</div>", "<p>The end.</p>"))
    ready = ready_for(given)
    again = Resetting(frame_of(given, order), None, ready.rules)

    def set_now(again: Resetting | None) -> Any:
        return lay_out(
            ready.press, order.sheet, {}, {}, first=100, verso=False, again=again
        )

    own, made = _boxes(set_now(None)), _boxes(set_now(again))
    assert len(own) > 20
    assert made == own
    _, outer, last = again.pagination.flow.blocks
    assert [block.children == () for block in outer.children[:2]] == [emptied] * 2
    assert len(last.children) == 1


@pytest.mark.parametrize("body", ["", "Words alone.", "<p>One.</p>", "<img/>"])
def test_a_sheet_of_next_to_nothing_is_set(given: Kit, body: str) -> None:
    one = sheet("one", body, kind="chapter", role="body", title="One")
    order = replace(_order(()), sheet=one)
    drawn = _drawn(given, order)
    again = _drawn(given, replace(order, standing=drawn.standing))
    assert again.drawing == drawn.drawing
    assert drawn.drawing.pages == 1
