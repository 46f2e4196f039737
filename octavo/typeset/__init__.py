"""A galley's sheets → one PDF.

`typeset` is the way in: it has every sheet laid out (through the bench's executor and
store), works out page numbers, and joins the pages. The renderer is loaded only when
something has to be laid out.
"""

from dataclasses import dataclass, field

from octavo.diagnostics import Outcome
from octavo.model.bench import Bench
from octavo.model.galley import Galley
from octavo.model.mapping import FrozenMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A finished PDF, and what others need to know about it.

    `folios` gives for an anchor the page number printed on its page; `page_digests` one
    digest a page, equal where nothing that is drawn there has changed. `drawn` counts
    the sheets laid out in this build, `reused` those that came from the store.
    """

    data: bytes
    pages: int
    folios: FrozenMapping[str] = field(default_factory=FrozenMapping)
    page_digests: tuple[str, ...] = ()
    drawn: int = 0
    reused: int = 0


def typeset(galley: Galley, bench: Bench) -> Outcome[Volume]:
    """The PDF of `galley`, sheets in order, each beginning a new page."""
    raise NotImplementedError
