"""Heights on an endless page, and small PDFs."""

import io

import pikepdf
from pages_sample import STYLES

from octavo.model.asset import Asset
from octavo.model.book import Metadata
from octavo.typeset.measure import measure, plain_pdf

METADATA = Metadata(title="Sheet “A”", language="en-GB", identifier="u", slug="s")


def page(body: str) -> str:
    return f'<html lang="en-GB"><head><title>t</title></head><body>{body}</body></html>'


def test_heights_are_margin_boxes_in_document_order(fonts: tuple[Asset, ...]) -> None:
    html = page(
        '<div class="measured">One line.</div>'
        f'<p class="measured">{"word " * 30}</p><p>Not asked for.</p>'
        '<h1 class="measured">Title</h1>'
    )
    assert measure(html, STYLES, fonts) == (14.0, 63.0, 35.0)


def test_nothing_is_broken_however_long(fonts: tuple[Asset, ...]) -> None:
    html = page('<div class="measured">One line.</div>' * 900)
    assert measure(html, STYLES, fonts) == (14.0,) * 900


def test_a_small_pdf_says_whose_it_is(fonts: tuple[Asset, ...]) -> None:
    html = page("<h1>Head</h1>" + "<p>Text of the sheet.</p>" * 40)
    made = plain_pdf(html, STYLES, fonts, metadata=METADATA, moment=86400)
    data, pages = made.value
    assert made.diagnostics == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == pages == 3
        assert pdf.docinfo["/Title"] == "Sheet “A”"
        assert pdf.docinfo["/CreationDate"] == "D:19700102000000Z"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en-GB"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.open_outline().root[0].title == "Head"


def test_a_style_not_understood_is_a_diagnostic(fonts: tuple[Asset, ...]) -> None:
    styles = STYLES + "p { colour: red }"
    made = plain_pdf(page("<p>x</p>"), styles, fonts, metadata=METADATA, moment=0)
    assert [(d.code, "colour" in d.message) for d in made.diagnostics] == [
        ("css-ignored", True)
    ]


def test_a_character_no_font_has_is_a_diagnostic(fonts: tuple[Asset, ...]) -> None:
    made = plain_pdf(page("<p>你</p>"), STYLES, fonts, metadata=METADATA, moment=0)
    assert [d.message for d in made.diagnostics] == ["no font here has “你” (U+4F60)"]
