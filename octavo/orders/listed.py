"""The order written out in `handbook.toml` (rule R10.1)."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from octavo.bounds import finished
from octavo.codes import tell
from octavo.collate import in_folders
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.model.book import Role
from octavo.model.config import OrderEntry
from octavo.orders.order import Arrangement, Gathering, Order, Place, Question
from octavo.suggest import Guesses

_FILE = PurePosixPath("handbook.toml")
_REST = "..."
_MAGIC = "*?["


def arrange(question: Question) -> Outcome[Arrangement | None]:
    """The entries of `order`: paths, globs, parts with chapters, and "..." for the rest.

    Where there are parts, what stands before the first is front matter and what stands
    after the last is back matter. Candidates not named are left out.
    """
    entries = question.config.handbook.order
    if not entries:
        return Outcome(None)
    listing = _Listing(question)
    gatherings: list[Gathering] = []
    loose: list[Place] = []
    for entry in entries:
        if not entry.part:
            loose += listing.places(entry, level=1)
            continue
        if loose:
            gatherings.append(Gathering(title="", places=tuple(loose)))
            loose = []
        places = [p for inner in entry.chapters for p in listing.places(inner, level=1)]
        gatherings.append(Gathering(title=entry.part, places=tuple(places)))
    if loose:
        gatherings.append(Gathering(title="", places=tuple(loose)))
    left = [path for path in question.candidates if path not in listing.placed]
    return Outcome(
        Arrangement(
            gatherings=with_roles(gatherings),
            parted=any(gathering.title for gathering in gatherings),
            left=tuple(path for path in left if path not in question.named),
        ),
        tuple(listing.told),
    )


def with_roles(gatherings: list[Gathering]) -> tuple[Gathering, ...]:
    """Front matter before the first part, back matter after the last."""
    titled = [place for place, each in enumerate(gatherings) if each.title]
    if not titled:
        return tuple(gatherings)
    return tuple(
        Gathering(
            title=each.title,
            places=each.places,
            role=Role.FRONT
            if place < titled[0]
            else Role.BACK
            if place > titled[-1]
            else Role.BODY,
        )
        for place, each in enumerate(gatherings)
    )


class _Listing:
    """One reading of the list: what has its place already, and where it got it."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.guesses = Guesses(map(str, question.library))
        self.called: dict[str, str] = {}
        self.placed: dict[PurePosixPath, OrderEntry] = {}
        self.told: list[Diagnostic] = []
        listed = _all_entries(question.config.handbook.order)
        exact = (self.note(entry.path) for entry in listed)
        self.promised = {path for path in exact if path is not None}

    def note(self, written: str) -> PurePosixPath | None:
        """The note at exactly this path, with or without its `.md`."""
        path = PurePosixPath(normalize("NFC", written))
        if path in self.question.library:
            return path
        longer = path.with_name(f"{path.name}.md") if path.name else path
        return longer if longer in self.question.library else None

    def places(self, entry: OrderEntry, level: int) -> list[Place]:
        """The places an entry stands for, and those nested in it one level down."""
        if entry.part:
            return [p for inner in entry.chapters for p in self.places(inner, level)]
        places = self._own(entry, level)
        for inner in entry.chapters:
            places += self.places(inner, level + 1)
        return places

    def _own(self, entry: OrderEntry, level: int) -> list[Place]:
        note = self.note(entry.path)
        if note is not None:
            if note in self.placed:
                first = self.placed[note].line
                help = f"first at line {first}" if first else ""
                told = tell("order-duplicate", _span(entry), help, None, path=str(note))
                self.told.append(told)
                return []
            self.placed[note] = entry
            return [Place(path=note, listed=entry.title, level=level)]
        if entry.path != _REST and not any(sign in entry.path for sign in _MAGIC):
            self._missing(entry)
            return []
        found = self._matching(entry.path)
        if not found and entry.path != _REST:
            self._missing(entry)
        fresh = [p for p in found if p not in self.placed and p not in self.promised]
        self.placed.update(dict.fromkeys(fresh, entry))
        return [Place(path=path, level=level) for path in in_folders(fresh)]

    def _matching(self, glob: str) -> list[PurePosixPath]:
        """The candidates a glob matches, from the root; for "..." all that are left.

        Files of a repository's own (`README`, …) do not count for "...".
        """
        if glob == _REST:
            named = set(self.question.named)
            return [path for path in self.question.candidates if path not in named]
        if not finished(glob):
            return []
        from pathspec import GitIgnoreSpec

        pattern = GitIgnoreSpec.from_lines([f"/{normalize('NFC', glob).lstrip('/')}"])
        return [path for path in self.question.candidates if pattern.match_file(path)]

    def _missing(self, entry: OrderEntry) -> None:
        name = PurePosixPath(entry.path).name.casefold()
        if not self.called:
            for path in self.question.library:
                self.called.setdefault(path.name.casefold(), str(path))
        # The same name in another folder is nearer than any other spelling.
        elsewhere = self.called.get(name)
        near = (elsewhere,) if elsewhere else self.guesses.nearest(entry.path, limit=1)
        help = "paths count from the folder of the notes"
        if near:
            help = f"did you mean “{near[0]}”?"
        if any(sign in entry.path for sign in _MAGIC):
            help = "no note matches this pattern"
            if not finished(entry.path):
                help = "in a pattern every “[” is closed by a “]”"
        self.told.append(
            tell("order-missing", _span(entry), help, None, path=entry.path)
        )


def _all_entries(entries: tuple[OrderEntry, ...]) -> Iterator[OrderEntry]:
    for entry in entries:
        yield entry
        yield from _all_entries(entry.chapters)


def _span(entry: OrderEntry) -> Span:
    """Where an entry stands; one from the command line has no place in the file."""
    if not entry.line:
        return Span.whole(PurePosixPath("--set"))
    return Span(
        path=_FILE,
        line=entry.line,
        column=entry.column,
        end_line=entry.line,
        end_column=entry.column + len(entry.path) + 2,
    )


ORDER = Order(name="listed", rule="R10.1", arrange=arrange, strict=False)
