"""Formulas → MathML for reading systems and a picture for pages.

One parser (math-core) serves both, so that a formula works in every edition or in none.
The picture is drawn from the MathML, with glyphs as paths; its sizes are in em and its
y = 0 is the baseline, so it stands in a line of any size.
"""

import pickle
import re
from dataclasses import replace

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.model.asset import Asset
from octavo.model.displays import CodeBlock, MathBlock
from octavo.model.inlines import Code, Math
from octavo.plates.math.drawn import Drawn
from octavo.plates.plate import Drawable, Materials, Placed, Plate

_EM = 12.0
"""Points to the em where a formula is asked for its size by itself."""


def _source(node: Drawable, given: Materials) -> bytes | None:
    assert isinstance(node, Math | MathBlock)
    kind = "block" if isinstance(node, MathBlock) else "inline"
    return f"{kind}\n{node.tex}".encode()


def _draw(source: bytes) -> bytes:
    kind, _, tex = source.decode().partition("\n")
    from octavo.plates.math.setting import drawn

    return pickle.dumps(drawn(tex, kind == "block"))


def _place(node: Drawable, proof: bytes) -> Outcome[Placed]:
    assert isinstance(node, Math | MathBlock)
    found: Drawn = pickle.loads(proof)
    if found.why:
        return Outcome(Placed(node=_as_code(node)), (_bad_math(node, found),))
    picture = Asset(
        name=f"images/formula-{found.digest[:8]}.svg",
        media_type="image/svg+xml",
        data=found.svg,
        digest=found.digest,
        width=found.width * _EM,
        height=found.height * _EM,
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


def _as_code(node: Math | MathBlock) -> Code | CodeBlock | MathBlock:
    """The source of a formula that could not be drawn, set as code (rule R7.5).

    One with a number stays as it is, which is set as code beside its number: what
    refers to it says that number.
    """
    if isinstance(node, Math):
        return Code(span=node.span, text=node.tex)
    if node.number:
        return node
    tokens = (("", node.tex),) if node.tex else ()
    return CodeBlock(
        span=node.span, language="tex", text=node.tex, tokens=tokens, id=node.id
    )


def _bad_math(node: Math | MathBlock, found: Drawn) -> Diagnostic:
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
    return span._replace(column=start, end_column=start + len(word[0]))


PLATE = Plate(
    name="math",
    revision=4,
    packages=("math-core", "ziamath", "ziafont", "pylatexenc"),
    source=_source,
    draw=_draw,
    place=_place,
)
