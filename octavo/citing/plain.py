"""Works and citations in plain words, as any reader understands them.

For works that a style cannot set, and for a book whose citations nobody will see.
"""

from collections.abc import Iterator, Sequence

from octavo.citing.marked import of_work
from octavo.citing.record import OTHERS, Cluster, Item, Listed, Written

COMMON = frozenset(
    (
        *("article", "article-journal", "article-magazine", "article-newspaper"),
        *("book", "chapter", "document", "entry-encyclopedia", "manuscript"),
        *("motion_picture", "pamphlet", "paper-conference", "patent", "report"),
        *("thesis", "webpage"),
    )
)
"""Kinds of works that every style has a place for; all those of BibTeX are of them."""


def written(items: Sequence[Item], clusters: Sequence[Cluster]) -> Written:
    """Each citation the works it names, and the works in the order of the items."""
    texts = [whole(item) for item in items]
    return Written(
        citations=tuple(
            "; ".join(of_work(work, texts[work]) for work in cluster.works)
            for cluster in clusters
        ),
        entries=tuple(
            Listed(work=work, label="", text=text) for work, text in enumerate(texts)
        ),
        unset=(),
    )


def ordinary(item: Item) -> bool:
    """Whether any style can set the work: of a common kind, with title and authors."""
    return (
        item.get("type") in COMMON
        and bool(item.get("title"))
        and bool(item.get("author"))
    )


def people(item: Item) -> Iterator[str]:
    """The names by which authors, or else editors, are cited."""
    names = item.get("author") or item.get("editor") or ()
    assert isinstance(names, list | tuple), "the reader made a list of names"
    for name in names:
        family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}"
        yield family.strip() or name.get("literal") or name.get("given") or ""


def first_name(item: Item) -> str:
    """The name that a work is cited by, else its title."""
    return next(people(item), str(item.get("title", "")))


def year(item: Item) -> int:
    """The year it appeared in, 0 for one that is not known."""
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    return int(parts[0][0]) if parts else 0


def short(item: Item, joint: str, others: str) -> str:
    """The names in a sentence, for styles whose citations have none."""
    names = list(people(item))
    if not names:
        return str(item.get("title-short") or item.get("title") or "")
    if len(names) > 2 or names[-1] == OTHERS:
        return f"{names[0]} {others}"
    return f" {joint} ".join(names)


def whole(item: Item) -> str:
    """A work as any reader understands it, for one that the style cannot set."""
    names = ", ".join(name for name in people(item) if name != OTHERS)
    when = f"({year(item)})" if year(item) else ""
    title = str(item.get("title", ""))
    return ". ".join(part for part in (f"{names} {when}".strip(), title) if part)
