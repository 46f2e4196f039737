"""TeX → MathML, and MathML → a picture (SVG) of paths.

Loaded when there is a formula to draw: ziamath takes a third of a second to load.
"""

import hashlib
import re

import math_core
from lxml import etree
from pylatexenc.latex2text import LatexNodes2Text
from ziamath.zmath import Math

from octavo.plates.math.drawn import Drawn
from octavo.plates.math.tex import legal, tidy

LONGEST = 10_000
"""Characters a formula may have; a page holds about a thousand."""

DEEPEST = 8
"""Growing brackets and tables that may stand in one another: each level doubles the
time ziamath 0.13 takes, 0.2 s at 8."""

PIXELS = 16.0
"""To the em of a picture."""

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_OFFSET = re.compile(r"(\d+): ")


def drawn(tex: str, display: bool) -> Drawn:
    """The formula as MathML and as a picture, or why neither could be made."""
    wanted = tidy(tex)
    if not wanted.strip():
        return Drawn(why="it is empty")
    if len(wanted) > LONGEST:
        return Drawn(why=f"it is longer than {LONGEST} characters")
    parser = math_core.LatexToMathML(xml_namespace=True, fancy_error=False)
    try:
        written = parser.convert_with_local_state(wanted, displaystyle=display)
    except math_core.LatexError as error:
        return _complaint(str(error), tex == wanted)
    # The one named entity math-core writes; XML knows five, and this is none of them.
    root = etree.fromstring(written.replace("&ApplyFunction;", "\u2061").encode())
    if _growth(root) > DEEPEST:
        return Drawn(why=f"its brackets stand more than {DEEPEST} deep in one another")
    _level_tables(root)
    root.set("display", "block" if display else "inline")
    root.set("alttext", " ".join(legal(tex).split()))
    mathml = etree.tostring(root, encoding="unicode")
    return _pictured(mathml, tex)


def _level_tables(root: etree._Element) -> None:
    """Move the level of tables into `mstyle`: MathML 3 (3.3.4) has it only there.

    Level 0 goes: a table has it anyway unless it stands in an index.
    """
    for table in list(root.iter(f"{_NAMESPACE}mtable")):
        level = table.attrib.pop("scriptlevel", "0")
        parent = table.getparent()
        if level == "0" or parent is None:
            continue
        style = etree.Element(f"{_NAMESPACE}mstyle", scriptlevel=level)
        parent.replace(table, style)
        style.append(table)


def _complaint(told: str, same: bool) -> Drawn:
    r"""math-core's `6: Unknown command "\foo".` as ours: no place, no full stop."""
    placed = _OFFSET.match(told)
    words = told[placed.end() :] if placed else told
    words = re.sub('"(.*?)"', r"“\1”", words.rstrip("."))
    offset = int(placed[1]) if placed and same else -1
    return Drawn(why=words[:1].lower() + words[1:], offset=offset)


def _growth(root: etree._Element) -> int:
    """The most growing brackets and tables any place in the formula stands in."""
    deepest = 0
    stack: list[tuple[etree._Element, int]] = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        children = list(element)
        name = element.tag
        fenced = name == f"{_NAMESPACE}mrow" and any(
            child.tag == f"{_NAMESPACE}mo" and child.get("stretchy") != "false"
            for child in children[:1]
        )
        depth += fenced or name == f"{_NAMESPACE}mtable"
        deepest = max(deepest, depth)
        stack.extend((child, depth) for child in children)
    return deepest


def for_drawing(mathml: str) -> str:
    """The MathML as ziamath 0.13 draws it rightly.

    It shows invisible characters as boxes, and takes the columns of `aligned` for
    those of a matrix: their alignment stands in styles it does not read.
    """
    root = etree.fromstring(re.sub("[\u2061-\u2064\ufe00\ufe01]", "", mathml).encode())
    for table in root.iter(f"{_NAMESPACE}mtable"):
        row = max(table, key=len, default=None)
        aligned = [
            match[1]
            if (match := re.match(r"text-align: (\w+)", cell.get("style", "")))
            else ""
            for cell in (row if row is not None else ())
        ]
        if any(aligned):
            table.set("columnalign", " ".join(side or "center" for side in aligned))
            table.set("columnspacing", "0em")
    return etree.tostring(root, encoding="unicode")


def _pictured(mathml: str, tex: str) -> Drawn:
    """The proof of a formula whose MathML is known."""
    svg = Math(for_drawing(mathml), size=PIXELS).svg().encode()
    box = etree.fromstring(svg).get("viewBox", "0 0 0 0")
    _, top, width, height = (float(number) for number in box.split())
    spoken = LatexNodes2Text().latex_to_text(tex)
    return Drawn(
        mathml=mathml,
        svg=svg,
        digest=hashlib.sha256(svg).hexdigest(),
        width=round(width / PIXELS, 4),
        height=round(height / PIXELS, 4),
        depth=round((top + height) / PIXELS, 4),
        alt=" ".join(spoken.split()) or tex,
    )
