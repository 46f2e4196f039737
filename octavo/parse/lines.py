"""Lines of text: the parser's rules, each tried where it can begin, and what they find.

Each token of a line carries, as its `map`, where it stands: offsets in the line, which
`settle_places` makes offsets in the note's text.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from octavo.locate import Piece, source_offset
from octavo.parse.fresh import Fresh

DEEPEST = 40
"""Deeper than anything written by hand; below Python's recursion limit by far."""

Starts = tuple[str, tuple[str, ...]]
"""The name of a rule, and what begins the text that it reads."""

STARTS: tuple[Starts, ...] = (
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
"""The library's own inline rules."""

_Rules = tuple[Callable[[StateInline, bool], bool], ...]
_Env = Any  # the parser's own notebook


class _Line(StateInline):
    """A line of text being read; knows where its pending text began."""

    def __init__(
        self, src: str, md: MarkdownIt, env: _Env, tokens: list[Token]
    ) -> None:
        super().__init__(src, md, env, tokens)
        self.pending_at = -1

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """As the library does; most tokens open and close nothing."""
        if nesting:
            return super().push(ttype, tag, nesting)
        if self.pending:
            self.pushPending()
        token = Fresh(ttype, tag, 0)
        token.level = self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(None)
        return token

    def pushPending(self) -> Token:  # noqa: N802  # the library's name
        token = Fresh("text", "", 0)
        token.content = text = self.pending
        token.level = self.pendingLevel
        start = max(self.pending_at, 0)
        token.map = [start, start + len(text)]
        self.tokens.append(token)
        self.pending, self.pending_at = "", -1
        return token


class Lines(ParserInline):
    """Reads lines of text; tries each rule only where it can begin."""

    _rules: Mapping[str, _Rules]
    _pairing: tuple[tuple[tuple[str, ...], Callable[[StateInline], None]], ...]

    def settle(self, starts: Iterable[Starts]) -> None:
        """Once all rules are installed: note which begin with which character.

        Where marks of a kind become pairs, none has to be looked for in a line without.
        """
        by_name = dict(starts)
        rules: dict[str, _Rules] = {}
        found: set[str] = set()
        active = self.ruler.get_active_rules()
        for name, rule in zip(active, self.ruler.getRules(""), strict=True):
            own = by_name.get(name, ())
            found.update(own)
            for character in {start[0] for start in own}:
                rules[character] = (*rules.get(character, ()), rule)
        self._rules = rules
        self._pairing = tuple(
            (by_name.get(name, ("",)), rule)
            for name, rule in zip(
                self.ruler2.get_active_rules(), self.ruler2.getRules(""), strict=True
            )
        )
        self.terminator_re = _stops(found)

    def tokenize(self, state: StateInline) -> None:
        """Read what is left of a line, up to where it is said to end."""
        assert isinstance(state, _Line)
        src, end, tokens = state.src, state.posMax, state.tokens
        last_bracket = src.rfind("]", 0, end)
        find, asked = self.terminator_re.search, self._rules.get
        while (start := state.pos) < end:
            rules = asked(src[start])
            if start > last_bracket and src.startswith(("[", "!", "^["), start):
                # Looking for what closes each of many would take quadratic time.
                rules = None
            if rules is None:
                stop = find(src, start + 1, end)
                state.pos = stop.start() if stop else end
                state.append_pending(src[start : state.pos])
            else:
                count = len(tokens)
                for rule in rules if state.level < DEEPEST else ():
                    if rule(state, False):
                        break
                else:
                    state.append_pending(src[start])
                    state.pos = start + 1
                if len(tokens) > count:
                    if tokens[-1].map is None:
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
        elif state.level >= DEEPEST:
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
        """The tokens of a line."""
        if self.terminator_re.search(src) is None:
            # More than half of all lines are words and nothing else.
            if src:
                token = Fresh("text", "", 0)
                token.content, token.map = src, [0, len(src)]
                tokens.append(token)
            return tokens
        state = _Line(src, md, env, tokens)
        self.tokenize(state)
        if state.delimiters or any(state.tokens_meta):
            for starts, pair in self._pairing:
                for start in starts:
                    if start in src:
                        pair(state)
                        break
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

    Texts that a rule pushes stand side by side.
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


def settle_places(
    tokens: Sequence[Token], pieces: Sequence[Piece], base: int = 0
) -> None:
    """Turn offsets in a block's content, less `base`, into offsets in the note.

    A picture's description is read as a line of its own, from behind its `![`.
    """
    alone = len(pieces) == 1
    shift = pieces[0][1] - pieces[0][0] + base
    for token in tokens:
        assert token.map is not None
        start, end = token.map
        if token.children:
            settle_places(token.children, pieces, start + base + 2)
        if alone:
            token.map = [start + shift, end + shift]
            continue
        start, end = start + base, end + base
        last = source_offset(pieces, end - 1) + 1 if end > start else None
        token.map = [
            source_offset(pieces, start),
            source_offset(pieces, end) if last is None else last,
        ]
