"""A glossary: the terms of a note become entries, in the order of the alphabet."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from octavo.codes import tell
from octavo.collate import alphabetical, initial
from octavo.diagnostics import Diagnostic, Outcome, Span, in_order
from octavo.model.blocks import (
    Block,
    Break,
    BulletList,
    Definition,
    Definitions,
    Footnote,
    Heading,
    Item,
    Paragraph,
)
from octavo.model.book import Book, Chapter, each_chapter
from octavo.model.changes import replace_all
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.inlines import Inline, LineBreak, Strong, Text
from octavo.model.nodes import Node, walk
from octavo.model.vault import Vault
from octavo.model.wording import text_of
from octavo.slug import slug, unique
from octavo.words import words_in

_LETTERED = 60
"""A glossary of more entries than this has letters above them."""
_DEEPEST = 6
"""The last level of headings."""
_LETTER = re.compile(r"[^\w+#]*(?:\w(?:[^\w+#]+\w)?|0.?9)[^\w+#]*")
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
    told: list[Diagnostic] = []

    def settled(chapter: Chapter) -> Chapter:
        if chapter.kind != "glossary" or not chapter.page:
            return chapter
        if any(isinstance(b, Definitions) and _made(b) for b in chapter.blocks):
            return chapter
        language = chapter.language or book.metadata.language
        made = _Glossary(chapter, language)
        blocks = made.blocks()
        told.extend(made.told())
        return replace(chapter, blocks=blocks)

    book = each_chapter(book, settled)
    return Outcome(book, in_order(told))


def _made(node: Definitions) -> bool:
    return any(pair.forms for pair in node.pairs)


class _Glossary:
    """One note while its terms are taken out; `run` are those not yet set.

    `bare` are the terms nothing is said of, `aside` the bullets that look like terms
    where headings are.
    """

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
        self.bare: list[Definition] = []
        self.aside: list[Item] = []
        self.count = 0

    def blocks(self) -> tuple[Block, ...]:
        """All blocks of the note, its terms as definition lists."""
        level = self._level()
        at = 0
        while at < len(self.source):
            block, at = self.source[at], at + 1
            if isinstance(block, Heading) and block.level == level:
                end = _section_end(self.source, at, level)
                self._heading(block, self.source[at:end])
                at = end
            elif isinstance(block, Definitions):
                self._pairs(block)
            elif isinstance(block, BulletList) and not level:
                self._list(block)
            elif not self._is_layout(block):
                self._set()
                self.aside += _bold_items((block,))
                self.out.append(block)
        self._set()
        return tuple(self._with_letters())

    def told(self) -> Iterator[Diagnostic]:
        """What there is to say of terms without a meaning, and of mixed forms."""
        for pair in self.bare:
            help = "write below it what it means, or leave it out"
            yield tell("glossary-empty", pair.span, help, term=pair.forms[0])
        if self.aside:
            many = len(self.aside)
            count = "1 bullet is" if many == 1 else f"{many} bullets are"
            help = "a bullet that is to be a term becomes a heading too"
            yield tell("glossary-mixed", self.aside[0].span, help, count=count)

    def _level(self) -> int:
        """The level of headings that are terms, 0 where bullets are.

        Text below a heading says what it means, and bullets behind that text belong to
        it, unless most headings have some: those part a glossary of bullets.
        """
        items = len(_bold_items(self.source))
        best = most = 0
        for level in range(1, _DEEPEST + 1):
            plain = mixed = within = 0
            for section in self._sections(level):
                inside = len(_bold_items(section))
                plain, mixed = plain + (not inside), mixed + bool(inside)
                within += inside
            count = plain + mixed
            own = count > items or (plain >= mixed and count > items - within)
            if own and count >= most:
                best, most = level, count
        return best

    def _sections(self, level: int) -> Iterator[tuple[Block, ...]]:
        """What stands below each heading of a level, if it begins with text or is bare."""
        for at, block in enumerate(self.source, 1):
            if isinstance(block, Heading) and block.listed and block.level == level:
                below = self.source[at : _section_end(self.source, at, level)]
                said = isinstance(below[0], Paragraph) if below else None
                if said or (said is None and not self._is_layout(block)):
                    yield below

    def _is_layout(self, block: Block) -> bool:
        """Whether a block sets terms apart as octavo does itself: letters and rules."""
        if isinstance(block, Break):
            return bool(self.run)
        return (
            isinstance(block, Heading)
            and _LETTER.fullmatch(text_of(block.inlines)) is not None
        )

    # ---------------------------------------------------------------- terms

    def _heading(self, heading: Heading, below: tuple[Block, ...]) -> None:
        """Take a heading with its section for a term; a letter with none is layout."""
        notes = [block for block in below if isinstance(block, Footnote)]
        blocks = [block for block in below if not isinstance(block, Footnote)]
        while blocks and isinstance(blocks[-1], Break):
            blocks.pop()
        if blocks or not self._is_layout(heading):
            names = _names(_said(heading.inlines))
            self._term(heading.span, heading.inlines, names, tuple(blocks), heading.id)
            self.bare += self.run[-1:] if not blocks else []
        self.out += notes

    def _pairs(self, node: Definitions) -> None:
        """Take the pairs of a list; terms that share a meaning make one entry."""
        term: tuple[Inline, ...] = ()
        names: list[str] = []
        for pair in node.pairs:
            comma = (Text(span=pair.span, text=", "),) if term else ()
            term = (*term, *comma, *pair.term)
            names += _names(_said(pair.term))
            if pair.blocks or pair is node.pairs[-1]:
                self._term(pair.span, term, names, pair.blocks, pair.id)
                term, names = (), []

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
        term = _colon_off(bold.inlines)
        names = _names(_said(term))
        if isinstance(first, Text):
            found = _BESIDE.match(first.text)
            if found and _abbreviation(found[1]):
                names.append(found[1])
        rest = _lead_off(rest)
        blocks = item.blocks[1:]
        if rest:
            blocks = (replace(paragraph, inlines=rest, id=""), *blocks)
        own = item.id or paragraph.id
        self._term(item.span, term, names, blocks, own)
        return True

    def _term(
        self,
        span: Span,
        term: tuple[Inline, ...],
        names: list[str],
        blocks: tuple[Block, ...],
        own: str,
    ) -> None:
        blocks, more = self._other_forms(blocks)
        self.run.append(
            Definition(
                span=span,
                term=term,
                blocks=_unlisted(blocks),
                forms=tuple(dict.fromkeys((*names, *more))),
                id=own or unique(slug(_said(term)), self.taken),
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


def _bold_items(blocks: tuple[Block, ...]) -> list[Item]:
    """The items of lists among the blocks that could be terms."""
    lists = (block for block in blocks if isinstance(block, BulletList))
    return [item for each in lists for item in each.items if _bold(item)]


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


def _said(term: tuple[Inline, ...]) -> str:
    return " ".join(text_of(term).split())


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
