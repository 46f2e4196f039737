"""What is done to a book until every reference in it is settled: `PASSES`, in order.

`embed` comes first, since copied text is to be treated like any other, by `listings`
too. `images` makes figures and `glossary` entries before `number` counts and `anchors`
lists what can be referred to; `link` looks references up in that list. `footnotes`
gathers the notes, after which `thematic` can see where a chapter ends and `cite` in
which order works are cited. Words are final once `smarten` has run; what repeats them
comes after it. `terms` makes links of words, and knows all that are links already;
`index` reads the marks, those of `terms` among them.
"""

from octavo.passes.anchors import anchors
from octavo.passes.catalogues import catalogues
from octavo.passes.cite import cite
from octavo.passes.contents import contents
from octavo.passes.directives import directives
from octavo.passes.embed import embed
from octavo.passes.footnotes import footnotes
from octavo.passes.glossary import glossary
from octavo.passes.images import images
from octavo.passes.index import index
from octavo.passes.link import link
from octavo.passes.listings import listings
from octavo.passes.number import number
from octavo.passes.smarten import smarten
from octavo.passes.step import Pass
from octavo.passes.tally import tally
from octavo.passes.tasks import tasks
from octavo.passes.terms import terms
from octavo.passes.thematic import thematic

PASSES: tuple[Pass, ...] = (
    embed,
    listings,
    directives,
    images,
    glossary,
    number,
    anchors,
    link,
    footnotes,
    thematic,
    cite,
    smarten,
    terms,
    index,
    contents,
    catalogues,
    tasks,
    tally,
)
"""Each needs what the ones before it have settled; their docstrings say what."""
