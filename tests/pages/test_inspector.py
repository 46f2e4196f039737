"""Finished books under the inspector, and that it finds what is wrong.

What is hard to set on purpose has faults that nobody can mend: pictures with few
pixels, three words in a row that are divided.
"""

import io
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from inspector.copy import INNER, MM, PAPERS, Copy, Paper
from inspector.criteria import CRITERIA, inspected
from nasty import PAPERS as CHAPTERS
from nasty import nasty
from running import octavo

OWN = Paper(110 * MM, 180 * MM, 110 * MM / 8, 110 * MM / 8, 43.37, 60.87, 14)
UNMENDED = {"hyphens", "resolution"}


def _built(folder: Path, paper: str, edition: str) -> bytes:
    nasty(folder / "book", CHAPTERS[paper])
    asked = ("build", "book", "--only", edition, "--set", f"pdf.page={paper}")
    ran = octavo(*asked, "-o", "out", "--no-cache", cwd=folder)
    assert ran.code == 0, ran.err
    return next((folder / "out").glob("*.pdf")).read_bytes()


@pytest.mark.parametrize(
    ("paper", "edition"),
    [
        ("110x180mm", "pdf"),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in (
                ("b5", "pdf"),
                ("a4", "pdf"),
                ("letter", "pdf"),
                ("b5", "print"),
            )
        ),
    ],
)
def test_a_book_of_all_that_is_hard_to_set_has_no_fault(
    paper: str, edition: str, tmp_path: Path
) -> None:
    made = _built(tmp_path, paper, edition)
    inner = INNER[paper] if edition == "print" else 0.0
    found = inspected(Copy(made, PAPERS.get(paper, OWN), inner))
    # The edition for a printer has no structure and no links, and pictures as they come.
    assert {name: told for name, told in found.items() if name not in UNMENDED} == {}


@pytest.mark.slow
def test_the_handbook_has_no_fault(handbook: list[Path]) -> None:
    (file,) = (path for path in handbook if "checklist" not in path.name)
    assert inspected(Copy(file.read_bytes(), PAPERS["b5"])) == {}


FAULTS = """<html lang="en"><head><title>Faults</title><style>
@font-face { font-family: "Octavo Serif"; src: url(octavo:font) }
@page { size: 176mm 250mm; margin: 60pt 28mm 74.66pt }
html { font: 10.5pt/14pt "Octavo Serif"; orphans: 1; widows: 1 }
p { margin: 0 }
h1 { font: inherit; margin: 0 }
</style></head><body>
<h1 id="a">Heading</h1><h3>Lower</h3>
<p style="margin-left: -20pt">In the margin.</p>
<p style="white-space: nowrap">WORDS that run on over the edge WORDS that run on over it</p>
<p>On a line.</p><p style="margin-top: -10pt">Into another one.</p>
<p style="font-size: 5pt">Too small.</p>
<p style="color: #bbb">Too pale.</p>
<p>Left **over** mark-up. <a href="https://example.org">out</a> <a href="#a">in</a></p>
<div style="height: 411pt"></div>
<p>first line of an orphan<br/>second<br/>third</p>
<div style="height: 497pt"></div>
<p>one<br/>two<br/>three<br/>last line, a widow</p>
<div style="break-before: page; break-after: page"></div>
<div style="height: 555pt"></div><h1>At the foot</h1>
<p style="break-before: page">End.</p>
</body></html>"""


@pytest.fixture(scope="module")
def faulty(checkout: Path) -> Copy:
    """A document with most faults there are, set by the renderer alone."""
    font = (checkout / "styles" / "fonts" / "OctavoSerif-Regular.ttf").as_uri()
    document = weasyprint.HTML(string=FAULTS.replace("octavo:font", font))
    made = io.BytesIO(document.write_pdf(pdf_variant="pdf/ua-1"))
    out = io.BytesIO()
    with pikepdf.open(made) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        links[0].A.URI = pikepdf.String("file:///etc/passwd")
        links[1].Dest = pikepdf.String("nowhere")
        del pdf.Root.Lang
        pdf.save(out)
    return Copy(out.getvalue(), PAPERS["b5"])


@pytest.mark.parametrize(
    ("criterion", "told"),
    [
        ("type-area", "0: beside the type area: In the margin."),
        ("collision", "0: On a line. and Into another one."),
        ("smallest-type", "0: 5.00 pt in Too small."),
        ("contrast", "0: 1.9 : 1 in Too pale."),
        ("leftover-markup", "0: Left **over** mark-up. out in"),
        ("links", "0: a link to 'file:///etc/passwd'"),
        ("links", "0: a link to nowhere, which is nowhere"),
        ("headings", "0: H3 follows H1"),
        ("catalogue", "no language"),
    ],
)
def test_a_fault_is_found(faulty: Copy, criterion: str, told: str) -> None:
    assert told in list(CRITERIA[criterion](faulty))


def test_pages_that_break_badly_are_found(faulty: Copy) -> None:
    found = inspected(faulty)
    assert found["orphan"] == ["0: P begins with one line: first line of an orphan"]
    assert found["widow"] == ["2: P ends with one line: last line, a widow"]
    assert found["heading-at-the-foot"] == ["4: ends with the heading At the foot"]
    assert found["blank-page"] == ["3: nothing stands on it"]
