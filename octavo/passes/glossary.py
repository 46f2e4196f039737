"""A glossary: the terms of a note become entries, in the order of the alphabet."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from octavo.collate import alphabetical, initial
from octavo.diagnostics import Outcome, Span
from octavo.model.book import Book, Chapter, each_chapter
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.nodes import (
    Block,
    Break,
    BulletList,
    Definition,
    Definitions,
    Footnote,
    Heading,
    Inline,
    Item,
    LineBreak,
    Node,
    Paragraph,
    Strong,
    Text,
    replace_all,
    text_of,
    walk,
)
from octavo.model.vault import Vault
from octavo.slug import slug, unique
from octavo.words import words_in

_LETTERED = 60
"""A glossary of more entries than this has letters above them."""
_LETTER = re.compile(r"\W*(?:\w(?:\W+\w)?|0.?9)\W*")
_NAMES = re.compile(r"(.*\S)\s*[(（]([^()（）]+)[)）]")
_BESIDE = re.compile(r"\s*[(（]([^()（）\s]{1,15})[)）]")
_APART = re.compile(r"[\s:：–—-]*")
_FORMS = re.compile(r"\s*[,;、，；]\s*")


def glossary(
    book: Book, library: Library, vault: Vault, config: Config
) -> Outcome[Book]:
    """The book with its glossaries made up: notes with the property `type: glossary`.

    A term is a pair of a definition list, a bullet that begins with bold words, or a
    heading with what stands below it: of the last two the one that gives more terms.
    What is no term stays where it was. Runs after `embed`, and before `anchors`, by
    which links to a term's heading find its entry.
    """

    def settled(chapter: Chapter) -> Chapter:
        done = any(isinstance(b, Definitions) and _made(b) for b in chapter.blocks)
        if chapter.kind != "glossary" or not chapter.page or done:
            return chapter
        language = chapter.language or book.metadata.language
        return replace(chapter, blocks=_Glossary(chapter, language).blocks())

    return Outcome(each_chapter(book, settled))


def _made(node: Definitions) -> bool:
    return any(pair.forms for pair in node.pairs)


class _Glossary:
    """One note while its terms are taken out; `run` are those not yet set."""

    def __init__(self, chapter: Chapter, language: str) -> None:
        self.source = chapter.blocks
        self.language = language
        words = {words_in("en").also, words_in(language).also}
        self.also = re.compile(
            rf"\s*(?:{'|'.join(sorted(words))})\s*[:：]\s*", re.IGNORECASE
        )
        self.taken = {getattr(node, "id", "") for node in walk(chapter.blocks)}
        self.out: list[Block] = []
        self.run: list[Definition] = []
        self.count = 0

    def blocks(self) -> tuple[Block, ...]:
        """All blocks of the note, its terms as definition lists."""
        level = self._level()
        at = 0
        while at < len(self.source):
            block, at = self.source[at], at + 1
            if isinstance(block, Heading) and block.level == level:
                end = _section_end(self.source, at, level)
                at = end if self._heading(block, self.source[at:end]) else at
            elif isinstance(block, Definitions):
                self.run += map(self._pair, block.pairs)
            elif isinstance(block, BulletList) and not level:
                self._list(block)
            elif not self._is_layout(block):
                self._set()
                self.out.append(block)
        self._set()
        return tuple(self._with_letters())

    def _level(self) -> int:
        """The level of headings that are terms, 0 where bullets are."""
        items = 0
        levels: Counter[int] = Counter()
        for at, block in enumerate(self.source):
            if isinstance(block, BulletList):
                items += sum(1 for item in block.items if _bold(item))
            elif isinstance(block, Heading) and block.listed:
                after = self.source[at + 1 : at + 2]
                levels[block.level] += bool(after) and isinstance(after[0], Paragraph)
        most = max(levels.values(), default=0)
        return max((n for n in levels if levels[n] == most), default=0) * (most > items)

    def _is_layout(self, block: Block) -> bool:
        """Whether a block sets terms apart as octavo does itself: letters and rules."""
        if isinstance(block, Break):
            return bool(self.run)
        return (
            isinstance(block, Heading)
            and _LETTER.fullmatch(text_of(block.inlines)) is not None
        )

    # ---------------------------------------------------------------- terms

    def _heading(self, heading: Heading, below: tuple[Block, ...]) -> bool:
        """Take a heading with its section for a term; False if there is no section."""
        notes = [block for block in below if isinstance(block, Footnote)]
        blocks = [block for block in below if not isinstance(block, Footnote)]
        while blocks and isinstance(blocks[-1], Break):
            blocks.pop()
        if not blocks:
            return False
        self._term(heading.span, heading.inlines, "", tuple(blocks), heading.id)
        self.out += notes
        return True

    def _pair(self, pair: Definition) -> Definition:
        self._term(pair.span, pair.term, "", pair.blocks, pair.id)
        return self.run.pop()

    def _list(self, node: BulletList) -> None:
        """Take the terms out of a list; what is left of it stays."""
        left = [item for item in node.items if not self._item(item)]
        if left:
            self._set()
            same = len(left) == len(node.items)
            self.out.append(node if same else replace(node, items=tuple(left)))

    def _item(self, item: Item) -> bool:
        bold = _bold(item)
        if bold is None:
            return False
        paragraph = item.blocks[0]
        assert isinstance(paragraph, Paragraph), "it begins with bold words"
        rest = paragraph.inlines[1:]
        first = rest[0] if rest else None
        beside = ""
        if isinstance(first, Text):
            found = _BESIDE.match(first.text)
            if found and _abbreviation(found[1]):
                beside = found[1]
        rest = _lead_off(rest)
        blocks = item.blocks[1:]
        if rest:
            blocks = (replace(paragraph, inlines=rest, id=""), *blocks)
        own = item.id or paragraph.id
        self._term(item.span, _colon_off(bold.inlines), beside, blocks, own)
        return True

    def _term(
        self,
        span: Span,
        term: tuple[Inline, ...],
        beside: str,
        blocks: tuple[Block, ...],
        own: str,
    ) -> None:
        name = " ".join(text_of(term).split())
        forms = [*_names(name), *([beside] if beside else [])]
        blocks, more = self._other_forms(blocks)
        self.run.append(
            Definition(
                span=span,
                term=term,
                blocks=_unlisted(blocks),
                forms=tuple(dict.fromkeys((*forms, *more))),
                id=own or unique(slug(name), self.taken),
            )
        )

    def _other_forms(
        self, blocks: tuple[Block, ...]
    ) -> tuple[tuple[Block, ...], list[str]]:
        """The blocks without the line `Also: …` at their end, and what it lists."""
        last = blocks[-1] if blocks else None
        if not isinstance(last, Paragraph):
            return blocks, []
        breaks = [
            n for n, node in enumerate(last.inlines) if isinstance(node, LineBreak)
        ]
        cut = breaks[-1] if breaks else -1
        said = text_of(last.inlines[cut + 1 :])
        found = self.also.match(said)
        if not found:
            return blocks, []
        forms = [
            form for form in _FORMS.split(said[found.end() :].rstrip(" .。")) if form
        ]
        kept = last.inlines[: max(cut, 0)]
        rest = (replace(last, inlines=kept),) if kept else ()
        return (*blocks[:-1], *rest), forms

    # -------------------------------------------------------------- setting

    def _set(self) -> None:
        """Set the terms since the last other block, in the order of the alphabet."""
        if self.run:
            pairs = sorted(
                self.run,
                key=lambda pair: alphabetical(pair.forms[0], self.language),
            )
            self.out.append(Definitions(span=pairs[0].span, pairs=tuple(pairs)))
            self.count += len(pairs)
            self.run = []

    def _with_letters(self) -> Iterator[Block]:
        for block in self.out:
            if not isinstance(block, Definitions) or self.count <= _LETTERED:
                yield block
                continue
            for letter, pairs in groupby(
                block.pairs, lambda pair: initial(pair.forms[0], self.language)
            ):
                yield replace(block, pairs=tuple(pairs), letter=letter)


def _section_end(blocks: tuple[Block, ...], at: int, level: int) -> int:
    for end in range(at, len(blocks)):
        block = blocks[end]
        if isinstance(block, Heading) and block.level <= level:
            return end
    return len(blocks)


def _bold(item: Item) -> Strong | None:
    """The bold words an item begins with, if it says something of them."""
    first = item.blocks[0] if item.blocks else None
    if item.task or not isinstance(first, Paragraph) or not first.inlines:
        return None
    bold = first.inlines[0]
    if not isinstance(bold, Strong) or not text_of(bold).strip(" :："):
        return None
    said = item.blocks[1:] or _lead_off(first.inlines[1:])
    return bold if said else None


def _lead_off(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """What is said of a term: without the abbreviation, colon or dash before it."""
    first = inlines[0] if inlines else None
    if not isinstance(first, Text):
        return inlines
    found = _BESIDE.match(first.text)
    start = found.end() if found and _abbreviation(found[1]) else 0
    apart = _APART.match(first.text, start)
    text = first.text[apart.end() if apart else start :]
    return (replace(first, text=text), *inlines[1:]) if text else inlines[1:]


def _colon_off(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A term without the colon that was made bold with it."""
    last = inlines[-1]
    if not isinstance(last, Text):
        return inlines
    text = last.text.rstrip(" :：")
    return (*inlines[:-1], replace(last, text=text)) if text else inlines[:-1]


def _names(name: str) -> list[str]:
    """The forms in a name: `Sparse autoencoder (SAE)` has two, so has `SAE (…)`."""
    found = _NAMES.fullmatch(name)
    if found and (_abbreviation(found[2]) or _abbreviation(found[1])):
        return [found[1], found[2].strip()]
    return [name]


def _abbreviation(text: str) -> bool:
    """Whether a text looks like an abbreviation: one word, two capitals at least."""
    return " " not in text and sum(1 for c in text if c.isupper()) > 1


def _unlisted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with headings that the contents leave out."""

    def change(node: Node) -> Node:
        listed = isinstance(node, Heading) and node.listed
        return replace(node, listed=False) if listed else node  # type: ignore[arg-type]  # it is a heading

    return replace_all(blocks, change)
