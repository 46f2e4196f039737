"""A file for a press: the rules of PDF/X-4 (ISO 15930-7) that can be read off it."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from press import press
from running import octavo, vault

from octavo.typeset.profile import Profile, profile

NOTE = """# One

Words with a [link](https://example.org), to [[#^here]] and a note.[^1] <u>More</u> code.

![[photograph.png]]

![[drawing.svg]]

The place. ^here

[^1]: At the foot.
"""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="90">
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/>
<stop offset="1" stop-color="#00f" stop-opacity=".5"/></linearGradient></defs>
<rect width="200" height="60" fill="url(#g)"/>
<g opacity=".5"><circle cx="50" cy="50" r="40" fill="green"/></g></svg>"""
STYLE = """
h1 { background: linear-gradient(to right, red, rgba(0, 0, 255, .5)) }
p { opacity: .9 }
"""
SET = ("--set", "print.bleed=3mm", "--set", "print.crop_marks=true")
DEVICE = {"/DeviceGray", "/DeviceCMYK"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pressed")
    vault(folder / "book", One=NOTE)
    Image.new("RGBA", (600, 300), (200, 30, 30, 99)).save(
        folder / "book" / "photograph.png"
    )
    (folder / "book" / "drawing.svg").write_text(DRAWING)
    styles = folder / "book" / "looks"
    styles.mkdir()
    (styles / "own.css").write_text(STYLE)
    (styles / "press.icc").write_bytes(press())
    (folder / "book" / "handbook.toml").write_text('[styles]\nfolder = "looks"\n')
    return folder


def _made(home: Path, *more: str) -> bytes:
    ran = octavo("build", "book", "--only", "print", "-o", "out", *SET, *more, cwd=home)
    assert ran.code == 0, ran.err
    return next((home / "out").glob("*-print.pdf")).read_bytes()


@pytest.fixture(scope="module")
def made(home: Path) -> bytes:
    return _made(home, "--set", "print.profile=press.icc")


@pytest.fixture
def pdf(made: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """All dictionaries of a file, with those that are written within others."""
    left = list(pdf.objects)
    while left:
        each = left.pop()
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            left += [below for below in dict(each).values() if _within(below)]
        elif isinstance(each, pikepdf.Array):
            left += [below for below in each if _within(below)]


def _within(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _operators(pdf: pikepdf.Pdf) -> set[str]:
    forms = [each for each in _dictionaries(pdf) if each.get("/Subtype") == "/Form"]
    patterns = [each for each in _dictionaries(pdf) if "/PatternType" in each]
    streams = [*pdf.pages, *forms, *(p for p in patterns if "/BBox" in p)]
    return {
        str(operator)
        for stream in streams
        for _, operator in pikepdf.parse_content_stream(stream)
    }


def test_it_says_what_it_is_and_for_which_press(pdf: pikepdf.Pdf) -> None:
    assert pdf.pdf_version == "1.6"
    assert "/Encrypt" not in pdf.trailer
    assert len(pdf.trailer.ID) == 2
    (intent,) = pdf.Root.OutputIntents
    assert (intent.S, intent.Info) == ("/GTS_PDFX", "A press of the tests")
    assert intent.DestOutputProfile.N == 4
    assert intent.DestOutputProfile.read_bytes() == press()
    with pdf.open_metadata() as told:
        assert told["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        assert told["pdf:Trapped"] == "False"
        assert told["xmpMM:DocumentID"].startswith("uuid:")
        assert told["xmp:MetadataDate"] == told["xmp:ModifyDate"]
        assert told["dc:title"] == str(pdf.docinfo["/Title"])
    assert pdf.docinfo["/Trapped"] == "/False"


def test_pages_have_boxes_within_one_another_and_nothing_to_click(
    pdf: pikepdf.Pdf,
) -> None:
    for page in pdf.pages:
        media, bleed, trim = (
            [float(side) for side in page[box]]
            for box in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
        assert media[0] < bleed[0] < trim[0] < trim[2] < bleed[2] < media[2]
        assert media[1] < bleed[1] < trim[1] < trim[3] < bleed[3] < media[3]
        assert "/Annots" not in page
        assert "/ArtBox" not in page
    kinds = {str(each.get("/S")) for each in _dictionaries(pdf)}
    assert kinds.isdisjoint(("/URI", "/JavaScript", "/Launch", "/GoToR"))


def test_every_colour_is_one_that_the_press_can_tell(pdf: pikepdf.Pdf) -> None:
    found = {"image": 0, "shading": 0, "group": 0}
    for each in _dictionaries(pdf):
        space = each.get("/ColorSpace")
        if each.get("/Subtype") == "/Image":
            found["image"] += 1
            assert str(space) in DEVICE or space[0] == "/CalRGB"
        if "/ShadingType" in each:
            found["shading"] += 1
            assert str(space) in DEVICE
        if "/Group" in each:
            found["group"] += 1
            assert str(each.Group.get("/CS")) in DEVICE
    assert min(found.values()) > 0, found
    assert _operators(pdf).isdisjoint(("rg", "RG", "sc", "SC"))


def test_all_fonts_are_in_it(pdf: pikepdf.Pdf) -> None:
    fonts = [each for each in _dictionaries(pdf) if "/FontDescriptor" in each]
    assert fonts
    assert all(
        "/FontFile2" in f.FontDescriptor or "/FontFile3" in f.FontDescriptor
        for f in fonts
    )


def test_a_gradient_is_as_dark_as_it_was(made: bytes, home: Path) -> None:
    plain = _made(home)
    assert b"GTS_PDFX" not in plain
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        assert pdf.pdf_version == "1.7"
        ends = {
            tuple(float(part) for part in each[end])
            for each in _dictionaries(pdf)
            for end in ("/C0", "/C1")
            if end in each
        }
    # Luma of red and of blue, and the alphas.
    assert {(0, 0, 0, 0.701), (0, 0, 0, 0.886)} <= {
        tuple(round(part, 4) for part in end) for end in ends
    }


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\0" * 200, "it is no ICC profile"),
        (press(space=b"\x82MYK"), "it is no ICC profile"),
        (press()[:-4], "it is cut short, or goes on behind its end"),
        (press(b"mntr"), "it is that of a screen"),
        (press(space=b"GRAY"), "it is for GRAY, and a press prints in CMYK"),
        (
            press().replace(b"A press of the tests", b"\0" * 20),
            "it does not say what it is of",
        ),
    ],
)
def test_what_is_no_profile_of_a_press_is_told(data: bytes, said: str) -> None:
    assert profile(data) == said


def test_the_profile_of_a_press_is_called_what_it_says() -> None:
    made = profile(press())
    assert isinstance(made, Profile)
    assert made.name == "A press of the tests"
