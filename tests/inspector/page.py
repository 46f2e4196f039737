"""What each page has to keep to."""

from collections.abc import Iterator
from itertools import pairwise

from inspector.copy import PAPERS, Copy
from inspector.leaves import Glyph, Leaf, Line, lined

_HYPHENS = "-\u2010\u00ad\x02\ufffe"
_ENDS = ".!?:;…”’\"')"
_NOTE = 8.6
_LARGE = 9.4
"""Points: the type of notes and captions is smaller, that of text larger."""
_OVER = 1.0
"""Points that a line may reach over its edge."""
_DEEP = 8.0
"""Points that the rim of a picture on the last line may reach below the area."""
_TITLE = 20.0
_HALF, _WHOLE = 8, 20
"""Characters of half a word on a line of its own that are too few, and the most that a
word has of which that is said: a longer one may have to be divided."""
_NEAR = 0.62
"""Of the type size: lines closer together collide."""


def trim(copy: Copy) -> Iterator[str]:
    """T01: every page has the size of its paper, be it turned."""
    for leaf in copy.leaves:
        size = (leaf.width, leaf.height)[:: -1 if copy.across(leaf) else 1]
        off = zip(size, (copy.paper.width, copy.paper.height), strict=True)
        if max(abs(found - wanted) for found, wanted in off) > 0.6:
            yield f"{leaf.number}: {leaf.width:.1f} × {leaf.height:.1f} pt"


def body(copy: Copy, leaf: Leaf) -> tuple[Line, ...]:
    """The lines in the type area, the running head and the folio left out."""
    top, bottom = copy.paper.top, copy.paper.height - copy.paper.bottom
    return tuple(line for line in leaf.lines if top < line.base < bottom + _OVER)


def type_area(copy: Copy) -> Iterator[str]:
    """T02, T03: nothing stands beside the type area, above its head or below its foot."""
    for leaf in copy.leaves:
        if copy.across(leaf):
            yield from _across(copy, leaf)
            continue
        left, right = copy.margins(leaf.number)
        inside = set(map(id, body(copy, leaf)))
        for line in leaf.lines:
            if line.left < left - _OVER or line.right > leaf.width - right + _OVER:
                yield f"{leaf.number}: beside the type area: {line.text}"
            high = line.base < copy.paper.top - 32
            low = line.base > copy.paper.height - copy.paper.bottom + 44
            if id(line) not in inside and (high or low) and leaf.label != "Cover":
                yield f"{leaf.number}: beyond head or foot: {line.text}"
        low = leaf.height - copy.paper.bottom + _DEEP
        for shot in leaf.shots:
            if shot.left < left - _OVER or shot.right > leaf.width - right + _OVER:
                yield f"{leaf.number}: a picture beside the type area"
            if shot.bottom > low or shot.top < copy.paper.top - _OVER:
                yield f"{leaf.number}: a picture above or below the type area"


def _across(copy: Copy, leaf: Leaf) -> Iterator[str]:
    """What stands beside the type area of a page whose foot is at its left."""
    left, right = copy.paper.bottom, leaf.width - copy.paper.top
    for line in leaf.lines:
        if line.left < left - _OVER or line.right > right + _OVER:
            yield f"{leaf.number}: beside the type area across: {line.text}"


def _broken(copy: Copy) -> Iterator[tuple[str, int, list[Line], list[Line]]]:
    """Paragraphs that go on over a page's end: kind, page, lines on it and on the next.

    Each page has an element of its own for its lines, so that it is the end of a
    sentence that says whether a paragraph ends: one that breaks there is missed. What a
    mark of a list stands before begins anew: items are often no sentences.
    """
    pieces = [piece for piece in _texts(copy) if piece[0] in ("P", "LBody", "Lbl")]
    for (kind, page, lines), (other, next_page, more) in pairwise(pieces):
        if (kind, page + 1) == (other, next_page):
            end, low = lines[-1].text[-1], lines[-1].base + 1
            below = [line for line in body(copy, copy.leaves[page]) if line.base > low]
            last = all(line.size < _NOTE for line in below)
            large = lines[-1].size > _LARGE and more[0].size > _LARGE
            if large and last and end not in _ENDS and more[0].text[:1].islower():
                yield kind, page, lines, more


def _texts(copy: Copy) -> Iterator[tuple[str, int, list[Line]]]:
    """Every stretch of text on its page, in the order of reading: kind, page, lines.

    Lines of notes are left out, whose words are tagged within the text.
    """
    glyphs: dict[tuple[int, int], list[Glyph]] = {}
    for leaf in copy.leaves:
        for glyph in leaf.glyphs:
            if glyph.upright:
                glyphs.setdefault((leaf.number, glyph.mark), []).append(glyph)
    for piece in copy.pieces:
        for page in sorted({page for page, _ in piece.marks}):
            flat = tuple(
                glyph
                for mark in sorted(piece.marks)
                if mark[0] == page
                for glyph in glyphs.get(mark, ())
            )
            lines: list[Line] = []
            for line in lined(flat):
                apart = not lines or line.base - lines[-1].base > 0.5 * line.size
                if line.size > _NOTE and apart:
                    lines.append(line)
                elif line.size > _NOTE:
                    lines[-1] = Line((*lines[-1].glyphs, *line.glyphs))
            if lines:
                yield piece.kind, page, lines


def widow(copy: Copy) -> Iterator[str]:
    """T04: no last line of a paragraph stands alone at the head of a page."""
    for kind, page, _, more in _broken(copy):
        if len(more) < 2:
            yield f"{page + 1}: {kind} ends with one line: {more[0].text}"


def orphan(copy: Copy) -> Iterator[str]:
    """T05: no first line of a paragraph stands alone at the foot of a page."""
    for kind, page, lines, _ in _broken(copy):
        if len(lines) < 2:
            yield f"{page}: {kind} begins with one line: {lines[0].text}"


def heading_at_the_foot(copy: Copy) -> Iterator[str]:
    """T06: no heading is the last thing on a page; its text begins below it."""
    headings = {
        mark for piece in copy.pieces if piece.kind[:1] == "H" for mark in piece.marks
    }
    for leaf in copy.leaves:
        # Notes are set as small as listings, in other fonts.
        lines = [
            line
            for line in body(copy, leaf)
            if line.size > _NOTE or "Mono" in line.glyphs[0].font
        ]
        if not lines or leaf.label == "Cover":
            continue
        last = lines[-1]
        alone = all((leaf.number, glyph.mark) in headings for glyph in last.glyphs)
        painted = any(shot.bottom > last.base for shot in leaf.shots)
        # A part has a page for its title.
        if alone and not painted and last.size < _TITLE:
            yield f"{leaf.number}: ends with the heading {last.text}"


def _paragraphs(copy: Copy) -> Iterator[tuple[int, list[Line]]]:
    """The lines of each paragraph, on each page that it stands on."""
    return (
        (page, lines) for kind, page, lines in _texts(copy) if kind in ("P", "LBody")
    )


def hyphens(copy: Copy) -> Iterator[str]:
    """T07: no more than two lines in a row end in a hyphen."""
    for page, lines in _paragraphs(copy):
        row = 0
        for line in lines:
            row = row + 1 if line.glyphs[-1].text in _HYPHENS else 0
            if row == 3:
                yield f"{page}: a third line ends in a hyphen: {line.text}"


def divided_last_word(copy: Copy) -> Iterator[str]:
    """No paragraph ends with the second half of a word."""
    for page, lines in _paragraphs(copy):
        for above, last in pairwise(lines[-2:]):
            divided = above.glyphs[-1].text in _HYPHENS[1:]
            whole = above.text.rpartition(" ")[2] + last.text
            brief = len(last.text) < _HALF and len(whole) <= _WHOLE
            if divided and brief and " " not in last.text:
                yield f"{page}: ends with half a word: {last.text}"


def line_distance(copy: Copy) -> Iterator[str]:
    """T08: of the lines of running text 97 % stand at the exact distance."""
    exact = count = 0
    off = []
    for page, lines in _paragraphs(copy):
        for above, below in pairwise(lines):
            if not all(_running(line) for line in (above, below)):
                continue
            gap = below.base - above.base
            if not 0.5 * copy.paper.line < gap < 1.3 * copy.paper.line:
                continue
            count += 1
            if abs(gap - copy.paper.line) < 0.15:
                exact += 1
            else:
                off.append(f"{page}: {gap:.2f} pt above {below.text}")
    if count and exact / count < 0.97:
        yield f"{exact} of {count} lines are {copy.paper.line} pt apart"
        yield from off[:8]


def _running(line: Line) -> bool:
    """Whether it is a line of text, and not of a listing or a table."""
    first = line.glyphs[0]
    return first.face.startswith("Octavo-Serif") and first.size in (10.5, 11)


def characters_a_line(copy: Copy) -> Iterator[str]:
    """T09: full lines have 58 to 75 characters, taken together; on narrow paper fewer."""
    wide = copy.paper.width - copy.paper.left - copy.paper.right
    full = [
        len(line.text)
        for leaf in copy.leaves
        for line in body(copy, leaf)
        if _running(line) and line.right - line.left > 0.85 * wide
    ]
    part = min(1.0, wide / (PAPERS["b5"].width - 2 * PAPERS["b5"].left))
    if len(full) > 30 and not 58 * part <= sum(full) / len(full) <= 75:
        yield f"{sum(full) / len(full):.1f} characters in {len(full)} full lines"


def blank_page(copy: Copy) -> Iterator[str]:
    """T10: no page is blank, in a bound book none but a left one."""
    for leaf in copy.leaves:
        blank = not leaf.glyphs and not leaf.drawn
        if blank and not (copy.inner and leaf.number % 2):
            yield f"{leaf.number}: nothing stands on it"


def collision(copy: Copy) -> Iterator[str]:
    """T11: no two lines stand in each other."""
    for leaf in copy.leaves:
        lines = sorted(leaf.lines, key=lambda line: line.base)
        for number, line in enumerate(lines):
            for below in lines[number + 1 :]:
                if below.base - line.base >= _NEAR * max(below.size, line.size):
                    if below.base - line.base > 40:
                        break
                    continue
                # Superiors and inferiors stand beside what they belong to.
                over = min(line.right, below.right) - max(line.left, below.left)
                if over > 1 and _touch(line, below):
                    yield f"{leaf.number}: {line.text} and {below.text}"


def _touch(one: Line, other: Line) -> bool:
    """Whether glyphs of both overlap by more than a hair."""
    return any(
        min(a.right, b.right) - max(a.left, b.left) > 0.15 * a.size
        for a in one.glyphs
        for b in other.glyphs
    )
