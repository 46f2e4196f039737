"""Words in brackets with attributes, `[words]{.mark}`, and raw text of other formats.

The first are Pandoc's (“bracketed_spans”) and Quarto's: of the classes, those that say how
words look have an element of HTML. What a code span before `{=latex}` holds is for one
format alone (“raw_attribute”); a book made from HTML leaves it out.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from octavo.model.inlines import Anchor, Element, Inline, Mark, Strike
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, enclose, unquoted

_FORM = re.compile(
    r"\[(?!\^)([^\[\]\n]+)\]\{:?[ \t]*((?:[#.][\w:.-]+|[A-Za-z][\w:-]*=(?:\"[^\"{}\n]*\"|[^\s\"{}]+))"
    r"(?:[ \t]+(?:[#.][\w:.-]+|[A-Za-z][\w:-]*=(?:\"[^\"{}\n]*\"|[^\s\"{}]+)))*)[ \t]*\}"
)
_RAW = re.compile(r"(`+)(?!`)([^`\n]+)(?<!`)\1\{=([a-z][\w-]*)\}")
_ELEMENTS = {"underline": "u", "ul": "u", "kbd": "kbd", "small": "small"}


def scan(state: StateInline, silent: bool) -> bool:
    """Read words in brackets directly before attributes."""
    found = _FORM.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if silent:
        state.pos = found.end()
        return True
    words = unquoted(found[2]).split()
    classes = [word[1:] for word in words if word[0] == "."]
    name = next((word[1:] for word in words if word[0] == "#"), "")
    kind, inside, after = "bracketed", found.span(1), found.end()
    enclose(state, kind, *inside, after, links=True, classes=classes, name=name)
    return True


def scan_raw(state: StateInline, silent: bool) -> bool:
    """Read code that is for one format."""
    found = _RAW.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("raw_inline", "", 0).meta = {"format": found[3]}
    state.pos = found.end()
    return True


def install(md: MarkdownIt) -> None:
    """Add the rules before those of links and of code."""
    md.inline.ruler.before("link", "bracketed", scan)
    md.inline.ruler.before("backticks", "raw_inline", scan_raw)


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The words, in the element that says what their class does."""
    span = reader.span(branch.start, branch.end)
    inlines = reader.inlines(branch.branches)
    name = str(branch.token.meta["name"])
    own = name and reader.unique(name, span, explicit=True)
    place: tuple[Inline, ...] = (Anchor(span=span, id=own),) if own else ()
    for each in branch.token.meta["classes"]:
        if each in ("mark", "highlight"):
            inlines = (Mark(span=span, inlines=inlines),)
        elif each in ("strike", "strikeout"):
            inlines = (Strike(span=span, inlines=inlines),)
        elif each in _ELEMENTS:
            inlines = (Element(span=span, name=_ELEMENTS[each], inlines=inlines),)
    return (*place, *inlines)


def raw(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """What is for another format leaves nothing."""
    span = reader.span(branch.start, branch.end)
    what = f"what is written for {branch.token.meta['format']} alone is"
    reader.tell_once("left-out", span, "", what=what)
    return ()


RULE = Rule(
    name="bracketed",
    kinds=NOTES,
    install=install,
    starts=(("bracketed", ("[",)), ("raw_inline", ("`",))),
    inlines=(("bracketed", node), ("raw_inline", raw)),
)
