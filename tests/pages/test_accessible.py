"""Finished PDFs against PDF/UA-1, as veraPDF reads it."""

from pathlib import Path

import pikepdf
import pytest
from running import octavo
from verapdf import broken_rules

TORTURE = Path(__file__).with_name("torture")


def _built(source: Path, out: Path) -> list[Path]:
    ran = octavo("build", str(source), "-o", str(out), "--no-cache", cwd=out.parent)
    assert ran.code == 0, ran.err
    return sorted(out.glob("*.pdf"))


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The PDFs of a book with one of everything."""
    return _built(TORTURE, tmp_path_factory.mktemp("torture") / "out")


def test_a_book_with_one_of_everything_breaks_no_rule(
    torture: list[Path], checkout: Path
) -> None:
    assert broken_rules(torture, checkout) == {
        "one-of-everything-checklist-letter.pdf": [],
        "one-of-everything-checklist.pdf": [],
        "one-of-everything.pdf": [],
    }


@pytest.mark.slow
def test_the_handbook_breaks_no_rule(handbook: list[Path], checkout: Path) -> None:
    assert [t for t in broken_rules(handbook, checkout).values() if t] == []


def test_a_fault_is_found(torture: list[Path], checkout: Path, tmp_path: Path) -> None:
    """The check can fail: links that are tagged as something else."""
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(torture[-1]) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Link":
                element.S = pikepdf.Name("/Span")
        pdf.save(spoilt)
    told = broken_rules([spoilt], checkout)["spoilt.pdf"]
    assert [line.split(":")[0] for line in told] == ["7.18.5-1"]


SCRIPTS = "中文日本語 שלום مرحبا नमस्ते 🦀 ᏣᎳᎩ"
"""The last of them octavo has no font for: its letters are boxes."""
WIDE = f"|{'configuration|' * 9}\n"
HEAD = f"|{'head|' * 9}\n|{'---|' * 9}\n"


@pytest.mark.slow
def test_other_scripts_and_tables_across_a_page_break_no_rule(
    tmp_path: Path, checkout: Path
) -> None:
    for name, language in (("left", "en"), ("right", "he")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "n.md").write_text(
            f"# {SCRIPTS}\n\n**{SCRIPTS}**\n\n- [ ] {SCRIPTS}\n\n"
            f"{HEAD}{WIDE * 5}\nBetween.\n\n{HEAD}{WIDE}\n`x` שלום machine *learning*\n"
        )
        (tmp_path / name / "handbook.toml").write_text(
            f'[handbook]\ntitle = "{SCRIPTS}"\nslug = "{name}"\nlanguage = "{language}"\n'
        )
    made = [
        path
        for name in ("left", "right")
        for path in _built(tmp_path / name, tmp_path / f"out-{name}")
    ]
    assert len(made) == 6
    assert [told for told in broken_rules(made, checkout).values() if told] == []


def test_words_in_another_language_say_so(tmp_path: Path) -> None:
    """A chapter, a phrase, and what octavo itself prints into that chapter."""
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n\nTable: Un. ^t\n"
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "a.md").write_text(
        f'# One\n\nText, <span lang="de">ein Wort</span>, text.\n\n{table}'
    )
    (tmp_path / "book" / "b.md").write_text(
        f"---\nlanguage: fr\n---\n# Deux\n\n> [!faq]\n> Voir [[a]].\n\n"
        f"> [!conseil]\n> Oui.\n\n{table}"
    )
    (path, *_) = _built(tmp_path / "book", tmp_path / "out")
    with pikepdf.open(path) as pdf:
        (root,) = pdf.Root.StructTreeRoot.K
        parts = [(str(part.Lang), _languages(part)) for part in root.K]
    assert str(root.S) == "/Document"
    assert {language for language, _ in parts} == {"en", "fr"}
    (french,) = (below for language, below in parts if language == "fr")
    # The label above the title, those of a type that octavo knows and of the
    # table, and the page of the reference.
    assert french == ["en"] * 4
    assert ["en", "de", "en"] in [below for _, below in parts]


def _languages(element: pikepdf.Dictionary) -> list[str]:
    """The languages that elements below one name, in the order of reading."""
    found = []
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary):
            found += [str(kid.Lang)] if "/Lang" in kid else []
            found += _languages(kid)
    return found
