"""Drawings: the same bytes whoever makes them, and nothing lost when they are bound."""

import io
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pages_sample import (
    STYLES,
    Memory,
    asset,
    bench,
    chapter,
    galley,
    page_of,
    sheet,
)
from PIL import Image, ImageCms
from reading import Printed, data_of, printed, references
from weasyprint.css import ComputedStyle, StyleFor
from weasyprint.layout import block, inline, preferred
from weasyprint.text import line_break
from weasyprint.text.line_break import Layout

from octavo.diagnostics import Lacking
from octavo.faces import brought
from octavo.model.asset import Asset
from octavo.model.drawing import Drawn
from octavo.model.galley import Galley
from octavo.typeset import typeset, typeset_plainly, warm_up
from octavo.typeset.draw import ready_for
from octavo.typeset.file import Block
from octavo.typeset.internals.cascade import short_cascade
from octavo.typeset.internals.defaults import simple_defaults
from octavo.typeset.internals.hyphens import ready_hyphens
from octavo.typeset.internals.lengths import told_lengths
from octavo.typeset.internals.moulds import moulded_text
from octavo.typeset.internals.repeats import known_widths, shared_styles
from octavo.typeset.order import Kit, Order
from octavo.typeset.order import kit as kit_of
from octavo.typeset.readying import ready
from octavo.typeset.sending import UnknownInside
from octavo.typeset.setting import set_book
from octavo.typeset.working import cut_fonts, draw_sheets
from octavo.workers import workers

# ------------------------------------------------------------------ the same bytes


@pytest.fixture(scope="module")
def book(fonts: tuple[Asset, ...]) -> Galley:
    return galley(fonts, 6)


@pytest.fixture(scope="module")
def once(book: Galley) -> bytes:
    return data_of(typeset(book, bench()).value)


class _Counting(Memory):
    """A store that counts what is put into it."""

    put_in = 0

    def put(self, key: str, data: bytes) -> None:
        self.put_in += 1
        super().put(key, data)


def test_two_workers_make_the_same_bytes_as_none(book: Galley, once: bytes) -> None:
    with workers(2) as crew:
        assert data_of(typeset(book, bench(executor=crew.executor)).value) == once


@pytest.mark.parametrize("jobs", [1, 2])
def test_another_folder_and_time_zone_make_the_same_bytes(
    book: Galley, once: bytes, tmp_path: Path, checkout: Path, jobs: int
) -> None:
    (tmp_path / "galley").write_bytes(pickle.dumps(book))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    script = f"""
import pickle, sys
from pages_sample import bench
from reading import data_of
from octavo.typeset import typeset
from octavo.workers import workers
with workers({jobs}) as crew, open("galley", "rb") as file:
    made = typeset(pickle.load(file), bench(executor=crew.executor))
sys.stdout.buffer.write(data_of(made.value))
"""
    here = {
        **os.environ,
        "TZ": "Pacific/Chatham",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
        "TMPDIR": str(scratch),
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": os.pathsep.join((str(checkout), str(Path(__file__).parent))),
    }
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=here,
        capture_output=True,
        check=True,
    )
    assert ran.stdout == once
    assert ran.stderr == b""
    assert list(scratch.iterdir()) == []


def test_an_edit_from_a_full_store_gives_the_bytes_of_an_empty_one(
    book: Galley,
) -> None:
    store = Memory()
    typeset(book, bench(store))
    edited = replace(
        book,
        sheets=tuple(
            chapter(2, 6, paragraphs=17) if one.name == "c2" else one
            for one in book.sheets
        ),
    )
    warm = typeset(edited, bench(store)).value
    cold = typeset(edited, bench()).value
    assert data_of(warm) == data_of(cold)
    assert warm.drawn < cold.drawn == len(book.sheets)


def test_sheets_beside_an_edited_one_stay_where_they_are_in_the_file(
    book: Galley,
) -> None:
    store, stock = Memory(), Memory()
    typeset(book, replace(bench(store), stock=stock))
    before = _blocks(stock)
    assert before == len(book.sheets)
    other = book.sheets[5]
    html = other.html.replace("word", "ward", 1)
    edited = replace(
        book,
        sheets=tuple(
            replace(one, html=html, digest=html) if one is other else one
            for one in book.sheets
        ),
    )
    warm = typeset(edited, replace(bench(store), stock=stock)).value
    assert _blocks(stock) == before + 1
    assert data_of(warm) == data_of(typeset(edited, bench()).value)


def _blocks(stock: Memory) -> int:
    """How many blocks of a file are kept there."""
    name = f"{Block.__module__}\x94\x8c\x05{Block.__qualname__}".encode("latin-1")
    return sum(name in data for data in stock.values())


class _Forgetful(Memory):
    """A store that gives each thing once: another build takes it away meanwhile."""

    def get(self, key: str, default: bytes | None = None) -> bytes | None:
        return self.pop(key, default)


def test_a_drawing_that_the_store_loses_meanwhile_is_drawn_again(
    book: Galley, once: bytes
) -> None:
    store = Memory()
    typeset(book, replace(bench(store), stock=Memory()))
    losing = _Forgetful(store)
    with workers(2) as crew:
        there = bench(losing, executor=crew.executor)
        again = typeset(book, replace(there, stock=Memory())).value
    assert (again.drawn, data_of(again) == once) == (0, True)


def test_nothing_is_drawn_when_nothing_changed(book: Galley, once: bytes) -> None:
    store = Memory()
    typeset(book, bench(store))
    again = typeset(book, bench(store)).value
    assert (again.drawn, again.reused) == (0, len(book.sheets))
    assert data_of(again) == once


def test_a_changed_page_is_known_by_its_digest(book: Galley) -> None:
    before = typeset(book, bench()).value.page_digests
    other = book.sheets[5]
    # A word of the last paragraph, of the same length.
    at = other.html.rindex("word")
    html = other.html[:at] + "ward" + other.html[at + 4 :]
    edited = replace(
        book,
        sheets=tuple(
            replace(one, html=html, digest=html) if one is other else one
            for one in book.sheets
        ),
    )
    after = typeset(edited, bench()).value
    changed = [
        n
        for n, pair in enumerate(zip(before, after.page_digests, strict=True))
        if len(set(pair)) > 1
    ]
    texts = printed(data_of(after)).texts
    assert changed == [n for n, text in enumerate(texts) if "ward" in text]


# ------------------------------------------------------- as the plain way prints it


def test_every_page_looks_as_in_the_plain_way(book: Galley, once: bytes) -> None:
    plainly = data_of(typeset_plainly(book, bench()).value)
    assert _pictures(once) == _pictures(plainly)
    apart, whole = printed(once), printed(plainly)
    assert apart.texts == whole.texts
    assert apart.labels == whole.labels
    assert apart.destinations == whole.destinations
    assert apart.outline == whole.outline


def _pictures(data: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=0.7).to_pil().tobytes() for page in document]


def test_pages_begin_where_they_begin_in_the_plain_way(
    fonts: tuple[Asset, ...],
) -> None:
    words = " ".join(f"w{n}" for n in range(2500))
    head = "<thead><tr><th>Head</th></tr></thead>"
    rows = "".join(f"<tr><td>r{n}</td></tr>" for n in range(90))
    book = _of(
        fonts,
        f'<h1 id="one">One</h1><p>{words}<span class="footnote">Note.</span></p>'
        f'<p id="two">Two</p><table>{head}<tbody>{rows}</tbody></table>',
    )
    apart, plainly = (
        [
            (page.folio, page.anchor, page.signs, page.words)
            for page in way(book, bench()).value.openings
        ]
        for way in (typeset, typeset_plainly)
    )
    assert apart == plainly
    assert apart[0] == ("1", "one", 0, "onew0w1w2w3w4w5w6w7w8w9w10w11w12")
    numbers = [int(re.search(r"[wr](\d+)", row[3])[1]) for row in apart[1:]]
    assert [anchor for _, anchor, _, _ in apart[1:]].count("two") >= 1
    for (_, anchor, count, _), first in zip(apart[1:], numbers, strict=True):
        letter, before = ("w", 3) if anchor == "one" else ("r", len("twohead"))
        assert count == before + sum(len(f"{letter}{n}") for n in range(first))


# ----------------------------------------------------------------------- structure


def test_every_mark_and_link_is_found_in_the_structure(once: bytes) -> None:
    with pikepdf.open(io.BytesIO(once)) as pdf:
        root = pdf.Root.StructTreeRoot
        parents = dict(pikepdf.NumberTree(root.ParentTree).items())
        for page in pdf.pages:
            marks = _marks(page)
            row = parents[int(page.StructParents)]
            assert [place for place, _ in enumerate(row)] == marks
            for annotation in page.get("/Annots", []):
                element = parents[int(annotation.StructParent)]
                assert element.S == "/Link"
                assert annotation.objgen in {
                    kid.Obj.objgen
                    for kid in element.K
                    if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
                }
        assert root.K[0].S == "/Document"
        assert {part.S for part in root.K[0].K} == {"/Part"}


def _marks(page: pikepdf.Page) -> list[int]:
    found = [
        int(operands[1].MCID)
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "BDC" and "/MCID" in operands[1]
    ]
    return sorted(found)


def test_header_cells_have_ids_of_their_own_and_a_scope(
    fonts: tuple[Asset, ...],
) -> None:
    table = (
        "<table><tr><th>Head</th><th>Other</th></tr>"
        '<tr><th scope="row">Row</th><td>cell</td></tr></table>'
    )
    pdf = _set(fonts, f"<h1>One</h1>{table}", f"<h1>Two</h1>{table}")
    cells = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"
    ]
    ids = [bytes(cell.ID) for cell in cells]
    assert len(ids) == len(set(ids)) == 6
    assert Counter(str(cell.A.Scope) for cell in cells) == {"/Column": 4, "/Row": 2}
    tree = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    assert sorted(str(name).encode() for name in tree) == sorted(ids)
    data = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TD"
    ]
    assert all({bytes(key) for key in cell.A.Headers} <= set(ids) for cell in data)


def _set(
    fonts: tuple[Asset, ...], *bodies: str, more: tuple[Asset, ...] = (), **values: str
) -> pikepdf.Pdf:
    """The PDF of a book whose chapters have these bodies."""
    made = typeset(_of(fonts, *bodies, more=more, **values), bench())
    assert [told for told in made.diagnostics if told.code != "short-last-page"] == []
    return pikepdf.open(io.BytesIO(data_of(made.value)))


def _of(
    fonts: tuple[Asset, ...], *bodies: str, more: tuple[Asset, ...] = (), **values: str
) -> Galley:
    sheets = tuple(
        sheet(f"b{n}", body, kind="chapter", role="body")
        for n, body in enumerate(bodies)
    )
    empty = galley(fonts, 1)
    return replace(
        empty,
        sheets=sheets,
        assets=(*fonts, *more),
        outline=(),
        values=tuple(sorted(values.items())),
    )


# -------------------------------------------------- pictures, groups, odd requests


def test_a_picture_on_two_sheets_is_stored_once(fonts: tuple[Asset, ...]) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 30, 30, 128)).save(out, "PNG")
    picture = asset("images/red one.png", "image/png", out.getvalue())
    body = '<p><img src="octavo:images/red%20one.png" alt="red"/></p>'
    pdf = _set(fonts, f"<h1>1</h1>{body}", f"<h1>2</h1>{body}", more=(picture,))
    images = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]
    assert len(images) == 2
    with_mask = [image for image in images if "/SMask" in image]
    assert len(with_mask) == 1
    assert pikepdf.PdfImage(with_mask[0]).as_pil_image().getpixel((5, 5)) == (
        200,
        30,
        30,
        128,
    )
    assert all("/XObject" in page.Resources for page in pdf.pages)


def test_a_page_number_in_a_transparent_group_is_filled(
    fonts: tuple[Asset, ...],
) -> None:
    faint = f'<p style="opacity: .5">{page_of("b1")}; faint words.</p>'
    book = _of(
        fonts, f"<h1>One</h1>{faint}", '<h1 id="b1">Two</h1>' + "<p>More.</p>" * 40
    )
    made = typeset(book, bench()).value
    said = printed(data_of(made))
    assert "see b1, p.\u00a02" in said.texts[0].replace(" ,", ",") or references(
        said.texts[0].replace("b1", "c1")
    ) == [("c1", "2")]
    with pikepdf.open(io.BytesIO(data_of(made))) as pdf:
        parents = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        (form,) = pdf.pages[0].Resources.XObject.values()
        row = parents[int(form.StructParents)]
        inside = [kid for element in row if element is not None for kid in element.K]
        assert any(kid.Stm.objgen == form.objgen for kid in inside if "/Stm" in kid)


def test_drawings_in_svg_survive(fonts: tuple[Asset, ...]) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">'
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/>'
        '<stop offset="1" stop-color="#00f" stop-opacity=".4"/></linearGradient>'
        '<clipPath id="c"><circle cx="20" cy="20" r="18"/></clipPath></defs>'
        '<rect width="60" height="40" fill="url(#g)" clip-path="url(#c)"/>'
        '<text x="5" y="30" font-family="Serif" font-size="10">inside</text></svg>'
    )
    picture = asset("images/p.svg", "image/svg+xml", svg.encode())
    book = _of(
        fonts,
        '<p><img src="octavo:images/p.svg" alt="p"/></p>',
        '<p><img src="octavo:images/p.svg" alt="p"/> again</p>',
        more=(picture,),
    )
    apart = data_of(typeset(book, bench()).value)
    plainly = data_of(typeset_plainly(book, bench()).value)
    assert _pictures(apart) == _pictures(plainly)
    assert ["inside" in text for text in printed(apart).texts] == [True, True]


def _profiled(mode: str) -> bytes:
    """A picture with a colour profile of its own."""
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    colour = (200, 30, 30) if mode == "RGB" else (10, 200, 30, 40)
    kind = "PNG" if mode == "RGB" else "JPEG"
    Image.new(mode, (40, 30), colour).save(out, kind, icc_profile=profile)
    return out.getvalue()


TORTURE = {
    "from right to left": '<div dir="rtl" lang="he"><h1 id="b0">שלום עולם</h1>'
    f"<p>אחת {page_of('b1')} שתיים, three (4) חמש, <b>שש</b>.</p><ol><li>שבע</li></ol>"
    '</div><p>English שלום <bdo dir="rtl">turned</bdo> again.</p>',
    "fields to fill in": '<form><p>Name <input type="text" value="Ada"/> '
    '<input type="checkbox" checked=""/> <select><option>One</option></select>'
    "<textarea>Words</textarea> <button>Send</button></p></form>",
    "profiles of colour": '<p><img src="octavo:images/rgb.png" alt="r"/>'
    '<img src="octavo:images/cmyk.jpg" alt="c"/></p>',
    "groups in groups": '<div style="opacity: .6; transform: rotate(3deg)">'
    f'<div style="opacity: .5; overflow: hidden">Faint {page_of("b1")}</div>'
    '<p style="background: linear-gradient(red, blue); mix-blend-mode: '
    'multiply">Mixed</p></div>',
    "one style in another": '<div style="text-align: justify">'
    + 2
    * (
        '<p>Plain words, <span style="letter-spacing: 1pt">words set wide</span>, <u>words '
        'with a line below</u>, <span style="font-variant-caps: small-caps">Small Capitals'
        '</span> and <span style="overflow-wrap: anywhere">words that may be divided</span>,'
        ' <b>bold</b> and <span style="word-spacing: 4pt">far apart from one another</span>.'
        '</p><pre style="tab-size: 6">a\tb</pre>'
        '<p style="font-size: 7pt; word-spacing: 2pt">Small words of <b>bold</b> type, and '
        "<u>a line</u> below so many of them that they go on to another line.</p>"
        "<table><tr><td>Plain words</td><td><b>Plain words</b></td></tr>"
        '<tr style="font-size: 7pt"><td>Plain words</td><td>words</td></tr></table>'
    )
    + "</div>",
    "lengths that are worked out": 2
    * (
        '<div style="margin-left: 10%; text-indent: calc(1em + 5%)"><p>Words that begin '
        'further in.</p><p style="padding: 2%; width: calc(50% - 1em)">Words within a half '
        'of what is there.</p><p style="font-size: 150%; text-indent: 2%">Larger</p>'
        '<table style="border-collapse: collapse"><tr><td style="border: 3pt solid">One'
        '</td><td>Two incontrovertible words.</td></tr><tr><td>x</td><td style="border: '
        '1pt solid; min-width: 30%">Three of the words. Three of a kind</td></tr></table>'
        '<p style="float: right; width: min-content">The one, of the other.</p></div>'
        "<style>.in { padding-left: 20% }</style><table><tr><td><p class='in'>One</p></td>"
        "<td><p class='in'>Two words, and then more of them.</p></td></tr></table>"
    ),
    "columns": f'<div style="columns: 2">{"<p>Words in a column.</p>" * 30}</div>',
}


@pytest.mark.parametrize("body", TORTURE.values(), ids=TORTURE)
def test_what_is_hard_looks_the_same_drawn_apart_or_in_one_pass(
    fonts: tuple[Asset, ...], body: str
) -> None:
    pictures = (
        asset("images/rgb.png", "image/png", _profiled("RGB")),
        asset("images/cmyk.jpg", "image/jpeg", _profiled("CMYK")),
    )
    book = _of(fonts, body, '<h1 id="b1">Two</h1>' + "<p>More.</p>" * 40, more=pictures)
    apart, plainly = (way(book, bench()).value for way in (typeset, typeset_plainly))
    assert apart.pages == plainly.pages > 2
    assert _pictures(data_of(apart)) == _pictures(data_of(plainly))
    assert printed(data_of(apart)).texts == printed(data_of(plainly)).texts


@pytest.mark.parametrize(
    ("shortened", "place", "name"),
    [
        (moulded_text, Layout, "setup"),
        (moulded_text, inline, "strut"),
        (short_cascade, StyleFor, "__init__"),
        (shared_styles, StyleFor, "set_computed_styles"),
        (known_widths, preferred, "split_first_line"),
        (told_lengths, block, "resolve_percentages"),
        (simple_defaults, ComputedStyle, "__missing__"),
    ],
)
def test_the_renderer_is_still_the_one_whose_work_is_shortened(
    shortened: Callable[[], AbstractContextManager[None]], place: object, name: str
) -> None:
    own = getattr(place, name)
    with shortened():
        assert getattr(place, name) is not own
    assert getattr(place, name) is own


def test_links_lead_to_ids_in_any_script_and_to_what_is_hidden(
    fonts: tuple[Asset, ...],
) -> None:
    pdf = _set(
        fonts,
        '<p><a href="#ключ">one</a> <a href="#%D0%BA%D0%BB%D1%8E%D1%87">two</a> '
        '<a href="#a(b)">three  words</a> <a href="#hidden">four</a></p>',
        '<h1 id="ключ">Two</h1>'
        + "<p>x</p>" * 30
        + '<p id="a(b)">here</p><p id="hidden" style="display: none">y</p>',
    )
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    pages = [page.objgen for page in pdf.pages]
    links = list(pdf.pages[0].Annots)
    where = [pages.index(names[str(link.Dest)][0].objgen) for link in links]
    assert where == [1, 1, 3, 1]
    assert [str(link.Contents) for link in links] == [
        "one",
        "two",
        "three words",
        "four",
    ]


def test_leaders_end_alike_in_every_row_and_are_not_read_aloud(
    fonts: tuple[Asset, ...],
) -> None:
    styles = STYLES + "p::after { content: leader('.') '9'; letter-spacing: 3pt }"
    rows = "".join(f"<p>{'word ' * n}</p>" for n in (1, 2, 5, 7))
    data = data_of(typeset(replace(_of(fonts, rows), styles=styles), bench()).value)
    with pypdfium2.PdfDocument(data) as document:
        words = document[0].get_textpage()
        text = words.get_text_range()
        ends = [
            round(words.get_charbox(place)[2], 1)
            for place in range(len(text) - 1)
            if text[place] == "." and "." not in text[place + 1 :].split("\n")[0]
        ]
    assert len(ends) == 4
    # The renderer cuts shifts between glyphs to thousandths of the size.
    assert max(ends) - min(ends) < 0.3
    assert text.count(".") > 60
    with pikepdf.open(io.BytesIO(data)) as pdf:
        marks = [
            str(operands[0])
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) in ("BMC", "BDC")
        ]
    assert marks.count("/Artifact") == 4


def test_a_text_fits_into_a_line_that_is_too_short_for_the_blank_behind_it(
    fonts: tuple[Asset, ...],
) -> None:
    words = "<em>Debating with more of them </em><b>anew</b>"
    widths = [110 + quarter / 4 for quarter in range(200)]
    rows = "".join(f'<p style="width: {width}pt">{words}</p>' for width in widths)
    styles = STYLES + "html { hyphens: auto } p { margin: 0 }"
    galley = replace(_of(fonts, rows), styles=styles)
    with pypdfium2.PdfDocument(data_of(typeset(galley, bench()).value)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    lines = {line.strip() for page in pages for line in page.splitlines()}
    whole = "Debating with more of them"
    assert {line for line in lines if line.startswith("Deb")} == {
        "Debating with more of",
        whole,
        f"{whole} anew",
    }


def test_a_book_without_sheets_is_an_empty_pdf(fonts: tuple[Asset, ...]) -> None:
    made = typeset(_of(fonts), bench()).value
    assert (made.pages, made.drawn) == (0, 0)
    with pikepdf.open(io.BytesIO(data_of(made))) as pdf:
        assert len(pdf.pages) == 0


def test_an_untagged_book_has_no_structure(fonts: tuple[Asset, ...]) -> None:
    pdf = _set(fonts, "<h1>One</h1><p>x</p>", tagged="false")
    assert "/StructTreeRoot" not in pdf.Root
    assert "/MarkInfo" not in pdf.Root
    assert b"MCID" not in pdf.pages[0].Contents[0].read_bytes()


def test_a_number_that_cannot_be_left_open_is_printed(
    fonts: tuple[Asset, ...],
) -> None:
    # Wide figures, which no font here has: they cannot be told beforehand.
    styles = STYLES + "[data-page-of] { text-transform: full-width }"
    words = "<p>Words.</p>" * 60
    book = replace(
        _of(fonts, f"<p>{page_of('b1')}</p>{words}", '<h1 id="b1">Two</h1>'),
        styles=styles,
    )
    said = printed(data_of(typeset(book, bench()).value))
    assert said.labels[said.destinations["b1"]] == "6"
    assert re.findall("[０-９]", said.texts[0]) == ["６"]


def test_a_folio_among_words_is_filled_where_it_stands(
    fonts: tuple[Asset, ...],
) -> None:
    styles = STYLES + '@page { @bottom-center { content: "– " counter(page) " –" } }'
    book = replace(_of(fonts, "<p>Words.</p>" * 300), styles=styles)
    texts = printed(data_of(typeset(book, bench()).value)).texts
    assert len(texts) == 20
    found = [re.findall(r"– (\d+) –", text) for text in texts]
    assert found == [[str(n)] for n in range(1, 21)]
    plainly = data_of(typeset_plainly(book, bench()).value)
    assert printed(plainly).texts == texts


# ----------------------------------------------------------------------- footnotes


def test_every_footnote_stands_once_on_the_page_of_its_mark(
    fonts: tuple[Asset, ...],
) -> None:
    bodies = [
        "".join(
            f"<p>mark{n}x{m} {'word ' * (m * 7 % 60)}"
            f'<span class="footnote">note{n}x{m} {"small " * (m * 5 % 40)}</span></p>'
            for m in range(40)
        )
        for n in range(6)
    ]
    made = typeset(_of(fonts, *bodies), bench())
    assert [told for told in made.diagnostics if told.code != "short-last-page"] == []
    said: Printed = printed(data_of(made.value))
    notes = re.findall(r"note\d+x\d+", " ".join(said.texts))
    assert Counter(notes) == {f"note{n}x{m}": 1 for n in range(6) for m in range(40)}


def test_a_footnote_that_cannot_be_set_is_an_error(fonts: tuple[Asset, ...]) -> None:
    book = _of(fonts, '<p>Text<span class="footnote">Note.</span></p>')
    claimed = replace(book, sheets=(replace(book.sheets[0], notes=3),))
    for way in (typeset, typeset_plainly):
        (told,) = way(claimed, bench()).diagnostics
        assert (told.code, told.message) == (
            "lost-footnote",
            "2 of the footnotes of this chapter could not be set",
        )


def test_page_numbers_among_tracked_letters_are_written_as_a_pdf_wants_it(
    fonts: tuple[Asset, ...],
) -> None:
    """A shift for the kerning and one for the tracking are two numbers, not one."""
    tracked = (
        galley(fonts, 12).styles + "p { letter-spacing: .06em; font-kerning: normal }"
    )
    made = data_of(typeset(replace(galley(fonts, 12), styles=tracked), bench()).value)
    shifts: set[str] = set()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "TJ":
                    shown = list(operands[0])
                    shifts |= {type(part).__name__ for part in shown}
    # Reading them would have failed; without both kinds there is nothing to tell.
    assert shifts >= {"int", "Decimal"}


# ---------------------------------------------------------------- other renderers


def test_an_inside_that_is_not_known_is_not_drawn_from(book: Galley) -> None:
    with pytest.raises(UnknownInside):
        set_book(
            book,
            bench(),
            tagged=True,
            black=False,
            draw=lambda kit, orders: (),
            cut_fonts=cut_fonts,
        )


def test_a_machine_without_pango_is_told_what_to_install() -> None:
    script = """
import cffi
def refuse(*names):
    raise OSError("no such library")
cffi.FFI.dlopen = refuse
from octavo.diagnostics import Lacking
try:
    import octavo.typeset.door
except Lacking as lacking:
    print(lacking.mend)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert ran.stdout == (
        "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )
    assert ran.stderr == ""


# --------------------------------------------------------------------- diagnostics


def test_what_the_renderer_says_is_told_once(fonts: tuple[Asset, ...]) -> None:
    # The plain way hears of a character when all is painted: it names the first sheet.
    book = replace(
        _of(fonts, "<p>你 and 你</p>", "<p>again 你</p>"),
        styles=STYLES + "p { colour: red }",
    )
    for way in (typeset, typeset_plainly):
        told = way(book, bench()).diagnostics
        assert [(str(one.span.path), one.code) for one in told] == [
            ("b0.md", "missing-glyph"),
            *([("b1.md", "missing-glyph")] if way is typeset else []),
            ("styles", "css-ignored"),
        ]


def test_the_number_of_all_pages_is_not_to_be_had(fonts: tuple[Asset, ...]) -> None:
    theirs = "/* octavo: 1 lines of looks/a.css */\n@page { @top-left { content: counter(pages) } }"
    book = replace(_of(fonts, "<p>x</p>"), styles=f"{STYLES}\n{theirs}")
    (told,) = typeset(book, bench()).diagnostics
    assert (str(told.span.path), told.span.line, told.span.column) == (
        "looks/a.css",
        1,
        30,
    )
    assert told.message.endswith("`counter(pages)` counts one sheet, not the book")


def test_left_and_right_pages_follow_the_place_in_the_book(
    fonts: tuple[Asset, ...],
) -> None:
    styles = STYLES + (
        '@page :left { @top-left { content: "verso" } }'
        '@page :right { @top-left { content: "recto" } }'
    )
    bodies = ["<p>Words.</p>" * n for n in (5, 20, 40, 5)]
    book = replace(_of(fonts, *bodies), styles=styles)
    for way in (typeset, typeset_plainly):
        texts = printed(data_of(way(book, bench()).value)).texts
        sides = [("verso" in text, "recto" in text) for text in texts]
        assert sides == [(n % 2 == 1, n % 2 == 0) for n in range(len(texts))]


def test_characters_that_no_font_has_can_still_be_copied(
    fonts: tuple[Asset, ...],
) -> None:
    book = _of(fonts, "<p>first ★ star</p>", "<p>then 你 and ★</p>")
    texts = printed(data_of(typeset(book, bench()).value)).texts
    assert [re.findall("[★你]", text) for text in texts] == [["★"], ["你", "★"]]


def test_a_renderer_with_another_inside_sets_the_book_the_plain_way() -> None:
    """Names of the inside are taken away, in a process of its own."""
    program = """
from octavo.typeset import door, typeset
from octavo.typeset.order import Kit
from octavo.typeset.working import draw_sheets
import weasyprint.pdf.anchors
from octavo.find import files, product_folder
from pages_sample import asset, bench, galley
from reading import data_of

del weasyprint.pdf.anchors.add_links
fonts = tuple(
    asset(name, "font/ttf", data)
    for name, data in files(product_folder("styles"))
    if "OctavoSerif-" in name
)
volume = typeset(galley(fonts, 2), bench()).value
print(draw_sheets(Kit("", "", ()), ()), volume.pages > 2, data_of(volume)[:5])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("() True b'%PDF-'\n", "")


def test_a_worker_that_has_prepared_nothing_says_so_before_it_loads_anything() -> None:
    program = """
import sys
from octavo.typeset.order import Kit
from octavo.typeset.working import cut_fonts, draw_sheets

light = Kit("", "", ()).light()
print(draw_sheets(light, ()), cut_fonts(light, ()), "weasyprint" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("None None False\n", "")


# ------------------------------------------------------------------- how often drawn


def _drawn(book: Galley) -> Counter[str]:
    """How often each sheet is drawn, where nothing is kept."""
    seen: Counter[str] = Counter()

    def draw(kit: Kit, orders: tuple[Order, ...]) -> tuple[Drawn, ...] | None:
        seen.update(order.sheet.name for order in orders if kit.whole)
        return draw_sheets(kit, orders) if kit.whole else None

    set_book(book, bench(), tagged=True, black=False, draw=draw, cut_fonts=cut_fonts)
    return seen


def test_chapters_that_take_more_pages_than_their_words_are_drawn_once(
    fonts: tuple[Asset, ...],
) -> None:
    # Pages for which the measures are made, and half as many again as these say: with
    # no more to go by, numbers near 100 would get two figures and have to get three.
    styles = STYLES.replace("300pt 400pt", "480pt 640pt")
    high = "<p>High.</p>" * 80
    plain = [f"<h1>Plain</h1>{high}" for _ in range(20)]
    referring = [
        f'<h1 id="r{n}">Referring</h1><p>{page_of(f"r{max(0, n - 1)}")}</p>{high}'
        for n in range(20)
    ]
    bodies = [body for pair in zip(plain, referring, strict=True) for body in pair]
    seen = _drawn(replace(_of(fonts, *bodies), styles=styles))
    assert set(seen.values()) == {1}


def test_a_number_that_is_printed_is_not_drawn_open_again(
    fonts: tuple[Asset, ...],
) -> None:
    styles = STYLES + "[data-page-of] { text-transform: full-width }"
    words = "<p>Words.</p>" * 60
    book = _of(fonts, f"<p>{page_of('b1')}</p>{words}", '<h1 id="b1">Two</h1>')
    assert _drawn(replace(book, styles=styles)) == {"b0": 2, "b1": 1}


# --------------------------------------------------------------- pages that changed


def _dot(colour: str) -> Asset:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return asset("images/dot.png", "image/png", out.getvalue())


CHANGES = {
    "words": ("<p>Word</p>", "<p>Wind</p>"),
    "words in a group": (
        '<div style="opacity: .5">Word</div>',
        '<div style="opacity: .5">Wind</div>',
    ),
    "a group's opacity": (
        '<div style="opacity: .5">Word</div>',
        '<div style="opacity: .6">Word</div>',
    ),
    "colours of a gradient": (
        '<p style="background: linear-gradient(red, blue)">Word</p>',
        '<p style="background: linear-gradient(red, green)">Word</p>',
    ),
}
DOTS = (
    '<p><img src="octavo:images/dot.png" alt="dot"/></p>',
    '<p style="background: url(octavo:images/dot.png)">Word</p>',
    '<div style="opacity: .5"><img src="octavo:images/dot.png" alt="dot"/></div>',
)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_page_that_looks_otherwise_has_another_digest(
    fonts: tuple[Asset, ...], change: tuple[str, str]
) -> None:
    rest = '<p style="break-before: page">Rest</p>'
    before, after = (
        typeset(_of(fonts, body + rest), bench()).value.page_digests for body in change
    )
    assert before[0] != after[0]
    assert before[1] == after[1]


@pytest.mark.parametrize("body", DOTS)
def test_a_page_with_another_picture_has_another_digest(
    fonts: tuple[Asset, ...], body: str
) -> None:
    rest = f'<div style="break-before: page; opacity: .5">Rest {page_of("b1")}</div>'
    (red, again, blue) = (
        typeset(
            _of(fonts, f"{body}{rest}", '<h1 id="b1">Two</h1>', more=(_dot(colour),)),
            bench(),
        ).value.page_digests
        for colour in ("red", "red", "blue")
    )
    assert red == again
    assert [one != other for one, other in zip(red, blue, strict=True)] == [
        *(True, False, False),
    ]


# ---------------------------------------------------------------- made ready


def test_fonts_are_sent_to_those_alone_who_have_not_prepared_them(book: Galley) -> None:
    sent: list[bool] = []

    def noted(kit: Kit, orders: tuple[Order, ...]) -> tuple[Drawn, ...] | None:
        sent.append(kit.whole)
        return draw_sheets(kit, orders)

    def drawn() -> list[bool]:
        sent.clear()
        few = replace(book, sheets=book.sheets[:3], outline=())
        set_book(
            few, bench(), tagged=True, black=False, draw=noted, cut_fonts=cut_fonts
        )
        return list(sent)

    ready_for.cache_clear()
    first = drawn()
    assert (first[0], True in first) == (False, True)
    assert set(drawn()) == {False}


def test_a_build_makes_ready_what_the_last_one_was_set_with(book: Galley) -> None:
    store = Memory()
    typeset(book, bench(store))
    left = ready(store, book.edition)
    assert left is not None
    assert ready(store, "another") is None
    ready_for.cache_clear()
    assert draw_sheets(left.kit.light(), ()) == ()
    assert draw_sheets(left.kit.light(), (left.sample,)) is None
    line_break.pyphen.hdcache.clear()
    warm_up(store, book.edition)
    assert any(key.startswith("hyph_en") for key in store)
    (page,) = draw_sheets(left.kit.light(), (left.sample,)) or ()
    assert (page.drawing.pages, page.drawing.heard) == (1, ())


def test_a_book_is_not_set_without_a_font_that_was_replaced(
    book: Galley, tmp_path: Path
) -> None:
    path, ours = tmp_path / "Mine.ttf", book.assets[0]
    path.write_bytes(ours.read())
    mine = replace(brought(path, "fonts/Mine.ttf", "font/ttf"), name=ours.name)
    book, store = replace(book, assets=(mine, *book.assets[1:])), Memory()
    made = typeset(book, bench(store)).value
    ready_for.cache_clear()
    path.write_bytes(b"another")
    # It makes ready what it can.
    warm_up(store, book.edition)
    kit = kit_of(book.styles, book.assets)
    order = Order(
        sheet=book.sheets[0],
        wants=(),
        first=100,
        counted=True,
        verso=False,
        tagged=True,
        assets=(),
    )
    with pytest.raises(Lacking, match=r"Mine\.ttf as it was when the build began"):
        draw_sheets(kit, (order,))
    path.write_bytes(ours.read())
    assert data_of(typeset(book, bench(Memory())).value) == data_of(made)


def test_where_words_are_divided_is_read_once_and_kept() -> None:
    store, pyphen = Memory(), line_break.pyphen
    path = pyphen.LANGUAGES["de"]
    word = "Uferschwalbe"
    pyphen.hdcache.pop(path, None)
    ready_hyphens(store, "de-AT-1996")
    ready_hyphens(store, "de")
    ready_hyphens(store, "no such language")
    (key,) = store
    pyphen.hdcache.pop(path)
    ready_hyphens(store, "de")
    own = pyphen.HyphDict(path)
    assert pyphen.Pyphen(lang="de").inserted(word) == "Ufer-schwal-be"
    assert vars(pyphen.hdcache[path]).keys() == vars(own).keys()
    assert pyphen.hdcache[path].patterns == own.patterns
    # It is the stock that it was taken from.
    pyphen.hdcache.pop(path)
    store[key] = pickle.dumps(({"fe": (1, (1,))}, 2))
    ready_hyphens(store, "de")
    assert pyphen.Pyphen(lang="de").inserted(word) == "Uf-erschwalbe"
    pyphen.hdcache.pop(path)
