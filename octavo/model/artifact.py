"""A finished file, whole, in memory."""

from dataclasses import field

from octavo.model.mapping import FrozenMapping
from octavo.model.opening import Opening
from octavo.value import value


@value
class Artifact:
    """The bytes of one output file.

    `name` is the file's name in the output folder. `pages` is None where there are
    none. `folios` gives for an anchor the page number printed on its page, and
    `page_digests` one digest a page, by which builds are compared. `openings` say of each
    page with a number where it begins.
    """

    edition: str
    name: str
    media_type: str
    data: bytes
    digest: str
    pages: int | None = None
    folios: FrozenMapping[str] = field(default_factory=FrozenMapping)
    page_digests: tuple[str, ...] = ()
    openings: tuple[Opening, ...] = ()
