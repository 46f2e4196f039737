"""Formulas → MathML for reading systems and a picture for pages.

One parser (math-core) serves both, so that a formula works in every edition or in none.
The picture is drawn from the MathML, with glyphs as paths; its sizes are in em and its
y = 0 is the baseline, so it stands in a line of any size.
"""

import pickle
import re
from dataclasses import dataclass, replace

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.model.asset import Asset
from octavo.model.nodes import Code, CodeBlock, Math, MathBlock
from octavo.model.vault import Loader
from octavo.plates.plate import Drawable, Placed, Plate

LONGEST = 10_000
"""Characters a formula may have; a page holds about a thousand."""

DEEPEST = 8
"""Growing brackets and tables that may stand in one another: each level doubles the
time ziamath 0.13 takes, 0.2 s at 8."""

_SIZE = 16.0
_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
# Environments that set a page's equations → those that stand in a formula, in AMS-LaTeX's
# own terms (amsmath 3.6 and 3.7); the first group is the environment's name.
_ENVIRONMENTS = (
    (re.compile(r"\\(begin|end)\{(?:align|flalign|split)\*?\}"), r"\\\1{aligned}"),
    (re.compile(r"\\begin\{align(?:ed)?at\*?\}\s*\{\d*\}"), r"\\begin{aligned}"),
    (re.compile(r"\\end\{align(?:ed)?at\*?\}"), r"\\end{aligned}"),
    (
        re.compile(r"\\(begin|end)\{(?:equation|gather|multline)\*?\}"),
        r"\\\1{gathered}",
    ),
    (re.compile(r"\\begin\{eqnarray\*?\}"), r"\\begin{array}{rcl}"),
    (re.compile(r"\\end\{eqnarray\*?\}"), r"\\end{array}"),
)
_TAG = re.compile(r"\\(?:tag\*?|label)\s*\{[^{}]*\}|\\(?:notag|nonumber)(?![A-Za-z])")
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OFFSET = re.compile(r"(\d+): ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    """A drawn formula, sizes in em; or `why` it was not drawn, and the offset of it."""

    mathml: str = ""
    svg: bytes = b""
    digest: str = ""
    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    alt: str = ""
    why: str = ""
    offset: int = -1


def tidy(tex: str) -> str:
    r"""`tex` as math-core 0.9 reads it.

    `\substack` and the environments of whole equations become what may stand within a
    formula. Numbers (`\tag`, `\label`) go: the book numbers formulas itself, and a
    counter that starts anew in each formula would give (1) everywhere.
    """
    plain = _TAG.sub("", _unstacked(_FORBIDDEN.sub("", tex)))
    for written, meant in _ENVIRONMENTS:
        plain = written.sub(meant, plain)
    return plain


def _unstacked(tex: str) -> str:
    r"""`tex` with each `\substack{…}` as `\begin{subarray}{c}…\end{subarray}`."""
    name = r"\substack{"
    while (start := tex.find(name)) >= 0:
        depth, end = 1, start + len(name)
        while end < len(tex) and depth:
            depth += {"{": 1, "}": -1}.get(tex[end], 0) if tex[end - 1] != "\\" else 0
            end += 1
        if depth:
            return tex
        inside = tex[start + len(name) : end - 1]
        tex = (
            rf"{tex[:start]}\begin{{subarray}}{{c}}{inside}\end{{subarray}}{tex[end:]}"
        )
    return tex


def drawn(tex: str, display: bool) -> _Proof:
    """The formula as MathML and as a picture, or why neither could be made."""
    import math_core
    from lxml import etree

    wanted = tidy(tex)
    if not wanted.strip():
        return _Proof(why="it is empty")
    if len(wanted) > LONGEST:
        return _Proof(why=f"it is longer than {LONGEST} characters")
    parser = math_core.LatexToMathML(xml_namespace=True, fancy_error=False)
    try:
        written = parser.convert_with_local_state(wanted, displaystyle=display)
    except math_core.LatexError as error:
        return _complaint(str(error), tex == wanted)
    # The one named entity math-core writes; XML knows five, and this is none of them.
    root = etree.fromstring(written.replace("&ApplyFunction;", "\u2061").encode())
    if _growth(root) > DEEPEST:
        return _Proof(why=f"its brackets stand more than {DEEPEST} deep in one another")
    root.set("display", "block" if display else "inline")
    root.set("alttext", " ".join(_FORBIDDEN.sub("", tex).split()))
    mathml = etree.tostring(root, encoding="unicode")
    return _pictured(mathml, tex)


def _complaint(told: str, same: bool) -> _Proof:
    r"""math-core's `6: Unknown command "\foo".` as ours: no place, no full stop."""
    placed = _OFFSET.match(told)
    words = told[placed.end() :] if placed else told
    words = re.sub('"(.*?)"', r"“\1”", words.rstrip("."))
    offset = int(placed[1]) if placed and same else -1
    return _Proof(why=words[:1].lower() + words[1:], offset=offset)


def _growth(root: object) -> int:
    """The most growing brackets and tables any place in the formula stands in."""
    deepest = 0
    stack: list[tuple[object, int]] = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        children = list(element)  # type: ignore[call-overload]  # an lxml element
        name = element.tag  # type: ignore[attr-defined]  # an lxml element
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
    from lxml import etree

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


def _pictured(mathml: str, tex: str) -> _Proof:
    """The proof of a formula whose MathML is known."""
    import hashlib

    from lxml import etree
    from pylatexenc.latex2text import LatexNodes2Text
    from ziamath.zmath import Math as Drawing

    svg = Drawing(for_drawing(mathml), size=_SIZE).svg().encode()
    box = etree.fromstring(svg).get("viewBox", "0 0 0 0")
    _, top, width, height = (float(number) for number in box.split())
    spoken = LatexNodes2Text().latex_to_text(tex)
    return _Proof(
        mathml=mathml,
        svg=svg,
        digest=hashlib.sha256(svg).hexdigest(),
        width=round(width / _SIZE, 4),
        height=round(height / _SIZE, 4),
        depth=round((top + height) / _SIZE, 4),
        alt=" ".join(spoken.split()) or tex,
    )


def _source(node: Drawable, load: Loader) -> bytes | None:
    assert isinstance(node, Math | MathBlock)
    kind = "block" if isinstance(node, MathBlock) else "inline"
    return f"{kind}\n{node.tex}".encode()


def _draw(source: bytes) -> bytes:
    kind, _, tex = source.decode().partition("\n")
    return pickle.dumps(drawn(tex, kind == "block"))


def _place(node: Drawable, proof: bytes) -> Outcome[Placed]:
    assert isinstance(node, Math | MathBlock)
    found: _Proof = pickle.loads(proof)
    if found.why:
        return Outcome(Placed(node=_as_code(node)), (_bad_math(node, found),))
    picture = Asset(
        name=f"images/formula-{found.digest[:8]}.svg",
        media_type="image/svg+xml",
        data=found.svg,
        digest=found.digest,
        width=found.width * _SIZE * 0.75,
        height=found.height * _SIZE * 0.75,
    )
    set_formula = replace(
        node,
        picture=picture.name,
        width=found.width,
        height=found.height,
        depth=found.depth,
        mathml=found.mathml,
        alt=found.alt,
    )
    return Outcome(Placed(node=set_formula, picture=picture))


def _as_code(node: Math | MathBlock) -> Code | CodeBlock:
    """The source of a formula that could not be drawn, set as code (rule R7.5)."""
    if isinstance(node, Math):
        return Code(span=node.span, text=node.tex)
    tokens = (("", node.tex),) if node.tex else ()
    return CodeBlock(
        span=node.span, language="tex", text=node.tex, tokens=tokens, id=node.id
    )


def _bad_math(node: Math | MathBlock, found: _Proof) -> Diagnostic:
    return tell(
        "bad-math",
        _place_of(node.span, node.tex, found.offset),
        help="the source is shown as code; amend the formula, or escape the dollar as \\$",
        why=found.why,
    )


def _place_of(span: Span, tex: str, offset: int) -> Span:
    """The span of the command at `offset` in `tex`, or all of `span`.

    Only a formula that stands in one line as written can be counted in: its marks are
    then what the span has beyond the text, half on each side.
    """
    marks = span.end_column - span.column - len(tex)
    if offset < 0 or span.line != span.end_line or marks <= 0 or marks % 2:
        return span
    word = re.match(r"\\(?:[A-Za-z]+|.)|.", tex[offset:])
    if word is None:
        return span
    start = span.column + marks // 2 + offset
    return replace(span, column=start, end_column=start + len(word[0]))


PLATE = Plate(
    name="math",
    revision=1,
    packages=("math-core", "ziamath", "ziafont", "pylatexenc"),
    source=_source,
    draw=_draw,
    place=_place,
)
