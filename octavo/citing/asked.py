"""What a book cites of the works there are: numbered, and what is missing told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.citing.record import Cluster, Item, Record, unmarked
from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Severity, Span
from octavo.model.inlines import Citation, Mention
from octavo.suggest import Guesses

_MANY = 5
"""So many works that are never cited are named; the others are counted."""


class Asked(NamedTuple):
    """The works cited, in the order they first are, and where.

    `known` says of each citation whether any of its works is there; `clusters` are those
    of which that is so, in order, without works that are not. `items` are the works as
    CSL.
    """

    keys: tuple[str, ...]
    items: tuple[Item, ...]
    clusters: tuple[Cluster, ...]
    known: tuple[bool, ...]


def asked(
    cited: Sequence[Citation], records: Mapping[str, Record], path: PurePosixPath
) -> Outcome[Asked]:
    """What the citations ask for, of the records that the file at `path` has."""
    asking = _Asking(records, path)
    known = tuple(map(asking.known, cited))
    keys = tuple(asking.numbers)
    items = tuple(asking.item(records[key]) for key in keys)
    asking.unused()
    made = Asked(keys, items, tuple(asking.clusters), known)
    return Outcome(made, tuple(asking.told))


@dataclass
class _Asking:
    records: Mapping[str, Record]
    path: PurePosixPath
    told: list[Diagnostic] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    clusters: list[Cluster] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.guesses = Guesses(self.records)

    def known(self, node: Citation) -> bool:
        """Number the works of a citation, or tell which of them there are not."""
        known = [each for each in node.mentions if each.key in self.records]
        lost = {
            each.key: each for each in node.mentions if each.key not in self.records
        }
        for mention in lost.values():
            self._unknown(mention, node)
        if not known:
            return False
        works = tuple(
            self.numbers.setdefault(each.key, len(self.numbers)) for each in known
        )
        mentions = tuple(map(_numbered, known))
        cluster = Cluster(mentions=mentions, works=works, running=node.running)
        self.clusters.append(cluster)
        return True

    def _unknown(self, mention: Mention, node: Citation) -> None:
        key, span = mention.key, mention.span or node.span
        near = self.guesses.nearest(key)
        # A word behind an @ may as well be somebody's name in a network.
        severity = Severity.NOTE if node.running and not near else None
        meant = " or ".join(f"“{each}”" for each in near)
        help = f"did you mean {meant}?" if near else f"add it to {self.path}"
        self.told.append(tell("cite-unknown-key", span, help, severity, key=key))

    def item(self, record: Record) -> Item:
        """The work as CSL; what any bibliography would say of it and this cannot."""
        item = record.item()
        lacks = [] if item.get("title") else ["title"]
        lacks += [] if item.get("author") or item.get("editor") else ["author"]
        lacks += [] if item.get("issued") else ["year"]
        if lacks:
            severity = None if "title" in lacks else Severity.NOTE
            help = "add it, unless the work has none"
            fields = " and no ".join(lacks)
            self.told.append(
                tell(
                    "bib-missing-field",
                    record.span,
                    help,
                    severity,
                    key=record.key,
                    fields=fields,
                )
            )
        return item

    def unused(self) -> None:
        """Tell which works are there for nothing."""
        used = {above for key in self.numbers for above in self.records[key].parents}
        unused = sorted(self.records.keys() - self.numbers.keys() - used)
        if not unused:
            return
        more = len(unused) - _MANY
        names = ", ".join(unused[:_MANY]) + (f" and {more} more" if more > 0 else "")
        count = "1 work is" if len(unused) == 1 else f"{len(unused)} works are"
        span = Span.whole(self.path)
        help = "cite them or take them out; a file may also serve several books"
        self.told.append(tell("bib-unused", span, help, count=count, works=names))


def as_written(mention: Mention) -> str:
    """A mention much as a note has it, for a work that is not there."""
    label = "p." if mention.label == "page" else mention.label
    place = f", {label} {mention.locator}" if mention.locator else ""
    key = f"{'-' if mention.alone else ''}@{mention.key}"
    return f"{mention.before}{key}{place}{mention.after}"


def _numbered(mention: Mention) -> Mention:
    """The mention without its key, which is a number from here on, and its place.

    Its words may hold anything, so what would be a mark of ours is taken out.
    """
    return Mention(
        key="",
        before=unmarked(mention.before),
        label=mention.label,
        locator=mention.locator,
        after=unmarked(mention.after),
        alone=mention.alone,
    )
