"""Offsets become places of stored files."""

from pathlib import PurePosixPath

from octavo.diagnostics import Span
from octavo.dialect import recognise
from octavo.locate import Places, source_offset
from octavo.model.config import Config
from octavo.model.inlines import Code, Strong
from octavo.model.nodes import walk
from octavo.model.vault import Kind, Note, Origin, Vault
from octavo.parse import parse

PATH = PurePosixPath("a.md")


def place(path: str, *numbers: int) -> Span:
    line, column, end_line, end_column = numbers
    return Span(
        path=PurePosixPath(path),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
    )


def test_columns_count_code_points() -> None:
    places = Places(Note(path=PATH, text="é\U0001f600b\nc", digest=""))
    assert places.span(2, 3) == place("a.md", 1, 3, 1, 4)
    assert places.span(4, 5) == place("a.md", 2, 1, 2, 2)


def test_a_byte_order_mark_moves_the_first_line_only() -> None:
    places = Places(Note(path=PATH, text="ab\ncd", digest="", bom=True))
    assert places.span(0, 1) == place("a.md", 1, 2, 1, 3)
    assert places.span(3, 4) == place("a.md", 2, 1, 2, 2)


def test_lines_put_in_stand_in_their_own_file() -> None:
    origin = Origin(first=2, last=3, path=PurePosixPath("f.rs"), line=40, shift=2)
    note = Note(
        path=PATH, text="x\n  **b**\n  `c`\ny **z**", digest="", origins=(origin,)
    )
    dialect = recognise(Vault(name="v", kind=Kind.MDBOOK), Config())
    document, _ = parse(note, dialect)
    found = [n.span for n in walk(document.blocks) if isinstance(n, Strong | Code)]
    assert found == [
        place("f.rs", 40, 1, 40, 6),
        place("f.rs", 41, 1, 41, 4),
        place("a.md", 4, 3, 4, 8),
    ]
    assert Places(note).span(0, 5) == place("a.md", 1, 1, 1, 1)


def test_what_lies_between_pieces_belongs_to_none() -> None:
    pieces = [(0, 10), (4, 20)]
    assert [source_offset(pieces, at) for at in (0, 3, 4, 6)] == [10, 13, 20, 22]
