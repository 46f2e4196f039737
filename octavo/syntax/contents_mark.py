"""Marks in whose place another program puts a list of a note's headings.

`[TOC]` (Python-Markdown, Typora), `[[_TOC_]]` (GitLab, Azure), `[[toc]]` (VitePress),
kramdown's `* TOC` above `{:toc}`, `{{< toc >}}` (Hugo), `{{TOC}}` (MultiMarkdown), `${toc}`
and `@[toc]` (other plugins): alone in a paragraph. `navigate` takes them out and says so,
`[[toc]]`, which is read as a link, only where no note is called so.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from octavo.model.blocks import Block, Paragraph
from octavo.model.inlines import Text
from octavo.syntax.rule import Branch, Reader, Rule

_ALONE = re.compile(
    r"\[toc\]|@\[toc\](?:\([^()\n]*\))?|\$\{toc\}|\{\{[ \t]*toc(?:[:\d-]*)[ \t]*\}\}"
    r"|\{\{[<%][ \t]*toc[ \t]*/?[ \t]*[%>]\}\}",
    re.IGNORECASE,
)
_KRAMDOWN = re.compile(r"[^\n]*\n[ \t]*\{:[ \t]*toc\b[^{}\n]*\}[ \t]*")
_LISTS = frozenset(("bullet_list_open", "ordered_list_open"))
_LONGEST = 120
_MARK = "[TOC]"


def find(state: StateCore) -> None:
    """Make one token of each paragraph, or list of one item, that is such a mark."""
    kept: list[Token] = []
    at, tokens = 0, state.tokens
    while at < len(tokens):
        token = tokens[at]
        length = _length(tokens, at) if token.nesting > 0 else 0
        if not length or not _is_mark(state, tokens, at, length):
            kept.append(token)
            at += 1
            continue
        meta = {"at": token.meta["at"]}
        kept.append(Token("contents_mark", "", 0, block=True, meta=meta))
        at += length
    state.tokens = kept


def _length(tokens: list[Token], at: int) -> int:
    """How many tokens a paragraph takes, or a list of one item and one line of it."""
    if tokens[at].type == "paragraph_open":
        return 3
    alone = tokens[at].type in _LISTS and len(tokens) > at + 6
    return 7 if alone and tokens[at + 6].type.endswith("_list_close") else 0


def _is_mark(state: StateCore, tokens: list[Token], at: int, length: int) -> bool:
    line = tokens[at + length // 2]
    if len(line.content) > _LONGEST:
        return False
    if length > 3:
        return line.type == "inline" and bool(_KRAMDOWN.fullmatch(line.content))
    if not _ALONE.fullmatch(line.content):
        return False
    return normalizeReference("toc") not in state.env.get("references", {})


def install(md: MarkdownIt) -> None:
    """Add the rule before attributes in lines of their own are taken off."""
    md.core.ruler.before("inline", "contents_mark", find)


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A paragraph of the mark alone, in letters that no other text is made of."""
    span = reader.span(branch.start, branch.end)
    return (Paragraph(span=span, inlines=(Text(span=span, text=_MARK, literal=True),)),)


def is_contents_mark(block: Block) -> bool:
    """Whether a block is a mark that this rule found."""
    match block:
        case Paragraph(inlines=(Text(text=text, literal=True),)):
            return text == _MARK
    return False


RULE = Rule(name="contents_mark", install=install, blocks=(("contents_mark", node),))
