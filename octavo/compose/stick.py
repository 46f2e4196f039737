"""The composing stick: what is at hand while the text of one sheet is set.

The members of this folder turn nodes into text that is well-formed XML and valid HTML.
They return plain `str` that is already escaped; `compose` makes `Markup` of it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from html import escape
from typing import TypeAlias

from octavo.diagnostics import Diagnostic
from octavo.model.area import B5, Area
from octavo.model.asset import Asset
from octavo.model.blocks import Block, Footnote
from octavo.model.edition import Setting
from octavo.model.inlines import FootnoteMark, Inline
from octavo.value import value
from octavo.words import Words

Shape: TypeAlias = Callable[..., str]


@value
class Shapes:
    """How the things readers restyle are written: macros of `templates/shared/`.

    Each is called with keyword arguments only and returns escaped text; what they are
    is said at the top of the macro's file.
    """

    callout: Shape
    question: Shape
    answer_part: Shape
    figure: Shape
    diagram: Shape
    listing: Shape
    captioned: Shape
    table: Shape
    records: Shape
    equation: Shape
    formula: Shape
    note_mark: Shape
    footnote: Shape
    far_note: Shape
    endnote: Shape
    backlink: Shape
    footnotes: Shape
    citation: Shape
    work: Shape
    works: Shape
    reference: Shape
    external: Shape
    term: Shape
    box: Shape


@value
class Manner:
    """How the text of one sheet is set.

    `sheet` is its name; `places` gives for an anchor the name of the sheet it stands
    in: what is not there has no place in this edition, and a link to it is set as
    text. `area` is the type area of its pages, where it has any. `pictures` are prepared
    pictures by name. `shift` is how many levels headings move up, so that below the
    title of a nested chapter no level is missing. `short` is what running heads say of
    the chapter, "" where there are none.
    """

    setting: Setting
    shapes: Shapes
    words: Words
    sheet: str = ""
    area: Area = B5
    places: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Asset] = field(default_factory=dict)
    shift: int = 0
    short: str = ""

    def address(self, anchor: str) -> str:
        """Where a link to `anchor` points, "" when this edition has no such place."""
        sheet = self.places.get(anchor)
        if sheet is None:
            return ""
        if not self.setting.files or sheet == self.sheet:
            return f"#{anchor}"
        return f"{sheet}{self.setting.suffix}#{anchor}"


_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


_LINE_ENDS = re.compile("[\x0b\x0c\r\x85\u2028\u2029]")
"""What ends a line for Unicode (UAX 14, BK and NL) and not in markdown or in HTML.

WeasyPrint 70 stops with a failed assertion at a paragraph separator within a line.
"""


def clean(text: str) -> str:
    """`text` without characters that XML 1.0 (2.2) forbids or discourages.

    Line ends other than markdown's own become blanks.
    """
    # All that is forbidden or ends a line is what Python calls not printable.
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub(" ", text))


def plain(text: str) -> str:
    """`text` as the content of an element."""
    return escape(clean(text), quote=False)


def quoted(text: str) -> str:
    """`text` as the value of an attribute between double quotes."""
    return escape(clean(text), quote=True)


_GAP = 8.0
"""Points between two columns of a table."""


class Stick:
    """What is being set: ids given so far, notes waiting for their mark.

    `level` is that of the section reached, `floor` the only one that headings within a
    question may have, 0 elsewhere. `told` is what the user has to hear of it; `coarse`
    of that the pictures with too few dots, as one may be set twice. `across` is the most
    that a picture may be wide on a page, in points. `deferred` are the notes that wait
    for the end of the chapter although notes stand at the foot.
    `line`, `block`, `run_in` and `is_long` are the members of the folder, which know one
    another only through here.
    """

    def __init__(
        self,
        manner: Manner,
        notes: Iterable[Footnote],
        line: Callable[[tuple[Inline, ...], "Stick"], str],
        block: Callable[[Block, "Stick"], str],
        run_in: Callable[[tuple[Block, ...], "Stick"], str],
        is_long: Callable[[Footnote], bool],
    ) -> None:
        self.manner = manner
        self.notes = {note.id: note for note in notes if note.number and note.id}
        self.marked: set[str] = set()
        self.linked = False
        self.in_note = False
        self.waiting: list[FootnoteMark] = []
        self.ids: set[str] = set()
        self.told: list[Diagnostic] = []
        self.coarse: set[Diagnostic] = set()
        self.level = 1
        self.floor = 0
        self._line = line
        self._block = block
        self._run_in = run_in
        self._is_long = is_long
        self.deferred: list[Footnote] = []
        self.across = manner.area.width
        self._depth = 0

    def defers(self, note: Footnote) -> bool:
        """Whether a note stands at the end of its chapter, as no foot has room for it."""
        long = not self.in_note and self._is_long(note)
        if long:
            self.deferred.append(note)
        return long

    def id(self, wanted: str) -> str:
        """The attribute ` id="…"`, nothing for "" and for an id that stands already."""
        if not wanted or wanted in self.ids:
            return ""
        self.ids.add(wanted)
        return f' id="{quoted(wanted)}"'

    def given(self, wanted: str) -> str:
        """An id for a macro to write: `wanted`, or "" when it stands already."""
        return wanted if self.id(wanted) else ""

    def inlines(self, nodes: tuple[Inline, ...]) -> str:
        """The nodes one after the other."""
        return self._line(nodes, self)

    def column(self, count: int) -> float:
        """How wide a picture may be in one of `count` columns of a table, in points."""
        return max(self.across / count - _GAP, _GAP)

    def blocks(self, nodes: tuple[Block, ...]) -> str:
        """The blocks, each on lines of its own."""
        block = self._block
        self._depth += 1
        texts = [text for node in nodes if (text := block(node, self))]
        self._depth -= 1
        return "\n".join(texts)

    @property
    def alone(self) -> bool:
        """Whether what is being set stands in no other block."""
        return self._depth == 1 and not self.in_note

    def run_in(self, nodes: tuple[Block, ...]) -> str:
        """The blocks as content of a line: elements that may stand in a paragraph."""
        return self._run_in(nodes, self)
