"""Phrases that run against their paragraph, over several elements."""

from xml.etree import ElementTree

import pytest
from pages_sample import STYLES, sheet

from octavo.model.asset import Asset
from octavo.typeset.directions import keep_directions
from octavo.typeset.door import Press
from octavo.typeset.layout import lay_out
from octavo.typeset.pages import boxes

L, R, E = '<bdi dir="ltr">', '<bdi dir="rtl">', "</bdi>"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("של <b>deep</b> <i>learning</i> הוא", f"של {L}<b>deep</b> <i>learning</i>{E} הוא"),
        ("של <b>deep</b> learning, הוא", f"של {L}<b>deep</b> learning{E}, הוא"),
        ("של <b>deep</b> הוא", "של <b>deep</b> הוא"),
        ("של (see <b>Figure</b> 2) הוא", f"של ({L}see <b>Figure</b> 2{E}) הוא"),
        ("2020 <b>GPT-4</b> model", f"2020 {L}<b>GPT-4</b> model{E}"),
        ("<a>the <b>first</b> one</a>", f"{L}<a>the <b>first</b> one</a>{E}"),
        ("<a>see <b>one</b> של</a>", f"<a>{L}see <b>one</b>{E} של</a>"),
        ("a <b>b</b> של c <b>d</b> ה", f"{L}a <b>b</b>{E} של {L}c <b>d</b>{E} ה"),
        ("a <img/> b של", f"{L}a <img /> b{E} של"),
        ("a<br/>b", "a<br />b"),
        ('a <span class="footnote">של</span> b', 'a <span class="footnote">של</span> b'),
        ('<u dir="ltr">של <b>ה</b></u>', f'<u dir="ltr">{R}של <b>ה</b>{E}</u>'),
        ("<ul><li>a</li></ul>", "<ul><li>a</li></ul>"),
    ],
)  # fmt: skip
def test_a_phrase_is_one_element(given: str, made: str) -> None:
    root = ElementTree.fromstring(f'<body dir="rtl">{given}</body>')
    keep_directions(root)
    assert (
        ElementTree.tostring(root, encoding="unicode")
        == f'<body dir="rtl">{made}</body>'
    )


def test_its_words_stand_in_their_order_on_the_page(fonts: tuple[Asset, ...]) -> None:
    words = "של <b>deep</b> <i>reinforcement</i> learning הוא"
    body = f'<p dir="rtl">{words}</p>'
    one = sheet("b", body, kind="chapter", role="body")
    laid = lay_out(Press(STYLES, fonts), one, {}, {}, first=1, verso=False)
    texts = [box for box in boxes(laid.pages[0]) if type(box).__name__ == "TextBox"]
    placed = sorted((box.position_x, box.text.strip()) for box in texts)
    shown = [text for _, text in placed if text and not text.isdigit()]
    assert shown == ["הוא", "deep", "reinforcement", "learning", "של"]
