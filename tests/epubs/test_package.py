"""The package: what is in it, in which order, under which names (EPUB 3.3, OCF)."""

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from epub_books import HERE, Epub, make, vault
from epub_checker import epubcheck, faults
from pictures import encoded
from PIL import Image

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


def _links(name: str, tree: ElementTree.Element) -> list[tuple[str, str]]:
    """Links within the package: the file each leads to, and the place in it."""
    found = []
    for element in tree.iter(f"{XHTML}a"):
        address = element.get("href", "")
        if re.match(r"[a-z]+:", address):
            continue
        file, _, anchor = address.partition("#")
        folder = name.rpartition("/")[0]
        found.append((f"{folder}/{file}" if file else name, unquote(anchor)))
    return found


def _ids(tree: ElementTree.Element) -> list[str]:
    return [element.get("id", "") for element in tree.iter() if element.get("id")]


def test_the_first_file_names_the_format_and_is_stored(rich: Epub) -> None:
    first = rich.entries[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert (first.extra, rich.files["mimetype"]) == (b"", b"application/epub+zip")


def test_the_zip_tells_nothing_of_time_or_machine(rich: Epub) -> None:
    told = {
        (entry.date_time, entry.external_attr >> 16, entry.create_system, entry.extra)
        for entry in rich.entries
    }
    assert told == {((1980, 1, 1, 0, 0, 0), 0o100644, 3, b"")}


def test_files_stand_in_the_order_they_are_wanted(rich: Epub) -> None:
    names = [entry.filename for entry in rich.entries]
    assert [re.sub(r"-[0-9a-f]{8}\.", "-########.", name) for name in names] == [
        "mimetype",
        "META-INF/container.xml",
        "EPUB/content.opf",
        "EPUB/nav.xhtml",
        "EPUB/toc.ncx",
        "EPUB/styles/book.css",
        "EPUB/text/title-page.xhtml",
        "EPUB/text/copyright.xhtml",
        "EPUB/text/preface.xhtml",
        "EPUB/text/part-text.xhtml",
        "EPUB/text/guide-words.xhtml",
        "EPUB/text/guide-blocks.xhtml",
        "EPUB/text/part-drawn.xhtml",
        "EPUB/text/guide-pictures.xhtml",
        "EPUB/text/guide-formulas.xhtml",
        "EPUB/text/guide-listings.xhtml",
        "EPUB/images/drawing-########.svg",
        "EPUB/images/moving-########.gif",
        "EPUB/images/photo-########.jpg",
        "EPUB/images/picture-########.jpg",
        "EPUB/images/square-########.png",
        "EPUB/images/cover.jpg",
    ]


def test_the_manifest_lists_each_file_once_and_says_what_is_in_it(rich: Epub) -> None:
    package = rich.tree("EPUB/content.opf")
    items = package.findall(f"{OPF}manifest/{OPF}item")
    listed = [f"EPUB/{item.get('href')}" for item in items]
    rest = {"mimetype", "META-INF/container.xml", "EPUB/content.opf"}
    assert sorted(listed) == sorted(rich.files.keys() - rest)
    assert {
        item.get("id"): item.get("properties")
        for item in items
        if item.get("properties")
    } == {
        "nav": "nav",
        "c-guide-formulas": "mathml",
        "cover-image": "cover-image",
    }


def test_the_spine_is_the_order_of_reading(rich: Epub) -> None:
    package = rich.tree("EPUB/content.opf")
    spine = package.find(f"{OPF}spine")
    assert spine is not None
    assert spine.attrib == {"toc": "ncx"}
    assert [item.get("idref") for item in spine] == [
        "title-page",
        "copyright",
        "nav",
        "c-preface",
        "p-part-text",
        "c-guide-words",
        "c-guide-blocks",
        "p-part-drawn",
        "c-guide-pictures",
        "c-guide-formulas",
        "c-guide-listings",
    ]


def test_the_metadata_says_what_the_book_is_and_how_it_can_be_read(rich: Epub) -> None:
    package = rich.tree("EPUB/content.opf")
    found = package.find(f"{OPF}metadata")
    assert found is not None
    said = [
        (
            element.tag.removeprefix(DC).removeprefix(OPF),
            element.get("property", element.get("name", "")),
            element.text or element.get("content"),
        )
        for element in found
    ]
    assert said[0][2].startswith("urn:uuid:")
    assert said[1:] == [
        ("title", "", "The Field Guide & its “Quotes”"),
        ("meta", "title-type", "main"),
        ("meta", "display-seq", "1"),
        ("title", "", "What an EPUB can hold"),
        ("meta", "title-type", "subtitle"),
        ("meta", "display-seq", "2"),
        ("language", "", "en"),
        ("meta", "dcterms:modified", "2023-11-14T22:13:20Z"),
        ("creator", "", "Ada Example"),
        ("meta", "role", "aut"),
        ("meta", "display-seq", "1"),
        ("creator", "", "Bo Sample"),
        ("meta", "role", "aut"),
        ("meta", "display-seq", "2"),
        ("date", "", "2023-11-14"),
        ("rights", "", "CC-BY-4.0"),
        ("description", "", "A small book that uses everything once."),
        ("meta", "cover", "cover-image"),
        ("meta", "schema:accessMode", "textual"),
        ("meta", "schema:accessMode", "visual"),
        ("meta", "schema:accessModeSufficient", "textual"),
        ("meta", "schema:accessModeSufficient", "textual,visual"),
        ("meta", "schema:accessibilityFeature", "alternativeText"),
        ("meta", "schema:accessibilityFeature", "ARIA"),
        ("meta", "schema:accessibilityFeature", "displayTransformability"),
        ("meta", "schema:accessibilityFeature", "MathML"),
        ("meta", "schema:accessibilityFeature", "readingOrder"),
        ("meta", "schema:accessibilityFeature", "structuralNavigation"),
        ("meta", "schema:accessibilityFeature", "tableOfContents"),
        ("meta", "schema:accessibilityFeature", "unlocked"),
        ("meta", "schema:accessibilityHazard", "unknown"),
        (
            "meta",
            "schema:accessibilitySummary",
            "Reflowable text with headings and a contents list. All pictures (5) have "
            "descriptions. Formulas are MathML.",
        ),
        ("meta", "generator", said[-1][2]),
    ]
    assert re.fullmatch(r"octavo \d+\.\d+\.\d+", said[-1][2])


@pytest.mark.parametrize("book", ["rich", "hostile"])
def test_every_link_has_a_place_to_go(
    book: str, request: pytest.FixtureRequest
) -> None:
    epub: Epub = request.getfixturevalue(book)
    places = {name: set(_ids(tree)) for name, tree in epub.texts()}
    lost = [
        (name, file, anchor)
        for name, tree in epub.texts()
        for file, anchor in _links(name, tree)
        if file not in places or (anchor and anchor not in places[file])
    ]
    assert lost == []


@pytest.mark.parametrize("book", ["rich", "hostile"])
def test_ids_are_plain_and_stand_once(
    book: str, request: pytest.FixtureRequest
) -> None:
    epub: Epub = request.getfixturevalue(book)
    for name, tree in epub.texts():
        ids = _ids(tree)
        assert len(ids) == len(set(ids)), name
        assert [
            i for i in ids if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", i)
        ] == []


@pytest.mark.parametrize("book", ["rich", "hostile"])
def test_every_file_has_a_title_of_its_own(
    book: str, request: pytest.FixtureRequest
) -> None:
    epub: Epub = request.getfixturevalue(book)
    titles = [tree.findtext(f".//{XHTML}title") or "" for _, tree in epub.texts()]
    assert sorted(titles) == sorted({title for title in titles if title.strip()})


def test_the_contents_fold_what_is_below_chapters(rich: Epub) -> None:
    tree = rich.tree("EPUB/nav.xhtml")
    nav = next(nav for nav in tree.iter(f"{XHTML}nav") if nav.get(TYPE) == "toc")

    def lines(element: ElementTree.Element, depth: int) -> list[str]:
        out = []
        for item in element.findall(f"{XHTML}li"):
            label = item.find(f"{XHTML}a")
            assert label is not None
            below = item.find(f"{XHTML}ol")
            fold = "+" if below is not None and below.get("hidden") == "" else ""
            out.append(f"{'  ' * depth}{label.text} {fold}".rstrip())
            out += lines(below, depth + 1) if below is not None else []
        return out

    contents = nav.find(f"{XHTML}ol")
    assert contents is not None
    assert lines(contents, 0) == [
        "Preface +",
        "  What this is",
        "Part 1: Text",
        "  1 Words +",
        "    Notes",
        "    Words",
        "      Level three",
        "  2 Blocks +",
        "    Callouts",
        "    Tables",
        "    A term",
        "Part 2: Drawn",
        "  3 Pictures",
        "  4 Formulas",
        "  5 Listings",
    ]


def test_many_tables_and_questions_have_lists_of_their_own(tmp_path: Path) -> None:
    asked = "Table: T\n\n| x |\n|---|\n\n> [!question|core] Why?\n> **Answer**\n> a"
    (tmp_path / "book").mkdir()
    text = "\n\n".join(["# A", *[asked] * 10, "$$x$$\n^e\n\nSee [[#^e]]."])
    (tmp_path / "book" / "A.md").write_text(text, encoding="utf-8")
    epub = make(tmp_path / "book", tmp_path / "out")
    tree = epub.tree("EPUB/nav.xhtml")
    lists = {
        nav.findtext(f"{XHTML}h2"): (
            nav.get(TYPE),
            [(a.text, a.get("href")) for a in nav.iter(f"{XHTML}a")],
        )
        for nav in tree.iter(f"{XHTML}nav")
        if nav.find(f"{XHTML}h2") is not None
    }
    assert {name: (kind, rows[9]) for name, (kind, rows) in lists.items()} == {
        "Tables": ("lot", ("1.10 T", "text/a.xhtml#a--table-1.10")),
        "Questions": (None, ("Q10 Why?", "text/a.xhtml#a--question-10")),
    }
    places = set(_ids(epub.tree("EPUB/text/a.xhtml")))
    assert {"a--table-1.10", "a--question-10"} <= places
    assert faults(epubcheck(epub.path, tmp_path / "report.json")) == []


def test_landmarks_name_the_beginning(rich: Epub) -> None:
    tree = rich.tree("EPUB/nav.xhtml")
    nav = next(nav for nav in tree.iter(f"{XHTML}nav") if nav.get(TYPE) == "landmarks")
    assert [(a.get(TYPE), a.get("href"), a.text) for a in nav.iter(f"{XHTML}a")] == [
        ("titlepage", "text/title-page.xhtml", "Title page"),
        ("toc", "#toc", "Contents"),
        ("bodymatter", "text/part-text.xhtml", "Begin reading"),
    ]


def test_the_old_contents_hold_parts_and_chapters(rich: Epub) -> None:
    tree = rich.tree("EPUB/toc.ncx")
    points = [
        (
            point.get("playOrder"),
            point.findtext(f"{NCX}navLabel/{NCX}text"),
            content.get("src", "").partition("#")[0],
        )
        for point in tree.iter(f"{NCX}navPoint")
        if (content := point.find(f"{NCX}content")) is not None
    ]
    assert points == [
        ("1", "Preface", "text/preface.xhtml"),
        ("2", "Text", "text/part-text.xhtml"),
        ("3", "1 Words", "text/guide-words.xhtml"),
        ("4", "2 Blocks", "text/guide-blocks.xhtml"),
        ("5", "Drawn", "text/part-drawn.xhtml"),
        ("6", "3 Pictures", "text/guide-pictures.xhtml"),
        ("7", "4 Formulas", "text/guide-formulas.xhtml"),
        ("8", "5 Listings", "text/guide-listings.xhtml"),
    ]
    head = {meta.get("name"): meta.get("content") for meta in tree.iter(f"{NCX}meta")}
    package = rich.tree("EPUB/content.opf")
    assert head["dtb:uid"] == package.findtext(f"{OPF}metadata/{DC}identifier")
    assert head["dtb:depth"] == "2"


def test_headings_leave_no_level_out(rich: Epub, hostile: Epub) -> None:
    for epub in (rich, hostile):
        for name, tree in epub.texts():
            levels = [
                int(element.tag[-1])
                for element in tree.iter()
                if re.fullmatch(re.escape(XHTML) + "h[1-6]", element.tag)
            ]
            assert levels.count(1) == 1, name
            assert levels[0] == 1, name
            steps = pairwise(levels)
            assert [pair for pair in steps if pair[1] > pair[0] + 1] == [], name


def test_a_note_and_its_mark_find_each_other(rich: Epub) -> None:
    tree = rich.tree("EPUB/text/guide-words.xhtml")
    marks = [a for a in tree.iter(f"{XHTML}a") if a.get(TYPE) == "noteref"]
    notes = {
        f"#{note.get('id')}": note
        for note in tree.iter(f"{XHTML}aside")
        if note.get(TYPE) == "footnote"
    }
    assert ["".join(mark.itertext()) for mark in marks] == ["1", "1", "2"]
    assert [mark.get("href") in notes for mark in marks] == [True, True, True]
    back = [
        a.get("href")
        for note in notes.values()
        for a in note.iter(f"{XHTML}a")
        if a.get(TYPE) == "backlink"
    ]
    assert back == [f"#{mark.get('id')}" for mark in marks]


def test_nothing_in_a_hostile_book_acts_or_leads_astray(hostile: Epub) -> None:
    active = re.compile(
        rb"<(?:script|iframe|object|embed|form|input|button|video|canvas|foreignObject)[\s>/]"
        rb"|<[^>]*\s(?:on\w+|style)=\"(?!text-align|color|width|padding|border|justify)"
        rb"|(?:href|src)=\"\s*(?:javascript|data|file|vbscript|obsidian):"
        rb"|src=\"https?:|root:x:0|@import"
    )
    found = {
        name: active.findall(data)
        for name, data in hostile.files.items()
        if name.endswith((".xhtml", ".svg", ".css", ".opf"))
    }
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_code_is_not_turned_round_where_text_runs_leftward(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    note = "---\nlang: he\n---\n# פרק\n\nכאן `a[0] + 1` הוא.\n\n```\n(b)\n```\n"
    (tmp_path / "book" / "a.md").write_text(note, encoding="utf-8")
    (tmp_path / "book" / "b.md").write_text("# B\n\n`c` here.\n")
    told = {
        "".join(element.itertext()).strip(): element.get("dir")
        for _, tree in make(tmp_path / "book", tmp_path / "out").texts()
        for name in ("pre", "code")
        for element in tree.iter(f"{XHTML}{name}")
    }
    assert told == {"a[0] + 1": "ltr", "(b)": "ltr", "c": None}


def test_a_language_of_its_own_is_told(hostile: Epub) -> None:
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    told = {
        (tree.get("lang"), tree.get(xml), tree.get("dir"))
        for _, tree in hostile.texts()
    }
    assert told == {("en", "en", "ltr"), ("he", "he", "rtl")}


def test_the_same_source_gives_the_same_bytes(rich: Epub, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    again = make(
        vault("rich", elsewhere),
        elsewhere / "out",
        TZ="Asia/Kathmandu",
        LC_ALL="C",
        PYTHONHASHSEED="7",
    )
    assert again.path.read_bytes() == rich.path.read_bytes()


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("[A link](https://example.org) and a table:\n\n| a |\n|---|\n| b |", True),
        ("|   |\n|---|\n| no head |", False),
        ("A link without words: [ ](https://example.org).", False),
        ('A picture without any: <img src="pixel.png">', False),
    ],
)
def test_conformance_is_claimed_where_nothing_speaks_against_it(
    text: str, claimed: bool, tmp_path: Path
) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "A.md").write_text(f"# A\n\n{text}\n", encoding="utf-8")
    pixel = encoded(Image.new("RGB", (1, 1), "red"), "PNG")
    (tmp_path / "book" / "pixel.png").write_bytes(pixel)
    settings = '[epub]\ncertified_by = " A. & B.  Checker"\n'
    (tmp_path / "book" / "handbook.toml").write_text(settings, encoding="utf-8")
    epub = make(tmp_path / "book", tmp_path / "out")
    metadata = epub.tree("EPUB/content.opf").find(f"{OPF}metadata")
    assert metadata is not None
    said = [
        (dict(meta.attrib), meta.text)
        for meta in metadata.iter(f"{OPF}meta")
        if meta.get("property") in {"dcterms:conformsTo", "a11y:certifiedBy"}
    ]
    assert (
        said
        == [
            (
                {"id": "conformance", "property": "dcterms:conformsTo"},
                "EPUB Accessibility 1.1 - WCAG 2.1 Level AA",
            ),
            (
                {"refines": "#conformance", "property": "a11y:certifiedBy"},
                "A. & B. Checker",
            ),
        ]
        * claimed
    )
    assert faults(epubcheck(epub.path, tmp_path / "report.json")) == []


@pytest.mark.parametrize(
    ("style", "claimed"), [("hr { color: red }", False), ("p { margin: 1em }", True)]
)
def test_styles_that_fix_colours_take_a_claim_away(
    style: str, claimed: bool, tmp_path: Path
) -> None:
    (tmp_path / "book" / "looks").mkdir(parents=True)
    (tmp_path / "book" / "A.md").write_text("# A\n\nText.\n", encoding="utf-8")
    (tmp_path / "book" / "looks" / "own.css").write_text(style, encoding="utf-8")
    settings = '[styles]\nfolder = "looks"\n'
    (tmp_path / "book" / "handbook.toml").write_text(settings, encoding="utf-8")
    epub = make(tmp_path / "book", tmp_path / "out")
    assert style.encode() in epub.files["EPUB/styles/book.css"]
    package = epub.files["EPUB/content.opf"]
    assert (b"displayTransformability" in package) is claimed


def test_the_cover_is_a_picture_of_the_size_shops_want(rich: Epub) -> None:
    cover = Image.open(io.BytesIO(rich.files["EPUB/images/cover.jpg"]))
    assert (cover.format, cover.size, cover.mode) == ("JPEG", (1600, 2560), "RGB")
    # `--accent`, as near as JPEG comes to it.
    assert cover.getpixel((5, 5)) == (12, 79, 108)
    assert len(rich.files["EPUB/images/cover.jpg"]) < 1_000_000


def test_a_cover_of_the_handbooks_own_is_no_file_of_the_text(tmp_path: Path) -> None:
    folder = vault("rich", tmp_path)
    red = Image.new("RGB", (10, 16), "red")
    (folder / "front.png").write_bytes(encoded(red, "PNG"))
    with (folder / "handbook.toml").open("a", encoding="utf-8") as settings:
        settings.write('[epub]\ncover = "front.png"\n')
    epub = make(folder, tmp_path / "out")
    cover = Image.open(io.BytesIO(epub.files["EPUB/images/cover.jpg"]))
    assert cover.size == (1600, 2560)
    assert cover.getpixel((800, 1280)) == (254, 0, 0)
    assert [name for name in epub.files if "front" in name] == []


@pytest.mark.parametrize("wanted", [True, False])
def test_fonts_of_the_handbooks_own_come_along_where_they_are_wanted(
    tmp_path: Path, wanted: bool
) -> None:
    folder = vault("rich", tmp_path)
    (folder / "looks").mkdir()
    font = next((HERE.parents[1] / "styles" / "fonts").glob("*.ttf")).read_bytes()
    (folder / "looks" / "My_Serif.ttf").write_bytes(font)
    (folder / "looks" / "more.css").write_text(
        "@font-face { font-family: Mine; src: url('octavo:My_Serif.ttf') }\n"
        "blockquote { font-family: Mine, serif }\n"
    )
    with (folder / "handbook.toml").open("a", encoding="utf-8") as settings:
        settings.write('[styles]\nfolder = "looks"\n')
        settings.write("" if wanted else "[epub]\nfonts = false\n")
    epub = make(folder, tmp_path / "out")
    fonts = {name: data for name, data in epub.files.items() if data == font}
    assert list(fonts) == (["EPUB/styles/my-serif.ttf"] if wanted else [])
    styles = epub.files["EPUB/styles/book.css"].decode()
    assert (
        '@font-face { font-family: Mine; src: url("../styles/my-serif.ttf") }' in styles
    ) == wanted
    assert ("@font-face" in styles) == wanted
    assert "blockquote { font-family: Mine, serif }" in styles
    assert (b"font/ttf" in epub.files["EPUB/content.opf"]) == wanted
    said = faults(epubcheck(epub.path, tmp_path / "report.json"))
    # That fonts are declared is no fault, and is told all the same.
    assert [each.code for each in said] == (["CSS-028"] if wanted else [])
