"""The order of folders and names (rule R10.7), which always applies."""

from octavo.collate import in_folders
from octavo.diagnostics import Outcome
from octavo.orders.order import Arrangement, Order, Question, flat


def arrange(question: Question) -> Outcome[Arrangement | None]:
    """All candidates, depth first."""
    return Outcome(Arrangement(gatherings=flat(in_folders(question.candidates))))


ORDER = Order(name="folders", rule="R10.7", arrange=arrange, strict=False)
