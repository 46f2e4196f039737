"""Advance sheets: begun before a book is set, and taken only where they are what it wants."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace

import pytest
from pages_sample import STYLES, Memory, bench, chapter, galley, page_of
from reading import data_of

from octavo.diagnostics import Lacking
from octavo.model.asset import Asset
from octavo.model.bench import Bench
from octavo.model.drawing import Drawn
from octavo.model.galley import Galley, Sheet
from octavo.typeset import in_advance, typeset, warm_up
from octavo.typeset.draw import ready_for
from octavo.typeset.order import kit
from octavo.typeset.readying import standing_left
from octavo.workers import hired, workers

COUNT = 6


class _Watched:
    """Advance sheets, and for each that was asked for whether it was there."""

    def __init__(self, given: Bench) -> None:
        self.sheets = in_advance("pdf", given, ())
        self.there: list[bool] = []

    def begin(self, sheet: Sheet) -> None:
        self.sheets.begin(sheet)

    def follow(self, sheets: Iterable[Sheet]) -> None:
        self.sheets.follow(sheets)

    def taken(self, key: str) -> Future[tuple[Drawn, ...] | None] | None:
        made = self.sheets.taken(key)
        self.there.append(made is not None and bool(made.result()))
        return made

    def dismiss(self) -> None:
        self.sheets.dismiss()


class _Waiting(Executor):
    """Puts work aside and does none of it."""

    def __init__(self) -> None:
        self.left: list[Future] = []

    def submit(self, work: Callable, /, *given, **named) -> Future:
        self.left.append(Future())
        return self.left[-1]


@pytest.fixture
def store(fonts: tuple[Asset, ...]) -> Memory:
    """What a build of the book has left."""
    kept = Memory()
    typeset(galley(fonts, COUNT), replace(bench(kept), lasting=True))
    # As in another process: nothing has been prepared.
    ready_for.cache_clear()
    return kept


@pytest.fixture
def given(store: Memory) -> Iterator[Bench]:
    """A bench at which one is ready to lay out pages."""
    with hired(1) as one, workers(2) as crew:
        one.executor.submit(warm_up, store, "pdf")
        yield replace(bench(store, crew.executor), ready=one.executor, lasting=True)


def _third(old: str, new: str) -> Sheet:
    """The third chapter with other words."""
    return _reworded(chapter(3, COUNT), old, new)


def _reworded(sheet: Sheet, old: str, new: str) -> Sheet:
    html = sheet.html.replace(old, new, 1)
    assert html != sheet.html
    return replace(sheet, html=html, digest=hashlib.sha256(html.encode()).hexdigest())


def _set(book: Galley, begun: Sheet, given: Bench) -> tuple[bytes, list[bool]]:
    """The book's PDF, one sheet of which was begun in advance."""
    watched = _Watched(given)
    watched.begin(begun)
    made = data_of(typeset(book, replace(given, advance=watched)).value)
    return made, watched.there


def test_a_chapter_with_other_words_is_drawn_by_the_time_it_is_asked_for(
    fonts: tuple[Asset, ...], given: Bench
) -> None:
    edited = _third("word3x2 ", "word3x2 furthermore ")
    book = galley(fonts, COUNT, c3=edited)
    made, there = _set(book, edited, given)
    # It is drawn for a page it may stand on as well: nothing says that it is as long.
    assert there == [False, True]
    assert made == data_of(typeset(book, bench()).value)


def test_what_was_begun_for_another_text_is_not_taken(
    fonts: tuple[Asset, ...], given: Bench
) -> None:
    begun = _third("word3x2 ", "word3x2 furthermore ")
    book = galley(fonts, COUNT, c3=_third("word3x2 ", "word3x2 moreover "))
    made, there = _set(book, begun, given)
    assert not any(there)
    assert made == data_of(typeset(book, bench()).value)


def test_a_chapter_that_refers_to_other_pages_waits_until_they_are_known(
    fonts: tuple[Asset, ...], given: Bench
) -> None:
    edited = _third("word3x2 ", f"word3x2 {page_of('c1--s3')} ")
    edited = replace(edited, wants=(*edited.wants, "c1--s3"))
    book = galley(fonts, COUNT, c3=edited)
    made, there = _set(book, edited, given)
    assert not any(there)
    assert made == data_of(typeset(book, bench()).value)


def test_in_a_kit_that_nobody_has_prepared_nothing_comes_of_it(
    fonts: tuple[Asset, ...], store: Memory
) -> None:
    edited = _third("word3x2 ", "word3x2 furthermore ")
    book = galley(fonts, COUNT, c3=edited)
    with hired(1) as one:
        unready = replace(bench(store), ready=one.executor, lasting=True)
        made, there = _set(book, edited, unready)
    assert not any(there)
    assert made == data_of(typeset(book, bench()).value)


def test_after_an_edit_was_taken_back_pages_stand_that_stood_before_it(
    fonts: tuple[Asset, ...], store: Memory
) -> None:
    there = replace(bench(store), lasting=True)
    first, second = (_third(f"word3x{n} ", "new ") for n in (1, 10))
    kept = kit(STYLES, fonts)
    stood = [standing_left(store, kept, chapter(3, COUNT))]
    for sheet in (first, chapter(3, COUNT), second):
        typeset(galley(fonts, COUNT, c3=sheet), there)
        stood.append(standing_left(store, kept, sheet))
    assert stood[0] == stood[2] != b""
    assert len(set(stood)) == 3
    assert standing_left(store, kept, replace(first, name="c99")) == b""


HERE = (
    '<a id="here" href="#here">here<span class="page-reference"> p. '
    '<span data-page-of="here"></span></span></a>'
)
LONG = 220
"""Paragraphs of a chapter, and rows of contents, that take a while."""


@pytest.mark.parametrize(("stands", "by_others"), [(False, True), (True, False)])
def test_contents_do_not_wait_for_a_chapter_that_is_set_whole(
    fonts: tuple[Asset, ...], stands: bool, by_others: bool
) -> None:
    # A reference to its own page keeps a chapter's pages from standing.
    whole = chapter(3, COUNT, paragraphs=LONG)
    if not stands:
        whole = _reworded(whole, "word3x4 ", f"word3x4 {HERE} ")
        anchors, wants = (*whole.anchors, "here"), (*whole.wants, "here")
        whole = replace(whole, anchors=anchors, wants=wants)
    book = galley(fonts, COUNT, c3=whole)
    kept = Memory()
    typeset(book, replace(bench(kept), lasting=True))
    ready_for.cache_clear()
    edited = _reworded(whole, "word3x9 ", "word3x9 anew ")
    contents = next(sheet for sheet in book.sheets if sheet.kind == "contents")
    more = _reworded(contents, "The title", "The title of the book " * 1000)
    near, far = _Waiting(), _Waiting()
    given = replace(bench(kept, far), ready=near, lasting=True)
    sheets = in_advance("pdf", given, ())
    sheets.begin(edited)
    sheets.follow((edited, more))
    assert (len(near.left), len(far.left)) == (1, int(by_others))


def test_what_found_no_fonts_in_advance_is_drawn_with_those_there_are(
    fonts: tuple[Asset, ...], store: Memory
) -> None:
    edited = _third("word3x2 ", "word3x2 furthermore ")
    book = galley(fonts, COUNT, c3=edited)
    afar = _Waiting()
    sheets = in_advance("pdf", replace(bench(store), ready=afar, lasting=True), ())
    sheets.begin(edited)
    afar.left[0].set_exception(Lacking("a font", "install it"))
    given = replace(bench(store), lasting=True, advance=sheets)
    assert data_of(typeset(book, given).value) == data_of(typeset(book, bench()).value)


def test_what_nobody_wanted_and_nobody_has_begun_is_not_drawn(
    fonts: tuple[Asset, ...], store: Memory
) -> None:
    busy = _Waiting()
    given = replace(bench(store), ready=busy, lasting=True)
    sheets = in_advance("pdf", given, ())
    sheets.begin(_third("word", "ward"))
    sheets.begin(_third("word", "wood"))
    first, second = busy.left
    first.set_running_or_notify_cancel()
    # The book as it was: neither is asked for.
    typeset(galley(fonts, COUNT), replace(bench(store), lasting=True, advance=sheets))
    assert (first.cancelled(), second.cancelled()) == (False, True)
