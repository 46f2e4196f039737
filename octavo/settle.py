"""A commission → its source with every reference settled, and all that is wrong with it.

`check` ends here; `octavo.pipeline` goes on to the finished files. Stages are functions
of values; what they said and how long they took is kept here.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple, TypeAlias, TypeVar

from octavo.assemble import assemble
from octavo.citing import Write, sketch
from octavo.configure import configure
from octavo.diagnostics import Diagnostic, Outcome, Severity, collect, in_order
from octavo.dialect import recognise
from octavo.expand import expand
from octavo.model.account import Progress
from octavo.model.book import Book
from octavo.model.commission import Commission
from octavo.model.config import Config
from octavo.model.dialect import Dialect
from octavo.model.document import Document, Library
from octavo.model.proof import Proof
from octavo.model.rack import Rack, bare
from octavo.model.vault import Loader, Note, Vault
from octavo.navigate import navigate
from octavo.parse import parse
from octavo.read import Handbook, Taken, handbook, read_all
from octavo.read.rooted import rooted
from octavo.read.works import works_lacking
from octavo.resolve import resolve
from octavo.selection import editions, folders
from octavo.transcript import (
    apart,
    moved,
    of_book,
    of_printed,
    of_texts,
    reading,
    texts,
)

T = TypeVar("T")
Tell: TypeAlias = Callable[[Progress], None]

# Letters of notes from which on it takes longer to parse them in one process than to have
# trees sent by others.
_MUCH = 200_000


class Wanted(NamedTuple):
    """What the settings that belong to PATH ask for, and the editions by name."""

    handbook: Handbook
    config: Config
    editions: tuple[str, ...]


class Source(NamedTuple):
    """A source that was read to the end: its book, and what it was made from."""

    handbook: Handbook
    config: Config
    editions: tuple[str, ...]
    vault: Vault
    load: Loader
    book: Book


def check(asked: Commission, tell: Tell) -> Proof:
    """All that is wrong with the source, up to references that lead nowhere."""
    run = Run(asked, tell)
    run.settle()
    return run.proof()


def much(notes: Iterable[Note]) -> bool:
    """Whether notes are so long together that several processes should parse them."""
    return sum(len(note.text) for note in notes) > _MUCH


def _alone(outcome: Outcome[T], vault: Vault) -> Outcome[T]:
    """The outcome; of a note printed alone nothing is said of the notes beside it."""
    value, told = outcome
    if vault.chosen is not None:
        told = tuple(each for each in told if each.span.path == vault.chosen)
    return Outcome(value, told)


class Run:
    """One call of `check` or `build`: what was said and measured so far.

    `write` sets citations; a build has them as they will be printed, and keeps them.
    `taken` is what was read of the source already, if by the same settings. What a run
    before made of the same values is on the `rack`.
    """

    def __init__(
        self,
        asked: Commission,
        tell: Tell,
        write: Write = sketch,
        taken: Taken | None = None,
        rack: Rack = bare,
    ) -> None:
        self.asked = asked
        self.rack = rack
        self.taken = taken
        self.tell = tell
        self.write = write
        self.told: tuple[Diagnostic, ...] = ()
        self.seconds: dict[str, float] = {}
        self.below = PurePosixPath()
        # Texts that are no notes: their paths are the user's already.
        self.known: dict[str, str] = {
            "--set": "\n".join(asked.overrides),
            "handbook.toml": "",
        }
        # Files whose lines stand in notes; `read` and `expand` know which.
        self.stored: set[PurePosixPath] = set()
        self.book: Book | None = None
        self.vault: Vault | None = None
        self.load: Loader | None = None
        self.made = Proof()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Announce a stage, and add up how long it takes."""
        self.tell(Progress(stage=name, done=0, total=1))
        begun = time.perf_counter()
        yield
        spent = time.perf_counter() - begun
        self.seconds[name] = round(self.seconds.get(name, 0) + spent, 3)
        self.tell(Progress(stage=name, done=1, total=1))

    def hear(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep what was said; under --strict a warning is an error from here on."""
        lowest = Severity.WARNING if self.asked.strict else Severity.ERROR
        self.told += tuple(
            replace(told, severity=Severity.ERROR) if told.severity >= lowest else told
            for told in diagnostics
        )

    def heard(self, outcome: Outcome[T]) -> T:
        """The value of an outcome, after keeping what was said of the source."""
        self.hear(moved(outcome.diagnostics, self.below, self.of_notes))
        return outcome.value

    def of_notes(self, path: PurePosixPath) -> bool:
        """Whether a stage that speaks of `path` means a file in the folder of notes.

        Stages up to `illustrate` do, but for the configuration; what comes after them
        speaks of templates and styles as well, which lie beside it.
        """
        if str(path) in self.known or path.is_absolute():
            return False
        return (
            self.book is None
            or path in self.stored
            or any(path == each.path for each in self.book.chapters())
        )

    def failed(self) -> bool:
        """Whether the build has to end here."""
        return any(told.severity is Severity.ERROR for told in self.told)

    def settle(self) -> Source | None:
        """The source with every reference settled; None if it is not configured well."""
        wanted = self.configured()
        if wanted is None:
            return None
        found, config, names = wanted
        with self.stage("read"):
            root = found.root(config)
            if root.is_relative_to(found.folder):
                self.below = PurePosixPath(root.relative_to(found.folder).as_posix())
            before = self.taken
            taken = (
                before.source
                if before is not None and before.handbook == found
                else read_all(found, config, self.asked.beside)
            )
            vault, load = taken.value
            later, told = apart(taken.diagnostics, vault)
            self.heard(Outcome(None, told))
        load = self.opened(found, taken, names)
        self.vault, self.load = vault, load
        if self.below != PurePosixPath():
            # Those that are no notes, as SUMMARY.md is one, lie beside handbook.toml.
            paths = {note.path for note in vault.notes}
            beside = (row for row in vault.settings if row[0] not in paths)
            self.known |= {str(path): text for path, text in beside}
        self.hear(
            works_lacking(vault, config, found.text, found.name, self.asked.overrides)
        )
        dialect = recognise(vault, config, self.rack)
        with self.stage("expand"):
            expanded = tuple(expand(note, vault, load) for note in vault.notes)
            notes = tuple(note for note, _ in expanded)
        self.vault = vault = replace(vault, notes=notes)
        self.stored |= {row.path for note in notes for row in note.origins}
        with self.stage("parse"):
            library, told = _alone(self.parsed(vault, dialect), vault)
        with self.stage("assemble"):
            library = self.heard(_alone(navigate(library, self.rack), vault))
            made = assemble(vault, library, dialect, config, self.rack)
            book = self.heard(made)
        self.assembled(book, config)
        with self.stage("resolve"):
            by = self.write, self.rack
            book = self.heard(resolve(book, library, vault, config, *by))
            self.heard(Outcome(None, of_book(told, book)))
            included = _alone(collect(of_printed(expanded, book)), vault)
            self.heard(included)
            self.heard(Outcome(None, of_texts(later, vault, book)))
        self.made = Proof(reading=reading(vault, library, book))
        return Source(found, config, names, vault, load, book)

    def configured(self) -> Wanted | None:
        """What the settings ask for; None where they are wrong."""
        asked = self.asked
        with self.stage("configure"):
            found = handbook(asked.path)
            self.known[str(found.name)] = found.text
            if found.told:
                self.hear(found.told)
                return None
            config = self.heard(configure(found.text, found.name, asked.overrides))
            if any(told.code == "config-syntax" for told in self.told):
                return None
            where = (found.text, found.name)
            names = self.heard(editions(asked.editions, config, *where))
            source = "" if found.chosen else config.handbook.source
            self.hear(rooted(found.folder, source, *where, asked.overrides))
            self.hear(folders(config, found.folder, *where, asked.overrides))
        if any(told.code.startswith("config-") for told in self.told):
            return None
        return Wanted(found, config, names)

    def opened(
        self,
        found: Handbook,
        taken: Outcome[tuple[Vault, Loader]],
        wanted: tuple[str, ...],
    ) -> Loader:
        """The loader of what was read, as later stages get it; `wanted` will be made."""
        return taken.value[1]

    def assembled(self, book: Book, config: Config) -> None:
        """What can be begun of a book whose references are not settled yet: nothing."""

    def parsed(self, vault: Vault, dialect: Dialect) -> Outcome[Library]:
        """Every note as a tree, by path."""
        made: dict[PurePosixPath, Outcome[Document]] = {}
        for note, tree in self.trees(vault.notes, dialect):
            made[note.path] = tree
            self.news("parse", len(made), len(vault.notes), str(note.path))
        trees, told = collect(made[note.path] for note in vault.notes)
        return Outcome({tree.path: tree for tree in trees}, told)

    def trees(
        self, notes: Sequence[Note], dialect: Dialect
    ) -> Iterator[tuple[Note, Outcome[Document]]]:
        """Each note with its tree, in whatever order they are made."""
        if not much(notes):
            return ((note, parse(note, dialect)) for note in notes)
        # Few notes are parsed before what starts processes is loaded.
        from octavo.share import shared

        return shared(notes, dialect)

    def news(self, stage: str, done: int, total: int, what: str) -> None:
        """Tell how far a stage is."""
        self.tell(Progress(stage=stage, done=done, total=total, what=what))

    def proof(self) -> Proof:
        """All that was said, in order, with the text it is about, and what was made."""
        told = in_order(self.told)
        shown = texts(told, self.known, self.vault, self.load, self.below)
        return replace(self.made, diagnostics=told, texts=shown)
