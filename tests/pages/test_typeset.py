"""Finished PDFs of a small book, read back: numbers, links, outline, labels, notes."""

import re

import pytest
from pages_sample import bench, galley, sheet
from reading import Printed, data_of, printed, references

from octavo.model.asset import Asset
from octavo.typeset import Volume, typeset
from octavo.typeset.numbering import labels, runs


@pytest.fixture(scope="module")
def volume(fonts: tuple[Asset, ...]) -> Volume:
    made = typeset(galley(fonts), bench())
    # The words are drawn by lot, and so is how a chapter ends.
    assert {told.code for told in made.diagnostics} <= {"short-last-page"}
    return made.value


@pytest.fixture(scope="module")
def book(volume: Volume) -> Printed:
    return printed(data_of(volume))


def test_every_printed_number_is_the_label_of_its_destination(book: Printed) -> None:
    found = [pair for text in book.texts for pair in references(text)]
    assert len(found) == 12 * 16
    wrong = [
        (anchor, number)
        for anchor, number in found
        if number != book.labels[book.destinations[anchor]]
    ]
    assert wrong == []


def test_the_contents_print_the_labels_of_their_destinations(book: Printed) -> None:
    rows = re.findall(
        r"^(Chapter \d+|Section [\d.\-s c]+?)\s+(\d+)\s*$",
        "\n".join(book.texts[2 : book.destinations["c1"]]).replace("\r", ""),
        re.MULTILINE,
    )
    assert len(rows) == 48
    assert re.search(r"^The title\s+i\s*$", "\n".join(book.texts), re.MULTILINE)
    outline = {title.split("\u2002")[-1]: page for _, title, page in book.outline}
    assert [(row, book.labels[outline[row]]) for row, _ in rows] == rows


def test_folios_are_the_labels(book: Printed) -> None:
    assert book.labels[:3] == ["Cover", "i", "ii"]
    foot = [text.split()[-1] for text in book.texts]
    assert foot[1:] == book.labels[1:]
    assert book.labels[book.destinations["c1"]] == "1"


def test_a_cover_is_called_what_its_title_says() -> None:
    cover = sheet("cover", "", kind="cover", role="front", title="Umschlag")
    one = sheet("one", "", kind="chapter", role="body")
    placed = runs((cover, one), (1, 2))
    assert [(row.index, row.prefix, row.style) for row in labels(placed)] == [
        (0, "Umschlag", ""),
        (1, "", "D"),
    ]
    assert placed[0].folio(0) == "Umschlag"


def test_every_link_has_its_destination(book: Printed, volume: Volume) -> None:
    # A link whose words run over a line end has two rectangles.
    assert len(book.links) >= 12 * 16 + 49
    assert {target for _, target in book.links} <= set(book.destinations)
    assert dict(volume.folios) == {
        anchor: book.labels[page] for anchor, page in book.destinations.items()
    }


def test_a_destination_is_where_its_words_are(book: Printed) -> None:
    for number in range(1, 13):
        assert f"Chapter {number}" in book.texts[book.destinations[f"c{number}"]]


def test_no_words_are_lost_and_none_set_twice(book: Printed) -> None:
    together = " ".join(book.texts)
    for number in range(1, 13):
        for place in range(12):
            assert together.count(f"word{number}x{place} ") == 1
            notes = len(re.findall(rf"\bnote{number}x{place}\b", together))
            assert notes == (place % 3 == 1)


def test_the_outline_has_the_contents_rows(book: Printed) -> None:
    assert [row[:2] for row in book.outline[:3]] == [
        (1, "Contents"),
        (1, "1\u2002Chapter 1"),
        (2, "Section 1--s3"),
    ]
    assert len(book.outline) == 1 + 12 * 4


def test_fonts_are_embedded_once(book: Printed) -> None:
    assert book.unembedded == set()
    assert len(book.fonts) == len({font.split("+")[-1] for font in book.fonts}) == 2


def test_a_reference_prints_a_page_only_where_it_is_another(
    fonts: tuple[Asset, ...],
) -> None:
    def see(anchor: str, words: str) -> str:
        page = f'<span data-page-of="{anchor}"></span>'
        number = f' <span class="page-reference">(p.\u00a0{page})</span>'
        return f'<a class="reference" href="#{anchor}">{words}{number}</a>'

    body = (
        f'<p id="near">One {see("near", "this")}; {see("far", "<i>that</i>")}.</p>'
        '<h1 style="break-before: page" id="far">Far</h1>'
        f"<p>Two {see('near', 'that')}; {see('far', '<i>this</i>')}.</p>"
    )
    book = galley(fonts, 1, c1=sheet("c1", body, kind="chapter", role="body"))
    texts = printed(data_of(typeset(book, bench()).value)).texts
    words = [" ".join(text.split()) for text in texts]
    assert [text for text in words if text.startswith(("One", "Far"))] == [
        "One this; that (p. 2). 1",
        "Far Two that (p. 1); this. 2",
    ]
