"""Admonitions of other tools: `!!! note "T"`, `:::note`, ```{note} (dialect section 12).

The first is Python-Markdown's and MkDocs' (with `???` where it folds), its body
indented; the second Docusaurus', Quarto's and MyST's, closed by as many colons; the
third MyST's, a fence that holds markdown.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from octavo.model.blocks import Block, Callout, Division, Heading, Paragraph
from octavo.model.inlines import Inline, Strong
from octavo.suggest import nearest
from octavo.syntax.kinds import KINDS
from octavo.syntax.rule import (
    NOTES,
    Branch,
    Reader,
    Rule,
    line_text,
    remark,
    unquoted,
)

_INDENTED = re.compile(
    r"(!!!|\?\?\?\+?|===\+?)[ \t]+([A-Za-z][\w-]*)?(?:[ \t]+[A-Za-z][\w -]*?)?"
    r'(?:[ \t]*"([^"\n]*)")?'
)
_FENCED = re.compile(
    r"(:{3,})[ \t]*(?:\{([^{}\n]*)\}|([A-Za-z][\w-]*))(?:\[([^\]\n]*)\])?[ \t]*(.*)"
)
_DIRECTIVE = re.compile(r"[A-Za-z][\w-]*")
_TITLED = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)')""")
_BRACED = re.compile(r"(`{3,}|~{3,})[ \t]*\{([A-Za-z][\w-]*)\}[ \t]*([^`\n]*)")
_OPTION = re.compile(r":([a-z-]+):(?:[ \t]+(.*))?")

_PATIENCE = 50
_SHOWN = "its content is shown; known are the names of callouts"

# Directives of MyST and of its extensions for pages that hold markdown.
_HOLDING = frozenset(
    [
        *("card", "card-carousel", "container", "deprecated", "dropdown", "epigraph"),
        *("exercise", "figure", "grid", "grid-item", "grid-item-card", "highlights"),
        *("margin", "pull-quote", "sidebar", "solution", "tab-item", "tab-set"),
        *("topic", "versionadded", "versionchanged"),
    ]
)


def scan_indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `!!! word "title"` followed by an indented body."""
    if state.is_code_block(start):
        return False
    found = _INDENTED.fullmatch(line_text(state, start))
    if not found or not (found[2] or (found[1][0] in "=?" and found[3])):
        return False
    body = line = state.skipEmptyLines(start + 1)
    indent = state.sCount[start] + 4
    if line >= end or state.sCount[line] < indent:
        return False
    if silent:
        return True
    while line < end and (state.isEmpty(line) or state.sCount[line] >= indent):
        line += 1
    fold = {"???": "-", "???+": "+"}.get(found[1], "")
    offset = state.bMarks[start] + state.tShift[start] + max(found.start(3), 0)
    lines = (start, body, line)
    meta = {"name": found[2] or "", "fold": fold}
    _push(state, lines, meta, found[3] or "", offset, 4)
    state.line = line
    return True


class _Head(NamedTuple):
    """What a line of colons says: a name, an id, and whether it is a div of Pandoc's.

    A div has classes and attributes, which are for the looks of pages.
    """

    name: str
    id: str
    div: bool


def _head(written: str) -> _Head | None:
    """What stands in braces behind colons; None for nothing that could be meant."""
    words = unquoted(written).split()
    directive = next((each for each in words if _DIRECTIVE.fullmatch(each)), "")
    classes = [each[1:] for each in words if each[0] == "."]
    names = [each[1:] for each in words if each[0] == "#" and each[1:]]
    known = [each for each in classes if each.lower() in KINDS]
    if not (directive or classes or names or "=" in written):
        return None
    name = directive or next(iter((*known, *classes)), "")
    return _Head(name, names[0] if names else "", not directive)


def _fence_end(state: StateBlock, start: int, end: int, marks: str) -> int:
    """The line that closes a fence of colons; `end` where none does.

    Fences in it are closed each by a line of colons. One of as many as it has itself
    closes it where those left open within have fewer: they are text.
    """
    # Of each fence left open within, the most colons that it or one around it has.
    inner: list[int] = []
    for line in range(start + 1, end):
        text = line_text(state, line)
        if text and state.sCount[line] < state.blkIndent:
            break
        if not text.startswith(":::"):
            continue
        if text.strip(":"):
            colons = len(text) - len(text.lstrip(":"))
            inner.append(max((colons, *inner[-1:])))
        elif not inner or (len(text) == len(marks) and inner[-1] < len(marks)):
            return line
        else:
            inner.pop()
    return end


def scan_fenced(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `:::name title` up to the line of colons that closes it; else it is text."""
    if state.is_code_block(start):
        return False
    found = _FENCED.fullmatch(line_text(state, start))
    # Each one left open is looked for to the end of the note; soon it is no syntax here.
    missed = state.env.get("directives_left_open", 0)
    if not found or missed > _PATIENCE:
        return False
    head = _head(found[2]) if found[2] is not None else _Head(found[3], "", False)
    if head is None:
        return False
    line = _fence_end(state, start, end, found[1])
    if line >= end:
        state.env["directives_left_open"] = missed + 1
        remark(state, start, "unclosed-directive", f"write `{found[1]}` where it ends")
        return False
    if silent:
        return True
    given = _TITLED.search(found[2] or "")
    title, at = found[5].rstrip(": \t"), found.start(5)
    if found[4] is not None:
        title, at = found[4], found.start(4)
    elif given is not None and not title:
        title, at = given[given.lastindex or 0], found.start(2) + given.start() + 7
    body, _ = _options(state, start + 1, line) if found[2] else (start + 1, "")
    offset = state.bMarks[start] + state.tShift[start] + at
    meta = {"name": head.name, "div": head.div, "given": head.id}
    _push(state, (start, body, line), meta, title, offset, 0)
    state.line = line + 1
    return True


def scan_braced(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a fence ```` ```{name} title ```` of a name that holds markdown."""
    if state.is_code_block(start):
        return False
    found = _BRACED.fullmatch(line_text(state, start))
    missed = state.env.get("directives_left_open", 0)
    if not found or found[2].lower() not in KINDS.keys() | _HOLDING:
        return False
    line = start + 1
    while line < end and missed <= _PATIENCE:
        text = line_text(state, line)
        if text and state.sCount[line] < state.blkIndent:
            return False
        if text.startswith(found[1]) and not text.strip(found[1][0]).strip():
            break
        line += 1
    else:
        state.env["directives_left_open"] = missed + 1
        return False
    if silent:
        return True
    body, kind = _options(state, start + 1, line)
    name = kind if found[2].lower() == "admonition" and kind in KINDS else found[2]
    offset = state.bMarks[start] + state.tShift[start] + found.start(3)
    _push(state, (start, body, line), {"name": name}, found[3].rstrip(), offset, 0)
    state.line = line + 1
    return True


def _options(state: StateBlock, line: int, end: int) -> tuple[int, str]:
    """Where the text of a directive begins, behind its options; what its class is.

    Options are lines `:name: value`, MyST's short form.
    """
    kind = ""
    while line < end and (found := _OPTION.fullmatch(line_text(state, line))):
        if found[1] == "class":
            kind = (found[2] or "").partition(" ")[0]
        line += 1
    return line, kind


def _push(
    state: StateBlock,
    lines: tuple[int, int, int],
    meta: Mapping[str, object],
    title: str,
    offset: int,
    indent: int,
) -> None:
    """Push the tokens of an admonition whose body runs from lines[1] to lines[2]."""
    first, body, stop = lines
    opening = state.push("admonition_open", "", 1)
    opening.map = [first, stop]
    opening.meta.update(meta)
    if title:
        state.push("admonition_title_open", "", 1)
        line = state.push("inline", "", 0)
        line.content, line.children = title, []
        line.meta["pieces"] = [(0, offset)]
        state.push("admonition_title_close", "", -1)
    parent, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = "admonition", stop
    state.blkIndent += indent
    state.md.block.tokenize(state, body, stop)
    state.blkIndent -= indent
    state.parentType, state.lineMax = parent, limit
    state.push("admonition_close", "", -1)


def install(md: MarkdownIt) -> None:
    """Add the rules."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "admonition", scan_indented, ends)
    md.block.ruler.before("fence", "directive", scan_fenced, ends)
    md.block.ruler.before("fence", "braced", scan_braced, ends)


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A callout; a tab shows its title, another directive or div only its content."""
    meta = branch.token.meta
    name, kind = str(meta["name"]), KINDS.get(str(meta["name"]).lower(), "")
    span = reader.span(branch.start, branch.end)
    below = branch.branches
    titled = bool(below) and below[0].kind == "admonition_title"
    title = reader.line(below[0]) if titled else ()
    fenced = reader.written(branch.start, branch.start + 1) in (":", "`", "~")
    plain = bool(meta.get("div")) and not kind and name != "panel-tabset"
    blocks = reader.blocks(below[1:] if titled else below, sheltered=not plain)
    given = str(meta.get("given", ""))
    own = given and reader.unique(f"b-{given}", span, explicit=True)
    if name.startswith("callout-") and not title:
        title, blocks = _own_title(blocks)
    if fenced and not kind and not meta.get("div"):
        end = branch.start + reader.written(branch.start, branch.end).find("\n")
        near = nearest(name, KINDS, limit=1)
        help = f"did you mean “{near[0]}”?" if near else _SHOWN
        place = reader.span(branch.start, end)
        reader.tell("unknown-directive", place, help, name=name)
    if not name or (fenced and not kind):
        if title:
            place = title[0].span
            strong = Strong(span=place, inlines=title)
            blocks = (Paragraph(span=place, inlines=(strong,)), *blocks)
        if own and blocks:
            blocks = (Division(span=span, name="div", blocks=blocks, id=own),)
        return blocks
    return (
        Callout(
            span=span,
            kind=kind or "note",
            written=name.removeprefix("callout-"),
            title=title,
            blocks=blocks,
            fold=str(meta.get("fold", "")),
            id=own or meta.get("id", ""),
        ),
    )


def _own_title(
    blocks: tuple[Block, ...],
) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
    """A first heading as the title, as Quarto has it, and the other blocks."""
    match blocks:
        case (Heading(inlines=title), *rest):
            return title, tuple(rest)
    return (), blocks


RULE = Rule(
    name="admonition",
    kinds=NOTES,
    install=install,
    openings=(("admonition", "!?="), ("directive", ":"), ("braced", "`~")),
    blocks=(("admonition", node),),
)
