"""Notes whose trees several processes make at once."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import partial

from octavo.diagnostics import Outcome
from octavo.model.dialect import Dialect
from octavo.model.document import Document
from octavo.model.vault import Note
from octavo.parse import parse
from octavo.trees import packed, unpacked
from octavo.workers import hired, processors


def shared(
    notes: Sequence[Note], dialect: Dialect
) -> Iterator[tuple[Note, Outcome[Document]]]:
    """Each note with its tree, made by this process and one for each other processor."""
    others = processors() - 1
    if not others:
        yield from ((note, parse(note, dialect)) for note in notes)
        return
    with hired(others) as crew:
        for note, data in divided(notes, dialect, crew.executor):
            if data is None:
                yield note, parse(note, dialect)
            else:
                yield note, unpacked(data)


def divided(
    notes: Sequence[Note], dialect: Dialect, executor: Executor
) -> Iterator[tuple[Note, bytes | None]]:
    """Each note with its tree as a worker sends it, or None if it is to be made here.

    Workers begin with the longest notes and this process with the shortest, until they
    meet: however fast each of them is, none waits for another but for one short note.
    """
    rising = sorted(notes, key=lambda note: len(note.text))
    begun = [
        (note, executor.submit(packed, partial(parse, note, dialect)))
        for note in reversed(rising)
    ]
    return _until_they_meet(begun)


def _until_they_meet(
    begun: list[tuple[Note, Future[bytes]]],
) -> Iterator[tuple[Note, bytes | None]]:
    while begun and begun[-1][1].cancel():
        yield begun.pop()[0], None
    # What came is let go as it is taken: together it is larger than the notes.
    begun.reverse()
    while begun:
        note, coming = begun.pop()
        yield note, coming.result()
