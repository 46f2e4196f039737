"""Notes of one folder, each read once; embeds are put in their places."""

import re
from collections.abc import Iterator

from blocks import Block, Link, Picture, Written
from note_reader import Reader
from shelf import Shelf
from wording import plain_words


class Library:
    """Notes of one folder, each read once; embeds are put in their places."""

    def __init__(
        self, shelf: Shelf, mdbook: bool = False, formulas: bool = True
    ) -> None:
        self.shelf, self.mdbook, self.formulas = shelf, mdbook, formulas
        self._read: dict[str, Written] = {}

    def written(self, path: str) -> Written:
        """The note by itself."""
        if path not in self._read:
            self._read[path] = Reader(self, path).written()
        return self._read[path]

    def chapter(self, path: str) -> list[Block]:
        """The blocks of the note with what it embeds; footnotes that are used come last."""
        blocks = list(self._embedded(path, self.written(path).blocks, (path,)))
        if self.shelf.sources[path].front.get("type") == "glossary":
            # Other forms of a term are for finding it, not for reading.
            blocks = [each for each in blocks if not each.text.startswith("Also: ")]
        return blocks

    def _embedded(
        self, path: str, blocks: list[Block], chain: tuple[str, ...]
    ) -> Iterator[Block]:
        used: dict[str, None] = {}
        for block in blocks:
            if block.kind != "embed":
                used.update(
                    dict.fromkeys(
                        label for kind, label in block.marks if kind == "note"
                    )
                )
                yield block
                continue
            (link,) = block.links
            part = self.part(link)
            if (
                part
                and len(chain) <= 5
                and (f"{link.target}#{link.heading}" not in chain)
            ):
                deeper = (*chain, f"{link.target}#{link.heading}")
                yield from self._embedded(link.target, part, deeper)
            else:
                yield block
        notes = self.written(path).notes
        waiting = list(used)
        for label in waiting:
            for block in notes.get(label, []):
                yield Block(**{**vars(block), "kind": "note"})
                more = [each for kind, each in block.marks if kind == "note"]
                waiting += [each for each in more if each not in waiting]

    def part(self, link: Link) -> list[Block]:
        """What an embed takes of a note."""
        if link.target not in self.shelf.sources:
            return []
        blocks = self.written(link.target).blocks
        if link.block:
            meant = [b.group for b in blocks if b.id == link.block.lower()]
            ids = [b for b in blocks if b.id == link.block.lower()]
            if ids and ids[0].kind in ("item", "text") and ids[0].text.strip():
                return ids[:1]
            return [b for b in blocks if meant and b.group == meant[0]]
        if link.heading:
            wanted = plain_words(link.heading.split("#")[-1])
            for at, block in enumerate(blocks):
                if block.level and plain_words(block.text) == wanted:
                    after = blocks[at + 1 :]
                    ends = (
                        n for n, b in enumerate(after) if 0 < b.level <= block.level
                    )
                    return [block, *after[: next(ends, len(after))]]
            return []
        title = plain_words(self.shelf.sources[link.target].titles[0])
        if blocks and blocks[0].level and plain_words(blocks[0].text) == title:
            return blocks[1:]
        return blocks

    def heading(self, path: str, wanted: str) -> str:
        """The heading of a note that is meant by its words or by its address."""
        last = wanted.split("#")[-1]
        headings = [text for _, text in self.shelf.sources[path].headings]
        for same in (plain_words, _addressed):
            for text in headings:
                if same(text) == same(last):
                    return text
        bases = [
            text for text in headings if _addressed(text) == re.sub(r"-\d+$", "", last)
        ]
        return bases[0] if bases else ""


def _addressed(text: str) -> str:
    """The address GitHub and mdBook give to a heading."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.casefold()).strip())


__all__ = ["Block", "Library", "Link", "Picture"]
