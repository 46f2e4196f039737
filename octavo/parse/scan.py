"""The markdown parser, made to remember where everything stands.

markdown-it-py knows the lines of blocks and nothing of columns. Here its two parsers
are set up so that each token carries offsets in the note's text: `meta["at"]` of a
block's first token, `map` of an inline token. Columns come from noting, while a block
rule still sees the indentation and quote marks around it, where each line of the
block's content begins (`meta["pieces"]`).
"""

from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from octavo.locate import Piece
from octavo.model.dialect import Dialect
from octavo.parse import paragraphs
from octavo.parse.fresh import Fresh
from octavo.parse.lines import DEEPEST, STARTS, Lines, Starts, settle_places
from octavo.parse.openings import Openings, settle
from octavo.syntax import RULES

# The library drops what is deeper than its own limit, so ours comes first.
_LIMIT = DEEPEST + 10

_PLACED = frozenset(("inline", "html_block"))

_Env = Any  # the parser's own notebook


class _Block(StateBlock):
    """A note being read; notes where list items begin.

    Of its tokens those before `placed` know where they stand.
    """

    def __init__(
        self, src: str, md: MarkdownIt, env: _Env, tokens: list[Token]
    ) -> None:
        super().__init__(src, md, env, tokens)
        self.placed = 0

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """As the library does."""
        if nesting < 0:
            self.level -= 1
        token = Fresh(ttype, tag, nesting)
        token.block, token.level = True, self.level
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        if ttype == "list_item_open":
            # The list rule has just come to the item's line and not yet moved on.
            start = self.bMarks[self.line] + self.tShift[self.line]
            token.meta["start"] = start
            token.meta["line_end"] = self.eMarks[self.line]
        return token


class _Blocks(ParserBlock):
    """Reads a note's blocks, and notes where each stands."""

    openings: Openings

    def parse(
        self, src: str, md: MarkdownIt, env: _Env, tokens: list[Token]
    ) -> list[Token] | None:
        state = _Block(src, md, env, tokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  # the library's names
        """Read the blocks of some lines, as the library does, whose depth we keep to."""
        assert isinstance(state, _Block)
        line = startLine
        empty = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            count = len(state.tokens)
            for rule in self.openings.rules(state, line):
                # The last one, that of paragraphs, takes any line.
                if rule(state, line, endLine, False):
                    break
            _place_blocks(state, line, count)
            state.tight = not empty
            line = state.line
            empty = empty or state.isEmpty(line - 1)
            if line < endLine and state.isEmpty(line):
                empty = True
                line += 1
                state.line = line


def _place_blocks(state: _Block, line: int, count: int) -> None:
    """Note where the tokens from `count` on stand, which a rule began at a line.

    Those of blocks within blocks have their places already.
    """
    tokens, src = state.tokens, state.src
    if len(tokens) == count:
        return
    begin = state.bMarks[line] + state.tShift[line]
    stop = state.eMarks[state.line - 1]
    while stop > begin and src[stop - 1].isspace():
        stop -= 1
    tokens[count].meta.setdefault("at", (begin, stop))
    for at in range(state.placed, len(tokens)):
        token = tokens[at]
        if token.type in _PLACED and "pieces" not in token.meta:
            token.meta["pieces"] = _pieces(state, token, tokens[at - 1])
    state.placed = len(tokens)


def _pieces(state: StateBlock, token: Token, opening: Token) -> list[Piece]:
    """Where each line of a block's content begins in the note's text.

    Content lines are ends of source lines (less the white space around the whole), so
    the last occurrence in its line is the place. A tab that stands partly outside the
    content leaves blanks in front that no source has; these are looked past.
    """
    assert token.map is not None
    line = token.map[0]
    if opening.type == "heading_open" and opening.markup.startswith("#"):
        low = state.bMarks[line] + state.tShift[line] + len(opening.markup)
        return [(0, state.src.find(token.content, low, state.eMarks[line]))]
    # White space of Unicode's makes no line empty, but is stripped with the rest.
    while line + 1 < token.map[1] and not mdTrim(
        state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    ):
        line += 1
    pieces: list[Piece] = []
    offset = 0
    for text in token.content.removesuffix("\n").split("\n"):
        low, high = state.bMarks[line], state.eMarks[line]
        at = state.src.rfind(text, low, high)
        if at < 0:
            bare = text.lstrip(" ")
            at = state.src.rfind(bare, low, high)
            blanks = len(text) - len(bare)
            pieces.append((offset, at))
            pieces.append((offset + blanks, at))
        else:
            pieces.append((offset, at))
        offset += len(text) + 1
        line += 1
    return pieces


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Beyond any sensible depth, what is left is one paragraph: nothing is lost."""
    if silent or state.level < DEEPEST:
        return False
    stop = start + 1
    while stop < end and (state.sCount[stop] >= state.blkIndent or state.isEmpty(stop)):
        stop += 1
    state.line = stop
    for kind, nesting in (
        ("paragraph_open", 1),
        ("inline", 0),
        ("paragraph_close", -1),
    ):
        token = state.push(kind, "", nesting)  # type: ignore[arg-type]  # the three literals above
        token.map = [start, stop]
        if nesting == 1:
            token.meta["too_deep"] = True
        if kind == "inline":
            token.content = state.getLines(start, stop, state.blkIndent, False).strip()
            token.children = []
    return True


def _read_lines(state: StateCore) -> None:
    """Read each block's content, and give its tokens their offsets in the note."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        tokens: list[Token] = []
        state.md.inline.parse(token.content, state.md, state.env, tokens)
        settle_places(tokens, token.meta["pieces"])
        token.children = tokens


class Markdown(MarkdownIt):
    """The parser for one dialect. Addresses are kept as written."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__("commonmark", {"maxNesting": _LIMIT})
        self.inline = Lines()
        self.block = _Blocks()
        self.disable(["linkify", "fragments_join", "table"])
        self.block.ruler.before("code", "too_deep", _too_deep)
        self.block.ruler.at("lheading", paragraphs.scan_heading)
        self.block.ruler.at("paragraph", paragraphs.scan)
        self.core.ruler.disable(["normalize", "text_join"])
        self.core.ruler.at("inline", _read_lines)
        starts: list[Starts] = list(STARTS)
        openings: list[tuple[str, str]] = []
        for rule in RULES:
            if rule.name in dialect.rules:
                rule.install(self)
                starts.extend(rule.starts)
                openings.extend(rule.openings)
        self.inline.settle(starts)
        self.block.openings = settle(self.block.ruler, openings)

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's names
        """Any address: whether it may be followed is settled where links are."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """The address as written."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """The address as written."""
        return link


@cache
def markdown(dialect: Dialect) -> Markdown:
    """The parser for a dialect, made once."""
    return Markdown(dialect)
