"""Elements that a preprocessor of mdBook provides, `<Listing …>`, alone on their lines.

Octavo runs no preprocessor. Of `Listing`, known from The Rust Programming Language, it
makes what that book's own program makes: a listing with the author's number, the file's
name and a caption in markdown, around markdown. Of others the tags go and the content
stays (dialect rule R11.8).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from octavo.elements import KNOWN
from octavo.model.blocks import Block, Listing
from octavo.model.vault import Kind
from octavo.slug import slug
from octavo.syntax.rule import Branch, Reader, Rule, line_text

_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[A-Za-z][\w-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'))?)*)"
    r"\s*(/?)>"
)
_ATTRIBUTE = re.compile(r"([A-Za-z][\w-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_FENCE = re.compile(r"(`{3,}|~{3,})")

# After so many that nobody closed, the ends of others are not looked for.
_PATIENCE = 20


def scan(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a tag alone on its line, and all up to the one that closes it."""
    if state.is_code_block(start):
        return False
    found = _TAG.fullmatch(line_text(state, start))
    if not found or found[2].lower() in KNOWN:
        return False
    if silent:
        return True
    stop = start + 1
    opens = not found[1] and not found[4]
    closing = _closing(state, found[2], start, end) if opens else None
    if closing is not None:
        stop = closing + 1
    given = {name: one or other for name, one, other in _ATTRIBUTE.findall(found[3])}
    opening = state.push("component_open", "", 1)
    opening.map = [start, stop]
    opening.meta.update(name=found[2], given=given, lost=opens and closing is None)
    _push_caption(state, start, found)
    if closing is not None:
        _read_inside(state, start + 1, closing)
    state.push("component_close", "", -1)
    state.line = stop
    return True


def _closing(state: StateBlock, name: str, start: int, end: int) -> int | None:
    """The line that closes an element, those of the same name inside it passed over."""
    missed = state.env.get("components_left_open", 0)
    if missed > _PATIENCE:
        return None
    depth, fence = 1, ""
    for line in range(start + 1, end):
        text = line_text(state, line)
        if text and state.sCount[line] < state.blkIndent:
            break
        mark = _FENCE.match(text)
        if mark and (not fence or text.strip(fence[0]) == ""):
            fence = "" if fence and text.startswith(fence) else fence or mark[1]
        found = None if fence else _TAG.fullmatch(text)
        if found and found[2] == name and not found[4]:
            depth += -1 if found[1] else 1
            if not depth:
                return line
    state.env["components_left_open"] = missed + 1
    return None


def _push_caption(state: StateBlock, start: int, tag: re.Match[str]) -> None:
    """Push the caption of a listing as a line of text of its own."""
    for found in _ATTRIBUTE.finditer(tag[3]):
        if found[1] == "caption" and tag[2] == "Listing":
            group = 2 if found[2] is not None else 3
            offset = tag.start(3) + found.start(group)
            state.push("component_caption_open", "", 1)
            line = state.push("inline", "", 0)
            line.content, line.children = found[group], []
            at = state.bMarks[start] + state.tShift[start] + offset
            line.meta["pieces"] = [(0, at)]
            state.push("component_caption_close", "", -1)


def _read_inside(state: StateBlock, start: int, end: int) -> None:
    parent, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = "component", end
    state.md.block.tokenize(state, start, end)
    state.parentType, state.lineMax = parent, limit


def install(md: MarkdownIt) -> None:
    """Add the rule before that of HTML."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("html_block", "component", scan, ends)


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A listing, or what another element holds."""
    meta = branch.token.meta
    name, given = str(meta["name"]), dict(meta["given"])
    below = branch.branches
    captioned = bool(below) and below[0].kind == "component_caption"
    caption = reader.line(below[0]) if captioned else ()
    blocks = reader.blocks(below[1:] if captioned else below, sheltered=False)
    written = reader.written(branch.start, branch.end).partition("\n")[0].rstrip()
    tag = reader.span(branch.start, branch.start + len(written))
    if name != "Listing":
        reader.tell_once(
            "unknown-html",
            tag,
            "no preprocessor is run; write in markdown what it would make",
            name=name,
            shown="what it holds is shown",
        )
        return blocks
    if meta["lost"]:
        help = f"write `</{name}>` on a line of its own where it ends"
        reader.tell("unclosed-html", tag, help, name=name)
    if not blocks:
        return ()
    span, number = reader.span(branch.start, branch.end), given.get("number", "")
    own, made = given.get("id", ""), slug(f"listing-{number}") if number else ""
    return (
        Listing(
            span=span,
            number=number,
            file=given.get("file-name", ""),
            caption=caption,
            blocks=blocks,
            id=(own or made) and reader.unique(own or made, span, explicit=bool(own)),
        ),
    )


RULE = Rule(
    name="component",
    kinds=(Kind.MDBOOK,),
    install=install,
    openings=(("component", "<"),),
    blocks=(("component", node),),
)
