"""One line of a note → what it says as navigation, if it is navigation (rule R9.1)."""

import re
from collections.abc import Iterator

from octavo.model.blocks import (
    Block,
    BulletList,
    Heading,
    OrderedList,
    Paragraph,
    Quote,
)
from octavo.model.displays import Row, Table
from octavo.model.inlines import (
    Element,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Mark,
    Strike,
    Strong,
    Tag,
    Text,
    WikiLink,
)
from octavo.model.stretch import Way, Wayline
from octavo.model.wording import text_of
from octavo.navigate.signpost import way_of
from octavo.reference.shelf import internal

_LINK, _EDGE = "\ue000", "\ue001"
"""Stand in a line's text for a link, and for where emphasis begins or ends."""

_ARROW = r"(?:[-=]+>|<[-=]+|>>+|<<+|[←-⇿⟰-⟿⤀-⥿⬀-⮿➔-➾«»‹›>])"
_ARROWS = re.compile(_ARROW)
_BACKWARDS = re.compile(r"(?:<[-=]+|<<+|[←⇐⟵⬅«‹⇦⮜◀])")
_FORWARDS = re.compile(r"(?:[-=]+>|>>+|[→⇒⟶➡»›⇨⮞▶➔➜])")
_SEPARATORS = re.compile(rf"{_ARROW}|[:：|·•/<>!{_LINK}{_EDGE}]")
_SENTENCE = re.compile(r"[.!?;…](?:\s|$)|[。！？]")
_LENGTH, _TAIL = 80, 8

Line = tuple[Inline, ...]


def lines_of(block: Block) -> list[Line]:
    """The lines of a block that could hold navigation, without list and quote marks.

    Empty for a block that cannot: code, pictures, tasks, tables of several rows.
    """
    match block:
        case Paragraph() | Heading():
            return _split(block.inlines)
        case BulletList() | OrderedList():
            if any(item.task for item in block.items):
                return []
            return _all_lines(tuple(b for item in block.items for b in item.blocks))
        case Quote():
            return _all_lines(block.blocks)
        case Table():
            row = _only_row(block)
            return [] if row is None else [_joined(row)]
        case _:
            return []


def _all_lines(blocks: tuple[Block, ...]) -> list[Line]:
    """The lines of all blocks, none when one of them cannot hold navigation."""
    lines: list[Line] = []
    for block in blocks:
        inside = lines_of(block)
        if not inside:
            return []
        lines += inside
    return lines


def _only_row(table: Table) -> Row | None:
    if not table.rows:
        return table.head
    return table.rows[0] if len(table.rows) == 1 and not text_of(table.head) else None


def _joined(row: Row) -> Line:
    """The cells of a row as one line, a bar between them."""
    line: list[Inline] = []
    for cell in row.cells:
        line += [*cell.inlines, Text(span=cell.span, text=" | ")]
    return tuple(line)


def _split(inlines: tuple[Inline, ...]) -> list[Line]:
    lines: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [tuple(line) for line in lines]


def wayline(line: Line, *, titled: bool) -> Wayline | None:
    """What `line` says as navigation, None when it is something else.

    `titled` allows a line without a link that begins with a bold label.
    """
    flat = list(_flat(line))
    if any(piece is None for piece in flat):
        return None
    links = [piece for piece in flat if isinstance(piece, WikiLink | Link)]
    text = "".join(
        piece if isinstance(piece, str) else _LINK for piece in flat if piece
    )
    if len(text.replace(_LINK, "").replace(_EDGE, "")) > _LENGTH:
        return None
    if not links:
        return _label_alone(line, text) if titled else None
    if not any(internal(link) for link in links):
        return None
    rest, tail = _tail(text)
    labels = [piece for piece in _SEPARATORS.split(rest) if _wordy(piece)]
    if any(way_of(label) is None for label in labels):
        return None
    ways = tuple(zip(links, _ways(links, text), strict=True))
    inside = [way_of(_ARROWS.sub("", text_of(link))) for link in links]
    own = "".join(text_of(link) for link in links)
    named = [way_of(label) for label in labels] + inside
    return Wayline(
        links=ways,
        tail=tail,
        labelled=any(way is not None for way in named),
        directed=bool(
            _ARROWS.search(text + own)
            or any(way in (Way.PREVIOUS, Way.NEXT) for way in named)
            or any(label.casefold().split()[:1] == ["up"] for label in labels)
        ),
        shape=(
            *(" ".join(label.casefold().split()) for label in labels),
            *(way or "link" for _, way in ways),
            "tail" if tail else "",
        ),
    )


def has_label(line: Line) -> bool:
    """Whether a line is navigation that says where its links lead."""
    read = wayline(line, titled=False)
    return read is not None and read.labelled


def _flat(line: Line) -> Iterator[str | WikiLink | Link | None]:
    """Text, links and edges of emphasis in order; None for what no signpost holds."""
    for inline in line:
        match inline:
            case Text():
                yield inline.text.replace(_LINK, "").replace(_EDGE, "")
            case WikiLink() | Link():
                pictured = any(
                    not isinstance(inside, Text | Emphasis | Strong)
                    for inside in inline.inlines
                )
                yield None if pictured else inline
            case Emphasis() | Strong() | Mark() | Strike() | Element():
                yield _EDGE
                yield from _flat(inline.inlines)
                yield _EDGE
            case Tag():
                yield f"#{inline.name}"
            case _:
                yield None


def _wordy(piece: str) -> bool:
    return any(character.isalnum() for character in piece)


def _tail(text: str) -> tuple[str, str]:
    """The line up to its breadcrumb tail, and the tail; "" when it has none."""
    last = text.rindex(_LINK)
    arrows = list(_ARROWS.finditer(text, last))
    if not arrows:
        return text, ""
    tail = " ".join(text[arrows[-1].end() :].replace(_EDGE, "").split())
    if not _wordy(tail) or len(tail.split()) > _TAIL or _SENTENCE.search(tail):
        return text, ""
    return text[: arrows[-1].end()], tail


def _ways(links: list[WikiLink | Link], text: str) -> Iterator[Way]:
    """Where each link points: by the label before it, its own words, or an arrow.

    With arrows to both sides, as in `[[a]] ← [[up]] → [[b]]`, the first link is the
    previous note and the last the next one.
    """
    between = text.split(_LINK)
    both = _BACKWARDS.search(text) and _FORWARDS.search(text)
    for place, link in enumerate(links):
        before, after = between[place], between[place + 1]
        labels = [piece for piece in _SEPARATORS.split(before) if _wordy(piece)]
        way = way_of(labels[-1]) if labels else None
        own = text_of(link)
        if way is None:
            way = way_of(_ARROWS.sub("", own))
        if (
            way is None
            and both
            and place + 1 == len(links)
            and _FORWARDS.search(before)
        ):
            way = Way.NEXT
        if way is None and (_BACKWARDS.search(before) or _BACKWARDS.search(own)):
            way = Way.PREVIOUS
        if way is None and both and place == 0 and _BACKWARDS.search(after):
            way = Way.PREVIOUS
        if way is None and (_FORWARDS.search(own) or _forward_end(after)):
            way = Way.NEXT
        yield way or Way.NOWHERE


def _forward_end(after: str) -> bool:
    return bool(_FORWARDS.search(after)) and not _wordy(after)


def _label_alone(line: Line, text: str) -> Wayline | None:
    """`**Module:** Course Contents`: a bold label first, no link, few words (R9.1)."""
    words = text.replace(_EDGE, " ").split()
    bold = next((part for part in line if text_of(part).strip()), None)
    if not isinstance(bold, Strong) or way_of(text_of(bold)) is None:
        return None
    if len(words) > _TAIL:
        return None
    label = " ".join(text_of(bold).casefold().split())
    return Wayline(links=(), tail="", labelled=True, directed=False, shape=(label,))
