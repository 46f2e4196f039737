"""What a build used and made, in numbers: its account."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from octavo import __version__
from octavo.diagnostics import Diagnostic, Severity
from octavo.model.account import Account, EditionAccount
from octavo.model.artifact import Artifact
from octavo.model.bench import Store
from octavo.model.book import Book
from octavo.model.mapping import FrozenMapping

_LINKS = ("internal", "external", "dangling")
_STRIPPED = ("notes", "lines")


class Memory:
    """A store that lasts as long as the build."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """The bytes kept under `key`, or None."""
        return self._kept.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""
        self._kept[key] = data


class Tally:
    """A store that counts what comes out of another, and what had to be made for it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reused: set[str] = set()
        self._drawn: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """What the store has under `key`; counted when an earlier build put it there."""
        data = self._store.get(key)
        if data is not None and key not in self._drawn:
            self._reused.add(key)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Put into the store, and count."""
        self._drawn.add(key)
        self._store.put(key, data)

    def counts(self, damaged: int) -> FrozenMapping[int]:
        """How many pieces (trees of notes, drawings, editions) were reused or drawn.

        Those `damaged` in the cache are among the drawn.
        """
        reused, drawn = len(self._reused), len(self._drawn)
        return FrozenMapping({"reused": reused, "drawn": drawn, "damaged": damaged})


def account(
    *,
    source: str,
    book: Book,
    artifacts: Iterable[Artifact],
    out: Path,
    seconds: Mapping[str, float],
    diagnostics: Sequence[Diagnostic],
    cache: FrozenMapping[int],
    stages: Mapping[str, float],
    memory: Mapping[str, int],
    changed: tuple[int, ...],
) -> Account:
    """The account of a build that was measured elsewhere; nothing is measured here.

    An edition's seconds stand with each of its files.
    """
    graveness = Counter(told.severity for told in diagnostics)
    return Account(
        octavo=__version__,
        source=source,
        editions=tuple(
            EditionAccount(
                name=artifact.edition,
                path=str(out / artifact.name),
                bytes=artifact.size,
                sha256=artifact.digest,
                seconds=seconds[artifact.edition],
                pages=artifact.pages,
            )
            for artifact in artifacts
        ),
        chapters=sum(1 for _ in book.printed()),
        words=book.counts.get("words", 0),
        links=FrozenMapping(
            {name: book.counts.get(f"links_{name}", 0) for name in _LINKS}
        ),
        stripped=FrozenMapping(
            {name: book.counts.get(f"navigation_{name}", 0) for name in _STRIPPED}
        ),
        diagnostics=FrozenMapping(
            {severity.word: graveness[severity] for severity in Severity}
        ),
        cache=cache,
        stages=tuple(stages.items()),
        peak_rss_mb=FrozenMapping(memory),
        changed_pages=changed,
    )
