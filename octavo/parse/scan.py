"""The markdown parser, made to remember where everything stands.

markdown-it-py knows the lines of blocks and nothing of columns. Here its two parsers
are set up so that each token carries offsets in the note's text: `meta["at"]` of a
block's first token, `map` of an inline token. Columns come from noting, while a block
rule still sees the indentation and quote marks around it, where each line of the
block's content begins (`meta["pieces"]`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from octavo.locate import Piece, source_offset
from octavo.model.dialect import Dialect
from octavo.parse.openings import Openings, settle
from octavo.syntax import RULES

# Deeper than anything written by hand; below Python's recursion limit by far. The
# library drops what is deeper than its own limit, so ours comes first.
_DEEPEST = 40
_LIMIT = _DEEPEST + 10

# What begins the text that each of the library's own inline rules reads.
_STARTS = (
    ("newline", ("\n",)),
    ("escape", ("\\",)),
    ("backticks", ("`",)),
    ("strikethrough", ("~~",)),
    ("emphasis", ("*", "_")),
    ("link", ("[",)),
    ("image", ("![",)),
    ("autolink", ("<",)),
    ("html_inline", ("<",)),
    ("entity", ("&",)),
)

_PLACED = frozenset(("inline", "html_block"))

_InlineRule = Callable[[StateInline, bool], bool]
_Starts = tuple[str, tuple[str, ...]]
_Env = Any  # the parser's own notebook


class _Line(StateInline):
    """A line of text being read; knows where its pending text began."""

    def __init__(
        self, src: str, md: MarkdownIt, env: _Env, tokens: list[Token]
    ) -> None:
        super().__init__(src, md, env, tokens)
        self.pending_at = -1

    def pushPending(self) -> Token:  # noqa: N802  # the library's name
        token = super().pushPending()
        start = max(self.pending_at, 0)
        token.map = [start, start + len(token.content)]
        self.pending_at = -1
        return token


class _Inlines(ParserInline):
    """Reads lines of text; tries each rule only where it can begin."""

    def settle(self, starts: Sequence[_Starts]) -> None:
        """Once all rules are installed: note which begin with which character."""
        by_name = dict(starts)
        active = self.ruler.get_active_rules()
        found: dict[str, list[_InlineRule]] = {}
        for name, rule in zip(active, self.ruler.getRules(""), strict=True):
            for character in dict.fromkeys(start[0] for start in by_name.get(name, ())):
                found.setdefault(character, []).append(rule)
        self._rules = {character: tuple(rules) for character, rules in found.items()}
        names = frozenset(active)
        self.terminator_re = _stops(
            {start for name, some in starts if name in names for start in some}
        )

    def tokenize(self, state: StateInline) -> None:
        assert isinstance(state, _Line)
        src, end, tokens = state.src, state.posMax, state.tokens
        last_bracket = src.rfind("]", 0, end)
        find = self.terminator_re.search
        while state.pos < end:
            start = state.pos
            rules = self._rules.get(src[start])
            if start > last_bracket and src.startswith(("[", "!", "^["), start):
                # Looking for what closes each of many would take quadratic time.
                rules = None
            if rules is None:
                stop = find(src, start + 1, end)
                state.pos = stop.start() if stop else end
                state.append_pending(src[start : state.pos])
            else:
                count = len(tokens)
                if not (state.level < _DEEPEST and any(r(state, False) for r in rules)):
                    state.append_pending(src[start])
                    state.pos = start + 1
                elif len(tokens) > count:
                    _place(tokens, count, start, state.pos)
                    state.pending_at = -1
                    continue
            if state.pending_at < 0:
                state.pending_at = start
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802  # the library's name
        """Go past one token; the library asks every rule, wherever it can begin."""
        start = state.pos
        known = state.cache.get(start)
        if known is not None:
            state.pos = known
            return
        rules = self._rules.get(state.src[start])
        if rules is None:
            stop = self.terminator_re.search(state.src, start + 1, state.posMax)
            state.pos = stop.start() if stop else state.posMax
        elif state.level >= _DEEPEST:
            state.pos = state.posMax
        else:
            state.level += 1
            if not any(rule(state, True) for rule in rules):
                state.pos = start + 1
            state.level -= 1
        state.cache[start] = state.pos

    def parse(
        self, src: str, md: MarkdownIt, env: _Env, tokens: list[Token]
    ) -> list[Token]:
        state = _Line(src, md, env, tokens)
        if self.terminator_re.search(src) is None:
            # Half of all lines are words and nothing else.
            if src:
                state.append_pending(src)
                state.pushPending()
            return state.tokens
        self.tokenize(state)
        if state.delimiters or any(state.tokens_meta):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens


def _stops(starts: Iterable[str]) -> re.Pattern[str]:
    """Where plain text may stop: a class of characters, which is quick to look for.

    Of longer beginnings the rest is asked for there, so that colons and hyphens in
    prose stop nothing. Closing brackets are looked for by the library.
    """
    single = {start for start in starts if len(start) == 1} | {"]"}
    longer = sorted(start for start in starts if start[0] not in single)
    ways = [f"(?<=[{re.escape(''.join(sorted(single)))}])"]
    ways += (f"(?<={re.escape(start[0])}){re.escape(start[1:])}" for start in longer)
    firsts = "".join(sorted(single.union(start[0] for start in longer)))
    return re.compile(f"[{re.escape(firsts)}](?:{'|'.join(ways)})")


def _place(tokens: list[Token], count: int, start: int, stop: int) -> None:
    """Note where the tokens from `count` on stand: all of a rule's own share its place.

    Runs of emphasis marks are pushed as one text token each, side by side.
    """
    cursor = start
    for token in tokens[count:]:
        if token.map is not None:
            continue
        if token.type == "text":
            token.map = [cursor, cursor + len(token.content)]
            cursor = token.map[1]
        else:
            token.map = [start, stop]
            if token.markup == "autolink":
                cursor = start + 1


class _Block(StateBlock):
    """A note being read; notes where list items begin."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
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


def _place_blocks(state: StateBlock, line: int, count: int) -> None:
    """Note where the tokens from `count` on stand, which a rule began at a line."""
    tokens, src = state.tokens, state.src
    if len(tokens) == count:
        return
    begin = state.bMarks[line] + state.tShift[line]
    stop = state.eMarks[state.line - 1]
    while stop > begin and src[stop - 1].isspace():
        stop -= 1
    tokens[count].meta.setdefault("at", (begin, stop))
    for at in range(count, len(tokens)):
        token = tokens[at]
        if token.type in _PLACED and "pieces" not in token.meta:
            token.meta["pieces"] = _pieces(state, token, tokens[at - 1])


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
    if silent or state.level < _DEEPEST:
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
        _settle(tokens, token.meta["pieces"], 0)
        token.children = tokens


def _settle(tokens: Sequence[Token], pieces: Sequence[Piece], base: int) -> None:
    """Turn offsets in a block's content, less `base`, into offsets in the note.

    A picture's description is read as a line of its own, from behind its `![`.
    """
    alone = len(pieces) == 1
    shift = pieces[0][1] - pieces[0][0]
    for token in tokens:
        assert token.map is not None
        start, end = token.map[0] + base, token.map[1] + base
        if alone:
            token.map = [start + shift, end + shift]
        else:
            last = source_offset(pieces, end - 1) + 1 if end > start else None
            token.map = [
                source_offset(pieces, start),
                source_offset(pieces, end) if last is None else last,
            ]
        if token.children:
            _settle(token.children, pieces, start + 2)


class Markdown(MarkdownIt):
    """The parser for one dialect. Addresses are kept as written."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__("commonmark", {"maxNesting": _LIMIT})
        self.inline = _Inlines()
        self.block = _Blocks()
        self.disable(["linkify", "fragments_join", "table"])
        self.block.ruler.before("code", "too_deep", _too_deep)
        self.core.ruler.disable(["normalize", "text_join"])
        self.core.ruler.at("inline", _read_lines)
        starts: list[_Starts] = list(_STARTS)
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
