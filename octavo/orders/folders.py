"""The order of folders and names (rule R10.7), which always applies."""

from octavo.collate import in_folders
from octavo.diagnostics import Outcome
from octavo.orders.order import Arrangement, Order, Question, flat


def arrange(question: Question) -> Outcome[Arrangement | None]:
    """All candidates, depth first.

    A root README comes first, as its folder's index; a licence and the like are no
    chapters unless there is nothing else.
    """
    others = [path for path in question.named if path.stem.casefold() != "readme"]
    kept = [path for path in question.candidates if path not in others]
    return Outcome(
        Arrangement(gatherings=flat(in_folders(kept or question.candidates)))
    )


ORDER = Order(name="folders", rule="R10.7", arrange=arrange, strict=False)
