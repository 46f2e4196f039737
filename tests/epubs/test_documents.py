"""Addresses and ids as the oldest and the strictest readers of an EPUB want them."""

import re

import pytest
from elsewhere import elsewhere

from octavo.editions.epub.desk import openable
from octavo.editions.epub.documents import documents
from octavo.editions.epub.leaf import anchor_of
from octavo.model.book import Metadata
from octavo.model.galley import Galley, Sheet, Unfit


@pytest.mark.parametrize(
    ("wanted", "plain"),
    [
        ("words--notes", "words--notes"),
        ("a.b_c-1", "a.b_c-1"),
        ("1st", "_1st"),
        ("über", "_fc_ber"),
        ("二番目", "_4e8c__756a__76ee_"),
        ("a b:c", "a_20_b_3a_c"),
    ],
)
def test_an_id_is_plain_letters(wanted: str, plain: str) -> None:
    assert anchor_of(wanted) == plain


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://example.org:8080/a/b?c=d&e=f#g",
        "https://example.org/%C3%BC(x)",
        "https://münchen.example/straße",
        "http://user@example.org/",
        "mailto:ada@example.org",
        "tel:+1-2",
    ],
)
def test_a_sound_address_stays(address: str) -> None:
    assert openable(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http:///x",
        "https://exa mple.org",
        "https://[::1",
        "https://example.org:99999/",
        "https://example.org/%zz",
        "https://example.org/[1]",
        "https://exam<ple.org",
        "mailto:a b@example.org",
    ],
)
def test_an_address_no_reading_system_opens_goes(address: str) -> None:
    assert not openable(address)


def _galley(*bodies: str) -> Galley:
    return Galley(
        edition="epub",
        metadata=Metadata(title="T", language="en", identifier="urn:x", slug="t"),
        sheets=tuple(
            Sheet(
                name=f"c{n}",
                kind="chapter",
                role="body",
                html='<html xmlns="http://www.w3.org/1999/xhtml"><head><title>C</title>'
                f"</head><body>{body}</body></html>",
                digest="",
            )
            for n, body in enumerate(bodies)
        ),
        styles="",
        assets=(),
        outline=(),
    )


def test_files_are_the_same_whoever_makes_them() -> None:
    book = _galley('<p id="a"><a href="c1.xhtml#b">1</a></p>', '<h2 id="b">2</h2>')
    alone, helped = documents(book, ()), documents(book, (), elsewhere)
    assert helped == alone
    assert [leaf.name for leaf in helped.leaves] == ["text/c0.xhtml", "text/c1.xhtml"]


def test_lines_of_a_listing_hang_from_their_own_indents() -> None:
    kinds = {"a": "ln", "  b": "ln depth-2", " c": "ln", "     d": "ln depth-4"}
    kinds |= {" " * 40 + "e": "ln depth-12", "        ": "ln"}
    lines = "".join(
        f'<span class="ln">{text[:2]}<span class="x">{text[2:]}</span>\n</span>'
        for text in kinds
    )
    (leaf,) = documents(_galley(f"<pre><code>{lines}</code></pre>"), ()).leaves
    assert re.findall('<span class="(ln[^"]*)"', leaf.data.decode()) == [
        *kinds.values()
    ]


def test_the_first_sheet_that_is_unfit_is_told_whoever_finds_it() -> None:
    book = _galley("<p>0</p>", '<a href="#gone">1</a>', '<img src="gone.png"/>')
    with pytest.raises(Unfit, match="c1: in the file “c1” the link “#gone” leads to"):
        documents(book, (), elsewhere)
