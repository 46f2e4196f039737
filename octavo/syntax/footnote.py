"""Footnotes, `[^label]`, `[^label]: text` and `^[text]` (dialect rule R7.7).

Definitions are those of mdit-py-plugins (Pandoc's syntax); marks and notes written
within a sentence are read here, in linear time and with the places of what is in them.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

from octavo.model.blocks import Block, Footnote, Paragraph
from octavo.model.inlines import FootnoteMark, Inline, Text
from octavo.syntax.rule import Branch, Reader, Rule, enclose, line_text

_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
# Where a definition would begin; a label with blanks is none.
_SPACED = re.compile(r"\[\^([^\[\]\n]+)\](?=:)")
_SIGN = re.compile(r"\\.|`+|[\[\]]", re.DOTALL)


def scan(state: StateInline, silent: bool) -> bool:
    """Read `^[text]`, brackets in it balanced."""
    start = state.pos
    if not state.src.startswith("^[", start):
        return False
    end = _brackets(state).get(start + 1, -1)
    if not start + 2 < end < state.posMax or not state.src[start + 2 : end].strip():
        return False
    if silent:
        state.pos = end + 1
        return True
    enclose(state, "footnote_inline", start + 2, end, end + 1, links=True)
    return True


def scan_mark(state: StateInline, silent: bool) -> bool:
    """Read `[^label]`, defined or not: one that is not gets a warning."""
    found = _MARK.match(state.src, state.pos, state.posMax)
    if not found and state.src[max(0, state.pos - 1) : state.pos] in ("", "\n"):
        found = _SPACED.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def scan_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the definition of a link, but for what looks like one of a note."""
    if line_text(state, start).startswith("[^"):
        return False
    return reference(state, start, end, silent)


def _brackets(state: StateInline) -> dict[int, int]:
    """The closing bracket of each opening one in the line, code and escapes aside.

    Found once for the line: looking ahead from each mark anew takes quadratic time.
    """
    known = state.env.get("brackets")
    if known is not None and known[0] == state.src:
        table: dict[int, int] = known[1]
        return table
    table = {}
    opened: list[int] = []
    code = ""
    for found in _SIGN.finditer(state.src):
        sign = found[0]
        if sign[0] == "`":
            if not code and state.src.find(sign, found.end()) >= 0:
                code = sign
            elif sign == code:
                code = ""
        elif code:
            continue
        elif sign == "[":
            opened.append(found.start())
        elif sign == "]" and opened:
            table[opened.pop()] = found.start()
    state.env["brackets"] = (state.src, table)
    return table


def install(md: MarkdownIt) -> None:
    """Add the plugin's rules and ours."""
    footnote_plugin(md, inline=False, move_to_end=False)
    md.inline.ruler.at("footnote_ref", scan_mark)
    md.block.ruler.at("reference", scan_reference, {"alt": []})
    md.inline.ruler.before("link", "footnote_inline", scan)


def definition(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """The text of a note, where it is written. Of two with one label the first counts."""
    label = str(branch.token.meta["label"])
    span = reader.span(branch.start, branch.end)
    if not reader.define_footnote(label, span):
        return ()
    blocks = reader.blocks(branch.branches)
    return (Footnote(span=span, label=label, blocks=blocks),)


def mark(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A mark; without a note to it, it stays as text."""
    label = str(branch.token.meta["label"])
    span = reader.span(branch.start, branch.end)
    if reader.known_footnote(label):
        return (FootnoteMark(span=span, label=label),)
    wanted = "-".join(label.split())
    help = f"write `[^{wanted}]: …` in this note"
    if wanted != label:
        help = f"a label holds no blanks: write `[^{wanted}]` here and where it is used"
    elif not label.isdecimal() and (near := reader.labels.nearest(label, limit=1)):
        help = f"did you mean `[^{near[0]}]`?"
    reader.tell("undefined-footnote", span, help, label=label)
    return (Text(span=span, text=reader.written(branch.start, branch.end)),)


def inline_note(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A note written where its mark stands; its text goes to the end."""
    span = reader.span(branch.start, branch.end)
    inlines = reader.inlines(branch.branches)
    inside = reader.span(branch.start + 2, branch.end - 1)
    label = reader.footnote((Paragraph(span=inside, inlines=inlines),), span)
    return (FootnoteMark(span=span, label=label),)


RULE = Rule(
    name="footnote",
    install=install,
    starts=(("footnote_ref", ("[^",)), ("footnote_inline", ("^[",))),
    openings=(("footnote_def", "["),),
    inlines=(("footnote_ref", mark), ("footnote_inline", inline_note)),
    blocks=(("footnote_reference", definition),),
)
