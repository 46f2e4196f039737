"""Where a sentence ends and the next begins, as far as its letters tell."""

import re
from collections.abc import Iterator

from octavo.diagnostics import Span
from octavo.model.blocks import Embed, Heading, Paragraph, Work
from octavo.model.displays import Cell
from octavo.model.inlines import Code, Inline, LineBreak, Link, Math, Text, WikiLink
from octavo.model.known import holds_none, those
from octavo.model.nodes import Node, walk

_BLANKS = re.compile(r"[ \t\r\n]+")
_END = re.compile(r"(?<=\w\w)[.?!][)\]”’»“\"']*(?= +[^\W_a-z])|[。？！]")
"""The end of a sentence, by the capital or the figure behind it."""
_OPEN = re.compile(r"(?:^|(?<=\w\w)[.?!…][)\]”’»“\"']*\s+|[)\]]\.\s+)[(\[“‘„«\"'¿¡]*$")
"""The end of what stands before the first word of a sentence."""
_SHORTENED = re.compile(
    r"\b(?:al|approx|cf|ch|ed|eds|eq|eqs|etc|fig|figs|max|min|no|nos|resp|sec|tab|vol|vs"
    r"|bzw|ca|evtl|ggf|inkl|nr|vgl|abb|env|réf)\.$",
    re.IGNORECASE,
)
_LINES: frozenset[type] = frozenset((Cell, Embed, Heading, Paragraph, Work))
"""Blocks that are a line of text."""
_LINKS: frozenset[type] = frozenset((Link, WikiLink))
_TAIL = 40
"""So many characters before a word tell whether a sentence begins with it."""


def on_one_line(text: str) -> str:
    """The text with one blank for several and for ends of lines; some do not break."""
    if not text.isprintable() or "  " in text:
        text = _BLANKS.sub(" ", text)
    return text.strip()


def first_sentence(text: str) -> str:
    """What a caption says first, which is enough to find it by, without a full stop."""
    for end in _END.finditer(text):
        if not _SHORTENED.search(text[: end.end()]):
            text = text[: end.end()]
            break
    ends = text.endswith(".") and not text.endswith("..")
    return text[:-1] if ends and not _SHORTENED.search(text) else text


def openings(nodes: tuple[Node, ...]) -> frozenset[Span]:
    """The places of references without words of their own that begin a sentence."""
    found: set[Span] = set()
    if not any(map(_is_bare, those(nodes, _LINKS))):
        return frozenset(found)
    line: tuple[Inline, ...] = ()
    linked = tuple(node for node in nodes if not holds_none(node, _LINKS))
    for node in those(linked, _LINES | _LINKS):
        if type(node) in _LINES:
            line = node.inlines  # type: ignore[union-attr]  # these have them
        elif _is_bare(node):
            found.update(_openings(line))
            line = ()
    return frozenset(found)


def _openings(inlines: tuple[Inline, ...]) -> Iterator[Span]:
    before = ""
    for node in walk(inlines):
        match node:
            case Text() | Code():
                before = (before + node.text)[-_TAIL:]
            case LineBreak():
                before += " "
            case Math():
                before += "x"
            case _ if _is_bare(node):
                opens = _OPEN.search(before)
                if opens and not _SHORTENED.search(before.rstrip()):
                    yield node.span
                before += "x"
            case _:
                pass


def _is_bare(node: Node) -> bool:
    return isinstance(node, Link | WikiLink) and not node.inlines
