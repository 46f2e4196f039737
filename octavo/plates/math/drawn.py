"""A formula drawn."""

from octavo.value import value


@value
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
