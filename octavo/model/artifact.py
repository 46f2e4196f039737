"""A finished file."""

from collections.abc import Iterable
from dataclasses import field

from octavo.model.mapping import FrozenMapping
from octavo.model.opening import Opening
from octavo.model.piled import Piled
from octavo.value import value


@value
class Artifact:
    """One output file.

    `data` are its bytes, or where they lie if they are many. `name` is the file's name in
    the output folder. `pages` is None where there are none. `folios` gives for an anchor
    the page number printed on its page, and `page_digests` one digest a page, by which
    builds are compared. `openings` say of each page with a number where it begins.
    """

    edition: str
    name: str
    media_type: str
    data: bytes | Piled
    digest: str
    pages: int | None = None
    folios: FrozenMapping[str] = field(default_factory=FrozenMapping)
    page_digests: tuple[str, ...] = ()
    openings: tuple[Opening, ...] = ()

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.data.size if isinstance(self.data, Piled) else len(self.data)

    def pieces(self) -> Iterable[bytes]:
        """Its bytes, one piece after another."""
        return self.data.pieces() if isinstance(self.data, Piled) else (self.data,)
