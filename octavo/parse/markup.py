"""A run of raw HTML, tidied → nodes: what markdown has too becomes the same node."""

import re
from collections.abc import Sequence
from itertools import groupby

from octavo.diagnostics import Span
from octavo.elements import BLOCK, DRAWINGS, MEDIA
from octavo.locate import Piece, source_offset
from octavo.model.blocks import (
    Block,
    Break,
    BulletList,
    Definition,
    Definitions,
    Division,
    Embed,
    Heading,
    Item,
    OrderedList,
    Paragraph,
    Quote,
)
from octavo.model.displays import Cell, CodeBlock, Figure, MathBlock, Row, Table
from octavo.model.inlines import Image, Inline, InlineEmbed, LineBreak, Math, Text
from octavo.model.wording import text_of
from octavo.parse.drawn import drawn
from octavo.parse.tags import inline
from octavo.slug import slug
from octavo.syntax.rule import Branch, Reader
from octavo.tidy import SLOT, Markup, Words

# Elements that only hold others.
_SPLICED = frozenset(("html", "body", "form", "fieldset", "dialog", "head", "title"))


class Weaver:
    """Makes the nodes of one run of HTML.

    `pieces` place its source in the note, `slots` are the blocks of markdown in it.
    """

    def __init__(
        self,
        reader: Reader,
        pieces: Sequence[Piece],
        slots: Sequence[Branch],
        extent: tuple[int, int],
    ) -> None:
        self._reader = reader
        self._pieces = pieces
        self._slots = slots
        self._extent = extent

    def _span(self, start: int, end: int) -> Span:
        if end <= start:
            return self._reader.span(*self._extent)
        return self._reader.span(
            source_offset(self._pieces, start),
            source_offset(self._pieces, end - 1) + 1,
        )

    def blocks(self, below: Sequence[Markup | Words]) -> tuple[Block, ...]:
        """The blocks in an element; lines of text between them are paragraphs."""
        made: list[Block] = []
        for stands_alone, group in groupby(below, self._is_block):
            if stands_alone:
                for one in group:
                    assert isinstance(one, Markup)
                    made.extend(self._block(one))
            else:
                made.extend(self._paragraph(tuple(group)))
        return tuple(made)

    def _is_block(self, one: Markup | Words) -> bool:
        if isinstance(one, Words) or one.name in MEDIA:
            return False
        if one.name in DRAWINGS:
            return one.name == "math" and one.given("display") == "block"
        if one.name in BLOCK or one.name == SLOT:
            return True
        return any(self._is_block(inside) for inside in one.below)

    def _paragraph(self, group: Sequence[Markup | Words]) -> tuple[Block, ...]:
        inlines = _trimmed(self.inlines(group))
        if not inlines:
            return ()
        span = _around(inlines)
        match inlines:
            case (Image() as image,):
                return (Figure(span=span, image=image),)
            case (InlineEmbed() as embed,):
                return (
                    Embed(
                        span=span,
                        target=embed.target,
                        subpath=embed.subpath,
                        inlines=embed.inlines,
                    ),
                )
        return (Paragraph(span=span, inlines=inlines),)

    def inlines(self, group: Sequence[Markup | Words]) -> tuple[Inline, ...]:
        """The nodes of a line; runs of white space are one blank."""
        made: list[Inline] = []
        for one in group:
            if isinstance(one, Words):
                text = re.sub(r"[ \t\n\f\r]+", " ", one.text)
                ended = not made or (
                    isinstance(made[-1], Text) and made[-1].text.endswith(" ")
                )
                text = text.lstrip(" ") if ended else text
                if text:
                    made.append(Text(span=self._span(one.start, one.end), text=text))
            elif one.name in DRAWINGS:
                made.extend(drawn(one, self._span(one.start, one.end)))
            else:
                made.extend(
                    inline(
                        one.name,
                        one.attributes,
                        self.inlines(one.below),
                        self._span(one.start, one.end),
                        self._reader,
                    )
                )
        return _joined(made)

    def _block(self, one: Markup) -> tuple[Block, ...]:
        span = self._span(one.start, one.end)
        name = one.given("id")
        if name and one.name != SLOT:
            name = self._reader.unique(name, span, explicit=True)
        match one.name:
            case "octavo-slot":
                slot = self._slots[int(one.given("start"))]
                return self._reader.blocks((slot,), sheltered=False)
            case "math":
                formulas = (one for one in drawn(one, span) if isinstance(one, Math))
                return tuple(
                    MathBlock(span=span, tex=each.tex, id=name) for each in formulas
                )
            case "p":
                return _named(self.blocks(one.below), name)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self._heading(one, span, name)
            case "hr":
                return (Break(span=span, id=name),)
            case "blockquote":
                return (Quote(span=span, blocks=self.blocks(one.below), id=name),)
            case "pre":
                return (self._listing(one, span, name),)
            case "ul" | "ol" if _only(one, "li"):
                return (self._list(one, span, name),)
            case "dl" if _only(one, "dt", "dd"):
                return (self._definitions(one, span, name),)
            case "table":
                return (self._table(one, span, name),)
        if one.name not in BLOCK or one.name in _SPLICED:
            return self.blocks(one.below)
        return (self._division(one, span, name),)

    def _division(self, one: Markup, span: Span, name: str) -> Division:
        """Any other element; a book shows `details` open."""
        attributes = tuple(
            pair for pair in one.attributes if pair[0] not in ("id", "name")
        )
        if one.name == "details":
            attributes = tuple(sorted((*attributes, ("open", "open"))))
        return Division(
            span=span,
            name=one.name,
            blocks=self.blocks(one.below),
            attributes=attributes,
            id=name,
        )

    def _heading(self, one: Markup, span: Span, name: str) -> tuple[Block, ...]:
        inlines = _trimmed(self.inlines(one.below))
        if not inlines:
            return ()
        reader = self._reader
        return (
            Heading(
                span=span,
                level=int(one.name[1]),
                inlines=inlines,
                id=name or reader.unique(slug(text_of(inlines)), span),
                listed=not reader.sheltered,
                classes=tuple(one.given("class").split()),
            ),
        )

    def _listing(self, one: Markup, span: Span, name: str) -> CodeBlock:
        inside = [part for part in one.below if isinstance(part, Markup)]
        classes = " ".join(
            (one.given("class"), *(part.given("class") for part in inside))
        )
        found = re.search(r"\blang(?:uage)?-([\w+#-]+)", classes)
        text = _text(one.below).removeprefix("\n")
        return CodeBlock(
            span=span,
            language=found[1] if found else "",
            text=text if text.endswith("\n") else f"{text}\n",
            id=name,
        )

    def _list(self, one: Markup, span: Span, name: str) -> Block:
        items = tuple(
            Item(span=self._span(part.start, part.end), blocks=self.blocks(part.below))
            for part in one.below
            if isinstance(part, Markup)
        )
        tight = not any(
            isinstance(inside, Markup) and inside.name == "p"
            for part in one.below
            if isinstance(part, Markup)
            for inside in part.below
        )
        if one.name == "ul":
            return BulletList(span=span, items=items, tight=tight, id=name)
        start = one.given("start")
        return OrderedList(
            span=span,
            items=items,
            tight=tight,
            # Nine digits, as in markdown (CommonMark 5.2).
            start=int(start) if re.fullmatch("[0-9]{1,9}", start) else 1,
            id=name,
        )

    def _definitions(self, one: Markup, span: Span, name: str) -> Definitions:
        pairs: list[Definition] = []
        for part in one.below:
            if not isinstance(part, Markup):
                continue
            place = self._span(part.start, part.end)
            if part.name == "dt" or not pairs:
                term = _trimmed(self.inlines(part.below)) if part.name == "dt" else ()
                below = () if part.name == "dt" else self.blocks(part.below)
                pairs.append(Definition(span=place, term=term, blocks=below))
            else:
                last = pairs.pop()
                pairs.append(
                    Definition(
                        span=last.span,
                        term=last.term,
                        blocks=(*last.blocks, *self.blocks(part.below)),
                    )
                )
        return Definitions(span=span, pairs=tuple(pairs), id=name)

    def _table(self, one: Markup, span: Span, name: str) -> Block:
        """A table like markdown's if it is one: a grid of lines of text."""
        rows = [part for part in _inside(one) if part.name == "tr"]
        grid = [
            [cell for cell in row.below if isinstance(cell, Markup)] for row in rows
        ]
        plain = (
            bool(grid)
            and all(cell.name == "th" for cell in grid[0])
            and len({len(cells) for cells in grid}) == 1
            and len(grid[0]) > 0
            and not any(
                cell.given("colspan")
                or cell.given("rowspan")
                or self._holds_block(cell)
                for cells in grid
                for cell in cells
            )
        )
        captions = [part for part in _inside(one) if part.name == "caption"]
        if not plain or len(captions) > 1:
            return self._division(one, span, name)
        made = [
            Row(
                span=self._span(row.start, row.end),
                cells=tuple(
                    Cell(
                        span=self._span(cell.start, cell.end),
                        inlines=_trimmed(self.inlines(cell.below)),
                    )
                    for cell in cells
                ),
            )
            for row, cells in zip(rows, grid, strict=True)
        ]
        return Table(
            span=span,
            head=made[0],
            rows=tuple(made[1:]),
            align=("",) * len(grid[0]),
            caption=_trimmed(self.inlines(captions[0].below)) if captions else (),
            id=name,
        )

    def _holds_block(self, one: Markup) -> bool:
        return any(self._is_block(part) for part in one.below)


def _inside(table: Markup) -> list[Markup]:
    """The rows and captions of a table, its groups of rows looked into."""
    found: list[Markup] = []
    for part in table.below:
        if isinstance(part, Markup):
            if part.name in {"thead", "tbody", "tfoot"}:
                found.extend(row for row in part.below if isinstance(row, Markup))
            else:
                found.append(part)
    return found


def _only(one: Markup, *names: str) -> bool:
    """Whether an element holds such elements, and nothing else but blanks."""
    parts = [part for part in one.below if isinstance(part, Markup)]
    words = [part for part in one.below if isinstance(part, Words)]
    return (
        bool(parts)
        and all(part.name in names for part in parts)
        and not any(part.text.strip() for part in words)
    )


def _text(below: Sequence[Markup | Words]) -> str:
    return "".join(
        part.text if isinstance(part, Words) else _text(part.below) for part in below
    )


def _named(blocks: tuple[Block, ...], name: str) -> tuple[Block, ...]:
    if not name or not blocks or not isinstance(blocks[0], Paragraph):
        return blocks
    first = blocks[0]
    return (Paragraph(span=first.span, inlines=first.inlines, id=name), *blocks[1:])


def _joined(nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for node in nodes:
        last = made[-1] if made else None
        if isinstance(node, Text) and isinstance(last, Text):
            made[-1] = Text(span=_around((last, node)), text=last.text + node.text)
        else:
            made.append(node)
    return tuple(made)


def _around(nodes: Sequence[Inline]) -> Span:
    first, last = nodes[0].span, nodes[-1].span
    if (last.end_line, last.end_column) < (first.line, first.column):
        last = first
    return Span(
        path=first.path,
        line=first.line,
        column=first.column,
        end_line=last.end_line,
        end_column=last.end_column,
    )


def _trimmed(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The nodes without blanks and line ends at either end."""
    kept = list(nodes)
    while kept and isinstance(kept[-1], LineBreak):
        kept.pop()
    while kept and isinstance(kept[0], LineBreak):
        kept.pop(0)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if kept and isinstance(kept[at], Text):
            node = kept[at]
            assert isinstance(node, Text)
            text = strip(node.text, " ")
            kept[at : at + 1 or None] = (
                [Text(span=node.span, text=text)] if text else []
            )
    return tuple(kept)
