"""Raw HTML in a note → nodes, like those that markdown makes.

A block of HTML may hold markdown between blank lines: an element it leaves open runs on
through its neighbours to the block that closes it. Tags within a line are paired among
the marks around them.
"""

from collections.abc import Sequence

from markdown_it.token import Token

from octavo.elements import MEDIA, SILENT
from octavo.locate import Piece, source_offset
from octavo.model.blocks import Block
from octavo.model.displays import CodeBlock
from octavo.model.inlines import Inline
from octavo.parse.markup import Weaver
from octavo.parse.tags import inline
from octavo.syntax.html import is_instruction
from octavo.syntax.rule import Branch, Reader
from octavo.tidy import (
    SLOT,
    Tag,
    Tidied,
    allowed,
    must_close,
    tidy,
    unclosed,
)

# Tags within a line that are nested deeper are text.
_DEEPEST = 30

# ------------------------------------------------------------------ in a line


def fold(branches: Sequence[Branch], reader: Reader) -> list[Branch]:
    """The branches of a line with tags and what they enclose made one branch each.

    Comments go. A tag of no element is text, as is a declaration or an instruction to
    a program; one that nothing closes ends with the marks around it.
    """
    stack: list[tuple[Branch | None, list[Branch]]] = [(None, [])]
    for branch in branches:
        if branch.kind != "html_inline":
            stack[-1][1].append(branch)
            continue
        tag = _tag(branch, reader)
        if tag is None:
            if branch.kind == "text":
                stack[-1][1].append(branch)
        elif tag.alone:
            stack[-1][1].append(_element(branch, tag, []))
        elif tag.opens and len(stack) > _DEEPEST:
            branch.kind = "text"
            stack[-1][1].append(branch)
        elif tag.opens:
            branch.token.meta["tag"] = tag
            stack.append((branch, []))
        elif any(
            opening and opening.token.meta["tag"].name == tag.name
            for opening, _ in stack
        ):
            while _close(stack, reader, branch).name != tag.name:
                pass
    while len(stack) > 1:
        _close(stack, reader, None)
    return stack[0][1]


def drawing(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """A drawing or formula within a line, from its source: markdown means nothing in it."""
    tidied = tidy(reader.written(branch.start, branch.end))
    extent = (branch.start, branch.end)
    return Weaver(reader, [(0, branch.start)], (), extent).inlines(tidied.below)


def _close(
    stack: list[tuple[Branch | None, list[Branch]]],
    reader: Reader,
    closing: Branch | None,
) -> Tag:
    opening, below = stack.pop()
    assert opening is not None
    tag: Tag = opening.token.meta["tag"]
    element = _element(opening, tag, below)
    closes = closing is not None and _name(closing) == tag.name
    if closing is not None and closes:
        element.end = closing.end
    elif must_close(tag):
        _tell_open(reader, tag.name, opening.start, opening.end)
    if not closes and below:
        element.end = below[-1].end
    stack[-1][1].append(element)
    return tag


def _name(branch: Branch) -> str:
    return branch.token.content.strip("</> \t\n").lower()


def _tag(branch: Branch, reader: Reader) -> Tag | None:
    """The tag of a branch; None if it is none, and then it is text or nothing."""
    tidied = tidy(branch.token.content)
    if tidied.tags and not tidied.unknown:
        return tidied.tags[0]
    if tidied.unknown:
        _tell_unknown(reader, tidied.unknown[0], branch.start, branch.end)
        branch.kind = "text"
    return None


def _element(branch: Branch, tag: Tag, below: list[Branch]) -> Branch:
    token = Token("element", "", 0, meta={"tag": tag})
    made = Branch(token, below)
    made.start, made.end = branch.start, branch.end
    return made


def element(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The node of an element in a line."""
    tag: Tag = branch.token.meta["tag"]
    if tag.name in SILENT:
        if branch.branches:
            _tell_removed(reader, tag.name, branch.start, branch.end)
        return ()
    given = dict(tag.attributes)
    if tag.name in MEDIA and "src" not in given:
        given["src"] = _source(branch)
    return inline(
        tag.name,
        allowed(given),
        reader.inlines(branch.branches),
        reader.span(branch.start, branch.end),
        reader,
    )


def _source(branch: Branch) -> str:
    """The file that the first `source` in an element names."""
    for below in branch.branches:
        tag = below.token.meta.get("tag")
        if tag and tag.name == "source":
            return str(dict(tag.attributes).get("src", ""))
    return ""


# --------------------------------------------------------------------- blocks


def reaches(branches: Sequence[Branch]) -> dict[int, int]:
    """For each block of HTML, the last of its neighbours that belongs to it.

    That is the block in which an element is closed that it left open; itself, if there
    is none.
    """
    found: dict[int, int] = {}
    opened: list[tuple[Tag, int]] = []
    for at, branch in enumerate(branches):
        if branch.kind != "html_block":
            continue
        found[at] = at
        for tag in _tags(branch):
            if tag.opens and not tag.alone:
                opened.append((tag, at))
            elif not tag.opens:
                back = _last(opened, tag.name)
                if back >= 0:
                    found[opened[back][1]] = at
                    del opened[back:]
    return found


def _last(opened: Sequence[tuple[Tag, int]], name: str) -> int:
    """Where the last tag with a name is; not searched for further than is sensible."""
    low = max(0, len(opened) - _LONGEST)
    for back in range(len(opened) - 1, low - 1, -1):
        if opened[back][0].name == name:
            return back
    return -1


# So many tags are looked through for the one that an end tag closes.
_LONGEST = 200


def _tags(branch: Branch) -> tuple[Tag, ...]:
    meta = branch.token.meta
    if "tags" not in meta:
        meta["tags"] = tidy(branch.token.content).tags
    tags: tuple[Tag, ...] = meta["tags"]
    return tags


def blocks(branches: Sequence[Branch], reader: Reader) -> tuple[Block, ...]:
    """The nodes of a run of HTML with the markdown it holds."""
    first = branches[0]
    if len(branches) == 1 and is_instruction(first.token.content):
        return (_instruction(first, reader),)
    source = ""
    pieces: list[Piece] = []
    slots: list[Branch] = []
    for branch in branches:
        if branch.kind == "html_block" and not is_instruction(branch.token.content):
            pieces += [
                (len(source) + start, place)
                for start, place in branch.token.meta["pieces"]
            ]
            source += branch.token.content
        else:
            pieces.append((len(source), branch.start))
            source += f'<{SLOT} start="{len(slots)}"></{SLOT}>\n'
            slots.append(branch)
    tidied = tidy(source)
    _complain(tidied, pieces, reader)
    weaver = Weaver(reader, pieces, slots, (branches[0].start, branches[-1].end))
    return weaver.blocks(tidied.below)


def _instruction(branch: Branch, reader: Reader) -> CodeBlock:
    """An instruction to a program, or a declaration: shown as it is written."""
    written = branch.token.content
    first_word = written.split(maxsplit=1)[0]
    start = branch.start
    _tell_unknown(reader, Tag("", True, True, (), 0, 0), start, start + len(first_word))
    return CodeBlock(
        span=reader.span(branch.start, branch.end),
        language="php" if written.lower().startswith("<?php") else "",
        text=written if written.endswith("\n") else f"{written}\n",
    )


def _complain(tidied: Tidied, pieces: Sequence[Piece], reader: Reader) -> None:
    for tag in tidied.unknown:
        if tag.opens:
            start = source_offset(pieces, tag.start)
            _tell_unknown(reader, tag, start, start + tag.end - tag.start)
    for tag in tidied.removed:
        start = source_offset(pieces, tag.start)
        _tell_removed(reader, tag.name, start, start + tag.end - tag.start)
    for at in tidied.uncommented:
        start = source_offset(pieces, at)
        help = "write `-->` where it ends"
        place = reader.span(start, start + 4)
        reader.tell("unclosed-comment", place, help, mark="<!--")
    for tag in unclosed(tidied.tags):
        start = source_offset(pieces, tag.start)
        _tell_open(reader, tag.name, start, start + tag.end - tag.start)


def _tell_unknown(reader: Reader, tag: Tag, start: int, end: int) -> None:
    if tag.opens:
        written = reader.written(start, end).strip("</>").split()
        name = written[0].rstrip("/>") if written else tag.name
        if name.startswith("![CDATA["):
            name = "![CDATA[…]]"
        if ">" not in reader.written(start, end) and name[:1] not in "!?":
            reader.tell(
                "unclosed-html", reader.span(start, end), "write `>`", name=name
            )
            return
        reader.tell(
            "unknown-html",
            reader.span(start, end),
            "put it in backticks",
            name=name,
            shown="shown as text",
        )


def _tell_removed(reader: Reader, name: str, start: int, end: int) -> None:
    reader.tell(
        "removed-html",
        reader.span(start, end),
        "put it in backticks, or in a fence of its own, to show it",
        name=name,
    )


def _tell_open(reader: Reader, name: str, start: int, end: int) -> None:
    reader.tell(
        "unclosed-html",
        reader.span(start, end),
        f"write `</{name}>` where it ends",
        name=name,
    )
