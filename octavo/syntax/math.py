"""Formulas, `$x$` and `$$x$$` (dialect rule R7.5), told apart from sums of money."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.model.blocks import Block
from octavo.model.displays import MathBlock
from octavo.model.inlines import Inline, Math
from octavo.model.vault import Kind
from octavo.syntax.rule import Branch, Reader, Rule, line_text

_MONEY = re.compile(r"\d[^\\^_={}+<]*\s[^\\^_={}+<]*")
# Tempered, so that many openings without an end are not each looked through.
_MATHJAX = re.compile(
    r"\\\\\(((?:(?!\\\\[\[\]()]).)+)\\\\\)|\\\\\[((?:(?!\\\\[\[\]()]).)+)\\\\\]",
    re.DOTALL,
)
_LABEL = re.compile(r"\$\$[ \t]*\{#([A-Za-z0-9-]+)(?:[ \t][^{}]*)?\}$")
_DOLLAR = re.compile(r"\\.|\$", re.DOTALL)


def scan(state: StateInline, silent: bool) -> bool:
    """Read a formula in a line.

    The first dollar sign not escaped must be able to close it, else there is none:
    prices in one sentence make no formula of the words between them.
    """
    start, source, maximum = state.pos, state.src, state.posMax
    if source.startswith("$$", start):
        return _display(state, silent)
    before = source[start - 1] if start else " "
    if before == "$" or before.isalnum() or start + 1 >= maximum:
        return False
    if source[start + 1].isspace():
        return False
    end = _next_dollar(source, start + 1, maximum)
    if end < 0 or source[end - 1].isspace() or source.startswith("$$", end):
        return False
    if end + 1 < len(source) and source[end + 1].isdigit():
        return False
    tex = source[start + 1 : end]
    if _MONEY.fullmatch(tex):
        return False
    if not silent:
        state.push("math", "", 0).content = tex
    state.pos = end + 1
    return True


def _next_dollar(source: str, start: int, maximum: int) -> int:
    for found in _DOLLAR.finditer(source, start, maximum):
        if found[0] == "$":
            return found.start()
    return -1


def _display(state: StateInline, silent: bool) -> bool:
    start, source = state.pos, state.src
    if start and source[start - 1] in "$\\":
        return False
    end = source.find("$$", start + 2, state.posMax)
    tex = source[start + 2 : end].strip() if end >= 0 else ""
    if not tex or "\n\n" in tex:
        return False
    if not silent:
        state.push("math_display", "", 0).content = tex
    state.pos = end + 2
    return True


def scan_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a formula that has its lines to itself.

    Only a rule for blocks can: lines in it may look like lists or headings. `{#eq-x}`
    behind it is its block id (Quarto, “Equations”).
    """
    first = line_text(state, start)
    if state.is_code_block(start) or not first.startswith("$$"):
        return False
    line, text = start, first[2:]
    label = _LABEL.search(text)
    while not label and not text.endswith("$$"):
        if "$$" in text:
            return False
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        text = line_text(state, line)
        label = _LABEL.search(text)
    text = text[: label.start() + 2] if label else text
    if text.find("$$") != len(text) - 2:
        return False
    above = [line_text(state, at) for at in range(start, line)]
    tex = "\n".join((*above, f"$${text}" if line == start else text))[2:-2].strip()
    if not tex:
        return False
    if not silent:
        state.line = line + 1
        token = state.push("math_block", "", 0)
        token.map, token.content = [start, state.line], tex
        if label and label[1] not in state.env.setdefault("block_ids", {}):
            state.env["block_ids"][label[1]] = state.bMarks[line]
            token.meta["id"] = f"b-{label[1]}"
    return True


def scan_mathjax(state: StateInline, silent: bool) -> bool:
    r"""Read `\\(x\\)` and `\\[x\\]`, as mdBook's MathJax support has them."""
    found = _MATHJAX.match(state.src, state.pos, state.posMax)
    if not found or not (found[1] or found[2]).strip():
        return False
    if not silent:
        kind = "math" if found[1] else "math_display"
        state.push(kind, "", 0).content = (found[1] or found[2]).strip()
    state.pos = found.end()
    return True


def install_mathjax(md: MarkdownIt) -> None:
    """Add the rule before that of escapes."""
    md.inline.ruler.before("escape", "mathjax", scan_mathjax)


def install(md: MarkdownIt) -> None:
    """Add both rules."""
    md.inline.ruler.before("emphasis", "math", scan)
    md.block.ruler.before(
        "fence",
        "math_block",
        scan_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )


def node(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A formula in a line; a displayed one too, where no block can stand."""
    span = reader.span(branch.start, branch.end)
    return (Math(span=span, tex=branch.token.content),)


def block_node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A displayed formula."""
    token = branch.token
    span = reader.span(branch.start, branch.end)
    return (MathBlock(span=span, tex=token.content, id=token.meta.get("id", "")),)


RULE = Rule(
    name="math",
    install=install,
    starts=(("math", ("$",)),),
    openings=(("math_block", "$"),),
    inlines=(("math", node), ("math_display", node)),
    blocks=(("math_block", block_node),),
)

MATHJAX = Rule(
    name="mathjax",
    kinds=(Kind.MDBOOK,),
    install=install_mathjax,
    starts=(("mathjax", ("\\\\",)),),
)
