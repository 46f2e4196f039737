"""Lines outside the type area of a page, as the renderer sets them."""

from collections.abc import Callable

import pytest

from octavo.model.asset import Asset
from octavo.typeset.door import Press
from octavo.typeset.overfull import Overfull, overfull

# A page of 300 by 200 points whose type area is 200 by 100.
PAGE = (
    "@page { size: 300pt 200pt; margin: 50pt; @bottom-right { content: 'a long foot' } }"
    "@font-face { font-family: Serif; src: url(octavo:fonts/OctavoSerif-Regular.ttf) }"
    "body { margin: 0; font: 10pt Serif } p, pre { margin: 0; white-space: nowrap }"
)
Find = Callable[[str], tuple[Overfull, ...]]


@pytest.fixture
def found(fonts: tuple[Asset, ...]) -> Find:
    press = Press(PAGE, fonts)

    def told(html: str) -> tuple[Overfull, ...]:
        read = press.read(f"<body>{html}</body>")
        return overfull(press.lay_out(read).pages)

    return told


LONG = "<i style='display: inline-block; width: 230pt'>wide</i>"


@pytest.mark.parametrize(
    "inside",
    [
        "<p>What fits.</p>",
        # An outdent, a bullet and a note in the margin were put where they are.
        "<p style='text-indent: -30pt'>out</p>",
        "<ul style='padding: 0'><li>bullet</ul>",
        "<p style='margin-right: -40pt; text-align: right'>beside</p>",
        "<p style='position: relative; left: 40pt; text-align: right'>moved</p>",
        "<p style='position: absolute; right: -40pt'>placed</p>",
        # Blanks at the end of a line, a rule and a ground are not words.
        f"<pre style='white-space: pre'>x{' ' * 90}</pre>",
        "<hr style='width: 400pt'><div style='width: 400pt; background: red'>x</div>",
    ],
)
def test_what_may_stand_in_the_margin_is_not_told(found: Find, inside: str) -> None:
    assert found(inside) == ()


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_line_that_is_too_wide_is_told_with_its_words(
    found: Find, align: str
) -> None:
    (told,) = found(
        f"<p style='text-align: {align}'>before {LONG.replace('wide', '')}after it</p>"
    )
    assert told.words == "before after it"
    assert told.over > 30
    assert not told.table


def test_a_line_from_right_to_left_is_too_wide_at_its_left(found: Find) -> None:
    (told,) = found("<p style='direction: rtl'>" + "word " * 60 + "</p>")
    assert told.over > 100


def test_what_was_moved_is_told_where_the_paper_ends(found: Find) -> None:
    (told,) = found(
        "<p style='position: absolute; left: 240pt'>over the edge of it</p>"
    )
    assert told.words == "over the edge of it"


def test_a_block_and_a_table_are_told_once_at_their_worst(found: Find) -> None:
    row = f"<tr><td>{LONG}<td>second<td>third</tr>"
    told = found(
        f"<p>{LONG}one<br>{LONG}one and two<br>{LONG}three</p>"
        f"<table><tr><th>First<th>Second<th>Third</tr>{row}{row}</table>"
    )
    assert [(each.words, each.table) for each in told] == [
        ("one and two", False),
        ("First Second Third", True),
    ]


def test_a_picture_without_room_is_told_by_its_name(found: Find) -> None:
    data = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='3' height='3'/>"
    (told,) = found(
        f'<p><img alt="x^2 + y" style="width: 230pt; height: 5pt" src="{data}"></p>'
    )
    assert (told.words, told.over) == ("x^2 + y", 30.0)


def test_what_stands_below_the_last_line_is_told(found: Find) -> None:
    (told,) = found(
        "<div style='display: inline-block'>" + "line<br>" * 20 + "end</div>"
    )
    assert told.words == "end"
    assert told.over > 50
