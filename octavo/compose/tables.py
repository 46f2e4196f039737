"""A table → its element; what its cells need to be set well on a page."""

from markupsafe import Markup

from octavo.compose.stick import Stick
from octavo.model.nodes import Cell, Table, text_of

_ROOMY, _SHORT = 4, 14
"""A table of so many columns has room for cells of so many characters on one line."""


def table(node: Table, stick: Stick) -> str:
    """A table; a head without one word is left out, an empty cell of it heads nothing."""
    caption = Markup(stick.inlines(node.caption))
    heads = [(cell, Markup(stick.inlines(cell.inlines))) for cell in node.head.cells]
    head = [
        _cell("th" if cell.inlines else "td", text, index, node)
        for index, (cell, text) in enumerate(heads)
    ]
    rows = [
        [
            _cell(
                "td",
                stick.inlines(cell.inlines),
                at,
                node,
                short=_short(cell, node, stick),
            )
            for at, cell in enumerate(row.cells)
        ]
        for row in node.rows
    ]
    worded = any(text_of(cell).strip() or cell.inlines for cell in node.head.cells)
    return str(
        stick.manner.shapes.table(
            id=node.id if stick.id(node.id) else "",
            number=node.number,
            caption=caption,
            columns=len(node.head.cells),
            head=[Markup(_lines(head))] if worded else [],
            rows=[Markup(_lines(row)) for row in rows],
        )
    )


def _cell(
    name: str, text: str, column: int, node: Table, *, short: bool = False
) -> str:
    align = node.align[column] if column < len(node.align) else ""
    words = [{"right": "r", "center": "c"}.get(align, ""), "short" if short else ""]
    kind = f' class="{" ".join(filter(None, words))}"' if any(words) else ""
    scope = ' scope="col"' if name == "th" else ""
    return f"<{name}{scope}{kind}>{text}</{name}>"


def _short(cell: Cell, node: Table, stick: Stick) -> bool:
    """Whether a page keeps the few words of a cell on one line (`short`).

    WeasyPrint 70 gives a column of short labels beside one of sentences hardly more
    than its longest word.
    """
    if stick.manner.setting.files or len(node.head.cells) > _ROOMY:
        return False
    words = text_of(cell)
    return " " in words and len(words) <= _SHORT


def _lines(pieces: list[str]) -> str:
    return "".join([f"{piece}\n" for piece in pieces])
