"""Emphasis, strong emphasis and two-tilde strikethrough (CommonMark 6.2; GFM 6.5).

One tilde is “about”, not strikethrough (dialect rule R7.6), which is the parser's own
rule. So is the pairing of marks; the marks are found here, which every page has many of.
"""

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from octavo.model.inlines import Emphasis, Inline, Strike, Strong
from octavo.syntax.rule import Branch, Reader, Rule

_NODES: dict[str, type[Emphasis] | type[Strong] | type[Strike]] = {
    "em": Emphasis,
    "strong": Strong,
    "s": Strike,
}
_WORD, _MARK, _BLANK = range(3)


def scan(state: StateInline, silent: bool) -> bool:
    """Note a run of marks, and whether they may open or close."""
    if silent:
        return False
    source, start, maximum = state.src, state.pos, state.posMax
    mark = source[start]
    end = start + 1
    while end < maximum and source[end] == mark:
        end += 1
    opens, closes = _flanks(
        source[start - 1] if start else " ",
        source[end] if end < maximum else " ",
        mark == "*",
    )
    for at in range(start, end):
        token = state.push("text", "", 0)
        token.content, token.map = mark, [at, at + 1]
        nth = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(ord(mark), end - start, nth, -1, opens, closes)
        )
    state.pos = end
    return True


@lru_cache(maxsize=1 << 12)
def _flanks(before: str, after: str, in_words: bool) -> tuple[bool, bool]:
    """Whether marks between two characters may open and may close (CommonMark 6.2).

    Those of some kinds do so within words, too.
    """
    left, right = _kind(before), _kind(after)
    opens = right == _WORD or (right == _MARK and left != _WORD)
    closes = left == _WORD or (left == _MARK and right != _WORD)
    if in_words:
        return opens, closes
    return opens and (not closes or left == _MARK), closes and (
        not opens or right == _MARK
    )


def _kind(character: str) -> int:
    if isWhiteSpace(ord(character)):
        return _BLANK
    marked = isMdAsciiPunct(ord(character)) or isPunctChar(character)
    return _MARK if marked else _WORD


def install(md: MarkdownIt) -> None:
    """Put the rule in the place of the parser's."""
    md.inline.ruler.at("emphasis", scan)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The node of a pair of marks."""
    made = _NODES[branch.kind]
    inlines = reader.inlines(branch.branches)
    return (made(span=reader.span(branch.start, branch.end), inlines=inlines),)


RULE = Rule(
    name="emphasis",
    install=install,
    inlines=(("em", node), ("strong", node), ("s", node)),
)
