"""Fragments → places in a note: the headings and blocks that `#…` can mean.

Dialect rules R5.2b, R5.3 and R7.1. A fragment that means nothing is told by the pass
that met it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from octavo.diagnostics import Span
from octavo.model.blocks import Block, BulletList, Division, Heading, Item
from octavo.model.document import Document
from octavo.model.inlines import Anchor, Element
from octavo.model.nodes import walk
from octavo.model.wording import text_of
from octavo.slug import slug
from octavo.suggest import Guesses
from octavo.value import value

_SEPARATORS = re.compile(r"[\s#|^:%\[\]\\]+")


@value
class Place:
    """A place in a note: `id` is its local id, "" for the note's beginning.

    `span` is that of the node with the id. `heading` is set when a heading is meant;
    `count` says how many it could have been.
    """

    id: str
    span: Span
    heading: Heading | None = None
    count: int = 1


def _spaced(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    return _SEPARATORS.sub(" ", plain).strip()


def _folded(text: str) -> str:
    return _spaced(text).casefold()


def _lettered(text: str) -> str:
    return "".join(
        character
        for character in _folded(text)
        if unicodedata.category(character)[0] not in "PSZ"
    )


_LADDER = (_spaced, _folded, _lettered)
"""Three ways to compare headings, strictest first (rule R5.3)."""


class Fragments:
    """What can be meant inside one note."""

    def __init__(self, document: Document) -> None:
        self._title = document.heading
        self.start = Place(id="", span=Span.whole(document.path))
        self.headings: list[Heading] = []
        self._ids: dict[str, Place] = {}
        self._blocks: dict[str, Place] = {}
        if isinstance(document.heading, Heading):
            self._add_heading(document.heading)
        for node in walk(document.blocks):
            match node:
                case Heading():
                    self._add_heading(node)
                case Anchor():
                    self._ids.setdefault(node.id, Place(id=node.id, span=node.span))
                case Element() | Division():
                    for name, value in node.attributes:
                        if name == "id":
                            self._ids.setdefault(value, Place(id=value, span=node.span))
            own = getattr(node, "id", "")
            if own:
                place = Place(id=own, span=node.span)
                self._ids.setdefault(own, place)
                if own.startswith("b-"):
                    self._blocks.setdefault(own[2:].casefold(), place)
        self._texts = [text_of(heading) for heading in self.headings]
        self._near = Guesses(self._texts)
        self._slugs: dict[str, str] = {}
        self._near_slugs = Guesses(())
        self._near_blocks = Guesses(self._blocks)
        self._rungs = [[compare(text) for text in self._texts] for compare in _LADDER]

    def _add_heading(self, heading: Heading) -> None:
        self.headings.append(heading)
        if heading.id:
            self._ids.setdefault(heading.id, self._place(heading))

    def _place(self, heading: Heading, count: int = 1) -> Place:
        own = "" if heading is self._title else heading.id
        return Place(id=own, span=heading.span, heading=heading, count=count)

    @property
    def texts(self) -> Sequence[str]:
        """The words of all headings, in order."""
        return self._texts

    def near(self, wanted: str) -> tuple[str, ...]:
        """Up to three headings that are near in words, else in the ids they make."""
        if near := self._near.nearest(wanted):
            return near
        if not self._slugs:
            self._slugs = {slug(text): text for text in reversed(self._texts)}
            self._near_slugs = Guesses(self._slugs)
        return tuple(
            self._slugs[name] for name in self._near_slugs.nearest(slug(wanted))
        )

    def near_blocks(self, wanted: str) -> tuple[str, ...]:
        """Up to three names of blocks that are near, in lower case."""
        return self._near_blocks.nearest(wanted)

    def block(self, name: str) -> Place | None:
        """The block `^name`, whatever its case (rule R7.1)."""
        return self._blocks.get(name.strip().casefold())

    def heading(self, names: Sequence[str]) -> Place | None:
        """The heading that `#A#B` means by rule R5.3: B somewhere below A."""
        return self._below(tuple(names), 0, len(self.headings))

    def _below(self, names: tuple[str, ...], first: int, end: int) -> Place | None:
        for compare, texts in zip(_LADDER, self._rungs, strict=True):
            wanted = compare(names[0])
            if not wanted:
                continue
            found = [place for place in range(first, end) if texts[place] == wanted]
            if found and len(names) == 1:
                return self._place(self.headings[found[0]], len(found))
            for place in found:
                deeper = self._below(names[1:], place + 1, self._end(place, end))
                if deeper is not None:
                    return deeper
        return None

    def _end(self, place: int, end: int) -> int:
        level = self.headings[place].level
        for after in range(place + 1, end):
            if self.headings[after].level <= level:
                return after
        return end

    def subpath(self, subpath: str) -> Place | None:
        """What `#A#B`, `#^block` or nothing at all means, as a wikilink writes it."""
        names = [name for name in subpath.split("#") if name.strip()]
        if not names:
            return self.start
        if names[-1].startswith("^"):
            return self.block(names[-1][1:])
        return self.heading(names)

    def address(self, fragment: str) -> Place | None:
        """What the decoded fragment of a markdown link means (rule R5.2b).

        GitHub's pages put `user-content-` before the ids that a note gives.
        """
        fragment = fragment.removeprefix("user-content-")
        for wanted in (fragment, f"_{fragment}", fragment.lower(), slug(fragment)):
            if wanted in self._ids:
                return self._ids[wanted]
        if fragment.startswith("^"):
            return self.block(fragment[1:])
        return self.heading(fragment.split("#")) or self.heading(
            fragment.replace("+", " ").split("#")
        )


def stretch(document: Document, place: Place) -> tuple[Block, ...]:
    """The blocks that an embed of `place` takes out of a note (rule R6.2).

    A heading takes all up to the next of its level or above in the same sequence; the
    note's own heading, or no id, takes the whole note. A list item comes as a list.
    """
    if not place.id:
        return document.blocks
    for blocks in _sequences(document.blocks):
        for at, block in enumerate(blocks):
            if isinstance(block, Heading) and block is place.heading:
                return blocks[at : _section_end(blocks, at, block.level)]
            if block.id == place.id:
                return (block,)
    for node in walk(document.blocks):
        if isinstance(node, Item) and node.id == place.id:
            return (BulletList(span=node.span, items=(node,)),)
    return ()


def _section_end(blocks: tuple[Block, ...], at: int, level: int) -> int:
    for after in range(at + 1, len(blocks)):
        block = blocks[after]
        if isinstance(block, Heading) and block.level <= level:
            return after
    return len(blocks)


def _sequences(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """The sequence itself and every sequence of blocks below it."""
    yield blocks
    for node in walk(blocks):
        inside: tuple[Block, ...] = getattr(node, "blocks", ())
        if inside:
            yield inside
