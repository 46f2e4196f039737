"""Vaults of this folder, and the EPUBs made of them."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from pictures import album
from running import octavo

HERE = Path(__file__).parent
EPOCH = "1700000000"
# Names that not every file system can check out.
ODD = {
    "sub/日本語 & <ノート>.md": (
        "# 日本語の見出し ①②\n\n漢字かな交じり文。[[#二番目|次]] と [[Home]]。\n\n"
        "## 二番目\n\n**強調** [[עברית]] 😀 👩‍👩‍👧\n"
    ),
    "sub/עברית.md": (
        "---\nlanguage: he\n---\n# שלום עולם\n\nטקסט עם English ו-123. "
        "[[日本語 & <ノート>#二番目]]\n\n- פריט\n\n> [!tip] כותרת\n> טקסט\n"
    ),
    "sub/Home.md": "# Home\n\nThe same title again.\n",
    "odd name (1) #2 100% é.md": "No heading at all.\n\n- x\n",
    "Empty.md": "",
    "Control.md": (
        "# Control\n\nbell \x07 vt \x0b esc \x1b[0m del \x7f nbsp \xa0 zwj \u200d "
        "rlo \u202e bom \ufeff not \ufffe end\n\n`\x01` $\x02x$\n\n```python\n\x03 = 1\n```\n"
    ),
}


class Epub:
    """A finished EPUB and the files in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as packed:
            self.entries = packed.infolist()
            self.files = {name: packed.read(name) for name in packed.namelist()}

    def tree(self, name: str) -> ElementTree.Element:
        """A file of the EPUB as a tree."""
        return ElementTree.fromstring(self.files[name])

    def texts(self) -> Iterator[tuple[str, ElementTree.Element]]:
        """Every XHTML file by its name."""
        for name in sorted(self.files):
            if name.endswith(".xhtml"):
                yield name, self.tree(name)


def make(source: Path, out: Path, **more: str) -> Epub:
    """The EPUB of the vault at `source`."""
    asked = ("build", str(source), "-o", str(out), "--only", "epub", "--no-cache")
    ran = octavo(*asked, cwd=out.parent, **{"SOURCE_DATE_EPOCH": EPOCH, **more})
    assert ran.code == 0, ran.err
    return Epub(next(out.glob("*.epub")))


def vault(name: str, place: Path) -> Path:
    """A copy of a vault of this folder, with pictures and odd names."""
    folder = shutil.copytree(HERE / name, place / name)
    album(folder / "images")
    if name == "hostile":
        (folder / "sub").mkdir()
        for path, text in ODD.items():
            (folder / path).write_text(text, encoding="utf-8", newline="")
    return folder
