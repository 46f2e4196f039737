"""The word that ends a paragraph, as it is kept whole."""

from xml.etree import ElementTree

import pytest

from octavo.typeset.endings import keep_endings, last_word

N, W = "<no-break>", "</no-break>"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("<p>a last remark</p>", f"<p>a {N}last remark{W}</p>"),
        ("<p>a last consideration</p>", f"<p>a last {N}consideration{W}</p>"),
        (
            f"<p>a {'w' * 20} remark</p>",
            f"<p>a {'w' * 20} {N}remark{W}</p>",
        ),
        ("<p>a last words</p>", "<p>a last \u2060words</p>"),
        ("<p>words</p>", "<p>words</p>"),
        (
            '<p>so (<a class="citation">Li\u00a0et\u00a0al., 2025</a>).</p>',
            '<p>so (<a class="citation">Li\u00a0et\u00a0al., \u20602025</a>).</p>',
        ),
        (
            "<p>the <em>recommenders</em>.</p>",
            f"<p>the <em>{N}recommenders{W}</em>.</p>",
        ),
        (
            '<p>the end of it-all <span class="footnote">A note of<span class="para">its own.</span></span></p>',
            f'<p>the end {N}of it-all{W} <span class="footnote">A note of<span class="para">its \u2060own.</span></span></p>',
        ),
        (
            '<p>finally<span id="x"></span></p>',
            f'<p>{N}finally{W}<span id="x" /></p>',
        ),
        (
            "<li>an entry\n<ol><li>further</li></ol>\n</li>",
            f"<li>an \u2060entry\n<ol><li>{N}further{W}</li></ol>\n</li>",
        ),
        ("<p>see <code>some_code</code></p>", "<p>see <code>some_code</code></p>"),
        (f"<p>{'w' * 21}</p>", f"<p>{'w' * 21}</p>"),
        (f"<p>{'对' * 11}</p>", f"<p>{'对' * 11}</p>"),
        ("<div>not a paragraph</div>", "<div>not a paragraph</div>"),
        (
            '<div dir="rtl"><p>machine learning</p><p dir="ltr">machine learning</p></div>',
            f'<div dir="rtl"><p>machine learning</p><p dir="ltr">machine {N}learning{W}</p></div>',
        ),
        ("<p>two words: שלום חברים</p>", "<p>two words: שלום חברים</p>"),
    ],
)
def test_the_last_word_of_a_paragraph_is_one_piece(given: str, made: str) -> None:
    root = ElementTree.fromstring(f"<body>{given}</body>")
    keep_endings(root)
    assert ElementTree.tostring(root, encoding="unicode") == f"<body>{made}</body>"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("<h1>of alignment faking</h1>", f"<h1>of {N}alignment faking{W}</h1>"),
        ("<h1>of alignment pretending</h1>", "<h1>of alignment pretending</h1>"),
        (f"<h1>{'对' * 8}</h1>", f"<h1>{N}{'对' * 8}{W}</h1>"),
        (f"<h1>{'对' * 9}</h1>", f"<h1>{'对' * 9}</h1>"),
        (
            "<h2>of alignment pretending</h2>",
            f"<h2>of {N}alignment pretending{W}</h2>",
        ),
        (
            "<h3>of <em>some more</em> (late)</h3>",
            f"<h3>of <em>some more</em>{N} (late){W}</h3>",
        ),
        (
            '<p class="title">A Manual of Style</p>',
            f'<p class="title">A Manual {N}of Style{W}</p>',
        ),
        (
            '<p class="title">A Manual of Settings</p>',
            '<p class="title">A Manual of Settings</p>',
        ),
        (
            '<p class="lede">each is often taken for. </p>',
            f'<p class="lede">each is often {N}taken for.{W} </p>',
        ),
        (
            '<figcaption><span class="number">Figure 1</span> So it is.</figcaption>',
            f'<figcaption><span class="number">Figure 1</span> So {N}it is.{W}</figcaption>',
        ),
    ],
)
def test_the_last_two_words_of_a_title_are_one_piece(given: str, made: str) -> None:
    root = ElementTree.fromstring(f"<body>{given}</body>")
    keep_endings(root)
    assert ElementTree.tostring(root, encoding="unicode") == f"<body>{made}</body>"


def test_a_word_ends_before_the_blanks_behind_it() -> None:
    assert last_word("one remark. \n") == (4, 11)
    assert last_word("page\u00a0remarks") == (5, 12)
    assert last_word("") == last_word("a b") == (0, 0)
