"""The stages in a row: a commission → the editions, or what keeps them from being made.

The source is settled by `octavo.settle`; from there on stages know their edition.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from octavo.cache import Cache
from octavo.citing import Cluster, Item, Written, write
from octavo.cover import cover
from octavo.diagnostics import Diagnostic, Outcome, in_order
from octavo.editions import EDITIONS
from octavo.find import Overrides, overrides
from octavo.hands import Hands, warmed
from octavo.illustrate import foreknown, illustrate, materials
from octavo.keep import kept, key_of_citations, key_of_edition
from octavo.makers import machine
from octavo.model.artifact import Artifact
from octavo.model.bench import Bench, Store, in_turn
from octavo.model.book import Book
from octavo.model.commission import Commission
from octavo.model.config import Config
from octavo.model.dialect import Dialect
from octavo.model.edition import Edition
from octavo.model.mapping import FrozenMapping
from octavo.model.proof import Proof
from octavo.model.rack import bare
from octavo.model.vault import Loader, Note, Vault
from octavo.paper import area_of
from octavo.parse import parse
from octavo.pinpoint import at_its_key, pinpointed
from octavo.plates.plate import Materials
from octavo.proofs import Proofs
from octavo.publish import Published, changed_pages, publish, usable
from octavo.read import Handbook, Taken
from octavo.reckon import Memory, Tally, account
from octavo.render import render
from octavo.reprint import Copy, Ledger, leave, opened, source_digests, stamped
from octavo.selection import without_items
from octavo.settle import Run, Source, Tell, much
from octavo.share import divided
from octavo.shop import Shop
from octavo.trees import Tree, key_of_note, packed, stocked, unpacked
from octavo.workers import Alone, Crew, hired, peak_memory, workers


def build(
    asked: Commission,
    tell: Tell,
    shop: Shop | None = None,
    cache: Cache | None = None,
    hands: Hands | None = None,
    taken: Taken | None = None,
) -> Proof:
    """The editions asked for, in the output folder; or why there are none.

    Errors (warnings too, when the commission is strict) end the build before the next
    costly step, and before anything in the output folder is touched. With a `shop` it
    is the shop's crew that draws, and stays. `cache` is the one that was asked for,
    where it has been opened already, `hands` those who are at work already, and `taken`
    what has been read of the source.
    """
    cache = shop.cache if shop else cache or opened(asked)
    shelf = shop.shelf if shop else None
    stock = shelf or cache or Memory()
    tally, known = Tally(stock), cache.damaged if cache else 0
    run = _Making(asked, tell, tally, stock, shop, hands, taken)
    run.hear(usable(asked.out))
    with _crew(asked, shop) as crew:
        source = run.prepared(crew)
        if source is None:
            if shop is None:
                crew.dismiss()
            if hands is not None:
                hands.crew.dismiss()
            return run.proof()
        artifacts = run.finish(source, crew.executor)
        elsewhere = run.damaged_elsewhere()
        if shop is None:
            crew.release()
        if hands is not None:
            hands.crew.release()
        if not run.failed():
            run.publish(source, artifacts)
    if hands is not None:
        hands.crew.await_end()
    if run.published is not None:
        worker = max(crew.peak, hands.crew.peak if hands else 0)
        memory = {"main": peak_memory(), "worker": worker}
        damaged = elsewhere + (cache.damaged - known if cache else 0)
        run.count(source, artifacts, tally.counts(damaged), memory)
    proof = run.proof()
    if cache is not None:
        run.leave(shelf or cache, proof)
    if cache is not None and shop is None:
        cache.trim()
    return proof


def _crew(asked: Commission, shop: Shop | None) -> AbstractContextManager[Crew]:
    """Who does the work: the shop's crew, else one that is hired for it.

    This process waits for others to lay out pages. Where none are asked for it works
    all the time, and is one of so many: with a worker more than there are processors an
    EPUB of 120 notes took 1.15 times as long.
    """
    if shop is not None:
        return nullcontext(shop.crew)
    rows = _rows(asked.editions)
    if asked.jobs == 1 or not rows or any(row.setting.page_numbers for row in rows):
        return workers(asked.jobs)
    return hired(asked.jobs - 1)


def _written(
    store: Store | None,
    items: Sequence[Item],
    clusters: Sequence[Cluster],
    style: bytes,
    language: str,
) -> Written:
    key = partial(key_of_citations, repr((items, clusters, language)), style)
    return kept(store, key, partial(write, items, clusters, style, language))


def _rows(names: tuple[str, ...]) -> tuple[Edition, ...]:
    return tuple(edition for edition in EDITIONS if edition.name in names)


class _Making(Run):
    """One build: a source that is settled, and the editions made of it."""

    def __init__(
        self,
        asked: Commission,
        tell: Tell,
        store: Store,
        stock: Store,
        shop: Shop | None,
        hands: Hands | None,
        taken: Taken | None,
    ) -> None:
        self.store = store
        # Where `store` takes things from: what is kept there is not counted as work.
        self.stock = stock
        self.shop = shop
        # Whole stages ask once; keeping their results for this run alone is for nothing.
        self.lasting = None if asked.cache is None else store
        self.crew: Crew = Alone()
        self.ledger = Ledger()
        # The first edition with pages.
        self.paged = ""
        self.hands = hands
        self.warming = None if hands is None else hands.warming
        # Notes whose trees no build before this has made.
        self.fresh: set[PurePosixPath] = set()
        self.proofs = Proofs(store)
        self.source_digests = ("", "")
        self.revision = ""
        self.copy: Copy | None = None
        self.published: Published | None = None
        self.changed: tuple[int, ...] = ()
        written = partial(_written, self.lasting)
        rack = bare if shop is None else shop.rack
        super().__init__(asked, tell, written, taken, rack)

    def prepared(self, crew: Crew) -> Source | None:
        """The source with all that was drawn for it; None if no edition can be made."""
        self.crew = crew
        source = self.settle()
        if source is None or self.failed():
            return None
        self.hear(self.lacking(source))
        if self.failed():
            return None
        with self.stage("illustrate"):
            front = cover(source.vault, source.load, source.book, source.config)
            given = self.materials(source.book, source.config)
            drawn = illustrate(source.book, given, self.proofs, front)
            book = self.book = self.heard(drawn)
        return None if self.failed() else source._replace(book=book)

    def assembled(self, book: Book, config: Config) -> None:
        """Have workers draw what new notes have, while references are settled.

        Behind that one loads what lays out the cover, which is wanted last, and is kept
        unless all is new.
        """
        assert self.vault is not None, "a book was read"
        if self.asked.jobs == 1:
            return
        chapters = (each for each in book.chapters() if each.path in self.fresh)
        begun = foreknown(chapters, self.materials(book, config))
        self.proofs.begin(begun, self.crew.executor)
        if not self.paged and len(self.fresh) == len(self.vault.notes):
            self.warm_up()

    def warm_up(self) -> None:
        """Have a worker load what lays out pages; a shop's have it loaded."""
        if self.shop is None and self.asked.jobs > 1 and self.warming is None:
            stock = None if self.lasting is None else self.stock
            self.warming = warmed(self.crew, stock, self.paged)

    def materials(self, book: Book, config: Config) -> Materials:
        """What plates draw on in this build."""
        assert self.load is not None, "a book was read"
        area = area_of(config.pdf.page)
        return materials(book, self.load, config.styles.tokens, area)

    def opened(
        self,
        found: Handbook,
        taken: Outcome[tuple[Vault, Loader]],
        wanted: tuple[str, ...],
    ) -> Loader:
        """The loader, which notes what it reads; the shop has a list of its own."""
        self.source_digests = source_digests(found, taken)
        paged = (each.name for each in _rows(wanted) if each.setting.page_numbers)
        self.paged = next(paged, "")
        load = self.ledger.noting(taken.value[1])
        return load if self.shop is None else self.shop.noting(load)

    def trees(
        self, notes: Sequence[Note], dialect: Dialect
    ) -> Iterator[tuple[Note, Tree]]:
        """Each note with its tree; workers make some of them if many are new.

        Behind that one loads what lays out pages, if an edition has any.
        """
        found = [(note, self.at_hand(note, dialect)) for note in notes]
        new = [note for note, tree in found if tree is None]
        self.fresh = {note.path for note in new}
        coming: Iterable[tuple[Note, bytes | None]] = ((note, None) for note in new)
        if self.asked.jobs > 1 and much(new):
            coming = divided(new, dialect, self.crew.executor)
        if self.paged:
            self.warm_up()
        while found:
            # What was read is let go: all notes together are half as large as the book.
            note, tree = found.pop()
            if tree is not None:
                made = unpacked(tree) if isinstance(tree, bytes) else tree
                yield self.remembered(note, dialect, made)
        for note, sent in coming:
            if sent is None and self.lasting is None:
                # Neither sent nor kept: to pack it takes longer than to look through it.
                yield self.remembered(note, dialect, parse(note, dialect))
                continue
            key = partial(key_of_note, note, dialect)
            data = packed(partial(parse, note, dialect)) if sent is None else sent
            yield self.remembered(note, dialect, stocked(self.lasting, key, data))

    def damaged_elsewhere(self) -> int:
        """How many pieces of the cache a worker found to be damaged."""
        return 0 if self.warming is None else self.warming.result()

    def at_hand(self, note: Note, dialect: Dialect) -> Tree | bytes | None:
        """The tree of a note as a build before made it in this process, or kept it."""
        before = None if self.shop is None else self.shop.trees.get(note.path)
        if before is not None and before[:2] == (note, dialect):
            return before[2]
        store = self.lasting
        return None if store is None else store.get(key_of_note(note, dialect))

    def remembered(self, note: Note, dialect: Dialect, tree: Tree) -> tuple[Note, Tree]:
        """A note and its tree, which the shop has at hand in the next build."""
        if self.shop is not None:
            self.shop.trees[note.path] = note, dialect, tree
        return note, tree

    def lacking(self, source: Source) -> tuple[Diagnostic, ...]:
        """What is said of editions asked for that this book has nothing for."""
        found, wanted = source.handbook, self.asked.editions
        return without_items(
            source.book, source.editions, wanted, source.config, found.text, found.name
        )

    def finish(self, source: Source, executor: Executor) -> tuple[Artifact, ...]:
        """The files of every edition; after an edition with errors no more is begun."""
        folder = source.handbook.folder
        stamp = stamped(self.asked, folder)
        self.revision = stamp.revision
        # Where no pages are laid out the crew has nothing to do by now.
        idle = not self.paged and self.shop is None and much(source.vault.notes)
        bench = Bench(
            store=self.store,
            stock=self.stock,
            executor=executor,
            jobs=self.asked.jobs,
            moment=stamp.moment,
            tell=self.tell,
            revision=self.revision,
            spread=self.crew.spread if idle else in_turn,
            warming=self.warming,
            ready=self.hands.crew.executor if self.hands else None,
            lasting=self.lasting is not None,
            rack=self.rack,
        )
        config = source.config
        brought = overrides(folder, config.templates.folder, config.styles.folder)
        self.copy = Copy(self.source_digests, brought.digest, loaded=(), stamp=stamp)
        self.known |= brought.texts()
        for edition in _rows(source.editions):
            with self.stage(edition.name):
                made = self.printed(edition, source, brought, bench)
            if made is None:
                break
            bench = replace(bench, finished=bench.finished + made)
        return bench.finished

    def printed(
        self, edition: Edition, source: Source, brought: Overrides, bench: Bench
    ) -> tuple[Artifact, ...] | None:
        """The files of one edition; None if there were errors before it was begun.

        Its galley, which has as many letters as the book, goes with the end of this.
        """
        at_work = self.begun(bench, edition, source.book)
        begin = at_work.advance.begin if at_work.advance else None
        sheets = None if self.lasting is None else self.stock
        given = (
            *(source.book, edition, source.config, brought, self.stock, sheets),
            *(bench.spread, self.fresh, self.rack),
        )
        galley = self.heard(render(*given, begin=begin))
        if self.failed():
            return None
        finish = partial(edition.finish, galley, at_work)
        # Pages are kept one by one; a file of a thousand is soon bound again, and would
        # be 8 MB more in the cache at every edit.
        whole = None if edition.setting.page_numbers else self.lasting
        named = partial(key_of_edition, galley, bench, machine())
        placed = pinpointed(kept(whole, named, finish), source.vault)
        handbook = source.handbook
        return self.heard(
            at_its_key(placed, handbook.text, handbook.name, self.asked.overrides)
        )

    def begun(self, bench: Bench, edition: Edition, book: Book) -> Bench:
        """The bench on which sheets of an edition can be begun before all are there.

        Others do so; and how is known from the build before.
        """
        if edition.advance is None or self.asked.jobs == 1 or self.lasting is None:
            return bench
        advance = edition.advance(edition.name, bench, book.pictures)
        return replace(bench, advance=advance)

    def leave(self, cache: Store, proof: Proof) -> None:
        """Leave in the cache what the next build needs to see that nothing changed."""
        if self.copy is not None and self.published is not None:
            copy = self.copy._replace(loaded=self.ledger.digests())
            leave(self.asked, cache, copy, proof, self.published)

    def publish(self, source: Source, artifacts: tuple[Artifact, ...]) -> None:
        """Put the files into the output folder."""
        asked, slug = self.asked, source.book.metadata.slug
        pdf = next((row for row in artifacts if row.edition == "pdf"), None)
        self.changed = () if pdf is None else changed_pages(pdf, slug, asked.out)
        with self.stage("publish"):
            outcome = publish(
                artifacts, slug, self.revision, asked.out, source.editions
            )
            self.hear(outcome.diagnostics)
        if not self.failed():
            self.published = outcome.value

    def count(
        self,
        source: Source,
        artifacts: tuple[Artifact, ...],
        counts: FrozenMapping[int],
        memory: dict[str, int],
    ) -> None:
        """Account for the build, whose files are in their places."""
        asked, published = self.asked, self.published
        assert published is not None, "files were published"
        self.made = replace(
            self.made,
            files=published.files,
            removed=published.removed,
            account=account(
                source=str(asked.path),
                book=source.book,
                artifacts=artifacts,
                out=asked.out,
                seconds=self.seconds,
                diagnostics=in_order(self.told),
                cache=counts,
                stages=self.seconds,
                memory=memory,
                changed=self.changed,
            ),
        )
