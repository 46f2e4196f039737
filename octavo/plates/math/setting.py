"""TeX → MathML, and MathML → a picture (SVG) of paths.

Loaded when there is a formula to draw: ziamath takes a third of a second to load.
"""

import hashlib
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

import math_core
from lxml import etree
from pylatexenc.latex2text import LatexNodes2Text

from octavo.plates.math.drawn import Drawn
from octavo.plates.math.tex import legal, tidy

with warnings.catch_warnings():
    # It finds its font by a function that Python 3.11 calls old.
    warnings.simplefilter("ignore", DeprecationWarning)
    from ziamath.nodes.mnode import _node_classes
    from ziamath.nodes.mrow import Mrow
    from ziamath.zmath import Math

LONGEST = 10_000
"""Characters a formula may have; a page holds about a thousand."""

DEEPEST = 20
"""Growing brackets and tables that may stand in one another, and a fifth of the
elements: ziamath calls itself four times a level."""

PIXELS = 16.0
"""To the em of a picture."""

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_OFFSET = re.compile(r"(\d+): ")


# ziamath takes the first four for a row; of what is in neither it tells the terminal.
_DRAWABLE = frozenset(("math", "mtd", "mtr", "none", "ms", *_node_classes))
_LEVELS = ("displaystyle", "scriptlevel")
_VARIANTS = {"b": "bold", "i": "italic"}

# What ziamath 0.13 raises for MathML it has not met; it has no error class of its own.
_MISSED = (
    AttributeError,
    IndexError,
    KeyError,
    NotImplementedError,
    TypeError,
    ValueError,
    ZeroDivisionError,
)


class _Row(Mrow, tag="mrow"):
    """A row that measures its height once.

    Each row of ziamath 0.13 draws what is in it twice, to learn how far brackets
    stretch; a row within a row within a row four times, eight times. While measuring,
    nothing stretches, so the inner ones need not know.
    """

    def _get_height_nostretch(
        self, line: list[Element], **given: object
    ) -> tuple[float, float]:
        if given.get("nostretch"):
            return 0.0, 0.0
        return super()._get_height_nostretch(line, **given)


def drawn(tex: str, display: bool) -> Drawn:
    """The formula as MathML and as a picture, or why neither could be made."""
    if tex.startswith("<math "):
        return _settled(tex, tex, display)
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
    return _settled(written.replace("&ApplyFunction;", "\u2061"), tex, display)


def _settled(written: str, tex: str, display: bool) -> Drawn:
    """What was written as MathML, with a picture of it.

    Where a note has a formula in MathML that is its `tex` as well.
    """
    try:
        root = etree.fromstring(written.encode(), etree.XMLParser(huge_tree=True))
    except etree.XMLSyntaxError:
        return Drawn(why="it cannot be written as MathML")
    if _growth(root) > DEEPEST or _depth(root) > 5 * DEEPEST:
        return Drawn(why=f"it is nested more than {DEEPEST} deep")
    _plain_words(root)
    root.set("display", "block" if display else "inline")
    picture = for_drawing(etree.tostring(root, encoding="unicode"))
    _levels(root)
    spoken = " ".join(map(str, root.itertext())) if tex == written else legal(tex)
    root.set("alttext", " ".join(spoken.split()))
    mathml = etree.tostring(root, encoding="unicode")
    return _pictured(picture, mathml, spoken if tex == written else tex)


def _levels(root: etree._Element) -> None:
    """Move levels of script and display to `mstyle`, where MathML 3 (3.3.4) has them.

    math-core writes them on any element, as MathML Core allows. Level 0 of a table
    goes: it has that anyway unless it stands in an index.
    """
    for element in list(root.iter()):
        name = etree.QName(element).localname
        kept = {"math": _LEVELS, "mstyle": _LEVELS, "mtable": ("displaystyle",)}
        given = {
            key: str(element.attrib.pop(key))
            for key in _LEVELS
            if key in element.attrib and key not in kept.get(name, ())
        }
        if name == "mtable" and given.get("scriptlevel") == "0":
            del given["scriptlevel"]
        parent = element.getparent()
        if not given or parent is None:
            continue
        if name == "mrow":
            element.tag = f"{_NAMESPACE}mstyle"
            for key, value in given.items():
                element.set(key, value)
        else:
            style = etree.Element(f"{_NAMESPACE}mstyle", given)
            parent.replace(element, style)
            style.append(element)


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


def _depth(root: etree._Element) -> int:
    """How many elements stand in one another."""
    return max(sum(1 for _ in element.iterancestors()) for element in root.iter())


def _plain_words(root: etree._Element) -> None:
    r"""Turn HTML in text, which math-core writes for `\textbf`, into MathML's terms."""
    for words in root.iter(f"{_NAMESPACE}mtext"):
        if len(words):
            variant = _VARIANTS.get(etree.QName(words[0]).localname)
            text = "".join(str(run) for run in words.itertext())
            for below in list(words):
                words.remove(below)
            words.text = text
            if variant:
                words.set("mathvariant", variant)


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


def _pictured(picture: str, mathml: str, tex: str) -> Drawn:
    """The formula drawn from one MathML, to be carried as another."""
    if not _DRAWABLE.issuperset(re.findall(r"<(\w+)", picture)):
        return Drawn(why="it cannot be drawn")
    try:
        svg = Math(picture, size=PIXELS).svg().encode()
    except _MISSED:
        return Drawn(why="it cannot be drawn")
    box = etree.fromstring(svg).get("viewBox", "0 0 0 0")
    _, top, width, height = (float(number) for number in box.split())
    with _hushed():
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


@contextmanager
def _hushed() -> Iterator[None]:
    """Nothing is logged: pylatexenc tells of macros whose arguments it misses."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
