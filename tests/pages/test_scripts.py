"""Books in other scripts: their fonts, and that nothing is missing."""

import io
import sys
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from inspector.leaves import glyphs
from reading import printed

sys.path.insert(0, str(Path(__file__).parent.parent))
from running import octavo

SAMPLES = {
    "Arabic": "مرحبا بالعالم",
    "Armenian": "Բարեւ",
    "Bengali": "নমস্কার",
    "Devanagari": "नमस्ते",
    "Ethiopic": "ሰላም",
    "Georgian": "გამარჯობა",
    "Gujarati": "નમસ્તે",
    "Gurmukhi": "ਸਤ ਸ੍ਰੀ",
    "Hebrew": "שָׁלוֹם עולם",
    "Kannada": "ನಮಸ್ಕಾರ",
    "Khmer": "សួស្តី",
    "Lao": "ສະບາຍດີ",
    "Malayalam": "നമസ്കാരം",
    "Myanmar": "မင်္ဂလာပါ",
    "Oriya": "ନମସ୍କାର",
    "Sinhala": "ආයුබෝවන්",
    "Tamil": "வணக்கம்",
    "Telugu": "నమస్కారం",
    "Thai": "สวัสดีชาวโลก",
}


def built(folder: Path, text: str, *options: str) -> tuple[bytes, str]:
    """The PDF of a note, and what was said."""
    (folder / "n.md").write_text(text, encoding="utf-8")
    ran = octavo(
        *("build", "n.md", "--only", "pdf", "-o", "out", "--no-cache", *options),
        cwd=folder,
    )
    assert ran.code == 0, ran.err
    (pdf,) = (folder / "out").glob("*.pdf")
    return pdf.read_bytes(), ran.err


def fonts(folder: Path) -> set[str]:
    (path,) = (folder / "out").glob("*.pdf")
    with pikepdf.open(path) as pdf:
        return {
            str(item.BaseFont).partition("+")[2]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }


def test_every_script_is_set_in_its_font_and_no_letter_is_missing(
    tmp_path: Path,
) -> None:
    words = "\n\n".join(f"{name}: {text} **{text}**" for name, text in SAMPLES.items())
    _, said = built(tmp_path, f"# Scripts\n\n{words}\n\n🦀 🧪 🐙 🥨 🕐\n")
    assert "missing-glyph" not in said
    found = fonts(tmp_path)
    for name in SAMPLES:
        assert {f"Octavo-{name}", f"Octavo-{name}-Semi-Bold"} <= found, name


def test_a_book_carries_no_font_that_it_has_no_letter_for(tmp_path: Path) -> None:
    built(tmp_path, "# Plain\n\nWords.\n")
    assert not {name for name in fonts(tmp_path) if name.startswith("Octavo-He")}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_japanese_book_is_set_in_serif_its_heads_and_bold_words_in_sans(
    tmp_path: Path, jobs: str
) -> None:
    text = "# 手引き\n\n日本語の文章は、**太字**もあります。\n\n## 見出し\n\n`コード`\n"
    data, said = built(tmp_path, text, "--set", "handbook.language=ja", "-j", jobs)
    assert "missing-glyph" not in said
    assert {"Octavo-Han", "Octavo-Han-Serif", "Octavo-Han-Serif-Semi-Bold"} <= fonts(
        tmp_path
    )
    assert "日本語の文章は、太字もあります。" in "".join(printed(data).texts)
    # MuPDF goes by the numbers of characters, as the specification has it.
    with pymupdf.open(stream=data) as document:
        dark = [
            sum(sample < 128 for sample in page.get_pixmap(colorspace="gray").samples)
            for page in document
        ]
        opener = next(
            n for n, page in enumerate(document) if "見出し" in page.get_text()
        )
    with pypdfium2.PdfDocument(data) as document:
        seen = sum(
            sample < 128
            for sample in document[opener]
            .render(scale=1)
            .to_pil()
            .convert("L")
            .tobytes()
        )
    assert dark[opener] == pytest.approx(seen, rel=0.25)


@pytest.mark.parametrize(
    ("letters", "more"),
    [
        ("", ""),
        ("שלום, नमस्ते", ", Noto Sans Devanagari, Noto Sans Hebrew"),
    ],
)
def test_the_colophon_names_the_fonts_of_a_book(
    letters: str, more: str, tmp_path: Path
) -> None:
    data, _ = built(tmp_path, f"# N\n\nText {letters}\n")
    text = " ".join(printed(data).texts[-1].split())
    assert f"Source Code Pro, STIX Two Math{more} " in text


def test_pictographs_are_one_sign_each_wherever_they_stand(tmp_path: Path) -> None:
    """A key, a flag, a tone of skin and what is joined are glyphs, and copied whole."""
    signs = "4️⃣ 🇩🇪 👍🏽 👩🏽‍🔬 🏳️‍🌈"
    data, said = built(
        tmp_path, f"# N {signs}\n\n## A {signs}\n\nB {signs}, `C {signs}`\n"
    )
    assert "missing-glyph" not in said
    with pypdfium2.PdfDocument(data) as document:
        contents, text = (document[page].get_textpage() for page in (4, 5))
        words = contents.get_text_range() + text.get_text_range()
        drawn = {
            glyph.text: glyph.face
            for page in (4, 5)
            for glyph in glyphs(document[page], 0, 0)
        }
    for begin in "NABC":
        assert f"{begin} {signs}" in words
    assert drawn["4️⃣"[0]] == "Octavo-Pictures"


def test_letters_that_no_font_has_are_boxes_that_can_be_copied(tmp_path: Path) -> None:
    """Each is a glyph of its font, as wide as its place, and tells its letter."""
    data, said = built(tmp_path, "# N\n\nOne ᏣᎳ is, **ᏣᎳ** and `ᏣᎳ` are\n")
    assert "no font here has “Ꮳ”" in said
    with pypdfium2.PdfDocument(data) as document:
        words = document[4].get_textpage().get_text_range()
    assert "One ᏣᎳ is, ᏣᎳ and ᏣᎳ are" in words
    with pikepdf.open(tmp_path / "out" / "n.pdf") as pdf:
        maps = [
            (font, font.CIDToGIDMap.read_bytes())
            for font in pdf.objects
            if isinstance(font, pikepdf.Dictionary)
            and isinstance(font.get("/CIDToGIDMap"), pikepdf.Stream)
        ]
        assert len(maps) == 3
        for font, glyphs in maps:
            program = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
            names = program.getGlyphOrder()
            box = int.from_bytes(glyphs[-2:], "big")
            assert box == len(names) - 1
            wide, _ = program["hmtx"][names[box]]
            assert program["glyf"][names[box]].xMax <= wide
            *_, run = (part for part in font.W if isinstance(part, pikepdf.Array))
            assert abs(float(run[-1]) - wide * 1000 / program["head"].unitsPerEm) < 1
