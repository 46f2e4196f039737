"""Paragraphs, and what stands alone in one: a picture, an embed, a formula, tags."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from octavo.model.blocks import Block, Embed, Paragraph
from octavo.model.dialect import SoftBreak
from octavo.model.displays import Figure, MathBlock
from octavo.model.inlines import (
    Image,
    IndexMark,
    Inline,
    InlineEmbed,
    LineBreak,
    Math,
    Tag,
    Text,
)
from octavo.syntax.rule import Branch, Reader, Rule

_BREAKS = frozenset(("softbreak", "hardbreak"))
_DISPLAYED = frozenset(("math_display", "drawing_display"))
_PICTURE = frozenset(("image", "attributes"))
_ALONE = _DISPLAYED | {"embed"}


def paragraph(branch: Branch, reader: Reader) -> tuple[Block, ...]:
    """One paragraph, or several blocks where a formula or an embed splits it.

    A displayed formula within a line splits it (rule R7.5), as does an embed alone on
    its line (R6.1). A paragraph of nothing but comments leaves nothing; one of tags is
    kept in quotes and items, where it says what these are about.
    """
    if branch.token.meta.get("too_deep"):
        span = reader.span(branch.start, branch.start + 1)
        reader.tell("deep-nesting", span, "nest it less deeply")
    line = branch.branches[0].branches if branch.branches else ()
    if (
        "math" in reader.dialect.rules
        and reader.written(branch.start, branch.start + 3) in ("$$\n", "$$")
        and not (line and line[0].kind == "math_display")
    ):
        span = reader.span(branch.start, branch.start + 2)
        help = "take out the blank lines, or write `$$` where it ends"
        reader.tell(
            "bad-math", span, help, why="the next blank line comes before its end"
        )
    made: list[Block] = []
    for part in _parts(line):
        whole = len(part) == len(line)
        start, end = (
            (branch.start, branch.end) if whole else (part[0].start, part[-1].end)
        )
        made.extend(_block(part, start, end, reader))
    name = branch.token.meta.get("id", "") or _of_picture(line, reader)
    if name and made:
        made[-1] = _named(made[-1], name)
    return tuple(made)


def _of_picture(line: Sequence[Branch], reader: Reader) -> str:
    """The id of a picture that is all there is in a paragraph; "" for none."""
    named = _name(line[0]) if line and line[-1].kind in _PICTURE else ""
    if not named or any(each.kind not in _PICTURE for each in line):
        return ""
    span = reader.span(line[0].start, line[0].end)
    return reader.unique(f"b-{named}", span, explicit=True)


def _name(branch: Branch) -> str:
    return str(branch.token.meta.get("name", "")) if branch.kind == "image" else ""


def _parts(line: Sequence[Branch]) -> Iterable[Sequence[Branch]]:
    """What becomes a block each, of most lines the whole."""
    if _ALONE.isdisjoint([branch.kind for branch in line]):
        return filter(None, (_trimmed(line),))
    return filter(None, _split(line))


def _split(line: Sequence[Branch]) -> Iterator[Sequence[Branch]]:
    part: list[Branch] = []
    for at, branch in enumerate(line):
        alone = branch.kind in _DISPLAYED or (
            branch.kind == "embed"
            and (at == 0 or line[at - 1].kind in _BREAKS)
            and (at + 1 == len(line) or line[at + 1].kind in _BREAKS)
            and not branch.token.meta["picture"]
        )
        if alone:
            yield _trimmed(part)
            yield [branch]
            part = []
        else:
            part.append(branch)
    yield _trimmed(part)


def _trimmed(part: Sequence[Branch]) -> Sequence[Branch]:
    start, end = 0, len(part)
    while start < end and part[start].kind in _BREAKS:
        start += 1
    while end > start and part[end - 1].kind in _BREAKS:
        end -= 1
    return part[start:end] if end - start < len(part) else part


def _block(
    part: Sequence[Branch], start: int, end: int, reader: Reader
) -> tuple[Block, ...]:
    span = reader.span(start, end)
    inlines = _bare(reader.inlines(part))
    match inlines:
        case ():
            return ()
        case (Math(tex=tex),) if part[0].kind in _DISPLAYED:
            return (MathBlock(span=span, tex=tex),)
        case (Image() as image,):
            caption: tuple[Inline, ...] = ()
            if image.title:
                caption = (Text(span=image.span, text=image.title),)
            elif _name(part[0]).startswith("fig-"):
                # What Quarto's authors write there is printed below the picture.
                caption = reader.inlines(part[0].branches)
            return (Figure(span=span, image=image, caption=caption),)
        case (InlineEmbed() as embed,):
            return (
                Embed(
                    span=span,
                    target=embed.target,
                    subpath=embed.subpath,
                    inlines=embed.inlines,
                ),
            )
    tags = [node.name for node in inlines if isinstance(node, Tag)]
    if (
        tags
        and not reader.sheltered
        and all(
            isinstance(node, Tag | LineBreak)
            or (isinstance(node, Text) and not node.text.strip())
            for node in inlines
        )
    ):
        reader.keep_tags(tags)
        return ()
    return (Paragraph(span=span, inlines=inlines),)


def _bare(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The inlines without blanks and line ends that a comment left at either end.

    So do marks of the index, which stay.
    """
    if inlines and _is_firm(inlines[0], 0) and _is_firm(inlines[-1], -1):
        return inlines
    start, end = 0, len(inlines)
    while start < end and _blank(inlines[start]):
        start += 1
    while end > start and _blank(inlines[end - 1]):
        end -= 1
    before = tuple(node for node in inlines[:start] if isinstance(node, IndexMark))
    after = tuple(node for node in inlines[end:] if isinstance(node, IndexMark))
    kept = list(inlines[start:end])
    if kept and isinstance(kept[0], Text) and kept[0].text[0] == " ":
        text = kept[0].text.lstrip(" ")
        column = kept[0].span.column + len(kept[0].text) - len(text)
        kept[0] = Text(span=kept[0].span._replace(column=column), text=text)
    if kept and isinstance(kept[-1], Text) and kept[-1].text[-1] == " ":
        text = kept[-1].text.rstrip(" ")
        column = kept[-1].span.end_column - len(kept[-1].text) + len(text)
        kept[-1] = Text(span=kept[-1].span._replace(end_column=column), text=text)
    return (*before, *kept, *after)


def _is_firm(node: Inline, end: int) -> bool:
    """Whether a node is one that stays, with no blank at its end 0 or -1."""
    if isinstance(node, Text):
        return node.text[end] not in " \t\n"
    return not isinstance(node, LineBreak | IndexMark)


def _blank(node: Inline) -> bool:
    return isinstance(node, LineBreak | IndexMark) or (
        isinstance(node, Text) and not node.text.strip(" \t\n")
    )


def _named(block: Block, name: str) -> Block:
    return replace(block, id=name)


def line_end(branch: Branch, reader: Reader) -> tuple[Inline, ...]:
    """The end of a line: a break where the dialect says so (rule R8.2)."""
    return (
        LineBreak(
            span=reader.span(branch.start, branch.start + 1),
            hard=branch.kind == "hardbreak"
            or reader.dialect.soft_break is SoftBreak.BREAK,
        ),
    )


RULE = Rule(
    name="paragraph",
    inlines=(("softbreak", line_end), ("hardbreak", line_end)),
    blocks=(("paragraph", paragraph),),
)
