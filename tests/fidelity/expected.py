"""What the books are expected to hold: the notes of a folder, read once."""

from collections.abc import Iterable
from pathlib import Path

from comparing import row_of
from shelf import Shelf
from wording import words
from written import Library, Link, Picture


class Expected:
    """One source folder; `left_out` are notes that the book is not to hold."""

    def __init__(
        self,
        folder: Path,
        *,
        notes: Path | None = None,
        left_out: Iterable[str] = (),
        order: Iterable[str] = (),
        titles: dict[str, str] | None = None,
        mdbook: bool = False,
        formulas: bool = True,
    ) -> None:
        self.shelf = Shelf(folder, notes)
        self.library = Library(self.shelf, mdbook, formulas)
        self.left_out = set(left_out)
        self.order = list(order)
        self.titles = titles or {}
        self.blocks = {
            path: self.library.chapter(path)
            for path in self.shelf.sources
            if path not in self.left_out
        }
        self.rows = {path: row_of(blocks) for path, blocks in self.blocks.items()}

    def named_block(self, link: Link) -> tuple[str, ...]:
        """The first words of the block a link means."""
        blocks = self.library.written(link.target).blocks
        for block in blocks:
            if block.id == link.block.lower():
                runs = [[word.text for word in words(run)] for run in block.runs]
                return tuple(max(runs, key=len))[:6]
        return ()

    def pictures(self, path: str) -> list[Picture]:
        """The pictures a chapter shows that are there."""
        return [
            picture
            for block in self.blocks[path]
            for picture in block.pictures
            if picture.path in self.shelf.files
        ]
