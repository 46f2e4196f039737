"""Components and code of MDX, `<Tabs>`, `import … from …`, `{…}` (MDX, “Syntax”).

A book runs no code. Lines that import and export are left out, as is a component that
holds no words; of others the words stay, those for callouts of the sites that have such
(Docusaurus, Nextra, Starlight, Mintlify) as callouts. Read only in pages of MDX
(`octavo.dialect.of_note`): elsewhere `<Name>` may stand for a name.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.diagnostics import Span
from octavo.elements import KNOWN
from octavo.model.asset import PICTURES
from octavo.model.blocks import Block, Callout, Paragraph
from octavo.model.displays import Figure
from octavo.model.inlines import Image, Inline, Link, Strong, Text
from octavo.syntax.jsx.code import IMPORT, code_end, comment_end
from octavo.syntax.jsx.tag import Tag, tag_at
from octavo.syntax.kinds import KINDS
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, enclose, line_text

__all__ = ["IMPORT", "RULE"]

_HOLDING = frozenset(
    [
        *("Accordion", "AccordionGroup", "Accordions", "Card", "CardGrid", "CardGroup"),
        *("Cards", "CodeGroup", "Column", "Columns", "Details", "Figure", "FileTree"),
        *("Frame", "Img", "LinkCard", "Step", "Steps", "Tab", "TabItem", "TabPanel"),
        "Tabs",
    ]
)
"""Components that many sites have, whose words are all that a book can show of them."""
_CALLOUTS = frozenset(("Admonition", "Alert", "Aside", "Callout"))
_KINDS = {
    "important": "tip",
    "secondary": "note",
    "default": "note",
    "check": "success",
}
_TITLES = ("title", "label", "heading", "header", "summary")
_STRING = re.compile(r"\{\s*(?:\"([^\"\n{}]*)\"|'([^'\n{}]*)'|`([^`\n{}$]*)`)\s*\}")
_EXPRESSION = re.compile(r"\{\s*[\w$(\[!][^{}\n]*\}")
_LONGEST = 8000
"""What is closed further on in a paragraph was hardly meant."""
_PATIENCE = 20
"""After so many tags that nobody closed, the ends of others are not looked for."""


def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read code, or a component that has its lines to itself."""
    if state.is_code_block(start):
        return False
    first = line_text(state, start)[:1]
    if first == "<":
        return _scan_component(state, start, end, silent)
    if first != "{" and (state.level or state.blkIndent):
        return False
    stop = (comment_end if first == "{" else code_end)(state, start, end)
    if stop > start and not silent:
        state.line = stop
        token = state.push("jsx_code", "", 0)
        token.map = [start, stop]
        token.meta["comment"] = first == "{"
    return stop > start


def _scan_component(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    tag = tag_at(state.src, begin, state.eMarks[end - 1])
    if tag is None or not _is_component(tag):
        return False
    line = _line_at(state, tag.end, start, end)
    rest = state.src[tag.end : state.eMarks[line]].rstrip()
    words = "" if tag.alone else rest.removesuffix(f"</{tag.name}>")
    if rest and (words == rest or f"<{tag.name}" in words):
        return False
    alone = tag.alone or bool(rest)
    closing = line if alone else _closing(state, tag.name, line + 1, end)
    if closing is None:
        return False
    if silent:
        return True
    opening = state.push("jsx_open", "", 1)
    opening.map = [start, closing + 1]
    opening.meta.update(name=tag.name, given=tag.given, tag_end=tag.end)
    _push_given(state, tag)
    if words.strip():
        text = words.strip()
        _push_line(state, "paragraph", text, tag.end + words.index(text))
    if not alone:
        _read_inside(state, line + 1, closing)
    state.push("jsx_close", "", -1)
    state.line = closing + 1
    return True


def _is_component(tag: Tag) -> bool:
    """Whether a tag is a component's: no element of HTML, unless with code in it."""
    name = tag.name
    if name == "img":
        return tag.coded
    return not name.isupper() and (name.lower() not in KNOWN or name in _HOLDING)


def _is_holding(name: str) -> bool:
    """Whether the words of a component are all that a book can show of it."""
    return name.partition(".")[0] in _HOLDING


def _line_at(state: StateBlock, offset: int, start: int, end: int) -> int:
    line = start
    while line + 1 < end and state.eMarks[line] < offset:
        line += 1
    return line


def _closing(state: StateBlock, name: str, start: int, end: int) -> int | None:
    """The line that closes a component, those of the same name inside it passed over."""
    missed = state.env.get("components_left_open", 0)
    if missed > _PATIENCE:
        return None
    depth, opening, closing = 1, f"<{name}", f"</{name}>"
    for line in range(start, end):
        text = line_text(state, line)
        if text == closing:
            depth -= 1
            if not depth:
                return line
        elif text.startswith(opening) and closing not in text:
            at = state.bMarks[line] + state.tShift[line]
            tag = tag_at(state.src, at, state.eMarks[end - 1])
            depth += tag is not None and tag.name == name and not tag.alone
    state.env["components_left_open"] = missed + 1
    return None


def _push_given(state: StateBlock, tag: Tag) -> None:
    """Push a title as a line of text of its own, and what a card says below it."""
    given = [name for name in _TITLES if tag.given.get(name, "").strip()][:1]
    for name in given:
        _push_line(state, "jsx_title", tag.given[name], tag.places[name])
    said = tag.given.get("description", "")
    if said.strip() and _is_holding(tag.name):
        _push_line(state, "paragraph", said, tag.places["description"])


def _push_line(state: StateBlock, kind: str, text: str, place: int) -> None:
    """Push a line of text that begins at `place`."""
    state.push(f"{kind}_open", "", 1)
    line = state.push("inline", "", 0)
    line.content, line.children = text, []
    line.meta["pieces"] = [(0, place)]
    state.push(f"{kind}_close", "", -1)


def _read_inside(state: StateBlock, start: int, end: int) -> None:
    """Read the lines in a component, whose indentation means nothing."""
    filled = [line for line in range(start, end) if not state.isEmpty(line)]
    parent, limit, indent = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax = "jsx", end
    state.blkIndent = min((state.sCount[line] for line in filled), default=indent)
    state.md.block.tokenize(state, start, end)
    state.parentType, state.lineMax, state.blkIndent = parent, limit, indent


def scan_inline(state: StateInline, silent: bool) -> bool:
    """Read a component within a line, an expression, or a comment."""
    source, start, stop = state.src, state.pos, state.posMax
    if source[start] == "{":
        return _scan_braces(state, silent)
    tag = tag_at(source, start, stop)
    if tag is None or not (_is_component(tag) or tag.name == "Link"):
        return False
    close = f"</{tag.name}>"
    stop = min(stop, tag.end + _LONGEST)
    end = tag.end if tag.alone else source.find(close, tag.end, stop)
    if end < 0:
        return False
    after = tag.end if tag.alone else end + len(close)
    if silent:
        state.pos = after
    elif tag.alone:
        state.push("jsx_gone", "", 0).meta = {"name": tag.name, "given": tag.given}
        state.pos = after
    else:
        kind = "jsx_words"
        enclose(state, kind, tag.end, end, after, name=tag.name, given=tag.given)
    return True


def _scan_braces(state: StateInline, silent: bool) -> bool:
    source, start, stop = state.src, state.pos, state.posMax
    if source.startswith("{/*", start):
        end = source.find("*/}", start, min(stop, start + _LONGEST))
        state.pos = end + 3 if end >= 0 else start
        return end >= 0
    string = _STRING.match(source, start, stop)
    found = string or _EXPRESSION.match(source, start, stop)
    if found is None:
        return False
    if not silent:
        token = state.push("jsx_value", "", 0)
        text = string[string.lastindex or 0] if string else found[0]
        token.meta = {"text": text, "known": string is not None}
    state.pos = found.end()
    return True


def install(md: MarkdownIt) -> None:
    """Add the rules before those of HTML, and before that of attributes."""
    ends: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    md.block.ruler.before("html_block", "jsx", scan, ends)
    md.inline.ruler.before("link", "jsx_inline", scan_inline)


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A callout, a picture, or what a component holds below its title."""
    meta = branch.token.meta
    name, given = str(meta["name"]), dict(meta["given"])
    tag = reader.span(branch.start, int(meta["tag_end"]))
    below = branch.branches
    titled = bool(below) and below[0].kind == "jsx_title"
    title = reader.line(below[0]) if titled else ()
    blocks = reader.blocks(below[1:] if titled else below, sheltered=False)
    span = reader.span(branch.start, branch.end)
    kind = _kind(name, given)
    if kind:
        written = given.get("type") or name
        return (
            Callout(span=span, kind=kind, written=written, title=title, blocks=blocks),
        )
    if _is_picture(given):
        return (Figure(span=span, image=_picture(given, span), caption=title),)
    if not blocks and not (title and _is_holding(name)):
        _tell_gone(name, tag, reader)
        return ()
    if not _is_holding(name):
        _tell_unknown(name, tag, reader)
    if not title:
        return blocks
    place = title[0].span
    lead = Paragraph(span=place, inlines=(Strong(span=place, inlines=title),))
    return (lead, *blocks)


def _kind(name: str, given: dict[str, str]) -> str:
    """Which callout a component is; "" for none."""
    if name in _CALLOUTS:
        written = (given.get("type") or given.get("variant") or "note").lower()
        return _KINDS.get(written) or KINDS.get(written, "note")
    return KINDS.get(name.lower(), "")


def _is_picture(given: dict[str, str]) -> bool:
    path = given.get("src", "").partition("?")[0]
    return "." in path and path.rpartition(".")[2].lower() in PICTURES


def _picture(given: dict[str, str], span: Span) -> Image:
    alt = given.get("alt", "")
    return Image(span=span, target=given["src"], alt=alt, described="alt" in given)


def words(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """What a component in a line holds; a link for one of a site's own pages."""
    name, given = branch.token.meta["name"], branch.token.meta["given"]
    span = reader.span(branch.start, branch.end)
    inlines = reader.inlines(branch.branches)
    href = given.get("to") or given.get("href") or ""
    if name == "Link":
        return (Link(span=span, inlines=inlines, href=href),) if href else inlines
    _tell_unknown(name, span, reader)
    return inlines


def gone(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A component without words leaves nothing, unless it is a picture."""
    span, given = reader.span(branch.start, branch.end), branch.token.meta["given"]
    if _is_picture(given):
        return (_picture(given, span),)
    _tell_gone(branch.token.meta["name"], span, reader)
    return ()


def value(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A text in braces, or an expression as it is written."""
    span, text = reader.span(branch.start, branch.end), branch.token.meta["text"]
    if not branch.token.meta["known"]:
        help = "write what it stands for"
        reader.tell("unknown-directive", span, help, name=text)
    return (Text(span=span, text=text, literal=True),) if text else ()


def code(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """Code leaves nothing, nor does a comment."""
    if not branch.token.meta["comment"]:
        what = "lines that import and export code are"
        span = reader.span(branch.start, branch.end)
        reader.tell_once("left-out", span, "", what=what)
    return ()


def _tell_unknown(name: str, span: Span, reader: Reader) -> None:
    shown = "what it holds is shown"
    help = "no component is run; write in markdown what it would show"
    reader.tell_once("unknown-html", span, help, name=name, shown=shown)


def _tell_gone(name: str, span: Span, reader: Reader) -> None:
    help = "no component is run; write in markdown what it would show"
    reader.tell_once("removed-html", span, help, name=name)


RULE = Rule(
    name="jsx",
    kinds=NOTES,
    install=install,
    starts=(("jsx_inline", ("<", "{")),),
    openings=(("jsx", "<{ie"),),
    inlines=(("jsx_words", words), ("jsx_gone", gone), ("jsx_value", value)),
    blocks=(("jsx", node), ("jsx_code", code)),
)
