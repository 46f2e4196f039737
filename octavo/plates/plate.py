"""The row type of `octavo.plates.PLATES`: how one kind of node is drawn.

Drawing is cut in three, so that the slow part depends on nothing but bytes and can be
kept: `source` says what the result depends on, `draw` makes a proof of it, `place` puts
the proof where the node stands. Only `place` knows spans, so one proof serves every
place with the same formula, listing or picture.
"""

from collections.abc import Callable, Mapping

from octavo.diagnostics import Outcome
from octavo.model.area import B5, Area
from octavo.model.asset import Asset
from octavo.model.displays import CodeBlock, Diagram, MathBlock
from octavo.model.inlines import Image, Inline, Math
from octavo.model.vault import Loader
from octavo.value import value

Drawable = Math | MathBlock | CodeBlock | Image | Diagram


@value
class Materials:
    """What a plate may draw on besides its node: files of the source, design tokens.

    `tokens` are the handbook's values where it has its own, by name without `--`;
    `language` is that of the book, `area` the type area of its pages.
    """

    load: Loader
    tokens: Mapping[str, str]
    language: str
    area: Area = B5


@value
class Placed:
    """What stands in a node's place after drawing, and the picture it needs, if any."""

    node: Inline | CodeBlock | MathBlock | Diagram
    picture: Asset | None = None


@value
class Plate:
    """How nodes of one kind are drawn.

    `name` and `revision` tell proofs apart from those of other plates and of earlier
    forms of this one; `packages` are the distributions whose versions decide what a
    proof looks like. `source` gives None for what needs no drawing or cannot be read;
    `place` is handed an empty proof then. Proofs are private to the plate. One that
    `reads` opens a file to say what a node's source is.
    """

    name: str
    revision: int
    packages: tuple[str, ...]
    source: Callable[[Drawable, Materials], bytes | None]
    draw: Callable[[bytes], bytes]
    place: Callable[[Drawable, bytes], Outcome[Placed]]
    reads: bool = False
