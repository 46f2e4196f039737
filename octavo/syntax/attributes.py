"""Attributes behind a picture or a link, `![…](…){width=300}`, and kramdown's `{: .x}`.

Pandoc, Quarto (“link_attributes”) and MkDocs' `attr_list` write the first; kramdown
writes the second behind words in marks, and on a line of its own for a block (“Inline
attribute lists”). Of a picture they give its size, description and id; all else is for the
pages of a site, and nothing to read.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from octavo.model.inlines import Inline
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, unquoted

# A comma belongs to a value unless an attribute begins behind it. Nothing is tried twice:
# a list that is never closed may be long.
_VALUE = r"""(?:[^\s"'{},]|,(?![#.]|[A-Za-z][\w:-]*+=))++"""
_ONE = (
    rf"""(?:[#.][\w:.-]++|[A-Za-z][\w:-]*+=(?:"[^"{{}}\n]*"|'[^'{{}}\n]*'|{_VALUE}))"""
)
_LIST = re.compile(rf"\{{:?[ \t]*+{_ONE}(?:[ \t,]++{_ONE})*+[ \t]*+,?[ \t]*+\}}")
_OF_LINE = re.compile(rf"\{{:[ \t]*+(?:toc|(?:{_ONE}(?:[ \t]++{_ONE})*+))[ \t]*+\}}")
_NAME = re.compile(r"(?<=[{\s,])#([\w:.-]+)")
_PAIR = re.compile(rf"""([A-Za-z][\w:-]*+)=(?:"([^"]*)"|'([^']*)'|({_VALUE}))""")
_OWNERS = frozenset(("image", "link_close"))


def scan(state: StateInline, silent: bool) -> bool:
    """Read attributes directly behind what may have them."""
    if silent or state.pending or not state.tokens:
        return False
    owner = state.tokens[-1]
    found = _LIST.match(state.src, state.pos, state.posMax)
    if not found or not _has(owner, found[0].startswith("{:")):
        return False
    if owner.type == "image":
        pairs = _PAIR.findall(found[0])
        owner.meta["given"] = {name: "".join(values) for name, *values in pairs}
        named = _NAME.search(unquoted(found[0]))
        owner.meta["name"] = named[1] if named else ""
    state.push("attributes", "", 0)
    state.pos = found.end()
    return True


def _has(owner: Token, of_marks: bool) -> bool:
    """Whether a token may have attributes; those `of_marks` emphasis and code, too."""
    if owner.type in _OWNERS:
        return True
    closes = owner.type == "text" and not owner.content.strip("*_")
    return of_marks and (closes or owner.type == "code_inline")


def find_lines(state: StateCore) -> None:
    """Take lines of attributes off paragraphs; what was nothing else is no paragraph."""
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        if token.type != "paragraph_close" or "{:" not in kept[-2].content:
            continue
        _take(kept[-2])
        if not kept[-2].content:
            del kept[-3:]
    state.tokens = kept


def _take(line: Token) -> None:
    texts = line.content.split("\n")
    first, last = 0, len(texts)
    while last and _OF_LINE.fullmatch(texts[last - 1].strip()):
        last -= 1
    while first < last and _OF_LINE.fullmatch(texts[first].strip()):
        first += 1
    cut = sum(len(text) + 1 for text in texts[:first])
    line.content = "\n".join(texts[first:last])
    pieces = [(at - cut, place) for at, place in line.meta["pieces"] if at >= cut]
    line.meta["pieces"] = pieces or line.meta["pieces"]


def install(md: MarkdownIt) -> None:
    """Add both rules, that of lines before ids are looked for at their ends."""
    md.inline.ruler.before("link", "attributes", scan)
    md.core.ruler.before("inline", "attribute_lines", find_lines)


def nothing(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """Attributes are not printed."""
    return ()


RULE = Rule(
    name="attributes",
    kinds=NOTES,
    install=install,
    starts=(("attributes", ("{",)),),
    inlines=(("attributes", nothing),),
)
