"""A table → its element; what its cells need to be set well on a page or a screen."""

from markupsafe import Markup

from octavo.codes import tell
from octavo.compose.room import LONG, Room, longest, room, screen, swapped
from octavo.compose.stick import Stick
from octavo.diagnostics import Diagnostic, Severity
from octavo.model.displays import Cell, Table
from octavo.model.wording import text_of

_ROOMY, _SHORT = 4, 14
"""A table of so many columns has room for cells of so many characters on one line."""


def table(node: Table, stick: Stick) -> str:
    """A table; one that no size of type makes fit is a list of records.

    A head without one word is left out, an empty cell of it heads nothing.
    """
    how, by_rows = _room(node, stick)
    if by_rows is not None:
        node = by_rows
    if how.size == "records":
        return _records(node, stick)
    if how.turned:
        stick.told.append(_wide(node, "the page", "on a page of its own, turned"))
    caption = Markup(stick.inlines(node.caption))
    outer, stick.across = stick.across, stick.column(len(node.head.cells))
    head = [
        _cell("th" if cell.inlines else "td", cell, index, node, stick)
        for index, cell in enumerate(node.head.cells)
    ]
    first = "td" if by_rows is None else "th"
    rows = [
        [
            _cell("td" if at else first, cell, at, node, stick, scope="row")
            for at, cell in enumerate(row.cells)
        ]
        for row in node.rows
    ]
    stick.across = outer
    words = (how.size, "brief" if how.brief else "", "turned" if how.turned else "")
    kind = " ".join(filter(None, words))
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


def _room(node: Table, stick: Stick) -> tuple[Room, Table | None]:
    """How it is set, and its rows for columns where that is what makes it fit."""
    manner = stick.manner
    if manner.setting.files:
        return screen(node), None
    how = room(node, manner.area, alone=stick.alone)
    by_rows = swapped(node) if how.turned or how.size == "records" else None
    if by_rows is not None:
        upright = room(by_rows, manner.area)
        if upright.size != "records":
            return upright, by_rows
    return how, None


def _wide(
    node: Table, room: str, how: str, severity: Severity | None = None
) -> Diagnostic:
    return tell(
        "wide-table",
        node.span,
        help="give it fewer columns, or shorter words",
        severity=severity,
        columns=len(node.head.cells),
        room=room,
        how=how,
    )


def _headed(node: Table) -> bool:
    return any(text_of(cell).strip() or cell.inlines for cell in node.head.cells)


def _records(node: Table, stick: Stick) -> str:
    """Each row as a list of “head: cell”, empty cells left out; the user is told.

    Less loudly of a screen, as that is often larger and the page is not.
    """
    on_screen = stick.manner.setting.files
    room = "a small screen" if on_screen else "the page"
    grave = Severity.NOTE if on_screen else None
    stick.told.append(_wide(node, room, "as a list", grave))
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


def _cell(
    name: str, cell: Cell, column: int, node: Table, stick: Stick, scope: str = "col"
) -> str:
    align = node.align[column] if column < len(node.align) else ""
    words = [{"right": "r", "center": "c"}.get(align, "")]
    if not stick.manner.setting.files:
        words.append("short" if name == "td" and _short(cell, node) else "")
        words.append("long" if longest((cell,)) > LONG else "")
    kind = f' class="{" ".join(filter(None, words))}"' if any(words) else ""
    heads = f' scope="{scope}"' if name == "th" else ""
    return f"<{name}{heads}{kind}>{stick.inlines(cell.inlines)}</{name}>"


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
