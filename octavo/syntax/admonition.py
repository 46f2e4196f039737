"""Admonitions of other tools: `!!! note "T"`, `:::note`, ```{note} (dialect section 12).

The first is Python-Markdown's and MkDocs' (with `???` where it folds), its body
indented; the second Docusaurus', Quarto's and MyST's, closed by as many colons; the
third MyST's, a fence that holds markdown.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from octavo.model.nodes import Block, Callout, Heading, Inline, Paragraph, Strong
from octavo.suggest import nearest
from octavo.syntax.kinds import KINDS
from octavo.syntax.rule import NOTES, Branch, Reader, Rule, line_text, remark

_INDENTED = re.compile(
    r"(!!!|\?\?\?\+?|===\+?)[ \t]+([A-Za-z][\w-]*)?(?:[ \t]+[A-Za-z][\w -]*?)?"
    r'(?:[ \t]*"([^"\n]*)")?'
)
_FENCED = re.compile(
    r"(:{3,})[ \t]*(?:\{[ \t]*(?:#[\w-]+[ \t]+)?\.?([A-Za-z][\w-]*)([^}\n]*)\}"
    r"|([A-Za-z][\w-]*))(?:\[([^\]\n]*)\])?[ \t]*(.*)"
)
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
    _push(state, lines, found[2] or "", fold, found[3] or "", offset, 4)
    state.line = line
    return True


def scan_fenced(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `:::name title` up to a line of as many colons; unclosed, it is text."""
    if state.is_code_block(start):
        return False
    found = _FENCED.fullmatch(line_text(state, start))
    # Each one left open is looked for to the end of the note; soon it is no syntax here.
    missed = state.env.get("directives_left_open", 0)
    if not found or missed > _PATIENCE:
        return False
    line, depth = start + 1, 1
    while line < end:
        text = line_text(state, line)
        if text and state.sCount[line] < state.blkIndent:
            line = end
            break
        if text.startswith(":::"):
            bare = text.strip(":") == ""
            if bare and (depth == 1 or len(text) == len(found[1])):
                break
            depth += -1 if bare else 1
        line += 1
    if line >= end:
        state.env["directives_left_open"] = missed + 1
        remark(state, start, "unclosed-directive", f"write `{found[1]}` where it ends")
        return False
    if silent:
        return True
    given = _TITLED.search(found[3] or "")
    title, at = found[6].rstrip(), found.start(6)
    if found[5] is not None:
        title, at = found[5], found.start(5)
    elif given is not None and not title:
        title, at = given[given.lastindex or 0], found.start(3) + given.start() + 7
    body, _ = _options(state, start + 1, line) if found[2] else (start + 1, "")
    offset = state.bMarks[start] + state.tShift[start] + at
    _push(state, (start, body, line), found[2] or found[4], "", title, offset, 0)
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
    _push(state, (start, body, line), name, "", found[3].rstrip(), offset, 0)
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
    name: str,
    fold: str,
    title: str,
    offset: int,
    indent: int,
) -> None:
    """Push the tokens of an admonition whose body runs from lines[1] to lines[2]."""
    first, body, stop = lines
    opening = state.push("admonition_open", "", 1)
    opening.map = [first, stop]
    opening.meta.update(name=name, fold=fold)
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
    """A callout; a tab shows its title, another directive only its content."""
    meta = branch.token.meta
    span = reader.span(branch.start, branch.end)
    below = branch.branches
    titled = bool(below) and below[0].kind == "admonition_title"
    title = reader.line(below[0]) if titled else ()
    blocks = reader.blocks(below[1:] if titled else below)
    name = str(meta["name"])
    fenced = reader.written(branch.start, branch.start + 1) in (":", "`", "~")
    if name.startswith("callout-") and not title:
        title, blocks = _own_title(blocks)
    if fenced and name.lower() not in KINDS:
        end = branch.start + reader.written(branch.start, branch.end).find("\n")
        near = nearest(name, KINDS, limit=1)
        help = f"did you mean “{near[0]}”?" if near else _SHOWN
        place = reader.span(branch.start, end)
        reader.tell("unknown-directive", place, help, name=name)
    if not name or (fenced and name.lower() not in KINDS):
        if not title:
            return blocks
        place = title[0].span
        heading = Paragraph(span=place, inlines=(Strong(span=place, inlines=title),))
        return (heading, *blocks)
    return (
        Callout(
            span=span,
            kind=KINDS.get(name.lower(), "note"),
            written=name.removeprefix("callout-"),
            title=title,
            blocks=blocks,
            fold=str(meta["fold"]),
            id=meta.get("id", ""),
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
