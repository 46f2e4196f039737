"""A formula drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A formula, sizes in em; or `why` it was not drawn, and the offset of it."""

    mathml: str = ""
    svg: bytes = b""
    digest: str = ""
    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    alt: str = ""
    why: str = ""
    offset: int = -1
