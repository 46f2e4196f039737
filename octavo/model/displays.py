"""Displays: what is set apart from the text, with a caption or a number of its own.

Fields described as filled later are empty until the stage named there replaces the node
by one that has them.
"""

from octavo.diagnostics import Span
from octavo.model.inlines import Image, Inline
from octavo.model.unopened import Openable
from octavo.value import value


@value
class CodeBlock:
    """A listing. `marks` are the attributes of the info string as (name, value).

    `illustrate` fills `tokens`: (class, text) runs that join to `text`; an empty class
    is plain. Classes are those of `styles/code.css`. `number` comes from the `number`
    pass when the listing has a title or a caption.
    """

    span: Span
    language: str
    text: str
    marks: tuple[tuple[str, str], ...] = ()
    title: str = ""
    caption: tuple[Inline, ...] = ()
    tokens: tuple[tuple[str, str], ...] = ()
    number: str = ""
    id: str = ""


@value
class MathBlock:
    """A displayed formula; see `Math` for what `illustrate` fills.

    `number` comes from the `number` pass when the formula has a tag or an id.
    """

    span: Span
    tex: str
    picture: str = ""
    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    mathml: str = ""
    alt: str = ""
    number: str = ""
    id: str = ""


@value
class Cell:
    """One cell of a table."""

    span: Span
    inlines: tuple[Inline, ...]


@value
class Row:
    """One row of a table; as many cells as the head has."""

    span: Span
    cells: tuple[Cell, ...]


@value
class Table(Openable):
    """A table. `align` holds "", "left", "center" or "right" for each column."""

    span: Span
    head: Row
    rows: tuple[Row, ...]
    align: tuple[str, ...]
    caption: tuple[Inline, ...] = ()
    number: str = ""
    id: str = ""


@value
class Figure:
    """A picture alone in its paragraph; `number` comes from the `number` pass."""

    span: Span
    image: Image
    caption: tuple[Inline, ...] = ()
    number: str = ""
    id: str = ""


@value
class Diagram:
    """A fence that describes a drawing; `kind` is its language, in small letters.

    `lines` is where each line of `text` stands, for what is said of it. `number` comes
    from the `number` pass when there is a caption. `illustrate` fills `asset` (the name
    of an SVG asset, "" when it could not be drawn), `width` and `height` in points, and
    `alt`, whose words are the author's if it is `described` and the labels if not;
    `cells` are the rows of a small chart, the names of its columns first.
    """

    span: Span
    kind: str
    text: str
    lines: tuple[Span, ...] = ()
    caption: tuple[Inline, ...] = ()
    number: str = ""
    id: str = ""
    asset: str = ""
    width: float = 0.0
    height: float = 0.0
    alt: str = ""
    described: bool = False
    cells: tuple[tuple[str, ...], ...] = ()
