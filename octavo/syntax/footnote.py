"""Footnotes, `[^label]`, `[^label]: text` and `^[text]` (dialect rule R7.7).

Definitions and marks are those of mdit-py-plugins (Pandoc's syntax); notes written
within a sentence are read here, so that what is in them keeps its place.
"""

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

from octavo.model.nodes import Block, Footnote, FootnoteMark, Inline, Paragraph, Text
from octavo.syntax.rule import Branch, Reader, Rule, enclose


def scan(state: StateInline, silent: bool) -> bool:
    """Read `^[text]`, brackets in it balanced."""
    start = state.pos
    if not state.src.startswith("^[", start):
        return False
    end = parseLinkLabel(state, start + 1)
    if end < 0 or not state.src[start + 2 : end].strip():
        return False
    if silent:
        state.pos = end + 1
        return True
    enclose(state, "footnote_inline", start + 2, end, end + 1)
    return True


def install(md: MarkdownIt) -> None:
    """Add the plugin's rules and ours."""
    footnote_plugin(md, inline=False, move_to_end=False, always_match_refs=True)
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
    reader.tell(
        "undefined-footnote", span, f"write `[^{label}]: …` in this note", label=label
    )
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
    starts=(("footnote_ref", "["), ("footnote_inline", "^")),
    inlines=(("footnote_ref", mark), ("footnote_inline", inline_note)),
    blocks=(("footnote_reference", definition),),
)
