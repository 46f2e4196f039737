"""What comes back from setting a galley."""

from dataclasses import dataclass, field

from octavo.model.mapping import FrozenMapping
from octavo.model.opening import Opening
from octavo.model.piled import Piled


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A finished PDF, and what others need to know about it.

    `folios` gives for an anchor the page number printed on its page; `page_digests` one
    digest a page, equal where nothing that is drawn there has changed; `openings` say of
    each page with a number where it begins. `drawn` counts the sheets laid out in this
    build, `reused` those that came from the store.
    """

    file: Piled
    pages: int
    folios: FrozenMapping[str] = field(default_factory=FrozenMapping)
    page_digests: tuple[str, ...] = ()
    openings: tuple[Opening, ...] = ()
    drawn: int = 0
    reused: int = 0
