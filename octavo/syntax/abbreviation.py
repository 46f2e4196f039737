"""Abbreviations explained apart, `*[HTML]: Hyper Text …` (PHP Markdown Extra; MkDocs).

The line is taken out of the flow. At the first use in the note's text the meaning stands
with the word: a book has no pointer to rest on it.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from octavo.model.blocks import Block
from octavo.model.inlines import Element, Inline, Text
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, line_text

_FORM = re.compile(r"\*\[([^\[\]\n]{1,60})\]:[ \t]*(.*)")
_LETTER = re.compile(r"\w")
_MOST = 400
"""More of them in a note are words like others: it is a list, and no text uses them."""


def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read one explanation, a line."""
    if state.is_code_block(start):
        return False
    found = _FORM.fullmatch(line_text(state, start))
    known: dict[str, Token] = state.env.setdefault("abbreviations", {})
    if not found or not _LETTER.search(found[1]) or len(known) >= _MOST:
        return False
    if found[2].endswith("*"):
        # Words in italics: `*[Editor]: they said so.*`.
        return False
    if silent:
        return True
    state.line = start + 1
    token = state.push("abbreviation_line", "", 0)
    token.map = [start, state.line]
    token.content = found[2].strip()
    token.meta.update(name=found[1].strip(), used=False)
    known.setdefault(token.meta["name"], token)
    return True


def find_uses(state: StateCore) -> None:
    """Make a token of the first use of each in the text; headings stay as they are."""
    known: dict[str, Token] = state.env.get("abbreviations", {})
    left = {name: token for name, token in known.items() if token.content}
    if not left:
        return
    before, words = "", _words(left)
    for token in state.tokens:
        if token.type == "inline" and token.children and before != "heading_open":
            kept: list[Token] = []
            for child in token.children:
                text = child.type == "text" and left
                kept += _parted(child, words, left) if text else (child,)
            token.children = kept
        before = token.type


def _parted(
    text: Token, words: re.Pattern[str], left: dict[str, Token]
) -> Iterator[Token]:
    """A text parted at first uses of what is `left`, which they leave."""
    at, content = 0, text.content
    assert text.map is not None
    begin = text.map[0]
    for found in words.finditer(content):
        line = left.pop(found[0], None)
        if line is None:
            continue
        line.meta["used"] = True
        if found.start() > at:
            yield _piece("text", content[at : found.start()], begin + at)
        use = _piece("abbreviation", found[0], begin + found.start())
        use.meta = {"meaning": line.content}
        yield use
        at = found.end()
    if at == 0:
        yield text
    elif at < len(content):
        yield _piece("text", content[at:], begin + at)


def _words(left: dict[str, Token]) -> re.Pattern[str]:
    """What finds each of them where it is a whole word, the longest first."""
    names = sorted(left, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _piece(kind: str, content: str, start: int) -> Token:
    return Token(kind, "", 0, content=content, map=[start, start + len(content)])


def install(md: MarkdownIt) -> None:
    """Add the rule for lines, and the one for uses once text is read."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("list", "abbreviation", scan, ends)
    md.core.ruler.after("inline", "abbreviation", find_uses)


def line(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """An explanation leaves nothing where it stands; one of nothing is told."""
    if not branch.token.meta["used"]:
        span = reader.span(branch.start, branch.end)
        name = branch.token.meta["name"]
        help = "no text of this note is waiting for it, so it is not printed"
        reader.tell("unused-abbreviation", span, help, name=name)
    return ()


def use(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The first use, with its meaning."""
    span = reader.span(branch.start, branch.end)
    words = (Text(span=span, text=branch.token.content),)
    title = (("title", branch.token.meta["meaning"]),)
    return (Element(span=span, name="abbr", attributes=title, inlines=words),)


RULE = Rule(
    name="abbreviation",
    kinds=NOTES,
    install=install,
    openings=(("abbreviation", "*"),),
    inlines=(("abbreviation", use),),
    blocks=(("abbreviation_line", line),),
)
