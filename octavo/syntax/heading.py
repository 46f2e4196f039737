"""Headings, their ids and classes (dialect rules R5.1, R5.2), and thematic breaks."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from octavo.model.blocks import Block, Break, Heading
from octavo.model.wording import text_of
from octavo.slug import slug
from octavo.syntax.rule import Branch, Reader, Rule

# A blank typed with another key held down, which other editors show as one.
_UNBROKEN = re.compile(r"^( {0,3}#{1,6})\u00a0", re.MULTILINE)
_NAMES = re.compile(r"[#.][\w:-][\w:.-]*")
_OTHER = re.compile(r"-|[\w:-]+=\S+")


def part_marks(state: StateCore) -> None:
    """Let a blank that does not break part the marks from the words as others do."""
    if "#\u00a0" in state.src:
        state.src = _UNBROKEN.sub(r"\1 ", state.src)


def find_marks(state: StateCore) -> None:
    """Take `{#id .class}` off the ends of headings.

    Pandoc and mdBook also write `key=value` and `-` there, which mean nothing in print;
    without an id or a class beside them they are text.
    """
    tokens = state.tokens
    explicit: list[str] = state.env.setdefault("explicit", [])
    for at in range(len(tokens) - 1):
        if tokens[at].type != "heading_open":
            continue
        line = tokens[at + 1]
        brace = line.content.rfind("{")
        if brace < 0 or not line.content.endswith("}"):
            continue
        words = line.content[brace + 1 : -1].split()
        marks = [word for word in words if _NAMES.fullmatch(word)]
        others = [word for word in words if not _NAMES.fullmatch(word)]
        if not marks or not all(map(_OTHER.fullmatch, others)):
            continue
        line.content = line.content[:brace].rstrip()
        tokens[at].meta["classes"] = [mark[1:] for mark in marks if mark[0] == "."]
        names = [mark[1:] for mark in marks if mark[0] == "#"]
        if names:
            tokens[at].meta["name"] = names[-1]
            explicit.append(names[-1])


def install(md: MarkdownIt) -> None:
    """Add the rules before the reading of blocks, and of lines."""
    md.core.ruler.before("block", "heading_blank", part_marks)
    md.core.ruler.before("inline", "heading_marks", find_marks)


def node(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """The heading, with an id unique in the note."""
    span = reader.span(branch.start, branch.end)
    inlines = reader.line(branch)
    name = branch.token.meta.get("name", "")
    name = name and reader.unique(name, span, explicit=True)
    return (
        Heading(
            span=span,
            level=int(branch.token.tag[1:]),
            inlines=inlines,
            id=name or reader.unique(slug(text_of(inlines).strip()), span),
            listed=not reader.sheltered,
            classes=tuple(branch.token.meta.get("classes", ())),
        ),
    )


def thematic_break(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """A line of dashes; which of them stay is settled later (rule R8.9)."""
    return (Break(span=reader.span(branch.start, branch.end)),)


RULE = Rule(
    name="heading",
    install=install,
    blocks=(("heading", node), ("hr", thematic_break)),
)
