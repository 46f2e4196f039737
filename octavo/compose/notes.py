"""Footnotes: their text within a line, for the foot; or as a list, for the end."""

from typing import assert_never

from markupsafe import Markup

from octavo.codes import tell
from octavo.compose.diagrams import drawing
from octavo.compose.lines import lines
from octavo.compose.pictures import image
from octavo.compose.stick import Stick, plain
from octavo.model.blocks import (
    Block,
    Break,
    BulletList,
    Callout,
    Definitions,
    Division,
    Embed,
    Excerpt,
    Footnote,
    Heading,
    Listing,
    OrderedList,
    Paragraph,
    Question,
    Quote,
    Works,
)
from octavo.model.displays import CodeBlock, Diagram, Figure, MathBlock, Table
from octavo.model.inlines import Image, LineBreak, Math
from octavo.model.nodes import BLOCKS_ONLY, Node, walk
from octavo.model.wording import text_of

_MOST, _LETTERS, _DRAWN = 8, 85, 6
"""Lines at the foot of a page, characters of such a line, lines of a drawing."""


def run_in(blocks: tuple[Block, ...], stick: Stick) -> str:
    """Blocks as `span` elements, since a note at the foot is called within a line.

    Their classes are para, list, item (with `data-mark`), quote, heading, caption, row,
    cell.
    A paragraph that comes first is its words alone, so that they stand beside the number.
    """
    match blocks:
        case (Paragraph(inlines=inlines), *rest):
            words = stick.inlines(inlines)
            return words + "".join([_span(node, stick) for node in rest])
        case _:
            return "".join([_span(node, stick) for node in blocks])


def _span(node: Block, stick: Stick) -> str:
    match node:
        case Paragraph():
            return _of("para", stick.inlines(node.inlines))
        case Heading():
            return _of("heading", stick.inlines(node.inlines))
        case BulletList() | OrderedList():
            first = node.start if isinstance(node, OrderedList) else None
            items = [
                f'<span class="item" data-mark="{"•" if first is None else f"{first + at}."}">'
                f"{run_in(item.blocks, stick)}</span>"
                for at, item in enumerate(node.items)
            ]
            return _of("list", "".join(items))
        case Quote() | Excerpt() | Division():
            kind = "quote" if isinstance(node, Quote) else "group"
            return _of(kind, "".join([_span(below, stick) for below in node.blocks]))
        case Callout():
            title = stick.inlines(node.title) or plain(
                stick.manner.words.callout(node.written)
            )
            body = "".join([_span(below, stick) for below in node.blocks])
            return _of("group", _of("heading", title) + body)
        case Question():
            body = "".join([_span(below, stick) for below in node.blocks])
            return _of("group", _of("heading", stick.inlines(node.title)) + body)
        case CodeBlock():
            title = _named(node, stick, plain(node.title))
            return f'{title}<code class="para code">{lines(node, None)}</code>'
        case Listing():
            body = "".join([_span(below, stick) for below in node.blocks])
            return _of("group", _of("heading", stick.inlines(node.caption)) + body)
        case Diagram():
            return _of("para", drawing(node, stick)) + _named(node, stick)
        case MathBlock():
            number = f" ({plain(node.number)})" if node.number else ""
            return _of("para", _formula(node, stick) + number, stick.id(node.id))
        case Table():
            return _named(node, stick) + _of(
                "group",
                "".join(
                    [
                        _of(
                            "row",
                            " ".join(
                                [
                                    _of("cell", stick.inlines(cell.inlines))
                                    for cell in row.cells
                                ]
                            ),
                        )
                        for row in (node.head, *node.rows)
                    ]
                ),
            )
        case Figure():
            picture = _of("para", image(node.image, stick, inline=True))
            return picture + _named(node, stick)
        case Definitions():
            return _of(
                "group",
                "".join(
                    [
                        _of("para", f"<strong>{stick.inlines(pair.term)}</strong>")
                        + "".join([_span(below, stick) for below in pair.blocks])
                        for pair in node.pairs
                    ]
                ),
            )
        case Embed():
            return _of("para", stick.inlines(node.inlines) or plain(node.target))
        case Footnote() | Break() | Works():
            return ""
        case _:
            assert_never(node)


def _of(kind: str, text: str, attribute: str = "") -> str:
    return f'<span{attribute} class="{kind}">{text}</span>'


def _named(
    node: CodeBlock | Diagram | Table | Figure, stick: Stick, title: str = ""
) -> str:
    """The number and caption of what has them, on a line of their own.

    The line is what a reference leads to; without words it is an empty place for that.
    """
    kinds = {CodeBlock: "listing", Table: "table"}
    number = stick.manner.words.numbered(kinds.get(type(node), "figure"), node.number)
    caption = stick.inlines(node.caption)
    titled = stick.manner.words.colon.join(filter(None, (title, caption)))
    words = " ".join(filter(None, (plain(number), titled)))
    place = stick.id(node.id)
    if not words:
        return f"<span{place}></span>" if place else ""
    return _of("caption", words, place)


def _formula(node: MathBlock, stick: Stick) -> str:
    formula = Math(
        span=node.span,
        tex=node.tex,
        picture=node.picture,
        width=node.width,
        height=node.height,
        depth=node.depth,
        mathml=node.mathml,
        alt=node.alt,
    )
    return stick.inlines((formula,))


def at_end(stick: Stick) -> str:
    """The notes that were marked, by number, as a section; "" when there is none.

    A note marked first within another note joins them. Its backlinks are the marks
    that were set.
    """
    notes: dict[int, Markup] = {}
    done: set[str] = set()
    while todo := sorted(stick.marked - done):
        for name in sorted(todo, key=lambda name: stick.notes[name].number):
            done.add(name)
            note = stick.notes[name]
            notes[note.number] = Markup(_note(note, stick))
    if not notes:
        return ""
    body = Markup("\n").join([notes[number] for number in sorted(notes)])
    return str(stick.manner.shapes.footnotes(body=body))


def is_long(note: Footnote) -> bool:
    """Whether a note takes more lines than the foot of a page has room for.

    The renderer never parts a note, and loses one that is longer than a page.
    """
    return sum(map(_lines, walk(note.blocks, BLOCKS_ONLY))) > _MOST


def _lines(node: Node) -> int:
    """About how many lines a block takes at the foot, without the blocks in it."""
    match node:
        case Paragraph() | Heading():
            breaks = sum(
                _DRAWN if isinstance(each, Image) else isinstance(each, LineBreak)
                for each in walk(node.inlines)
            )
            return len(text_of(node)) // _LETTERS + 1 + breaks
        case CodeBlock():
            return sum(len(line) // _LETTERS + 1 for line in node.text.split("\n"))
        case Table():
            return sum(len(text_of(row)) // _LETTERS + 1 for row in node.rows)
        case Figure() | Diagram() | MathBlock():
            return _DRAWN
        case _:
            return 0


def deferred(stick: Stick) -> str:
    """The notes too long for the foot of a page as a section, "" when there is none.

    The user is told of each. A note marked within one of them stands at the foot there.
    """
    if not stick.deferred:
        return ""
    notes: dict[int, Markup] = {}
    while len(notes) < len(stick.deferred):
        # One that is marked within another joins them.
        note = stick.deferred[len(notes)]
        lines = sum(map(_lines, walk(note.blocks, BLOCKS_ONLY)))
        help = "shorten it, or make a section of it"
        stick.told.append(tell("long-footnote", note.span, help=help, lines=lines))
        notes[note.number] = Markup(_note(note, stick))
    body = Markup("\n").join([notes[number] for number in sorted(notes)])
    return str(stick.manner.shapes.footnotes(body=body))


def _note(note: Footnote, stick: Stick) -> str:
    """One note: its number before its first words, the ways back behind its last."""
    shapes = stick.manner.shapes
    marks = [mark for mark in note.marks if mark in stick.ids]
    ways = "".join(
        [
            f" {shapes.backlink(mark=mark, count=at, of=len(marks))}"
            for at, mark in enumerate(marks, start=1)
        ]
    )
    back = f"\n<p>{ways.strip()}</p>" if ways else ""
    number = f'<span class="note-number">{note.number}.</span>'
    match note.blocks:
        case (Paragraph() as only,):
            body = f"<p>{number} {stick.inlines(only.inlines)}{ways}</p>"
        case (Paragraph() as first, *between, Paragraph() as last):
            body = (
                f"<p>{number} {stick.inlines(first.inlines)}</p>\n"
                f"{stick.blocks(tuple(between))}\n"
                f"<p>{stick.inlines(last.inlines)}{ways}</p>"
            )
        case (Paragraph() as first, *rest):
            opening = f"<p>{number} {stick.inlines(first.inlines)}</p>"
            body = f"{opening}\n{stick.blocks(tuple(rest))}{back}"
        case _:
            body = f"<p>{number}</p>\n{stick.blocks(note.blocks)}{back}"
    given = stick.given(note.id)
    return str(shapes.endnote(id=given, number=note.number, body=Markup(body)))
