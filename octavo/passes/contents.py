"""The contents: parts, chapters and sections as a tree of entries."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from octavo.diagnostics import Outcome
from octavo.model.blocks import Heading
from octavo.model.book import Book, Chapter, Entry, Part, Role
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.known import those
from octavo.model.nodes import BLOCKS_ONLY
from octavo.model.vault import Vault
from octavo.model.wording import text_of
from octavo.sentences import on_one_line

_HEADINGS: frozenset[type] = frozenset((Heading,))


def contents(
    book: Book, library: Library, vault: Vault, config: Config
) -> Outcome[Book]:
    """The book with its contents, to every depth: editions print as much as they want.

    Parts hold chapters, chapters their sections and then the chapters nested under
    them. A chapter of no part that follows one stands apart: printed contents do not
    show by indents where a part ends. Runs after `anchors` (ids), `smarten` (the words)
    and `number`.
    """
    entries: list[Entry] = []
    within = False
    for part in book.parts:
        below = _tree(line for chapter in part.chapters for line in _lines(chapter))
        if part.title:
            entries.append(_part(part, below))
            within = True
        elif below:
            first = replace(below[0], apart=below[0].apart or within)
            entries += (first, *below[1:])
            within = False
    return Outcome(replace(book, contents=tuple(entries)))


def _part(part: Part, below: tuple[Entry, ...]) -> Entry:
    return Entry(
        text=part.title,
        anchor=part.anchor,
        level=0,
        number=str(part.number) if part.number else "",
        role=part.chapters[0].role if part.chapters else Role.BODY,
        entries=below,
    )


def _lines(chapter: Chapter) -> Iterator[Entry]:
    """The chapter and its listed headings, in order, nothing nested yet."""
    yield Entry(
        text=chapter.listed or chapter.title,
        anchor=chapter.anchor if chapter.page else "",
        level=chapter.level,
        number=chapter.number,
        role=chapter.role,
        apart=chapter.apart,
    )
    for node in those(chapter.blocks, _HEADINGS, BLOCKS_ONLY):
        if isinstance(node, Heading) and node.listed and node.id:
            text = on_one_line(text_of(node.inlines))
            if not text:
                continue  # Nothing to read there, and nothing to press on a screen.
            # A heading is never above its chapter, whatever its level says.
            level = max(node.level, chapter.level + 1)
            yield Entry(
                text=text,
                anchor=node.id,
                level=level,
                number=node.number,
                role=chapter.role,
                minor=chapter.checklist is True,
            )


@dataclass
class _Branch:
    """An entry that still grows."""

    entry: Entry
    below: list["_Branch"] = field(default_factory=list)

    def grown(self) -> Entry:
        """The entry with all that is below it."""
        below = tuple(branch.grown() for branch in self.below)
        return replace(self.entry, entries=below) if below else self.entry


def _tree(lines: Iterator[Entry]) -> tuple[Entry, ...]:
    """The lines, each below the nearest one before it of a lower level."""
    roots: list[_Branch] = []
    open_branches: list[_Branch] = []
    for line in lines:
        while open_branches and open_branches[-1].entry.level >= line.level:
            open_branches.pop()
        branch = _Branch(line)
        (open_branches[-1].below if open_branches else roots).append(branch)
        open_branches.append(branch)
    return tuple(branch.grown() for branch in roots)
