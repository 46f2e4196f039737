"""Addresses and ids as the oldest and the strictest readers of an EPUB want them."""

import io
import re
import zipfile

import pytest
from elsewhere import elsewhere

from octavo.editions.epub.desk import openable
from octavo.editions.epub.documents import documents
from octavo.editions.epub.entry import Zip, entry
from octavo.editions.epub.leaf import Leaf, anchor_of
from octavo.model.book import Metadata
from octavo.model.galley import Galley, Sheet, Unfit
from octavo.render.scan import scan


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


def _sheet(name: str, body: str) -> Sheet:
    html = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>C</title>'
        f"</head><body>{body}</body></html>"
    )
    return Sheet(
        name=name,
        kind="chapter",
        role="body",
        html=html,
        digest="",
        anchors=scan(html).anchors,
    )


def _galley(*bodies: str) -> Galley:
    return Galley(
        edition="epub",
        metadata=Metadata(title="T", language="en", identifier="urn:x", slug="t"),
        sheets=tuple(_sheet(f"c{n}", body) for n, body in enumerate(bodies)),
        styles="",
        assets=(),
        outline=(),
    )


def test_files_are_the_same_whoever_makes_them() -> None:
    book = _galley('<p id="a"><a href="c1.xhtml#b">1</a></p>', '<h2 id="b">2</h2>')
    alone, helped = documents(book, ()), documents(book, (), elsewhere)
    assert helped == alone
    assert [leaf.name for leaf in helped.leaves] == ["text/c0.xhtml", "text/c1.xhtml"]


def _text(leaf: Leaf) -> str:
    book = Zip()
    book.writestr(leaf.entry.name, leaf.entry)
    with zipfile.ZipFile(io.BytesIO(book.close())) as read:
        return read.read(leaf.entry.name).decode()


def test_lines_of_a_listing_hang_from_their_own_indents() -> None:
    kinds = {"a": "ln", "  b": "ln depth-2", " c": "ln", "     d": "ln depth-4"}
    kinds |= {" " * 40 + "e": "ln depth-12", "        ": "ln"}
    lines = "".join(
        f'<span class="ln">{text[:2]}<span class="x">{text[2:]}</span>\n</span>'
        for text in kinds
    )
    (leaf,) = documents(_galley(f"<pre><code>{lines}</code></pre>"), ()).leaves
    assert re.findall('<span class="(ln[^"]*)"', _text(leaf)) == [*kinds.values()]


def test_an_id_stands_once_in_a_file() -> None:
    book = _galley('<p id="é">0</p>', '<p id="a b">1</p><p id="a_20_b">2</p>')
    with pytest.raises(
        Unfit, match="c1: in the file “c1” the id “a_20_b” stands twice"
    ):
        documents(book, (), elsewhere)


def test_a_link_names_an_id_in_its_plain_form() -> None:
    (first, _) = documents(
        _galley('<a href="c1.xhtml#%C3%A9">0</a>', '<p id="é">1</p>'), ()
    ).leaves
    assert '<a href="c1.xhtml#_e9_">0</a>' in _text(first)


def test_a_zip_of_entries_is_the_one_that_is_written_in_one_go() -> None:
    files = {
        "mimetype": b"application/epub+zip",
        "EPUB/text/a.xhtml": b"<p>words</p>" * 999,
        "EPUB/images/b.png": bytes(999),
        "EPUB/empty.css": b"",
    }
    whole, joined = io.BytesIO(), Zip()
    with zipfile.ZipFile(whole, "w") as zip_:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100644 << 16
            packed = name == "mimetype" or name.endswith(".png")
            kind = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            zip_.writestr(info, data, kind, 6)
            joined.writestr(name, entry(name, data) if "text" in name else data)
    made = joined.close()
    assert made == whole.getvalue()
    with zipfile.ZipFile(io.BytesIO(made)) as read:
        assert {name: read.read(name) for name in read.namelist()} == files


def test_the_first_sheet_that_is_unfit_is_told_whoever_finds_it() -> None:
    book = _galley("<p>0</p>", '<a href="#gone">1</a>', '<img src="gone.png"/>')
    with pytest.raises(Unfit, match="c1: in the file “c1” the link “#gone” leads to"):
        documents(book, (), elsewhere)
