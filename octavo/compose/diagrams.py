"""Diagrams: pictures on pages, drawings within the text where sheets are files.

A reading system gives a picture none of the book's fonts, so that there the drawing
itself has to stand in the text.
"""

import re

from markupsafe import Markup

from octavo.compose.lines import lines
from octavo.compose.stick import Stick, plain, quoted
from octavo.compose.turns import columns
from octavo.model.displays import Cell, CodeBlock, Diagram, Row, Table
from octavo.model.inlines import Text
from octavo.slug import unique

_NUMBER = re.compile(r"-?[\d.]*(?:e[-+]?\d+)?")
_EM = 12.0
"""Points to the em where a drawing is asked for its size in em: text somewhat larger
than a caption, for screens held in a hand."""


def diagram(node: Diagram, stick: Stick) -> str:
    """A diagram with its caption; one that could not be drawn as its source, framed."""
    named = stick.given(node.id)
    fit = columns(stick.manner.area) if _paged(stick) else None
    source = "" if node.asset else lines(_listing(node), fit)
    figure = str(
        stick.manner.shapes.diagram(
            id=named,
            kind=node.kind,
            picture=Markup(drawing(node, stick) if node.asset else ""),
            source=Markup(source),
            number=node.number,
            caption=Markup(stick.inlines(node.caption)),
        )
    )
    if _paged(stick) or not node.cells:
        return figure
    # Who cannot see a chart can read its numbers.
    return f"{figure}\n{stick.blocks((_table(node),))}"


def _table(node: Diagram) -> Table:
    """The rows of a chart; columns of numbers stand on the right."""
    span = node.span
    head, *rows = (
        Row(
            span=span,
            cells=tuple(
                Cell(span=span, inlines=(Text(span=span, text=word),) if word else ())
                for word in line
            ),
        )
        for line in node.cells
    )
    columns = zip(*node.cells[1:], strict=True)
    align = tuple(
        "right" if all(_NUMBER.fullmatch(word) for word in column) else ""
        for column in columns
    )
    return Table(span=span, head=head, rows=tuple(rows), align=align)


def drawing(node: Diagram, stick: Stick) -> str:
    """The drawing alone; its source as code where there is none."""
    if not node.asset:
        return f"<code>{lines(_listing(node), None)}</code>"
    alt = spoken(node, stick)
    asset = stick.manner.pictures.get(node.asset)
    if _paged(stick) or asset is None:
        size = f"width:{node.width:g}pt"
        return f'<img src="octavo:{quoted(node.asset)}" alt="{quoted(alt)}" style="{size}"/>'
    name = node.asset.rpartition("/")[2].removesuffix(".svg")
    text, copy = asset.read().decode(), name
    if not stick.id(name):
        copy = unique(f"{name}-again", stick.ids, separator="", first=2)
    # Every id of a drawing begins with its name, which is a digest and stands nowhere
    # else in it.
    text = text.replace(f'"{name}', f'"{copy}').replace(f"#{name}", f"#{copy}")
    head, _, rest = text.partition(">")
    style = f'style="width:{node.width / _EM:.4g}em"'
    return f"{head} {style}><title>{plain(alt)}</title>{rest}"


def spoken(node: Diagram, stick: Stick) -> str:
    """What a diagram shows, in words: its author's, else the labels in it."""
    if node.described:
        return node.alt
    words = stick.manner.words
    return f"{words.diagram}{words.colon}{node.alt}" if node.alt else words.diagram


def _paged(stick: Stick) -> bool:
    return not stick.manner.setting.files


def _listing(node: Diagram) -> CodeBlock:
    tokens = (("", node.text),) if node.text else ()
    return CodeBlock(span=node.span, language=node.kind, text=node.text, tokens=tokens)
