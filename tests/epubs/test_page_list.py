"""Pages of the PDF in the EPUB of the same build: each stands before its first word."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from epub_books import EPOCH, Epub, make
from epub_checker import epubcheck, faults
from pictures import encoded, gradient
from running import octavo, vault

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


class Both:
    """A book as PDF and as EPUB, made in one build."""

    def __init__(self, source: Path, out: Path, *more: str) -> None:
        asked = ("build", str(source), "-o", str(out), "--only", "pdf,epub", *more)
        ran = octavo(*asked, cwd=out.parent, SOURCE_DATE_EPOCH=EPOCH)
        assert ran.code == 0, ran.err
        self.epub = Epub(next(out.glob("*.epub")))
        self.pdf = next(out.glob("*.pdf"))
        with pypdfium2.PdfDocument(self.pdf) as document:
            self.pages = {
                document.get_page_label(place): page.get_textpage().get_text_range()
                for place, page in enumerate(document)
            }

    def begun(self) -> dict[str, str]:
        """The first word `wN` of every page that has one, by its number."""
        return {
            number: found[0]
            for number, text in self.pages.items()
            if (found := re.search(r"w\d+", text))
        }

    def marked(self) -> dict[str, str]:
        """The first word `wN` behind every mark of the EPUB, by its number."""
        found = {}
        for _, tree in self.epub.texts():
            number = ""
            for text in _texts(tree):
                if text.startswith("\0"):
                    number = text[1:]
                elif number and (word := re.search(r"w\d+", text)):
                    found[number] = word[0]
                    number = ""
        return found


def _texts(tree: ElementTree.Element) -> Iterator[str]:
    """The text of a file in order; a mark is its number behind a zero."""
    if tree.get(TYPE) == "pagebreak":
        yield f"\0{tree.get('aria-label')}"
    yield tree.text or ""
    for below in tree:
        yield from _texts(below)
        yield below.tail or ""


def _chapter(words: "count[int]") -> str:
    """Long text of all kinds in which no word stands twice."""

    def some(many: int) -> str:
        return " ".join(f"w{next(words)}" for _ in range(many))

    short = [f"[^{n}]: note {'n ' * 200}" for n in range(3)]
    # Too long for the foot: they stand behind the text, where pages begin in them.
    long = [f"[^{n}]: {some(700)}\n\n    {some(300)}" for n in range(3, 5)]
    notes = "\n".join([*short, *long])
    row = "| {} | {} |\n"
    rows = "".join(row.format(some(3), some(9)) for _ in range(45))
    return "\n\n".join(
        [
            f"# Title\n\n{some(600)}",
            f"{some(90)} $x^2$ {some(90)}[^0] see [[#Second]] {some(90)}[^1][^3]",
            f"## Second\n\n- {some(200)}\n- **{some(400)}**\n\n  {some(100)}",
            f"| Head | Head |\n|---|---|\n{rows}",
            "```python\n" + "\n".join(some(6) for _ in range(70)) + "\n```",
            f"> [!note] {some(3)}\n> {some(400)}[^2][^4]",
            f"### Third\n\n> {some(400)}",
            "$$\ny = x\n$$",
            f"| {' | '.join('abcdefgh')} |\n|{'---|' * 8}\n"
            + "".join("|" + f" {some(5)} |" * 8 + "\n" for _ in range(12)),
            notes,
        ]
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of two long chapters and a short one."""
    folder = tmp_path_factory.mktemp("book") / "vault"
    folder.mkdir()
    words = count(1)
    for name in "AB":
        (folder / f"{name}.md").write_text(_chapter(words), encoding="utf-8")
    # Their anchors are those of a page and of the title page.
    for name in ("page-2", "title"):
        text = f"# {name}\n\nw{next(words)}"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def both(source: Path) -> Both:
    """The book, made by one worker without a store."""
    return Both(source, source.parent / "out", "--no-cache", "-j", "1")


def test_each_mark_stands_before_the_first_word_of_its_page(both: Both) -> None:
    assert len(both.begun()) > 12
    assert both.marked() == both.begun()


def test_every_numbered_page_is_listed_in_order(both: Both) -> None:
    numbers = [number for number in both.pages if number != "Cover"]
    assert numbers[:4] == ["i", "ii", "iii", "iv"]
    nav = both.epub.tree("EPUB/nav.xhtml")
    lists = [each for each in nav.iter(f"{XHTML}nav") if each.get(TYPE) == "page-list"]
    (pages,) = lists
    assert pages.get("role") == "doc-pagelist"
    assert [link.text for link in pages.iter(f"{XHTML}a")] == numbers
    ncx = both.epub.tree("EPUB/toc.ncx")
    targets = [
        (
            target.findtext(f"{NCX}navLabel/{NCX}text"),
            target.get("type"),
            target.get("value"),
        )
        for target in ncx.iter(f"{NCX}pageTarget")
    ]
    assert targets == [
        (number, "normal", number) if number.isdigit() else (number, "front", None)
        for number in numbers
    ]
    head = {meta.get("name"): meta.get("content") for meta in ncx.iter(f"{NCX}meta")}
    assert head["dtb:totalPageCount"] == str(len(numbers))
    assert head["dtb:maxPageNumber"] == numbers[-1]


def test_pages_are_marked_in_the_order_of_reading(both: Both) -> None:
    package = both.epub.tree("EPUB/content.opf")
    files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    read = [
        f"EPUB/{files[item.get('idref')]}" for item in package.iter(f"{OPF}itemref")
    ]
    marks = [
        element.get("aria-label")
        for name in read
        for element in both.epub.tree(name).iter()
        if element.get(TYPE) == "pagebreak"
    ]
    assert marks == [number for number in both.pages if number != "Cover"]


def test_pages_of_the_contents_lead_to_their_first_line(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "a.png").write_bytes(encoded(gradient((30, 20)), "PNG"))
    words = count(1)
    # Sections are folded below the line of their chapter.
    above = {}
    for n in range(40):
        title, *sections = (f"w{next(words)}" for _ in range(1 + n % 3))
        above |= dict.fromkeys(sections, title)
        text = "".join(f"## {section}\n\nText.\n\n" for section in sections)
        figure = f"![A](a.png)\n\nFigure: f{n}\n"
        (tmp_path / "vault" / f"N{n:02}.md").write_text(
            f"# {title}\n\n{text}{figure}", encoding="utf-8"
        )
    small = ("--set", "pdf.page=100mmx120mm", "--no-cache", "-j", "1")
    both = Both(tmp_path / "vault", tmp_path / "out", *small)
    nav = both.epub.tree("EPUB/nav.xhtml")
    targets = {each.get("id"): each for each in nav.iter() if each.get("id")}
    said = {}
    for link in nav.iter(f"{XHTML}a"):
        file, _, anchor = link.get("href", "").partition("#")
        if file == "nav.xhtml" and link.text in both.pages:
            line = targets[anchor].find(f"{XHTML}a")
            said[link.text] = "" if line is None else (line.text or "").split()[-1]
    begun = {number: re.findall(r"[wf]\d+", both.pages[number])[0] for number in said}
    # The first page of a list has a mark, which stands before the list.
    assert [number for number, line in said.items() if not line] == ["iv", "x"]
    assert len(said) == 9
    for number, line in said.items():
        assert line in {"", above.get(begun[number], begun[number])}
    assert faults(epubcheck(both.epub.path, tmp_path / "report.json")) == []


def test_the_package_names_the_pdf_as_the_pdf_names_itself(both: Both) -> None:
    package = both.epub.tree("EPUB/content.opf")
    metadata = package.find(f"{OPF}metadata")
    assert metadata is not None
    said = {meta.get("property"): meta.text for meta in metadata.iter(f"{OPF}meta")}
    source = said["pageBreakSource"]
    assert metadata.findtext(f"{DC}source") == source
    assert f"<dc:identifier>{source}</dc:identifier>".encode() in both.pdf.read_bytes()
    features = [
        meta.text
        for meta in metadata.iter(f"{OPF}meta")
        if meta.get("property") == "schema:accessibilityFeature"
    ]
    assert {"pageBreakMarkers", "pageNavigation"} <= set(features)


def test_a_book_without_a_pdf_has_no_pages(rich: Epub) -> None:
    for name in ("EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx"):
        assert (
            re.findall(rb"(?i)page-?(?:list|break|nav)|dc:source", rich.files[name])
            == []
        )
    assert [name for name, data in rich.files.items() if b"doc-pagebreak" in data] == []


def test_pages_are_not_marked_where_that_is_not_wanted(tmp_path: Path) -> None:
    book = vault(tmp_path / "book", One="# One\n\nw1\n\n## Two\n\n" + "w " * 900)
    (book / "handbook.toml").write_text("[epub]\npage_list = false\n")
    unmarked = Both(book, tmp_path / "both", "--no-cache")
    assert len(unmarked.pages) > 4
    assert unmarked.marked() == {}
    # It is the one that is made without a PDF.
    alone = make(book, tmp_path / "alone")
    assert unmarked.epub.files == alone.files


def test_workers_and_store_change_nothing(both: Both, source: Path) -> None:
    for place in ("first", "again"):
        made = Both(
            source, source.parent / place, "--cache", str(source.parent / "kept")
        )
        assert made.epub.path.read_bytes() == both.epub.path.read_bytes(), place


def test_marks_and_list_have_no_fault(both: Both, tmp_path: Path) -> None:
    assert faults(epubcheck(both.epub.path, tmp_path / "report.json")) == []
