"""The stages in a row: a commission → what is wrong with the source, and the editions.

`check` ends where every reference is settled; `build` goes on to the finished files.
Stages are functions of values; what they said and how long they took is kept here.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeVar

from octavo.assemble import assemble
from octavo.cache import Cache
from octavo.configure import configure
from octavo.cover import cover
from octavo.diagnostics import Diagnostic, Outcome, Severity, collect, in_order
from octavo.dialect import recognise
from octavo.expand import expand
from octavo.find import overrides
from octavo.illustrate import illustrate
from octavo.keep import kept, key_of_edition, key_of_note
from octavo.model.account import Progress
from octavo.model.artifact import Artifact
from octavo.model.bench import Bench, Store
from octavo.model.book import Book
from octavo.model.commission import Commission
from octavo.model.config import Config
from octavo.model.dialect import Dialect
from octavo.model.document import Document, Library
from octavo.model.edition import Edition
from octavo.model.proof import Proof
from octavo.model.vault import Loader, Vault
from octavo.navigate import navigate
from octavo.parse import parse
from octavo.pinpoint import pinpointed
from octavo.publish import changed_pages, publish, usable
from octavo.read import Handbook, handbook, read
from octavo.read.rooted import rooted
from octavo.read.works import works_lacking
from octavo.reckon import Memory, Tally, account
from octavo.render import render
from octavo.resolve import resolve
from octavo.selection import editions, folders, without_items
from octavo.stamp import moment, revision
from octavo.transcript import moved, reading, texts
from octavo.typeset.order import renderer
from octavo.workers import peak_memory, workers

T = TypeVar("T")
Tell = Callable[[Progress], None]


class Source(NamedTuple):
    """A source that was read to the end: its book, and what it was made from."""

    handbook: Handbook
    config: Config
    editions: tuple[Edition, ...]
    vault: Vault
    load: Loader
    book: Book


def check(asked: Commission, tell: Tell) -> Proof:
    """All that is wrong with the source, up to references that lead nowhere."""
    run = _Run(asked, tell, Memory())
    run.settle()
    return run.proof()


def build(asked: Commission, tell: Tell) -> Proof:
    """The editions asked for, in the output folder; or why there are none.

    Errors (warnings too, when the commission is strict) end the build before the next
    costly step, and before anything in the output folder is touched.
    """
    cache = None if asked.cache is None else Cache(asked.cache, asked.caches)
    tally = Tally(cache or Memory())
    run = _Run(asked, tell, tally)
    run.hear(usable(asked.out))
    source = run.settle()
    if source is None or run.failed():
        return run.proof()
    run.hear(run.lacking(source))
    if run.failed():
        return run.proof()
    with run.stage("illustrate"):
        front = cover(source.vault, source.load, source.book, source.config)
        given = (front, source.config.styles.tokens)
        book = run.heard(illustrate(source.book, source.load, run.store, *given))
    source, run.book = source._replace(book=book), book
    if run.failed():
        return run.proof()
    with workers(asked.jobs) as crew:
        artifacts = run.finish(source, crew.executor)
    if not run.failed():
        memory = {"main": peak_memory(), "worker": crew.peak}
        run.publish(source, artifacts, tally, memory)
    if cache is not None:
        cache.trim()
    return run.proof()


def _alone(outcome: Outcome[T], vault: Vault) -> Outcome[T]:
    """The outcome; of a note printed alone nothing is said of the notes beside it."""
    value, told = outcome
    if vault.chosen is not None:
        told = tuple(each for each in told if each.span.path == vault.chosen)
    return Outcome(value, told)


class _Run:
    """One call of `check` or `build`: what was said and measured so far."""

    def __init__(self, asked: Commission, tell: Tell, store: Store) -> None:
        self.asked = asked
        self.store = store
        # Whole stages ask once; keeping their results for this run alone is for nothing.
        self.lasting = None if asked.cache is None else store
        self.revision = ""
        self.tell = tell
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
            wanted = self.heard(
                editions(asked.editions, config, found.text, found.name)
            )
            self.hear(
                rooted(
                    found.folder,
                    "" if found.chosen else config.handbook.source,
                    found.text,
                    found.name,
                    asked.overrides,
                )
            )
            named = (found.folder, found.text, found.name, asked.overrides)
            self.hear(folders(config, *named))
        if any(told.code.startswith("config-") for told in self.told):
            return None
        with self.stage("read"):
            root = found.root(config)
            if root.is_relative_to(found.folder):
                self.below = PurePosixPath(root.relative_to(found.folder).as_posix())
            vault, load = self.heard(
                read(
                    root,
                    config,
                    chosen=found.chosen,
                    skip=self.skipped(),
                    folder=found.folder,
                )
            )
        self.vault, self.load = vault, load
        if self.below != PurePosixPath():
            # Those that are no notes, as SUMMARY.md is one, lie beside handbook.toml.
            notes = {note.path for note in vault.notes}
            beside = (row for row in vault.settings if row[0] not in notes)
            self.known |= {str(path): text for path, text in beside}
        self.hear(works_lacking(vault, config, *named[1:]))
        dialect = recognise(vault, config)
        with self.stage("expand"):
            expanding = (expand(note, vault, load) for note in vault.notes)
            expanded = self.heard(_alone(collect(expanding), vault))
        self.vault = vault = replace(vault, notes=expanded)
        self.stored |= {row.path for note in expanded for row in note.origins}
        with self.stage("parse"):
            library = self.heard(_alone(self.parsed(vault, dialect), vault))
        with self.stage("assemble"):
            library = self.heard(_alone(navigate(library), vault))
            book = self.heard(assemble(vault, library, dialect, config))
        with self.stage("resolve"):
            book = self.heard(resolve(book, library, vault, config, self.lasting))
        self.made = Proof(reading=reading(vault, library, book))
        return Source(found, config, wanted, vault, load, book)

    def lacking(self, source: Source) -> tuple[Diagnostic, ...]:
        """What is said of editions asked for that this book has nothing for."""
        found, wanted = source.handbook, self.asked.editions
        return without_items(
            source.book, source.editions, wanted, source.config, found.text, found.name
        )

    def skipped(self) -> tuple[Path, ...]:
        """Folders that are no source, wherever they lie."""
        named = (self.asked.out, self.asked.cache)
        return tuple(place for place in named if place is not None)

    def parsed(self, vault: Vault, dialect: Dialect) -> Outcome[Library]:
        """Every note as a tree, by path."""
        documents: list[Outcome[Document]] = []
        for done, note in enumerate(vault.notes):
            self.news("parse", done, len(vault.notes), str(note.path))
            tree = partial(parse, note, dialect)
            key = partial(key_of_note, note, dialect)
            documents.append(kept(self.lasting, key, tree))
        trees, told = collect(documents)
        return Outcome({tree.path: tree for tree in trees}, told)

    def news(self, stage: str, done: int, total: int, what: str) -> None:
        """Tell how far a stage is."""
        self.tell(Progress(stage=stage, done=done, total=total, what=what))

    def finish(self, source: Source, executor: Executor) -> tuple[Artifact, ...]:
        """The files of every edition; after an edition with errors no more is begun."""
        skipped = self.skipped()
        folder = source.handbook.folder
        asked = self.asked.moment
        self.revision = revision(folder)
        bench = Bench(
            store=self.store,
            executor=executor,
            moment=moment(folder, skipped) if asked is None else asked,
            tell=self.tell,
            revision=self.revision,
        )
        brought = overrides(
            folder, source.config.templates.folder, source.config.styles.folder
        )
        self.known |= {
            f"{place}/{name}": data.decode(errors="replace")
            for place, files in (
                (brought.templates_folder, brought.templates),
                (brought.styles_folder, brought.styles),
            )
            for name, data in files
        }
        for edition in source.editions:
            with self.stage(edition.name):
                galley = self.heard(
                    render(source.book, edition, source.config, brought)
                )
                if self.failed():
                    break
                printed = kept(
                    self.lasting,
                    partial(key_of_edition, galley, bench, renderer()),
                    partial(edition.finish, galley, bench),
                )
                artifacts = self.heard(pinpointed(printed, source.vault))
            bench = replace(bench, finished=bench.finished + artifacts)
        return bench.finished

    def publish(
        self,
        source: Source,
        artifacts: tuple[Artifact, ...],
        tally: Tally,
        memory: dict[str, int],
    ) -> None:
        """Put the files into the output folder, and account for the build."""
        asked, slug = self.asked, source.book.metadata.slug
        pdf = next((row for row in artifacts if row.edition == "pdf"), None)
        changed = () if pdf is None else changed_pages(pdf, slug, asked.out)
        with self.stage("publish"):
            names = tuple(edition.name for edition in source.editions)
            outcome = publish(artifacts, slug, self.revision, asked.out, names)
            self.hear(outcome.diagnostics)
        if self.failed():
            return
        self.made = replace(
            self.made,
            files=outcome.value.files,
            removed=outcome.value.removed,
            account=account(
                source=str(asked.path),
                book=source.book,
                artifacts=artifacts,
                out=asked.out,
                seconds=self.seconds,
                diagnostics=in_order(self.told),
                cache=tally.counts(),
                stages=self.seconds,
                memory=memory,
                changed=changed,
            ),
        )

    def proof(self) -> Proof:
        """All that was said, in order, with the text it is about, and what was made."""
        told = in_order(self.told)
        shown = texts(told, self.known, self.vault, self.load, self.below)
        return replace(self.made, diagnostics=told, texts=shown)
