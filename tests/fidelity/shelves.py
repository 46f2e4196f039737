"""The books the judge looks at: where their sources are, and what is known of them."""

import shutil
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from expected import Expected
from pictures import album

BOOKS = Path(__file__).parent / "books"
# No font of octavo's has these letters yet, so their pages show boxes.
NO_FONT = "no font with these letters is shipped"


@dataclass(frozen=True)
class Title:
    """One book: what its judge is to know, and what is excused, with the reason."""

    name: str
    order: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    notes: str = "."
    mdbook: bool = False
    pictures: str = ""
    excused: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    add: Callable[[Path], None] | None = None

    def copy(self, place: Path) -> Path:
        """The source in a folder of its own, with pictures and odd names."""
        folder = shutil.copytree(BOOKS / self.name, place / self.name)
        if self.pictures:
            album(folder / self.pictures)
        if self.add:
            self.add(folder)
        return folder

    def expected(self, folder: Path) -> Expected:
        """What that copy says."""
        return Expected(
            folder,
            notes=folder / self.notes,
            left_out=self.left_out,
            order=self.order,
            titles=self.titles,
            mdbook=self.mdbook,
            formulas=not self.mdbook,
        )


def _decomposed(folder: Path) -> None:
    """A note whose name is stored as letters and accents apart, as macOS does."""
    name = unicodedata.normalize("NFD", "Café.md")
    text = "# Café\n\nWhere sailors wait for wind. Back to [[Start]].\n"
    (folder / name).write_text(text, encoding="utf-8")
    # A byte-order mark and the line ends of Windows.
    windows = (
        "\ufeff---\r\ntitle: Log book\r\n---\r\n# Log book\r\n\r\nWe left at six.\r\n"
    )
    (folder / "Log.md").write_bytes(windows.encode())


_PDF = ("pdf words", "pdf code", "pdf order", "pdf links", "pdf leaks")

TITLES = (
    Title(
        name="vault",
        order=(
            "Start.md", "Boats/Hull.md", "Boats/Rigging/Sails.md", "Boats/Rigging/Knots.md",
            "Boats/Rigging/Blocks and tackle.md", "Weather/Wind.md", "Weather/Tides.md",
            "Weather/Fair weather.md", "Café.md", "Log.md",
        ),
        left_out=("Templates/Daily.md", "Weather/Draft.md"),
        pictures="Attachments",
        add=_decomposed,
    ),
    Title(
        name="mdbook",
        notes="src",
        mdbook=True,
        order=(
            "README.md", "foreword.md", "guide/README.md", "guide/hive.md",
            "guide/deep/frames.md", "guide/the bees.md", "guide/listings.md",
            "honey.md", "appendix/README.md", "thanks.md",
        ),
        left_out=("SUMMARY.md",),
        pictures="src/guide/images",
    ),
    Title(
        name="includes",
        notes="src",
        mdbook=True,
        order=("whole.md", "parts.md"),
        left_out=("SUMMARY.md", "parts/prose.md", "parts/third.md", "parts/quoted.md"),
    ),
    Title(
        name="plain",
        order=(
            "README.md", "docs/planting.md", "docs/reference.md",
            "docs/guides/README.md", "docs/guides/walk.md",
        ),
        pictures="docs",
    ),
    Title(name="deutsch", order=("Anfang.md", "Über Sauerteig.md")),
    Title(
        name="nihongo",
        order=("はじめに.md", "淹れ方.md"),
        excused=dict.fromkeys(_PDF, NO_FONT),
    ),
    Title(
        name="arabi",
        order=("البداية.md", "التحميص.md"),
        excused=dict.fromkeys(_PDF, NO_FONT),
    ),
    Title(
        name="kluis",
        order=(
            "Boeken/Leeslijst.md", "Boeken/Max Havelaar.md", "Dagboek/2024-02-29.md",
            "Dagboek/2024-03-01.md", "Projecten/Kas bouwen.md", "Projecten/Planning.md",
            "Projecten/Tuinplan 2024.md",
        ),
        left_out=("Sjablonen/Dag.md", "Archief/Oud.md"),
        pictures="Bijlagen",
    ),
    Title(
        name="rustgids",
        mdbook=True,
        order=(
            "src/title-page.md", "src/foreword.md", "src/ch00-00-introduction.md", "src/ch01-00-start.md",
            "src/ch01-01-installation.md", "src/ch01-02-hello.md", "src/deep/er/still.md",
            "src/ch02-00-guess.md", "src/types/README.md", "src/types/numbers.md",
            "src/appendix-00.md", "src/appendix-01-keywords.md", "src/misc/contributors.md",
        ),
        left_out=("src/SUMMARY.md", "src/ja/intro.md"),
        pictures="src/img",
        titles={
            "src/title-page.md": "Title page", "src/ch02-00-guess.md": "Guessing Game",
            "src/appendix-01-keywords.md": "A - Keywords",
        },
    ),
    Title(
        name="hugo",
        order=(
            "docs/_index.md", "docs/install.md", "docs/config/_index.md",
            "docs/config/advanced.md", "docs/blog/2024-05-01-first-post.md",
        ),
        left_out=("README.md", "LICENSE.md", "docs/config/draft.md"),
    ),
    Title(
        name="talen",
        order=("日本語/00_はじめに.md", "日本語/01_設計.md", "日本語/02_実装.md"),
        pictures="日本語",
        excused=dict.fromkeys(_PDF, NO_FONT),
    ),
)  # fmt: skip
