"""A table → its element; what its cells need to be set well on a page or a screen."""

from markupsafe import Markup

from octavo.codes import tell
from octavo.compose.room import LONG, longest, room, screen
from octavo.compose.stick import Stick
from octavo.diagnostics import Severity
from octavo.model.nodes import Cell, Table, text_of

_ROOMY, _SHORT = 4, 14
"""A table of so many columns has room for cells of so many characters on one line."""


def table(node: Table, stick: Stick) -> str:
    """A table; one that no size of type makes fit is a list of records.

    A head without one word is left out, an empty cell of it heads nothing.
    """
    manner = stick.manner
    how = screen(node) if manner.setting.files else room(node, manner.area)
    if how.size == "records":
        return _records(node, stick)
    caption = Markup(stick.inlines(node.caption))
    outer, stick.across = stick.across, stick.column(len(node.head.cells))
    head = [
        _cell("th" if cell.inlines else "td", cell, index, node, stick)
        for index, cell in enumerate(node.head.cells)
    ]
    rows = [
        [_cell("td", cell, at, node, stick) for at, cell in enumerate(row.cells)]
        for row in node.rows
    ]
    stick.across = outer
    kind = " ".join(filter(None, (how.size, "brief" if how.brief else "")))
    return str(
        stick.manner.shapes.table(
            id=stick.given(node.id),
            number=node.number,
            caption=caption,
            columns=len(node.head.cells),
            head=[Markup(_lines(head))] if _headed(node) else [],
            rows=[Markup(_lines(row)) for row in rows],
            kind=kind,
            tall=how.tall,
            shares=how.shares,
        )
    )


def _headed(node: Table) -> bool:
    return any(text_of(cell).strip() or cell.inlines for cell in node.head.cells)


def _records(node: Table, stick: Stick) -> str:
    """Each row as a list of “head: cell”, empty cells left out; the user is told.

    Less loudly of a screen, as that is often larger and the page is not.
    """
    on_screen = stick.manner.setting.files
    stick.told.append(
        tell(
            "wide-table",
            node.span,
            help="give it fewer columns, or shorter words",
            severity=Severity.NOTE if on_screen else None,
            columns=len(node.head.cells),
            room="a small screen" if on_screen else "the page",
        )
    )
    caption = Markup(stick.inlines(node.caption))
    heads = node.head.cells
    records = []
    for row in node.rows:
        fields = []
        for at, cell in enumerate(row.cells):
            text = Markup(stick.inlines(cell.inlines))
            name = Markup(stick.inlines(heads[at].inlines) if at < len(heads) else "")
            if text.strip():
                fields.append((name, text))
        records.append(fields)
    return str(
        stick.manner.shapes.records(
            id=stick.given(node.id),
            number=node.number,
            caption=caption,
            records=[fields for fields in records if fields],
        )
    )


def _cell(name: str, cell: Cell, column: int, node: Table, stick: Stick) -> str:
    align = node.align[column] if column < len(node.align) else ""
    words = [{"right": "r", "center": "c"}.get(align, "")]
    if not stick.manner.setting.files:
        words.append("short" if name == "td" and _short(cell, node) else "")
        words.append("long" if longest((cell,)) > LONG else "")
    kind = f' class="{" ".join(filter(None, words))}"' if any(words) else ""
    scope = ' scope="col"' if name == "th" else ""
    return f"<{name}{scope}{kind}>{stick.inlines(cell.inlines)}</{name}>"


def _short(cell: Cell, node: Table) -> bool:
    """Whether a page keeps the few words of a cell on one line (`short`).

    WeasyPrint 70 gives a column of short labels beside one of sentences hardly more
    than its longest word.
    """
    if len(node.head.cells) > _ROOMY:
        return False
    words = text_of(cell)
    return " " in words and len(words) <= _SHORT


def _lines(pieces: list[str]) -> str:
    return "".join([f"{piece}\n" for piece in pieces])
