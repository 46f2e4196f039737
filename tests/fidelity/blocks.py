"""What a note is made of, as the judge keeps it."""

from dataclasses import dataclass, field

from wording import Fragment

# Stands for words of the book's own: a citation, the number of a figure.
GAP = "\x1e"


@dataclass
class Link:
    """A link to another place of the book, by what it means."""

    line: int
    target: str
    heading: str = ""
    block: str = ""
    id: str = ""
    words: tuple[str, ...] = ()


@dataclass
class Picture:
    """A picture of the source that the note shows."""

    line: int
    path: str


@dataclass
class Block:
    """A run of text: a paragraph, heading, cell, or listing, and what is in it."""

    line: int
    kind: str = "text"
    level: int = 0
    group: int = 0
    fragments: list[Fragment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""

    @property
    def runs(self) -> list[list[Fragment]]:
        """Its text, cut where the book puts in words that the source does not have."""
        found: list[list[Fragment]] = [[]]
        for fragment in self.fragments:
            if fragment.text == GAP:
                found.append([])
            else:
                found[-1].append(fragment)
        return found

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(each.text for each in self.fragments)


@dataclass
class Written:
    """One note as read: blocks in order, footnotes apart."""

    path: str
    blocks: list[Block]
    notes: dict[str, list[Block]]
