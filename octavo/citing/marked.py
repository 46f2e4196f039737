"""Text with marks of ours in it → inline nodes.

The styles' output is text in which characters of plane 15 (private use) say where
italics and the like, and the words for one work, begin and end. Text of the source has
none of them (`record.unmarked`).
"""

import re
from collections.abc import Callable

from octavo.diagnostics import Span
from octavo.model.inlines import Element, Emphasis, Inline, Link, Strong, Text

ITALIC, BOLD, RAISED, LOWERED, CAPITALS, UNDER = map(chr, range(0xF0010, 0xF0016))
END = "\U000f0019"
WORK, WORK_NAMED, WORK_END = "\U000f0001", "\U000f0002", "\U000f0003"
"""Round the words for a work: WORK, its number, WORK_NAMED, the words, WORK_END."""

_TAGS = {
    "<i>": ITALIC,
    "<b>": BOLD,
    "<sup>": RAISED,
    "<sub>": LOWERED,
    '<span style="font-variant:small-caps;">': CAPITALS,
    '<span style="font-variant: small-caps;">': CAPITALS,
    '<span class="nocase">': "\U000f0018",
    **dict.fromkeys(("</i>", "</b>", "</sup>", "</sub>", "</span>"), END),
}
"""Markup that CSL-JSON allows in a field."""
_TAG = re.compile("|".join(map(re.escape, _TAGS)))
_PIECE = re.compile(
    "[\U000f0001\U000f0003\U000f0010-\U000f0019]|[^\U000f0001-\U000f0019]+|.", re.DOTALL
)
_BODY = r"(?:[^\s<>\"“”]|<[^\s<>\"“”]*>)*[^\s<>\"“”.,;:!?)\]’]"
"""Older DOIs hold `<…>` (SICI, ANSI/NISO Z39.56); round an address these are no part."""
_ADDRESS = re.compile(
    rf"https?://{_BODY}"
    rf"|\b(?:doi|DOI)(:\s?)(10\.\d{{4,}}/{_BODY})"
    r"|\barXiv:(?:\d{4}\.\d{4,5}|[a-z.-]+/\d{7})"
)

Named = Callable[[int, tuple[Inline, ...]], Inline]
"""The node for the words of the work of a number."""


def of_work(work: int, text: str) -> str:
    """The text as the words for the work of a number."""
    return f"{WORK}{work}{WORK_NAMED}{text}{WORK_END}"


def inlines(text: str, span: Span, named: Named | None = None) -> tuple[Inline, ...]:
    """The nodes of marked text, all of them at `span`.

    With `named` the words for a work become its node, without it addresses become links.
    """
    stack: list[tuple[str, int, list[Inline]]] = [("", 0, [])]
    pieces = iter(_PIECE.findall(_TAG.sub(lambda tag: _TAGS[tag[0]], text)))
    for piece in pieces:
        if piece == WORK:
            number = int(next(pieces))
            next(pieces)
            stack.append((WORK, number, []))
        elif piece in (END, WORK_END):
            if len(stack) > 1:
                _close(stack, span, named)
        elif "\U000f0001" <= piece[0] <= "\U000f0019":
            stack.append((piece, 0, []))
        elif named is None:
            stack[-1][2].extend(_linked(piece, span))
        else:
            _add(stack[-1][2], Text(span=span, text=piece))
    while len(stack) > 1:
        _close(stack, span, named)
    return tuple(stack[0][2])


def _close(
    stack: list[tuple[str, int, list[Inline]]], span: Span, named: Named | None
) -> None:
    mark, number, below = stack.pop()
    inside = tuple(below)
    made: tuple[Inline, ...] = inside
    if not inside and mark != WORK:
        return
    if mark == WORK and named is not None:
        made = (named(number, inside),)
    elif mark == ITALIC:
        made = (Emphasis(span=span, inlines=inside),)
    elif mark == BOLD:
        made = (Strong(span=span, inlines=inside),)
    elif mark in (RAISED, LOWERED):
        name = "sup" if mark == RAISED else "sub"
        made = (Element(span=span, name=name, inlines=inside),)
    for node in made:
        _add(stack[-1][2], node)


def _add(nodes: list[Inline], node: Inline) -> None:
    """Put a node behind the others, a text into the text before it."""
    last = nodes[-1] if nodes else None
    if isinstance(node, Text) and isinstance(last, Text):
        nodes[-1] = Text(span=last.span, text=last.text + node.text)
    else:
        nodes.append(node)


def _linked(text: str, span: Span) -> list[Inline]:
    """The text with its addresses and identifiers as links."""
    made: list[Inline] = []
    done = 0
    for found in _ADDRESS.finditer(text):
        shown = found[0]
        href = shown
        if found[2]:
            href = f"https://doi.org/{found[2]}"
        elif shown.startswith("arXiv:"):
            href = f"https://arxiv.org/abs/{shown.removeprefix('arXiv:')}"
        if found.start() > done:
            made.append(Text(span=span, text=text[done : found.start()]))
        words = (Text(span=span, text=shown),)
        made.append(Link(span=span, inlines=words, href=href, bare=True))
        done = found.end()
    if done < len(text):
        made.append(Text(span=span, text=text[done:]))
    return made
