"""The chain of previous and next links of navigation blocks (rule R10.5)."""

from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.collate import names_contents
from octavo.diagnostics import Diagnostic, Outcome
from octavo.model.document import Navigation
from octavo.model.inlines import Link, WikiLink
from octavo.orders.lists import mostly_lists
from octavo.orders.order import Arrangement, Order, Question, flat, with_neighbours

_REACH = 0.6


def arrange(question: Question) -> Outcome[Arrangement | None]:
    """The longest chain, where it holds 60 % of the candidates.

    A `README` and its like belong to it where the notes beside them say so.
    Where two notes disagree, next beats previous. A contents note off the chain is left
    out, as rule R10.3 does: the book has its own contents.
    """
    following, told = _following(question)
    chain = _longest((*question.candidates, *question.named), following)
    if not chain or len(chain) < _REACH * len(question.candidates):
        return Outcome(None)
    linked = set(chain)
    left = tuple(
        path
        for path in question.candidates
        if path not in linked
        and names_contents(path.stem)
        and mostly_lists(question.library[path].blocks)
    )
    off = set(left)
    others = [path for path in question.candidates if path not in off]
    order = with_neighbours(chain, others)
    added = tuple(path for path in order if path not in linked)
    return Outcome(Arrangement(gatherings=flat(order), added=added, left=left), told)


def _following(
    question: Question,
) -> tuple[dict[PurePosixPath, PurePosixPath], tuple[Diagnostic, ...]]:
    """The note after each note, and where two notes disagree about that."""
    nodes = (*question.candidates, *question.named)
    ways = {path: question.library[path].navigation for path in nodes}

    def meant(
        path: PurePosixPath, link: WikiLink | Link | None
    ) -> PurePosixPath | None:
        found = None if link is None else question.shelf.note(link, path)
        return found if found in ways else None

    before = {path: meant(path, own.previous) for path, own in ways.items()}
    following: dict[PurePosixPath, PurePosixPath] = {}
    claimed: dict[PurePosixPath, PurePosixPath] = {}
    told: list[Diagnostic] = []
    for path, own in ways.items():
        after = meant(path, own.next)
        if after is None or after == path:
            continue
        back = before.get(after)
        if back is not None and back != path:
            told.append(_broken(own, path, after, back))
        rival = claimed.get(after)
        if rival is None or back == path:
            if rival is not None:
                del following[rival]
            following[path] = after
            claimed[after] = path
    for path, back in before.items():
        free = back is not None and back not in following and path not in claimed
        if back is not None and free and back != path:
            following[back] = path
            claimed[path] = back
    return following, tuple(told)


def _broken(
    ways: Navigation, path: PurePosixPath, after: PurePosixPath, back: PurePosixPath
) -> Diagnostic:
    assert ways.next is not None, "a note without next is not asked"
    help = f"“next” was believed; correct one of {path} and {after}"
    words = {"here": str(path), "next": str(after), "previous": str(back)}
    return tell("nav-chain-broken", ways.next.span, help, None, **words)


def _longest(
    candidates: tuple[PurePosixPath, ...],
    following: dict[PurePosixPath, PurePosixPath],
) -> tuple[PurePosixPath, ...]:
    """The longest run from a note that nothing leads to; the first of several.

    A circle has no such note, so it is no chain.
    """
    led = set(following.values())
    best: list[PurePosixPath] = []
    for path in candidates:
        if path in led or path not in following:
            continue
        run = [path]
        while run[-1] in following:
            run.append(following[run[-1]])
        if len(run) > len(best):
            best = run
    return tuple(best)


ORDER = Order(name="chain", rule="R10.5", arrange=arrange)
