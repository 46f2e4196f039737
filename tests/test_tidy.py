"""Raw HTML becomes a closed tree of known elements that know where they stood."""

import time

import pytest

from octavo.tidy import Markup, Words, closings, tidy, unclosed


def shape(below: tuple[Markup | Words, ...]) -> list[object]:
    return [
        part.text if isinstance(part, Words) else (part.name, *shape(part.below))
        for part in below
    ]


def test_unclosed_and_misnested_tags_are_settled_as_browsers_do() -> None:
    assert shape(tidy("<ul><li>a<li>b</ul>").below) == [
        ("ul", ("li", "a"), ("li", "b"))
    ]
    assert shape(tidy("<b>x<i>y</b>z</i>").below) == [
        ("b", "x", ("i", "y")),
        ("i", "z"),
    ]


def test_what_is_no_element_is_text() -> None:
    tidied = tidy("<p>a <Foo x=1>b</Foo> <image></p>")
    assert shape(tidied.below) == [("p", "a <Foo x=1>b</Foo> <image>")]
    assert [tag.name for tag in tidied.unknown] == ["foo", "foo", "image"]


def test_scripts_go_and_attributes_are_few() -> None:
    source = '<div onclick="x" style="y" class="c" id="i"><script>z</script></div>'
    (element,) = tidy(source).below
    assert isinstance(element, Markup)
    assert element.attributes == (("class", "c"), ("id", "i"))
    assert element.below == ()


def test_drawings_keep_what_draws() -> None:
    (svg,) = tidy(
        '<svg viewBox="0 0 1 1"><use href="http://x"/><g onload="y"/></svg>'
    ).below
    assert isinstance(svg, Markup)
    assert svg.attributes == (("viewBox", "0 0 1 1"),)
    assert [part.attributes for part in svg.below if isinstance(part, Markup)] == [
        (),
        (),
    ]


def test_elements_and_words_know_their_places() -> None:
    source = "<p>one <b>two &amp; three</b></p>"
    (paragraph,) = tidy(source).below
    assert isinstance(paragraph, Markup)
    assert source[paragraph.start : paragraph.end] == source
    words, bold = paragraph.below
    assert source[words.start : words.end] == "one"
    assert source[bold.start : bold.end] == "<b>two &amp; three</b>"


def test_only_a_needed_end_tag_is_missed() -> None:
    tags = tidy("<ul><li>a<li><b>b</ul><br><div/>").tags
    assert [tag.name for tag in unclosed(tags)] == ["b"]
    assert closings(tags) == {0: 22}


def test_a_carriage_return_is_the_end_of_a_line() -> None:
    [tag] = tidy("<div>\r").tags
    assert (tag.name, tag.start, tag.end) == ("div", 0, 5)


@pytest.mark.parametrize(
    "source",
    [
        "<b>" * 10_000 + "</i>" * 10_000,
        "<td>&eacute;</td>" * 15_000,
        "&eacute;<!-- x -->" * 15_000,
        "<b>" * 10_000 + "</b>" * 10_000,
    ],
    ids=("strangers", "entities", "comments", "nested"),
)
def test_a_long_source_takes_no_more_than_seconds(source: str) -> None:
    begun = time.process_time()
    tags = tidy(source).tags
    unclosed(tags)
    assert time.process_time() - begun < 5
