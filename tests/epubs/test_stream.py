"""Where a page's mark goes in a text that is not quite the PDF's."""

import pytest
from lxml import etree

from octavo.editions.epub.stream import Stream
from octavo.model.opening import Opening

XHTML = "http://www.w3.org/1999/xhtml"


def _marked(body: str, anchor: str, signs: int, words: str, after: int = 0) -> str:
    """`body` with `<i/>` where the page begins."""
    root = etree.fromstring(f'<body xmlns="{XHTML}"><div>{body}</div></body>')
    stream = Stream(root)
    opening = Opening(sheet="s", anchor=anchor, signs=signs, words=words)
    stream.insert(stream.find(opening, anchor, after), [etree.Element(f"{{{XHTML}}}i")])
    text = etree.tostring(root, encoding="unicode").replace(f' xmlns="{XHTML}"', "")
    return text.removeprefix("<body><div>").removesuffix("</div></body>")


@pytest.mark.parametrize(
    ("body", "anchor", "signs", "words", "expected"),
    [
        ("<p>one two</p>", "", 3, "two", "<p>one <i/>two</p>"),
        ("<p>one</p><p>two</p>", "", 3, "two", "<p>one</p><p><i/>two</p>"),
        ("<h2>one</h2>", "", 0, "one", "<i/><h2>one</h2>"),
        ("<p>a <b>one</b></p>", "", 1, "one", "<p>a <i/><b>one</b></p>"),
        ("<p><b><em>one</em></b></p>", "", 0, "one", "<p><i/><b><em>one</em></b></p>"),
        ("<p><b>one</b> two</p>", "", 3, "two", "<p><b>one</b> <i/>two</p>"),
        # Counted from an anchor, without regard to what stands before it.
        (
            '<p>much</p><p id="x">a b</p>',
            "x",
            1,
            "b",
            '<p>much</p><p id="x">a <i/>b</p>',
        ),
        # Bracket and quote go with the word, a word that was divided is not parted.
        ("<p>one (“two”)</p>", "", 3, "two", "<p>one <i/>(“two”)</p>"),
        ("<p>one undivided</p>", "", 5, "divided", "<p>one <i/>undivided</p>"),
        ("<p>漢字、仮名</p>", "", 2, "仮名", "<p>漢字、<i/>仮名</p>"),
        # What is drawn is one sign.
        ('<p>a <img src="x"/> b</p>', "", 2, "b", '<p>a <img src="x"/> <i/>b</p>'),
        ('<p>a <img src="x"/></p>', "", 1, "\ufffc", '<p>a <i/><img src="x"/></p>'),
        # Notes and their marks are no text that both editions have.
        (
            '<p>a<a class="note-mark">12</a> b</p>',
            *("", 1, "b"),
            '<p>a<a class="note-mark">12</a> <i/>b</p>',
        ),
        # Lines of a listing are not parted from one another.
        (
            '<pre><code><span class="ln">a</span><span class="ln">b</span></code></pre>',
            *("", 1, "b"),
            '<pre><code><span class="ln">a</span><span class="ln"><i/>b</span></code></pre>',
        ),
        # Miscounted: the nearest place with the same words.
        ("<p>b a b a a b</p>", "", 4, "b", "<p>b a b a a <i/>b</p>"),
        # Other words: where it was counted. Beyond the end: at the end.
        ("<p>one two</p>", "", 3, "six", "<p>one <i/>two</p>"),
        ("<p>one</p>", "", 99, "six", "<p>one</p><i/>"),
        ("<p>one</p>", "unknown", 0, "", "<p><i/>one</p>"),
    ],
)
def test_the_mark_stands_before_the_word(
    body: str, anchor: str, signs: int, words: str, expected: str
) -> None:
    assert _marked(body, anchor, signs, words) == expected


def test_no_page_begins_before_the_one_that_went_before() -> None:
    assert _marked("<p>a b c a</p>", "", 0, "a", after=2) == "<p>a b c <i/>a</p>"
    assert _marked("<p>a b c d</p>", "", 0, "x", after=2) == "<p>a b <i/>c d</p>"
