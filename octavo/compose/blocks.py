"""Blocks → elements that stand below one another."""

import re
from typing import assert_never

from markupsafe import Markup

from octavo.compose.attributes import own_classes
from octavo.compose.diagrams import diagram
from octavo.compose.divisions import division
from octavo.compose.lines import lines
from octavo.compose.pictures import drawn_size, image
from octavo.compose.questions import question
from octavo.compose.stick import Stick, plain, quoted
from octavo.compose.tables import table
from octavo.compose.turns import columns
from octavo.compose.works import works
from octavo.curtail import breadth, curtail
from octavo.model.area import Area
from octavo.model.blocks import (
    Block,
    Break,
    BulletList,
    Callout,
    Definition,
    Definitions,
    Division,
    Embed,
    Excerpt,
    Footnote,
    Heading,
    Item,
    Listing,
    OrderedList,
    Paragraph,
    Question,
    Quote,
    Works,
)
from octavo.model.displays import CodeBlock, Diagram, Figure, MathBlock, Table
from octavo.model.inlines import Emphasis, FootnoteMark, Inline, Strong, Text
from octavo.model.known import those
from octavo.model.wording import text_of

_CLASS = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_MARKS = frozenset((FootnoteMark,))
_BETWEEN = 6
"""Of either term in a running head, what it leaves to the title and the dash."""
_FORMULA = 1.05
"""How much larger than the text formulas are set on pages (page.css)."""
_HAND_HEAD = 100
"""Characters of the longest paragraph in bold that is a heading, and no warning."""
_FEW_LINES = 220
"""An item of fewer characters has no more than three lines."""
_SET_IN = 28.0
"""Points that an answer is set in by, of all the furthest."""


def block(node: Block, stick: Stick) -> str:
    """One block as an element, "" for one that is not printed where it stands."""
    match node:
        case Paragraph():
            return _paragraph(node, stick)
        case Heading():
            return _heading(node, stick)
        case BulletList() | OrderedList():
            return _list(node, stick)
        case CodeBlock():
            return _listing(node, stick)
        case Listing():
            return _captioned(node, stick)
        case Table():
            return table(node, stick)
        case Figure():
            return _figure(node, stick)
        case Diagram():
            return diagram(node, stick)
        case Callout():
            return _callout(node, stick)
        case Question():
            return question(node, stick)
        case Quote():
            given = stick.id(node.id)
            return f"<blockquote{given}>\n{stick.blocks(node.blocks)}\n</blockquote>"
        case MathBlock():
            return _equation(node, stick)
        case Definitions():
            return _definitions(node, stick)
        case Division():
            return division(node, stick)
        case Excerpt():
            given = f'{stick.id(node.id)} data-source="{quoted(str(node.source))}"'
            body = stick.blocks(node.blocks)
            return f'<section class="embed"{given}>\n{body}\n</section>'
        case Embed():
            label = stick.inlines(node.inlines) or plain(node.target)
            return f"<p{stick.id(node.id)}>{label}</p>"
        case Works():
            return works(node, stick)
        case Break():
            return f"<hr{stick.id(node.id)}/>"
        case Footnote():
            return ""
        case _:
            assert_never(node)


def _paragraph(node: Paragraph, stick: Stick) -> str:
    """A paragraph; on pages, one that announces what follows says so."""
    given, text = stick.id(node.id), stick.inlines(node.inlines)
    if not given and not text.strip():
        # What stood there was left out: a drawing in raw HTML, a void element.
        return ""
    kind = "" if stick.manner.setting.files else _leads(node.inlines)
    return f"<p{given}{kind}>{text}</p>"


def _leads(inlines: tuple[Inline, ...]) -> str:
    """The class of words that end with a colon, or are all bold: headings of the hand."""
    last = inlines[-1] if inlines else None
    if len(inlines) == 1 and isinstance(last, Strong):
        short = len(text_of(inlines)) <= _HAND_HEAD
        return f' class="lead-in{" hand-head" if short else ""}"'
    while isinstance(last, Strong | Emphasis) and last.inlines:
        last = last.inlines[-1]
    announces = isinstance(last, Text) and last.text.rstrip().endswith(":")
    return ' class="lead-in"' if announces else ""


def _heading(node: Heading, stick: Stick) -> str:
    """A heading, moved up with its chapter; `unlisted` keeps it from running heads.

    One without words is the place it can be linked to by, and nothing to see.

    On pages one with a note's mark, or too long for a running head, also says what
    stands there (`data-head`): its words without the mark, cut at a word.
    """
    level = stick.floor or min(max(node.level - stick.manner.shift, 2), 6)
    stick.level = level if node.listed else stick.level
    classes = ("" if node.listed else "unlisted", own_classes(" ".join(node.classes)))
    kind = f' class="{" ".join(filter(None, classes))}"' if any(classes) else ""
    number = f'<span class="number">{plain(node.number)}</span> ' if node.number else ""
    text = stick.inlines(node.inlines)
    if not text.strip():
        return f"<div{stick.id(node.id)}></div>"
    if not stick.manner.setting.files:
        kind += _head(node, stick)
    return f"<h{level}{stick.id(node.id)}{kind}>{number}{text}</h{level}>"


def _head(node: Heading, stick: Stick) -> str:
    """What a running head says of a heading with a note's mark, or of a long one."""
    # The line of the head has room for two; what the chapter's leaves is the section's.
    most = stick.manner.area.head
    most = max(most, 2 * most - _BETWEEN - breadth(stick.manner.short))
    words = text_of(node.inlines)
    if breadth(words) > most or those(node.inlines, _MARKS):
        return f' data-head="{quoted(curtail(words, most))}"'
    return ""


def _list(node: BulletList | OrderedList, stick: Stick) -> str:
    """A list; items of a tight one hold words, those of a loose one paragraphs."""
    name = "ol" if isinstance(node, OrderedList) else "ul"
    words = [] if node.tight else ["loose"]
    if any(item.task for item in node.items):
        words.append("tasks")
    given = stick.id(node.id) + (f' class="{" ".join(words)}"' if words else "")
    if isinstance(node, OrderedList) and node.start != 1:
        given += f' start="{node.start}"'
        if not stick.manner.setting.files:
            # WeasyPrint 70 reads `start` only together with all other hints of old
            # attributes, which would let a note's markup decide colours and sizes.
            given += f' style="counter-reset:list-item {node.start - 1}"'
    items = [_item(item, stick, tight=node.tight) for item in node.items[:-1]]
    for last in node.items[-1:]:
        kept = not stick.manner.setting.files and _pair(node.items[-2:])
        items.append(_item(last, stick, tight=node.tight, kept=kept))
    return f"<{name}{given}>\n{_joined(items)}</{name}>"


def _pair(items: tuple[Item, ...]) -> bool:
    """Whether the last item should not stand alone on a page: two of a few lines do."""
    return len(items) == 2 and all(
        len(item.blocks) == 1
        and isinstance(item.blocks[0], Paragraph)
        and len(text_of(item)) < _FEW_LINES
        for item in items
    )


def _item(node: Item, stick: Stick, *, tight: bool, kept: bool = False) -> str:
    """An item; the box of a task stands before its first words.

    Those of a task that was cancelled are struck (rule R8.5). One that is `kept` stays
    on the page of the item before it.
    """
    given, lead = stick.id(node.id), ""
    names = [name for name, named in (("task", node.task), ("kept", kept)) if named]
    if names:
        given += f' class="{" ".join(names)}"'
    if node.task:
        given += f' data-task="{quoted(node.task)}"'
        words = stick.manner.words.task(node.task)
        lead = str(stick.manner.shapes.box(state=node.task, label=words)) + " "
    if not node.blocks:
        return f"<li{given}>{lead.rstrip()}</li>"
    first, rest = node.blocks[0], node.blocks[1:]
    if isinstance(first, Paragraph):
        named = stick.id(first.id)
        words = stick.inlines(first.inlines)
        if node.task == "-" and words:
            words = f"<s>{words}</s>"
        opening = (
            f"{lead}{_named(named, words)}" if tight else f"<p{named}>{lead}{words}</p>"
        )
    else:
        opening = lead + stick.blocks((first,))
    body = stick.blocks(rest)
    return (
        f"<li{given}>{opening}\n{body}\n</li>" if body else f"<li{given}>{opening}</li>"
    )


def _named(given: str, text: str) -> str:
    return f"<span{given}>{text}</span>" if given else text


def _callout(node: Callout, stick: Stick) -> str:
    """A callout; a title that says no more than the label is left out."""
    label = stick.manner.words.callout(node.written)
    said = text_of(node.title).strip().casefold() if node.title else ""
    title = "" if said == label.casefold() else stick.inlines(node.title)
    written = node.written.lower()
    look = f" callout-{written}" if node.alert and written != node.kind else ""
    own = own_classes(" ".join(node.classes))
    return str(
        stick.manner.shapes.callout(
            id=stick.given(node.id),
            kind=node.kind,
            classes=f"{look} {own}".rstrip(),
            written=node.written,
            label=label,
            title=Markup(title),
            body=Markup(stick.blocks(node.blocks)),
        )
    )


def _listing(node: CodeBlock, stick: Stick) -> str:
    paged = not stick.manner.setting.files
    fit = columns(stick.manner.area) if paged else None
    return str(
        stick.manner.shapes.listing(
            id=stick.given(node.id),
            language=node.language,
            classes=" ".join(
                [f"code-{name}" for name, value in node.marks if _is_class(name, value)]
            ),
            number=node.number,
            title=node.title,
            caption=Markup(stick.inlines(node.caption)),
            lines=Markup(lines(node, fit)),
        )
    )


def _is_class(name: str, value: str) -> bool:
    """Whether an attribute of a fence is a class: a word that is nothing else's.

    `ignore`, `no_run`, a book's own `does_not_compile` (dialect rule R11.4).
    """
    return not value and name != "linenums" and _CLASS.fullmatch(name) is not None


def _captioned(node: Listing, stick: Stick) -> str:
    return str(
        stick.manner.shapes.captioned(
            id=stick.given(node.id),
            number=node.number,
            caption=Markup(stick.inlines(node.caption)),
            file=node.file,
            body=Markup(stick.blocks(node.blocks)),
        )
    )


def _equation(node: MathBlock, stick: Stick) -> str:
    mathml = node.mathml if stick.manner.setting.formulas == "mathml" else ""
    return str(
        stick.manner.shapes.equation(
            id=stick.given(node.id),
            picture=node.picture,
            mathml=Markup(mathml),
            tex=node.tex,
            alt=node.alt or node.tex,
            style=drawn_size(node.width, node.height, node.depth),
            number=node.number,
            beside=""
            if stick.manner.setting.files
            else _beside(node, stick.manner.area),
        )
    )


def _beside(node: MathBlock, area: Area) -> str:
    """How a formula leaves room for its number: "" if it may do so in the middle.

    One that is `snug` may not where text is set in, `tight` nowhere; it moves aside.
    None is left by a `wide` one. Figures are half an em, brackets and a gap 1.5.
    """
    number = len(node.number) / 2 + 1.5
    measure = area.width / area.size
    width = node.width * _FORMULA
    if not node.number or width <= measure - _SET_IN / area.size - 2 * number:
        return ""
    if width <= measure - 2 * number:
        return "snug"
    return "tight" if width <= measure - number else "wide"


def _figure(node: Figure, stick: Stick) -> str:
    return str(
        stick.manner.shapes.figure(
            id=stick.given(node.id),
            picture=Markup(image(node.image, stick, inline=False)),
            drawn=bool(node.image.asset),
            number=node.number,
            caption=Markup(stick.inlines(node.caption)),
        )
    )


def _definitions(node: Definitions, stick: Stick) -> str:
    if any(pair.forms for pair in node.pairs):
        letter = f'<p class="letter">{plain(node.letter)}</p>\n' if node.letter else ""
        pairs = [_entry(pair, stick) for pair in node.pairs]
        return (
            f'{letter}<dl{stick.id(node.id)} class="glossary">\n{_joined(pairs)}</dl>'
        )
    pairs = [
        f"<dt{stick.id(pair.id)}>{stick.inlines(pair.term)}</dt>"
        + (
            f"\n<dd>{_meaning(pair.blocks, stick)}</dd>"
            if pair.blocks or pair is node.pairs[-1]
            else ""
        )
        for pair in node.pairs
    ]
    return f"<dl{stick.id(node.id)}>\n{_joined(pairs)}</dl>"


def _entry(node: Definition, stick: Stick) -> str:
    """An entry of a glossary; on pages its term says what stands in running heads."""
    term, meaning = stick.inlines(node.term), _meaning(node.blocks, stick)
    if stick.manner.setting.files:
        return (
            f'<dt{stick.id(node.id)} epub:type="glossterm"><dfn>{term}</dfn></dt>\n'
            f'<dd epub:type="glossdef">{meaning}</dd>'
        )
    width = stick.manner.area.head
    room = max(width // 2 - 1, width - _BETWEEN - breadth(stick.manner.short) // 2)
    head = quoted(curtail(text_of(node.term), room))
    return (
        f'<div class="entry"><dt{stick.id(node.id)} data-head="{head}">'
        f"<dfn>{term}</dfn></dt>\n<dd>{meaning}</dd></div>"
    )


def _meaning(blocks: tuple[Block, ...], stick: Stick) -> str:
    """What a term means: one plain paragraph as words, anything more as blocks."""
    match blocks:
        case (Paragraph(inlines=inlines, id=""),):
            return stick.inlines(inlines)
        case _:
            return stick.blocks(blocks)


def _joined(pieces: list[str]) -> str:
    return "".join([f"{piece}\n" for piece in pieces])
