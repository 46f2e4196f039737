"""Tokens → branches → nodes.

The parser's tokens are flat; `grow` folds them into branches, and a `Tree` has the
rules of the dialect turn those into our nodes, keeping the ids it has given out, the
footnotes and tags it met, and what there is to say.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from unicodedata import east_asian_width

from markdown_it.token import Token

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Span
from octavo.locate import Places, source_offset
from octavo.model.blocks import Block, Footnote
from octavo.model.dialect import Dialect
from octavo.model.inlines import Inline, LineBreak, Text
from octavo.model.vault import Note
from octavo.parse import html
from octavo.parse.captions import captioned
from octavo.slug import unique
from octavo.suggest import Guesses
from octavo.syntax import RULES
from octavo.syntax.rule import BlockMaker, Branch, InlineMaker, Reader, Remark

# Emphasis nests without the parser's limit; deeper marks are shown as they are.
_DEEPEST = 40
# HTML in markdown in HTML: not further than this.
_RUNS = 2
_TEXTS = frozenset(("text", "text_special"))
_HANGUL = re.compile("[\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")


@cache
def _makers(
    dialect: Dialect,
) -> tuple[Mapping[str, InlineMaker], Mapping[str, BlockMaker]]:
    inlines: dict[str, InlineMaker] = {
        "element": html.element,
        "drawing": html.drawing,
        "drawing_display": html.drawing,
        "text_special": _literal,
    }
    blocks: dict[str, BlockMaker] = {}
    for rule in RULES:
        if rule.name in dialect.rules:
            inlines.update(rule.inlines)
            blocks.update(rule.blocks)
    return inlines, blocks


def grow(tokens: Sequence[Token]) -> list[Branch]:
    """The branches of a sequence of tokens that balance."""
    return _grow(iter(tokens), 0)[0]


def _grow(tokens: Iterator[Token], depth: int) -> tuple[list[Branch], Token | None]:
    branches: list[Branch] = []
    shown = 0
    for token in tokens:
        if not token.nesting:
            branch = Branch(token, grow(token.children) if token.children else ())
            if token.block or token.map is None or token.meta:
                branch.start, branch.end = _extent(token, None, ())
            else:
                branch.start, branch.end = token.map
            branches.append(branch)
        elif token.nesting < 0:
            if not shown:
                return branches, token
            shown -= 1
            branches.append(_mark(token))
        elif depth < _DEEPEST or token.block:
            below, closing = _grow(tokens, depth + 1)
            branch = Branch(token, below)
            branch.start, branch.end = _extent(token, closing, below)
            branches.append(branch)
        else:
            shown += 1
            branches.append(_mark(token))
    return branches, None


def _mark(token: Token) -> Branch:
    """A mark too deep to mean anything, as text."""
    token.type, token.content = "text", token.markup
    branch = Branch(token, ())
    branch.start, branch.end = _extent(token, None, ())
    return branch


def _extent(
    token: Token, closing: Token | None, below: Sequence[Branch]
) -> tuple[int, int]:
    at: tuple[int, int] | None = token.meta.get("at")
    if at is not None:
        return at
    if not token.block and token.map is not None:
        start, end = token.map
        if closing is not None and closing.map is not None:
            end = max(end, closing.map[1])
            # Of a pair of marks the parser keeps the inner one on either side.
            if token.type == "strong_open":
                return start - 1, end + 1
        return start, end
    if token.type == "inline" and token.content:
        pieces = token.meta["pieces"]
        return pieces[0][1], source_offset(pieces, len(token.content) - 1) + 1
    if "start" in token.meta:
        end = max([token.meta["line_end"], *(branch.end for branch in below)])
        return token.meta["start"], end
    if below:
        return below[0].start, below[-1].end
    return 0, 0


class Tree:
    """Makes the nodes of one note; a `Reader` for the rules."""

    def __init__(self, note: Note, dialect: Dialect, env: Mapping[str, Any]) -> None:
        self.dialect = dialect
        self.sheltered = False
        self._runs = 0
        self._depth = 0
        self.told: list[Diagnostic] = []
        self._said: set[tuple[str, str]] = set()
        self.tags: list[str] = []
        self._notes: list[Footnote] = []
        self._used: set[str] = set()
        self._defined: dict[str, Span] = {}
        refs = env.get("footnotes", {}).get("refs", {})
        self._labels = frozenset(label.removeprefix(":") for label in refs)
        self._taken_labels = set(self._labels)
        self.labels = Guesses(self._labels)
        self._text = note.text
        self._ids: dict[str, Span] = {}
        self._remarks: Mapping[object, Remark] = env.get("remarks", {})
        self._repeated: Sequence[tuple[int, str, int]] = env.get("repeated_ids", ())
        self._counts: dict[str, int] = {}
        self._taken: set[str] = set(env.get("explicit", ()))
        self.places = Places(note)
        self.span = self.places.span
        self._inlines, self._blocks = _makers(dialect)

    def written(self, start: int, end: int) -> str:
        """The source text of a stretch."""
        return self._text[start:end]

    def tell(self, code: str, span: Span, help: str = "", **words: object) -> None:
        """Say that something is wrong; the same thing twice is said once."""
        self.told.append(tell(code, span, help, None, **words))

    def tell_once(self, code: str, span: Span, help: str, **words: object) -> None:
        """Say it, unless the same was said of another place in the note."""
        fresh = tell(code, span, help, None, **words)
        said = (fresh.code, fresh.message)
        if said not in self._said:
            self._said.add(said)
            self.told.append(fresh)

    def unique(self, wanted: str, span: Span, explicit: bool = False) -> str:
        """An id not given out yet; "" for an explicit one that was."""
        if not explicit:
            name = unique(wanted, self._taken, first=self._counts.get(wanted, 1))
            if name != wanted:
                # Counting from 1 each time would make many equal headings slow.
                self._counts[wanted] = int(name.rpartition("-")[2]) + 1
            return name
        if wanted in self._ids:
            first = self._ids[wanted]
            self.tell("duplicate-id", span, f"first at line {first.line}", id=wanted)
            return ""
        self._ids[wanted] = span
        self._taken.add(wanted)
        return wanted

    def keep_tags(self, names: Sequence[str]) -> None:
        """Take tags out of the text into the properties."""
        self.tags.extend(names)

    def footnote(self, blocks: tuple[Block, ...], span: Span) -> str:
        """Keep a note that stands inside a sentence; the label it is given."""
        label = unique("inline", self._taken_labels)
        self._notes.append(Footnote(span=span, label=label, blocks=blocks))
        return label

    def define_footnote(self, label: str, span: Span) -> bool:
        """Take note of a definition; whether it is the first with its label."""
        first = self._defined.setdefault(label, span)
        if first is not span:
            self.tell(
                "duplicate-footnote", span, f"first at line {first.line}", label=label
            )
        return first is span

    def known_footnote(self, label: str) -> bool:
        """Whether the note defines this label, which is now used."""
        self._used.add(label)
        return label in self._labels

    def complain_of_ids(self) -> None:
        """Say which block ids are given twice; the first keeps it."""
        for start, name, first in self._repeated:
            line = self.span(first, first).line
            span = self.span(start, start + len(name) + 1)
            self.tell("duplicate-id", span, f"first at line {line}", id=f"^{name}")

    def complain_of_lines(self) -> None:
        """Say what is wrong with lines that were to be more than text."""
        for start, end, code, help, words in self._remarks.values():
            self.tell(code, self.span(start, end), help, **words)

    def inline_notes(self) -> tuple[Block, ...]:
        """The notes that were written within sentences, in order."""
        return tuple(self._notes)

    def complain_of_unused(self) -> None:
        """Say which notes no mark refers to."""
        for label, span in self._defined.items():
            if label not in self._used:
                end = span.column + len(label) + 3
                place = span._replace(end_line=span.line, end_column=end)
                self.tell(
                    "unused-footnote",
                    place,
                    f"write `[^{label}]` where it belongs",
                    label=label,
                )

    def line(self, branch: Branch) -> tuple[Inline, ...]:
        """The nodes of the first line of text directly in a block."""
        for below in branch.branches:
            if below.token.type == "inline":
                return self.inlines(below.branches)
        return ()

    def inlines(self, branches: Sequence[Branch]) -> tuple[Inline, ...]:
        """The nodes of a line of text, neighbouring texts made one."""
        if self._depth >= _DEEPEST and branches:
            # Marks and tags together nest deeper than either may alone.
            start, end = branches[0].start, branches[-1].end
            return (Text(span=self.span(start, end), text=self.written(start, end)),)
        if len(branches) == 1 and branches[0].kind == "text":
            return (self._text_node(branches),) if branches[0].token.content else ()
        self._depth += 1
        made: list[Inline] = []
        texts: list[Branch] = []
        for branch in branches:
            if branch.kind == "html_inline":
                branches = html.fold(branches, self)
                break
        for branch in branches:
            if branch.kind in _TEXTS and not self._is_literal(branch):
                if branch.token.content:
                    texts.append(branch)
                continue
            nodes = self._inlines[branch.kind](branch, self)
            if texts and nodes:
                made.append(self._text_node(texts))
                texts = []
            made.extend(nodes)
        if texts:
            made.append(self._text_node(texts))
        self._depth -= 1
        return _merged(made)

    def _is_literal(self, branch: Branch) -> bool:
        """Whether a text is a mark, escaped, that would else be set (rule R7.8).

        Of dots and hyphens only runs are.
        """
        if branch.token.info != "escape":
            return False
        mark = branch.token.content
        if mark not in ".-":
            return mark in "\"'"
        after = self._text[branch.end : branch.end + 2].lstrip("\\")
        return after.startswith(mark) or self._text[branch.start - 1] == mark

    def _text_node(self, texts: Sequence[Branch]) -> Text:
        return Text(
            span=self.span(texts[0].start, texts[-1].end),
            text=texts[0].token.content
            if len(texts) == 1
            else "".join(branch.token.content for branch in texts),
        )

    def blocks(
        self, branches: Sequence[Branch], sheltered: bool = True
    ) -> tuple[Block, ...]:
        """The nodes of a sequence of blocks, with captions in what they name."""
        before, self.sheltered = self.sheltered, self.sheltered or sheltered
        made: list[Block] = []
        reaches: dict[int, int] = {}
        if self._runs < _RUNS and any(b.kind == "html_block" for b in branches):
            reaches = html.reaches(branches)
        at = 0
        while at < len(branches):
            branch = branches[at]
            if branch.kind == "html_block":
                stop = _reach(reaches, at) + 1
                self._runs += 1
                made.extend(html.blocks(branches[at:stop], self))
                self._runs -= 1
                at = stop
            else:
                made.extend(self._blocks[branch.kind](branch, self))
                at += 1
        self.sheltered = before
        whole, strays = captioned(made)
        for stray in strays:
            place = stray.caption.inlines[0].span
            end = min(place.end_column, place.column + len(stray.word) + 1)
            if place.line == place.end_line:
                place = place._replace(end_column=end)
            self.tell("stray-caption", place, stray.help, word=stray.word)
        return whole


def _reach(reaches: Mapping[int, int], at: int) -> int:
    """The last block of a run of HTML, those that its blocks reach to included."""
    last = reaches.get(at, at)
    while at < last:
        at += 1
        last = max(last, reaches.get(at, at))
    return last


def _merged(nodes: list[Inline]) -> tuple[Inline, ...]:
    """The nodes with texts that have come to stand side by side made one.

    A soft line end between two characters of Chinese or Japanese is nothing (rule
    R8.2).
    """
    made: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and made:
            if (
                len(made) > 1
                and isinstance(made[-1], LineBreak)
                and not made[-1].hard
                and isinstance(made[-2], Text)
                and _unspaced(made[-2].text[-1])
                and _unspaced(node.text[0])
            ):
                made.pop()
            last = made[-1]
            if isinstance(last, Text) and last.literal == node.literal:
                made[-1] = Text(
                    span=_around(last, node),
                    text=last.text + node.text,
                    literal=node.literal,
                )
                continue
        made.append(node)
    return tuple(made)


def _unspaced(character: str) -> bool:
    """Whether a character belongs to a script that sets no blanks between words.

    Korean does set them (CSS Text 3, 4.1.2).
    """
    if character <= "\u2e7f" or _HANGUL.match(character):
        return False
    return east_asian_width(character) in "WF"


def _literal(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A mark that stays as it is."""
    span = reader.span(branch.start, branch.end)
    return (Text(span=span, text=branch.token.content, literal=True),)


def _around(first: Text, last: Text) -> Span:
    end_line, end_column = last.span.end_line, last.span.end_column
    return first.span._replace(end_line=end_line, end_column=end_column)
