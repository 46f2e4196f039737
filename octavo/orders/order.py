"""The row type of ORDERS, what an order may look at, and what it answers."""

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from octavo.collate import in_folders
from octavo.diagnostics import Outcome
from octavo.model.book import Role
from octavo.model.config import Config
from octavo.model.document import Library
from octavo.model.vault import Vault
from octavo.reference.shelf import Shelf
from octavo.value import value


@value
class Question:
    """The notes to be put in order.

    `candidates` are the notes that may become chapters, sorted by path; `named` are
    those among all notes that do so only when an order names them (`README`, …).
    `shelf` finds the note a link means among all notes.
    """

    vault: Vault
    library: Library
    config: Config
    candidates: tuple[PurePosixPath, ...]
    named: tuple[PurePosixPath, ...]
    shelf: Shelf


@value
class Place:
    """One note in its place; `listed` is what the contents call it, "" for its title.

    `level` is 1, or more for a chapter nested under the one before. A `draft` has a
    title and no note yet; its `path` is that of the file that names it. `apart` says
    that a gap in the contents comes before it.
    """

    path: PurePosixPath
    listed: str = ""
    level: int = 1
    draft: bool = False
    apart: bool = False


@value
class Gathering:
    """Places that belong together: a part, or with title "" what stands in none."""

    title: str
    places: tuple[Place, ...]
    role: Role = Role.BODY


@value
class Arrangement:
    """An answer: gatherings in reading order.

    `parted` says that the parts are settled; else folders decide (rule R10.9).
    `added` are notes the order did not name and that were put in after a neighbour,
    `left` those it leaves out and that should be told of.
    """

    gatherings: tuple[Gathering, ...]
    parted: bool = False
    added: tuple[PurePosixPath, ...] = ()
    left: tuple[PurePosixPath, ...] = ()


Arrange = Callable[[Question], Outcome[Arrangement | None]]


@value
class Order:
    """A way to find the order; `arrange` answers None where it does not apply.

    `rule` is the number of the dialect's rule. `strict` says that notes such as a root
    `README` are chapters only when the order names them (rule R1.4).
    """

    name: str
    rule: str
    arrange: Arrange
    strict: bool = True


def flat(paths: Iterable[PurePosixPath]) -> tuple[Gathering, ...]:
    """One untitled gathering of these notes."""
    return (Gathering(title="", places=tuple(Place(path=path) for path in paths)),)


def with_neighbours(
    order: Iterable[PurePosixPath], candidates: Iterable[PurePosixPath]
) -> tuple[PurePosixPath, ...]:
    """`order` with each other candidate put in, as rule R10.3 has it.

    Such a note comes after the ordered note of its folder that sorts just before it,
    behind others put in there; else, when its folder has none, at the end.
    """
    out = list(order)
    known = set(out)
    natural = in_folders({*known, *candidates})
    last: dict[PurePosixPath, PurePosixPath] = {}
    for path in natural:
        if path not in known:
            before = last.get(path.parent)
            place = len(out) if before is None else out.index(before) + 1
            out.insert(place, path)
        last[path.parent] = path
    return tuple(out)
