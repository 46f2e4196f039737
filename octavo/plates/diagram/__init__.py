"""Fences that describe a drawing → the drawing, with text that stays text.

The drawing is one for all editions: its text names the family of the book's sans, its
colours are the design tokens, its main text is as large as a caption.
"""

import hashlib
import json
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.find import font, token_values
from octavo.model.asset import Asset
from octavo.model.displays import Diagram
from octavo.model.wording import text_of
from octavo.plates.diagram.drawn import Drawn, Fault
from octavo.plates.diagram.fonts import BOLD, REGULAR
from octavo.plates.diagram.theme import colours, family
from octavo.plates.plate import Drawable, Materials, Placed, Plate
from octavo.words import words_in

_CAPTION = 42.0
"""Points of the type area's height that a caption of two lines takes."""

LEAST = 6.5
"""Points; smaller text is not read without effort (`--t-least`)."""

_LONGEST_ALT = 200


def _source(node: Drawable, given: Materials) -> bytes | None:
    assert isinstance(node, Diagram)
    ours = token_values()
    words = words_in(given.language)
    wanted = {
        "kind": node.kind,
        "text": node.text,
        "family": family(given.tokens, ours),
        "colours": colours(given.tokens, ours),
        "room": (given.area.width, given.area.height - _CAPTION),
        "files": _files(node, given),
        "marks": (words.decimal, words.thousands) if node.kind != "mermaid" else (),
        "fonts": [hashlib.sha256(font(name)).hexdigest() for name in (REGULAR, BOLD)],
    }
    return json.dumps(wanted, sort_keys=True).encode()


def _files(node: Diagram, given: Materials) -> dict[str, str]:
    """The texts of the files a chart names, by those names; of those that are there."""
    if node.kind == "mermaid":
        return {}
    from octavo.plates.diagram.chart import files_of, places

    found: dict[str, str] = {}
    for name in files_of(node.kind, node.text):
        for place in places(name, node.span.path):
            try:
                found[name] = given.load(place).decode("utf-8-sig", "replace")
            except OSError:
                continue
            break
    return found


def _draw(source: bytes) -> bytes:
    wanted = json.loads(source)
    kind, text = wanted["kind"], wanted["text"]
    family, look = wanted["family"], wanted["colours"]
    across, down = wanted["room"]
    if kind == "mermaid":
        from octavo.plates.diagram import mermaid

        found = mermaid.drawn(text, family, look, across)
    else:
        from octavo.plates.diagram import chart
        from octavo.plates.diagram.chart.house import Marks

        files, marks = wanted["files"], Marks(*wanted["marks"])
        found = chart.drawn(kind, text, files, family, look, across, marks)
    return pickle.dumps(replace(found, room=(across, down)))


def _place(node: Drawable, proof: bytes) -> Outcome[Placed]:
    assert isinstance(node, Diagram)
    found: Drawn = pickle.loads(proof)
    if found.fault is not None:
        return Outcome(Placed(node=node), (_told(node, found.fault),))
    caption = " ".join(text_of(node.caption).split())
    spoken = found.spoken or caption
    picture = Asset(
        name=f"images/{found.name}.svg",
        media_type="image/svg+xml",
        data=found.svg,
        digest=found.digest,
        width=found.width,
        height=found.height,
    )
    placed = replace(
        node,
        asset=picture.name,
        width=found.width,
        height=found.height,
        alt=_cut(spoken or ", ".join(found.labels)),
        described=bool(spoken),
        cells=found.cells,
    )
    return Outcome(Placed(node=placed, picture=picture), tuple(_remarks(node, found)))


def _cut(words: str) -> str:
    """The words, no more of them than a listener bears."""
    if len(words) <= _LONGEST_ALT:
        return words
    return words[:_LONGEST_ALT].rpartition(" ")[0].rstrip(",;") + "…"


def _told(node: Diagram, fault: Fault) -> Diagnostic:
    return tell(
        fault.code,
        _place_of(node, fault),
        help=fault.help or "the source is shown as code; amend it",
        kind=node.kind,
        language=node.kind,
        why=fault.why,
    )


def _place_of(node: Diagram, fault: Fault) -> Span:
    """Where in the fence a fault is: a stretch of one line, or its opening line."""
    if not fault.line or not node.lines:
        return node.span._replace(end_line=node.span.line, end_column=node.span.column)
    line = node.lines[min(fault.line, len(node.lines)) - 1]
    width = line.end_column - line.column
    start = min(fault.column - 1, width) if fault.line <= len(node.lines) else width
    end = min(start + max(fault.length, 0), width)
    return line._replace(column=line.column + start, end_column=line.column + end)


def _remarks(node: Diagram, found: Drawn) -> Iterator[Diagnostic]:
    """What is said of a diagram that was drawn."""
    opening = node.span._replace(end_line=node.span.line, end_column=node.span.column)
    for remark in found.remarks:
        yield _told(node, remark)
    if found.approximate:
        yield tell(
            "diagram-approximate",
            opening,
            help="`pip install merman`, where there is a wheel for this system",
        )
    across, down = found.room[0] / found.width, found.room[1] / found.height
    scale = min(1.0, across, down)
    if scale < 1.0 and found.least * scale < LEAST:
        turned = re.search(
            r"^\s*(?:flowchart|graph)\s+(?:LR|RL)\b", node.text, re.MULTILINE
        )
        help = "draw it in two parts, or with shorter labels"
        if across < down and turned:
            help = "draw it from top to bottom (`TD`), or in two parts"
        yield tell(
            "diagram-text-too-small",
            opening,
            help=help,
            size=f"{found.least * scale:.1f}",
        )


PLATE = Plate(
    name="diagram",
    revision=9,
    packages=(
        *("merman", "mmdr", "vl-convert-python", "pyyaml"),
        *("lxml", "fonttools", "tinycss2", "cssselect2"),
    ),
    source=_source,
    draw=_draw,
    place=_place,
)
