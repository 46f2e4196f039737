"""A galley's sheets → one PDF.

`typeset` is the way in: it has every sheet laid out (through the bench's executor and
store), works out page numbers, and joins the pages. The renderer is loaded only when
something has to be laid out, so it is imported inside the function.
"""

from octavo.diagnostics import Outcome
from octavo.model.bench import Bench
from octavo.model.galley import Galley
from octavo.typeset.volume import Volume

__all__ = ["Volume", "typeset"]


def typeset(galley: Galley, bench: Bench) -> Outcome[Volume]:
    """The PDF of `galley`, sheets in order, each beginning a new page.

    `values` of the galley may say `tagged` = `false`; else the PDF declares PDF/UA-1.
    """
    from octavo.typeset.plain import typeset_plainly

    tagged = dict(galley.values).get("tagged", "true").lower() != "false"
    return typeset_plainly(galley, bench, tagged=tagged)
