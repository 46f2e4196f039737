"""A book with raw references → a book in which every reference is settled.

The work is done by `octavo.passes`, one concern each, in the order of its table.
"""

from functools import partial

from octavo.citing import Write, write
from octavo.diagnostics import Diagnostic, Outcome, in_order
from octavo.model.book import Book
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.rack import Rack, bare
from octavo.model.vault import Vault
from octavo.passes import PASSES
from octavo.passes.anchors import anchors
from octavo.passes.cite import cite
from octavo.passes.link import link
from octavo.passes.number import number
from octavo.passes.smarten import smarten
from octavo.passes.step import Pass


def resolve(
    book: Book,
    library: Library,
    vault: Vault,
    config: Config,
    write: Write = write,
    rack: Rack = bare,
) -> Outcome[Book]:
    """The book with targets, tasks, contents and counts filled; no raw reference left.

    `library` has every note, also those outside the book, which can be embedded and
    are told apart from notes that do not exist. A settled book comes back as it is.
    Citations, which take long to set, are set by `write`; of chapters that were
    settled before it is on the `rack` what can be.
    """
    given: dict[Pass, Pass] = {
        anchors: partial(anchors, rack=rack),
        cite: partial(cite, write=write),
        link: partial(link, rack=rack),
        number: partial(number, rack=rack),
        smarten: partial(smarten, rack=rack),
    }
    told: list[Diagnostic] = []
    for each in PASSES:
        step = given.get(each, each)
        book, more = step(book, library, vault, config)
        told.extend(more)
    return Outcome(book, in_order(told))
