"""One text file of an EPUB, finished, and what was found in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A text file: `name` is its place in the package, `id` its name in the manifest.

    `kind` is that of the sheet it came from; `properties` are those the manifest must
    tell (EPUB 3.3, D.4.1). `pictures` counts pictures, `undescribed` those without
    a description, `formulas` those in MathML.
    """

    name: str
    id: str
    kind: str
    title: str
    data: bytes
    properties: tuple[str, ...] = ()
    pictures: int = 0
    undescribed: int = 0
    formulas: int = 0
