"""Block quotes, and callouts: quotes that begin `[!type]` (dialect rule R8.4).

Specified in Obsidian Help, “Callouts”; GitHub's five alerts are the same syntax.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from octavo.model.blocks import Block, Callout, Quote
from octavo.model.inlines import Inline
from octavo.model.vault import Kind
from octavo.syntax.rule import Branch, Reader, Rule

_FORM = re.compile(r"\[!([^\]\[\n|]+)(?:\|([^\]\[\n]*))?\]([+-]?)(?![(\[:])[ \t]*")

KINDS = {
    **dict.fromkeys(("abstract", "summary", "tldr"), "abstract"),
    **dict.fromkeys(("info",), "info"),
    **dict.fromkeys(("todo",), "todo"),
    **dict.fromkeys(("tip", "hint", "important"), "tip"),
    **dict.fromkeys(("success", "check", "done"), "success"),
    **dict.fromkeys(("question", "help", "faq"), "question"),
    **dict.fromkeys(("warning", "caution", "attention"), "warning"),
    **dict.fromkeys(("failure", "fail", "missing"), "failure"),
    **dict.fromkeys(("danger", "error"), "danger"),
    **dict.fromkeys(("bug",), "bug"),
    **dict.fromkeys(("example",), "example"),
    **dict.fromkeys(("quote", "cite"), "quote"),
}
"""The type each name means; any other is a note."""

_ALERTS = frozenset(("note", "tip", "important", "warning", "caution"))


def find_callouts(state: StateCore) -> None:
    """Mark quotes that are callouts or questions, and set their titles apart.

    A question has words in its title and after the bar of its type; what Obsidian calls
    the metadata of a callout. Of other callouts they are classes.
    """
    tokens = state.tokens
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        made.append(token)
        at += 1
        if token.type != "blockquote_open" or tokens[at].type not in _FIRSTS:
            continue
        line = tokens[at + 1]
        if not token.map or not line.map or token.map[0] != line.map[0]:
            continue
        first, _, rest = line.content.partition("\n")
        found = _FORM.match(first)
        if not found:
            continue
        title = first[found.end() :].rstrip()
        written, facts = found[1].strip(), _facts(found[2] or "")
        asks = bool(title and facts) and KINDS.get(written.lower()) == "question"
        token.type = "question_open" if asks else "callout_open"
        token.meta.update(written=written, facts=facts, fold=found[3])
        if title:
            made.extend(_title(line, found.end(), title))
        if not rest:
            at += 3
            continue
        _cut(line, len(first) + 1)
        start = line.meta["pieces"][0][1]
        tokens[at].meta["at"] = (start, tokens[at].meta["at"][1])
    state.tokens = made


_FIRSTS = frozenset(("paragraph_open", "heading_open"))


def _facts(metadata: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, metadata.split(","))))


def _title(line: Token, start: int, title: str) -> list[Token]:
    level = line.level
    inline = Token("inline", "", 0, level=level, content=title, block=True, children=[])
    inline.meta["pieces"] = list(line.meta["pieces"])
    _cut(inline, start, cut=False)
    return [
        Token("callout_title_open", "", 1, level=level - 1, block=True),
        inline,
        Token("callout_title_close", "", -1, level=level - 1, block=True),
    ]


def _cut(line: Token, by: int, cut: bool = True) -> None:
    """Take the first `by` characters off a line of text."""
    pieces = line.meta["pieces"]
    here = [(start, source) for start, source in pieces if start <= by][-1]
    later = [(start - by, source) for start, source in pieces if start > by]
    line.meta["pieces"] = [(0, here[1] + by - here[0]), *later]
    if cut:
        line.content = line.content[by:]


def install(md: MarkdownIt) -> None:
    """Add the rule between the reading of blocks and of lines."""
    md.core.ruler.before("inline", "callout", find_callouts)


def quote(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A plain quotation."""
    blocks = reader.blocks(branch.branches)
    span = reader.span(branch.start, branch.end)
    return (Quote(span=span, blocks=blocks, id=branch.token.meta.get("id", "")),)


def callout(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A callout. An alert of GitHub's has no title: its line is text (rule R8.4)."""
    meta = branch.token.meta
    written = str(meta["written"])
    below = branch.branches
    title: tuple[Inline, ...] = ()
    titled = bool(below) and below[0].kind == "callout_title"
    alert = written.lower() in _ALERTS and reader.dialect.kind is not Kind.VAULT
    if titled and alert:
        below = _untitled(below)
    elif titled:
        title = reader.line(below[0])
        below = below[1:]
    return (
        Callout(
            span=reader.span(branch.start, branch.end),
            kind=KINDS.get(written.lower(), "note"),
            written=written,
            title=title,
            blocks=reader.blocks(below),
            fold=str(meta["fold"]),
            classes=tuple(" ".join(meta["facts"]).split()),
            alert=alert,
            id=meta.get("id", ""),
        ),
    )


def _untitled(below: Sequence[Branch]) -> Sequence[Branch]:
    """What stands in a callout, its title made part of the first paragraph."""
    title, rest = below[0], below[1:]
    title.kind = "paragraph"
    title.token.meta["at"] = (title.start, title.end)
    if not rest or rest[0].kind != "paragraph":
        return below
    line_end = Branch(Token("softbreak", "br", 0), ())
    line_end.start, line_end.end = title.end, rest[0].start
    line = title.branches[0]
    line.branches = [*line.branches, line_end, *rest[0].branches[0].branches]
    title.end = rest[0].end
    return [title, *rest[1:]]


RULE = Rule(
    name="callout",
    install=install,
    blocks=(("blockquote", quote), ("callout", callout)),
)
