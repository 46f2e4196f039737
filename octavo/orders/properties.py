"""The order that notes' own properties give: `order`, `weight`, `part` (rule R10.6)."""

from collections.abc import Iterable, Mapping
from math import inf
from pathlib import PurePosixPath

from octavo.collate import in_folders, index_note, names_folder
from octavo.diagnostics import Outcome
from octavo.model.document import Properties
from octavo.orders.order import Arrangement, Order, Question, flat

Numbers = Mapping[PurePosixPath, float]


def arrange(question: Question) -> Outcome[Arrangement | None]:
    """By number where half of the candidates have one or name a part; ties by folder."""
    candidates = frozenset(question.candidates)
    properties = {
        path: own
        for path in (*question.candidates, *question.named)
        if _says(own := question.library[path].properties) or path in candidates
    }
    said = sum(1 for own in properties.values() if _says(own))
    if not said or said * 2 < len(properties):
        return Outcome(None)
    numbers = {
        path: document.properties.order
        for path, document in question.library.items()
        if document.properties.order is not None
        and (path in properties or names_folder(path.stem))
    }
    if _per_folder(numbers):
        order = in_folders(properties, _ranks(question.library, numbers))
    else:
        natural = in_folders(properties)
        order = tuple(sorted(natural, key=lambda path: numbers.get(path, inf)))
    return Outcome(Arrangement(gatherings=flat(order)))


def _says(own: Properties) -> bool:
    return bool(own.part) or own.order is not None


def _per_folder(numbers: Numbers) -> bool:
    """Whether counting begins anew in folders, as sites made with Hugo have it.

    Then two folders share a number; in an order of the whole, none do.
    """
    folders: dict[float, PurePosixPath] = {}
    for path, number in numbers.items():
        folder = path.parent.parent if names_folder(path.stem) else path.parent
        if folders.setdefault(number, folder) != folder:
            return True
    return False


def _ranks(
    notes: Iterable[PurePosixPath], numbers: Numbers
) -> dict[PurePosixPath, int]:
    """The rank of each note and folder; a folder's is that of its index note.

    That may be a note without text, which is there for nothing else.

    In its own folder an index note comes first, whatever its number is.
    """
    known = {number: rank for rank, number in enumerate(sorted({*numbers.values()}), 1)}
    ranks = {path: known[number] for path, number in numbers.items()}
    folders: dict[PurePosixPath, list[PurePosixPath]] = {}
    for path in notes:
        folders.setdefault(path.parent, []).append(path)
    for folder, inside in folders.items():
        index = index_note(folder, inside)
        if index is not None:
            # Beside an index note with text another may give the folder its place.
            placed = [path for path in inside if names_folder(path.stem)]
            for path in (*placed, index):
                if folder.name and path in ranks:
                    ranks[folder] = ranks[path]
            ranks[index] = 0
    return ranks


ORDER = Order(name="properties", rule="R10.6", arrange=arrange)
