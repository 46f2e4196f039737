"""Colours in every way that CSS can write them, mixed, and in black ink alone."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from pages_sample import STYLES, bench, galley, sheet
from reading import data_of
from tinycss2.color5 import parse_color

from octavo.diagnostics import Outcome
from octavo.model.asset import Asset
from octavo.model.bench import Bench
from octavo.model.galley import Galley
from octavo.typeset import typeset, typeset_plainly
from octavo.typeset.ink import ink
from octavo.typeset.volume import Volume

Way = Callable[[Galley, Bench], Outcome[Volume]]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        # CSS Color 4, example 1 and 9.1: the same orange, as near as it is written.
        ("lab(52.2345% 40.1645 59.9971)", "c65d07"),
        ("lch(52.2345% 72.2 56.2)", "c65d07"),
        ("hsl(25 93% 40%)", "c55607"),
        ("lab(0% 0 0)", "000000"),
        ("lab(100% 0 0)", "ffffff"),
        ("oklch(100% 0 0)", "ffffff"),
        ("oklab(62.7966% 0.22488 0.1258)", "ff0000"),
        ("color(xyz 0.95046 1 1.08906)", "ffffff"),
        ("device-cmyk(0 1 1 0)", "ff0000"),
    ],
)
def test_a_colour_is_the_same_in_red_green_and_blue(written: str, wanted: str) -> None:
    with ink():
        found = parse_color(written).to("srgb").coordinates
    assert [part * 255 for part in found] == pytest.approx(
        list(bytes.fromhex(wanted)), abs=1
    )


CSS = (
    "p { background: linear-gradient(red, lab(52.2345% 40.1645 59.9971));"
    " border: 4pt inset lab(52.2345% 40.1645 59.9971); color: oklch(60% .15 50) }"
)


def book(fonts: tuple[Asset, ...], **values: str) -> Galley:
    return replace(
        galley(fonts, 1),
        sheets=(sheet("a", "<p>Words.</p>", kind="chapter", role="body"),),
        outline=(),
        styles=STYLES + CSS,
        values=tuple(values.items()),
    )


@pytest.mark.parametrize("way", [typeset, typeset_plainly])
def test_a_gradient_to_a_colour_by_its_lightness_is_painted(
    fonts: tuple[Asset, ...], way: Way
) -> None:
    made = way(book(fonts), bench())
    assert made.diagnostics == ()
    with pypdfium2.PdfDocument(data_of(made.value)) as document:
        image = document[0].render(scale=2).to_pil()
    # In the middle of the paragraph's ground, at its top and at its foot.
    top, foot = (image.getpixel((300, y)) for y in (92, 112))
    assert top[0] > 240 > 200 > top[1]
    assert foot[0] < 210
    assert foot[1] > 70


@pytest.mark.parametrize("way", [typeset, typeset_plainly])
def test_on_paper_every_way_sets_words_and_rules_in_black(
    fonts: tuple[Asset, ...], way: Way
) -> None:
    plain = replace(
        book(fonts, ink="black"), styles=STYLES + "p { color: lab(50% 40 59) }"
    )
    with pikepdf.open(io.BytesIO(data_of(way(plain, bench()).value))) as pdf:
        used = {
            str(operator)
            for page in pdf.pages
            for _, operator in pikepdf.parse_content_stream(page)
        }
    assert used & {"k", "K"}
    assert not used & {"rg", "RG", "scn", "SCN", "sc", "SC"}


def test_facing_pages_are_shown_in_pairs_whichever_way(
    fonts: tuple[Asset, ...],
) -> None:
    facing = replace(book(fonts), styles=STYLES + "@page :left { margin: 50pt }")
    for way in (typeset, typeset_plainly):
        with pikepdf.open(io.BytesIO(data_of(way(facing, bench()).value))) as pdf:
            assert pdf.Root.PageLayout == "/TwoPageRight"
