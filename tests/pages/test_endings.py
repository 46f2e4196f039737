"""The word that ends a paragraph, as it is kept whole."""

from xml.etree import ElementTree

import pytest

from octavo.typeset.endings import keep_endings, last_word

N, W = "<no-break>", "</no-break>"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("<p>a last remark</p>", f"<p>a last {N}remark{W}</p>"),
        ("<p>a last words</p>", "<p>a last words</p>"),
        (
            "<p>the <em>recommenders</em>.</p>",
            f"<p>the <em>{N}recommenders{W}</em>.</p>",
        ),
        (
            '<p>the end of it-all <span class="footnote">A note of<span class="para">its own.</span></span></p>',
            f'<p>the end of {N}it-all{W} <span class="footnote">A note of<span class="para">its own.</span></span></p>',
        ),
        (
            '<p>finally<span id="x"></span></p>',
            f'<p>{N}finally{W}<span id="x" /></p>',
        ),
        (
            "<li>an entry\n<ol><li>further</li></ol>\n</li>",
            f"<li>an entry\n<ol><li>{N}further{W}</li></ol>\n</li>",
        ),
        ("<p>see <code>some_code</code></p>", "<p>see <code>some_code</code></p>"),
        (f"<p>{'w' * 21}</p>", f"<p>{'w' * 21}</p>"),
        ("<h2>not a paragraph</h2>", "<h2>not a paragraph</h2>"),
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


def test_a_word_ends_before_the_blanks_behind_it() -> None:
    assert last_word("one remark. \n") == (4, 11)
    assert last_word("page\u00a0remarks") == (5, 12)
    assert last_word("") == last_word("a b") == (0, 0)
