"""A syntax rule: what it adds to the parser, and the nodes it makes.

The row type of `octavo.syntax.RULES`, and what rules are given to work with. Tokens of
the parser carry offsets in the note's text: `at` of blocks in `meta`, `map` of inlines.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from octavo.diagnostics import Span
from octavo.model.blocks import Block
from octavo.model.dialect import Dialect
from octavo.model.inlines import Inline
from octavo.model.vault import Kind
from octavo.suggest import Guesses
from octavo.value import value

_QUOTED = re.compile(r"""\"[^"]*\"|'[^']*'""")

EVERY = (Kind.VAULT, Kind.MDBOOK, Kind.PLAIN)
NOTES = (Kind.VAULT, Kind.PLAIN)


class Branch:
    """A token with what stands between it and its closing token.

    `start` and `end` are offsets in the note's text, the closing mark included; `kind`
    is the type of the token, without `_open`.
    """

    __slots__ = ("branches", "end", "kind", "start", "token")

    def __init__(self, token: Token, branches: Sequence["Branch"]) -> None:
        self.token = token
        self.kind = token.type.removesuffix("_open")
        self.branches = branches
        self.start = 0
        self.end = 0


class Remark(NamedTuple):
    """What is wrong with a stretch of the note's text, and the words to say it with."""

    start: int
    end: int
    code: str
    help: str
    words: Mapping[str, object]


class Reader(Protocol):
    """What a rule may ask for while it makes nodes out of branches."""

    @property
    def dialect(self) -> Dialect:
        """The dialect the note is read by."""

    @property
    def sheltered(self) -> bool:
        """Whether this is inside a quote, a callout, an item or a note's text."""

    @property
    def labels(self) -> Guesses:
        """Guesses among the labels of all footnotes that the note defines."""

    def span(self, start: int, end: int) -> Span:
        """The place in the stored file of a stretch of the note's text."""

    def inlines(self, branches: Sequence[Branch]) -> tuple[Inline, ...]:
        """The nodes of a line of text."""

    def line(self, branch: Branch) -> tuple[Inline, ...]:
        """The nodes of the first line of text directly in a block."""

    def blocks(
        self, branches: Sequence[Branch], sheltered: bool = True
    ) -> tuple[Block, ...]:
        """The nodes of a sequence of blocks.

        Inside a quote, a callout, an item or a note they are sheltered.
        """

    def written(self, start: int, end: int) -> str:
        """The source text of a stretch."""

    def unique(self, wanted: str, span: Span, explicit: bool = False) -> str:
        """An id not given out yet in this note."""

    def footnote(self, blocks: tuple[Block, ...], span: Span) -> str:
        """Keep a note that stands inside a sentence; the label it is given."""

    def define_footnote(self, label: str, span: Span) -> bool:
        """Take note of a definition; whether it is the first with its label."""

    def known_footnote(self, label: str) -> bool:
        """Whether the note defines a footnote with this label; counts it as used."""

    def keep_tags(self, names: Sequence[str]) -> None:
        """Take tags out of the text into the properties."""

    def tell(self, code: str, span: Span, help: str = "", **words: object) -> None:
        """Say that something is wrong."""

    def tell_once(self, code: str, span: Span, help: str, **words: object) -> None:
        """Say it, unless the same was said of another place in the note."""


InlineMaker = Callable[[Branch, Reader], tuple[Inline, ...]]
BlockMaker = Callable[[Branch, Reader], tuple[Block, ...]]


def _nothing(md: MarkdownIt) -> None:
    """Install nothing: the parser knows the syntax already."""


@value
class Rule:
    """One row of RULES.

    `install` adds the parser's rules; `starts` says what the text begins with that an
    inline rule of that name reads, so that it is not tried elsewhere; `openings` which
    characters lines begin with that rules for blocks read. `inlines` and `blocks` make
    nodes of the branches of the kinds they name.
    """

    name: str
    kinds: tuple[Kind, ...] = EVERY
    install: Callable[[MarkdownIt], None] = _nothing
    starts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    openings: tuple[tuple[str, str], ...] = ()
    inlines: tuple[tuple[str, InlineMaker], ...] = ()
    blocks: tuple[tuple[str, BlockMaker], ...] = ()


def enclose(
    state: StateInline,
    kind: str,
    start: int,
    end: int,
    after: int,
    *,
    links: bool = False,
    **meta: object,
) -> None:
    """Push `kind` around what stands from `start` to `end`; go on at `after`.

    `src[end]` must be a character at which plain text stops. Without `links`, none is
    read inside: a link holds no other.
    """
    maximum, level = state.posMax, state.linkLevel
    state.pos, state.posMax = start, end
    state.push(f"{kind}_open", "", 1).meta = dict(meta)
    state.linkLevel = 0 if links else level + 1
    state.md.inline.tokenize(state)
    state.linkLevel = level
    state.push(f"{kind}_close", "", -1)
    state.pos, state.posMax = after, maximum


def tell_blanks(address: str, branch: Branch, reader: Reader) -> None:
    """Say that an address holds blanks, where it is written without `<` and `>`."""
    written = reader.written(branch.start, branch.end)
    at = written.rfind(f"({address}") + 1
    if " " in address and at:
        start = branch.start + at
        span = reader.span(start, start + len(address))
        reader.tell("blank-address", span, f"write `<{address}>`", address=address)


def remark(state: StateBlock, line: int, code: str, help: str, **words: object) -> None:
    """Note what is wrong with a line that is read as text for it.

    A rule may look at a line more than once; it is told of once.
    """
    start = state.bMarks[line] + state.tShift[line]
    end = start + len(line_text(state, line))
    remarks: dict[tuple[int, str], Remark] = state.env.setdefault("remarks", {})
    remarks[start, code] = Remark(start, end, code, help, words)


def leave_out(
    state: StateCore, line: Token, stretch: tuple[int, int], what: str
) -> None:
    """Tell once in a note that what stands at `stretch` of a line's text is left out.

    `what` is the message's beginning: “dates of tasks are”.
    """
    begin, end = stretch
    at, place = max(piece for piece in line.meta["pieces"] if piece[0] <= begin)
    start = place + begin - at
    told = Remark(start, start + end - begin, "left-out", "", {"what": what})
    remarks: dict[object, Remark] = state.env.setdefault("remarks", {})
    remarks.setdefault(what, told)


def unquoted(attributes: str) -> str:
    """Attributes without their texts in quotation marks, where signs mean nothing."""
    return _QUOTED.sub("", attributes)


def line_text(state: StateBlock, line: int) -> str:
    """A line inside its container, without its indentation."""
    return state.src[
        state.bMarks[line] + state.tShift[line] : state.eMarks[line]
    ].rstrip()
