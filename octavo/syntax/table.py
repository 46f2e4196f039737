"""Tables (GFM 4.10; dialect rules R8.6 and R4.2).

The parser's own rule drops cells beyond the head's and splits a wikilink at its bar;
this one loses nothing and says so.
"""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from octavo.model.blocks import Block
from octavo.model.displays import Cell, Row, Table
from octavo.syntax.rule import Branch, Reader, Rule, line_text, remark

_RULER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
# Dashes of other kinds, blanks or dots among them, an equals sign for a dash.
_NEARLY = re.compile(r"\|[ \t:=_.+|\u2010-\u2015\u2212-]*")
_STRAY = "holds more than dashes and colons"
_BLOCK_ID = re.compile(r"\^[A-Za-z0-9-]+")
_WIKILINK = re.compile(r"(?<!`)\[\[[^\[\]\n|]+(\|)[^\[\]\n]*\]\]")

# A short row is filled up; a few bytes must not become a page of empty cells.
_FILLED = 1 << 13


class _Cut:
    """One cell: its text without the backslashes before bars, and its pieces."""

    __slots__ = ("end", "pieces", "start", "text")

    def __init__(self, source: str, start: int, end: int) -> None:
        while start < end and source[start] in " \t":
            start += 1
        while end > start and source[end - 1] in " \t":
            end -= 1
        self.start, self.end = start, end
        self.text = ""
        self.pieces: list[tuple[int, int]] = []
        here = start
        bar = source.find("\\|", start, end)
        while bar >= 0:
            self._add(source, here, bar)
            here = bar + 1
            bar = source.find("\\|", here + 1, end)
        self._add(source, here, end)

    def _add(self, source: str, start: int, end: int) -> None:
        self.pieces.append((len(self.text), start))
        self.text += source[start:end]


def _bars(source: str, start: int, end: int, kept: set[int]) -> list[int]:
    """Offsets of the bars that part cells; escaped ones and those `kept` do not."""
    found = []
    bar = source.find("|", start, end)
    while bar >= 0:
        if source[bar - 1 : bar] != "\\" and bar not in kept:
            found.append(bar)
        bar = source.find("|", bar + 1, end)
    return found


def _cells(source: str, start: int, end: int, kept: set[int]) -> list[_Cut]:
    bars = _bars(source, start, end, kept)
    if bars and bars[0] == start:
        start, bars = start + 1, bars[1:]
    if bars and bars[-1] == end - 1:
        end, bars = end - 1, bars[:-1]
    edges = [start - 1, *bars, end]
    return [_Cut(source, left + 1, right) for left, right in pairwise(edges)]


def _row(state: StateBlock, line: int, count: int) -> tuple[list[_Cut], list[int]]:
    """The cells of a line, and the bars that a wikilink kept for itself.

    A bar not escaped belongs to its wikilink (rule R4.2); in a head only if the line
    below has as many cells then.
    """
    start = state.bMarks[line] + state.tShift[line]
    end = start + len(line_text(state, line))
    cells = _cells(state.src, start, end, set())
    if "[[" in line_text(state, line):
        kept = [
            found.start(1)
            for found in _WIKILINK.finditer(state.src, start, end)
            if state.src[found.start(1) - 1] != "\\"
        ]
        whole = _cells(state.src, start, end, set(kept))
        if kept and count in {0, len(whole)}:
            return whole, kept
    return cells, []


def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table: a line with a bar, a line of dashes with as many cells."""
    if start + 2 > end or state.is_code_block(start):
        return False
    if state.src.find("|", state.bMarks[start], state.eMarks[start]) < 0:
        return False
    below = start + 1
    if state.sCount[below] < state.blkIndent or state.is_code_block(below):
        return False
    ruler = line_text(state, below)
    if not _RULER.fullmatch(ruler):
        if _NEARLY.fullmatch(ruler) and line_text(state, start).startswith("|"):
            help = "write dashes alone, at least one for each column: `| --- | --- |`"
            remark(state, below, "table-ruler", help, why=_STRAY)
        return False
    align = [_align(cell) for cell in ruler.strip("|").split("|")]
    head, kept = _row(state, start, len(align))
    if len(head) != len(align):
        if line_text(state, start).startswith("|") and "|" in ruler:
            help = f"write it as `|{' --- |' * min(len(head), 9)}`"
            columns = "1 column" if len(align) == 1 else f"{len(align)} columns"
            why = f"has {columns}, the head {len(head)}"
            remark(state, below, "table-ruler", help, why=why)
        return False
    if silent:
        return True
    opening = state.push("table_open", "table", 1)
    opening.meta["align"] = tuple(align)
    _push_row(state, start, head, kept, len(align))
    state.line = _body(state, below + 1, end, len(align))
    opening.map = [start, state.line]
    state.push("table_close", "table", -1)
    return True


def _align(cell: str) -> str:
    cell = cell.strip()
    left, right = cell.startswith(":"), cell.endswith(":")
    if left and right:
        return "center"
    return "left" if left else "right" if right else ""


def _body(state: StateBlock, line: int, end: int, count: int) -> int:
    """Push the rows after the head; the line where the table ends."""
    parent, state.parentType = state.parentType, "table"
    enders = state.md.block.ruler.getRules("blockquote")
    filled = 0
    while line < end and not state.isEmpty(line):
        if state.sCount[line] < state.blkIndent or state.is_code_block(line):
            break
        if _BLOCK_ID.fullmatch(line_text(state, line)):
            break  # Directly below a table its id stands (rule R7.1).
        if any(ends(state, line, end, True) for ends in enders):
            break
        cells, kept = _row(state, line, 0)
        filled += max(0, count - len(cells))
        if filled > _FILLED:
            break
        _push_row(state, line, cells, kept, count)
        line += 1
    state.parentType = parent
    return line


def _push_row(
    state: StateBlock, line: int, cells: list[_Cut], kept: list[int], count: int
) -> None:
    row = state.push("tr_open", "tr", 1)
    start = state.bMarks[line] + state.tShift[line]
    end = start + len(line_text(state, line))
    row.meta.update(at=(start, end), bars=kept, count=len(cells))
    if len(cells) > count:
        # What GFM drops is joined to the last cell.
        last = _Cut(state.src, cells[count - 1].start, cells[-1].end)
        cells = [*cells[: count - 1], last]
    for cell in cells:
        _push_cell(state, cell.text, cell.pieces, (cell.start, cell.end))
    for _ in range(count - len(cells)):
        end = cells[-1].end
        _push_cell(state, "", [(0, end)], (end, end))
    state.push("tr_close", "tr", -1)


def _push_cell(
    state: StateBlock,
    text: str,
    pieces: list[tuple[int, int]],
    at: tuple[int, int],
) -> None:
    state.push("td_open", "td", 1).meta["at"] = at
    line: Token = state.push("inline", "", 0)
    line.content, line.children = text, []
    line.meta["pieces"] = pieces
    state.push("td_close", "td", -1)


def install(md: MarkdownIt) -> None:
    """Put the rule in the place of the parser's."""
    md.block.ruler.before(
        "code", "our_table", scan, {"alt": ["paragraph", "reference"]}
    )


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """The table; its cells hold lines of text."""
    align = branch.token.meta["align"]
    rows = tuple(_row_node(row, reader, len(align)) for row in branch.branches)
    return (
        Table(
            span=reader.span(branch.start, branch.end),
            head=rows[0],
            rows=rows[1:],
            align=align,
            id=branch.token.meta.get("id", ""),
        ),
    )


def _row_node(branch: Branch, reader: Reader, columns: int) -> Row:
    meta = branch.token.meta
    for bar in meta["bars"]:
        reader.tell("table-pipe", reader.span(bar, bar + 1), "write `\\|`")
    span = reader.span(branch.start, branch.end)
    if meta["count"] > columns:
        reader.tell(
            "table-cells",
            span,
            "write `\\|` for a pipe in a cell",
            count=meta["count"],
            head=columns,
        )
    cells = tuple(
        Cell(span=reader.span(cell.start, cell.end), inlines=reader.line(cell))
        for cell in branch.branches
    )
    return Row(span=span, cells=cells)


RULE = Rule(name="table", install=install, blocks=(("table", node),))
