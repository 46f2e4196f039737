"""What EPUBCheck says of finished files: nothing."""

import re
import zipfile
from pathlib import Path

import pytest
from epub_books import Epub, make
from epub_checker import epubcheck, faults

pytestmark = pytest.mark.slow


def test_a_book_that_uses_everything_has_no_fault(rich: Epub, tmp_path: Path) -> None:
    assert faults(epubcheck(rich.path, tmp_path / "report.json")) == []


def test_a_book_that_means_harm_has_no_fault(hostile: Epub, tmp_path: Path) -> None:
    assert faults(epubcheck(hostile.path, tmp_path / "report.json")) == []


def test_a_glossary_and_an_index_have_no_fault(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "Text.md").write_text(
        "# Text <!-- index: text** -->\n\nThe reward [a %%index: link%%](http://a.org).\n\n"
        "<!-- index: code|( -->\n```\nx\n```\n\n"
        "| a %%index: cell; cell!below; RL|see cell!below; text|seealso none%% |\n|---|\n"
        "| b |\n\nn[^1]\n\n[^1]: f %%index: code|)%% reward\n"
    )
    (vault / "Glossary.md").write_text(
        "---\ntype: glossary\nindex: [terms]\n---\n# Glossary\n\nBefore.\n\n"
        + "".join(f"### Term {n} (T{n}X)\n\nOne.\n\n- two\n\n" for n in range(61))
        + "### Reward\n\n#### Deeper\n\nx\n"
    )
    made = make(vault, tmp_path / "out")
    assert faults(epubcheck(made.path, tmp_path / "report.json")) == []
    assert b'role="doc-index"' in made.files["EPUB/text/index.xhtml"]
    assert b'role="doc-glossary"' in made.files["EPUB/text/glossary.xhtml"]


def test_lines_of_the_contents_without_a_page_have_no_fault(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    for path in ("one/a", "one/deep/er/b", "one/deep/er/c", "two/d", "two/e"):
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        text = f"# {path}\n\n<svg viewBox='0 0 4 4'><path d='M0 0L4 4'/></svg>\n\n"
        formula = "<math class='x'>y<mfrac><mn>1</mn><mn>2</mn></mfrac></math>\n"
        (vault / path).with_suffix(".md").write_text(text + formula)
    made = make(vault, tmp_path / "out")
    assert faults(epubcheck(made.path, tmp_path / "report.json")) == []
    contents = made.files["EPUB/nav.xhtml"].decode()
    assert re.findall(r"<span[^>]*>(?:\d[\d.]* )?(Deep|Er)</span>", contents) == [
        "Deep",
        "Er",
    ]


def test_a_real_course_has_no_fault(course_vault: Path, tmp_path: Path) -> None:
    made = make(course_vault, tmp_path / "out")
    assert faults(epubcheck(made.path, tmp_path / "report.json")) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("EPUB/nav.xhtml", b"text/preface.xhtml#", b"text/preface.xhtml#no", "RSC-012"),
        ("EPUB/content.opf", b"<dc:language>en</dc:language>", b"", "RSC-005"),
        ("EPUB/text/preface.xhtml", b"<h1", b'<img src="x.png" alt=""/><h1', "RSC-007"),
    ],
)
def test_a_broken_copy_is_found_out(
    rich: Epub, tmp_path: Path, name: str, old: bytes, new: bytes, code: str
) -> None:
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(broken, "w") as packed:
        for entry in rich.entries:
            data = rich.files[entry.filename]
            if entry.filename == name:
                assert old in data
                data = data.replace(old, new)
            packed.writestr(entry, data)
    said = faults(epubcheck(broken, tmp_path / "report.json"))
    assert code in {each.code for each in said}
