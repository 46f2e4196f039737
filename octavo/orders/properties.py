"""The order that notes' own properties give: `order`, `weight`, `part` (rule R10.6)."""

from math import inf

from octavo.collate import in_folders
from octavo.diagnostics import Outcome
from octavo.model.document import Properties
from octavo.orders.order import Arrangement, Order, Question, flat


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

    def number(place: int) -> float:
        own = properties[order[place]].order
        return inf if own is None else own

    order = in_folders(properties)
    ranked = sorted(range(len(order)), key=number)
    return Outcome(Arrangement(gatherings=flat(order[place] for place in ranked)))


def _says(own: Properties) -> bool:
    return bool(own.part) or own.order is not None


ORDER = Order(name="properties", rule="R10.6", arrange=arrange)
