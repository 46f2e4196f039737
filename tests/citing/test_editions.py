"""Citations in finished files: ways to the bibliography and back, pages, no fault."""

import re
import sys
from pathlib import Path

import pytest
from running import octavo, vault

sys.path += [str(Path(__file__).parents[1] / name) for name in ("epubs", "pages")]

from epub_books import Epub, make
from epub_checker import epubcheck, faults
from reading import Printed, printed

HERE = Path(__file__).parent
OPS = "{http://www.idpf.org/2007/ops}type"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("cited")
    keys = re.findall(
        r"^@(?!string)\w+\{(\w+),", (HERE / "nasty.bib").read_text(), re.MULTILINE
    )
    every = " ".join(f"[see @{key}, p. 3]" for key in keys)
    one = (
        f"# One\n\n{every}\n\n@page, @page and @page[^1] | in [words @part](#one).\n\n"
    )
    vault(
        home,
        One=one + "[^1]: As in @others.\n\n| a |\n|---|\n| @thesis |\n",
        Two="# Two @edited\n\n## On [@page]\n\n> [!note] By @nobody\n> [@page]\n",
    )
    (home / "works.bib").write_bytes((HERE / "nasty.bib").read_bytes())
    return home


@pytest.fixture(scope="module")
def epub(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Epub:
    return make(source, tmp_path_factory.mktemp("out") / "out")


@pytest.fixture(scope="module")
def pdf(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    out = tmp_path_factory.mktemp("out")
    asked = ("build", str(source), "-o", str(out), "--only", "pdf", "--no-cache")
    ran = octavo(*asked, cwd=out, SOURCE_DATE_EPOCH="1700000000")
    assert ran.code == 0, ran.err
    return printed(next(out.glob("*.pdf")).read_bytes())


def test_in_an_epub_citations_lead_to_entries_and_entries_back(epub: Epub) -> None:
    works = epub.tree("EPUB/text/bibliography.xhtml")
    section = works.find(f".//{XHTML}section[@role='doc-bibliography']")
    assert section is not None
    assert section.get(OPS) == "bibliography"
    entries = {item.get("id"): item for item in works.iter(f"{XHTML}li")}
    assert len(entries) == 12
    cited: dict[str, list[str]] = {}
    for name in ("one", "two"):
        for link in epub.tree(f"EPUB/text/{name}.xhtml").iter(f"{XHTML}a"):
            if link.get("role") == "doc-biblioref":
                assert link.get(OPS) == "biblioref"
                file, _, anchor = str(link.get("href")).partition("#")
                assert file == "bibliography.xhtml"
                cited.setdefault(anchor, []).append(f"{name}.xhtml#{link.get('id')}")
    assert set(cited) == set(entries)
    back = {
        anchor: [
            link.get("href") for link in item.iter(f"{XHTML}a") if link.get("role")
        ]
        for anchor, item in entries.items()
    }
    assert back == {anchor: marks[:3] for anchor, marks in cited.items()}
    assert len(cited["bib-page"]) == 6


def test_the_bibliography_is_a_landmark(epub: Epub) -> None:
    nav = epub.tree("EPUB/nav.xhtml")
    found = [link for link in nav.iter(f"{XHTML}a") if link.get(OPS) == "bibliography"]
    assert [link.get("href") for link in found] == [
        "text/bibliography.xhtml#bibliography"
    ]


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(epub: Epub, tmp_path: Path) -> None:
    assert faults(epubcheck(epub.path, tmp_path / "report.json")) == []


def test_on_pages_an_entry_names_the_pages_it_is_cited_on(pdf: Printed) -> None:
    place = pdf.destinations["bib-page"]
    text = " ".join("".join(pdf.texts[place:]).split())
    assert "https://example.org/a_b cited on pp. 1, 2" in text
    assert "https://example.org/anon cited on pp. 1, 2" in text
    assert "ETH. cited on p. 1 " in text
    assert [
        pdf.labels[pdf.destinations[name]] for name in ("one--cite", "two--cite")
    ] == [
        "1",
        "2",
    ]


def test_on_pages_links_lead_both_ways(pdf: Printed) -> None:
    led = {name for _, name in pdf.links}
    there = {name for name in pdf.destinations if name.startswith("bib-")}
    assert len(there) == 12
    assert there <= led
    page = pdf.destinations["bib-page"]
    back = {name for place, name in pdf.links if place == page and "--cite" in name}
    assert {"one--cite", "two--cite"} <= back
    assert {row[1] for row in pdf.outline} >= {"Bibliography"}
