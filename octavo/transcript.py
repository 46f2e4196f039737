"""Diagnostics of a vault in the terms of the folder the user named, and the text shown.

Stages speak of paths in the folder of notes; the user named a folder that may hold a
`handbook.toml` and have its notes one folder deeper.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from octavo.diagnostics import Diagnostic, Outcome, Severity, Span
from octavo.model.book import Book
from octavo.model.document import Library
from octavo.model.mapping import FrozenMapping
from octavo.model.nodes import walk
from octavo.model.vault import Kind, Loader, Note, Vault

_KINDS = {
    Kind.VAULT: "an Obsidian vault",
    Kind.MDBOOK: "an mdBook book",
    Kind.PLAIN: "a folder of markdown",
}
_ORDERS = {
    "": "printed alone",
    "listed": "in the order of handbook.toml",
    "summary": "in the order of SUMMARY.md",
    "site": "in the order of the site's navigation",
    "contents-note": "in the order of a contents note",
    "published": "in the order of the published site",
    "chain": "in the order of their previous and next links",
    "properties": "in the order of their properties",
    "folders": "in the order of their folders and names",
}


def reading(vault: Vault, library: Library, book: Book) -> str:
    """What was read and in which order its chapters stand, after what was taken out.

    Other orders that there are come with how many notes they would put elsewhere.
    """
    chapters = sum(1 for _ in book.printed())
    taken = "".join(
        f"left out of {path}: navigation in {_lines(document.navigation.spans)}\n"
        for path, document in library.items()
        if document.navigation.spans
    )
    moved = ", ".join(
        f"{count or 'none'} elsewhere {_ORDERS[name]}" for name, count in book.elsewhere
    )
    return (
        f"{taken}"
        f"{_counted(len(vault.notes), 'note')} read as {_kind(vault)}, "
        f"{_counted(chapters, 'chapter')} {_ORDERS[book.order]}"
        f"{f' ({moved})' if moved else ''}"
    )


def _kind(vault: Vault) -> str:
    """What a folder is called by the program whose settings lie in it."""
    names = {str(path) for path, _ in vault.settings}
    graph = "logseq/config.edn" in names and ".obsidian/app.json" not in names
    return "a graph of Logseq" if graph else _KINDS[vault.kind]


def _lines(spans: tuple[Span, ...]) -> str:
    """The lines that spans cover, as in “lines 3–9 and 80–84”."""
    runs = [
        f"{span.line}–{span.end_line}" if span.end_line > span.line else f"{span.line}"
        for span in spans
    ]
    word = "line" if len(runs) == 1 and "–" not in runs[0] else "lines"
    return f"{word} {' and '.join(runs)}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def of_book(diagnostics: Iterable[Diagnostic], book: Book) -> tuple[Diagnostic, ...]:
    """The diagnostics but for those of notes of which nothing stands in the book.

    Templates and drafts are full of what is wrong only in print. Errors stay.
    """
    told = tuple(diagnostics)
    printed = {chapter.path for chapter in book.chapters()}
    if printed.issuperset(each.span.path for each in told):
        return told
    for chapter in book.printed():
        # What was embedded or included remembers where it is written.
        printed.update(node.span.path for node in walk(chapter.blocks))
    return tuple(
        each
        for each in told
        if each.severity is Severity.ERROR or each.span.path in printed
    )


def of_printed(notes: Iterable[Outcome[Note]], book: Book) -> Iterator[Outcome[Note]]:
    """The notes that are in the book, with what was said of what they include.

    Of an mdBook's others mdBook says nothing, however much they lack.
    """
    paths = {chapter.path for chapter in book.chapters()}
    return (outcome for outcome in notes if outcome.value.path in paths)


def apart(
    diagnostics: Iterable[Diagnostic], vault: Vault
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """What is wrong with the bytes of an mdBook's notes, and all else that was read.

    Which of the notes are in the book is not known yet.
    """
    later: list[Diagnostic] = []
    told: list[Diagnostic] = []
    for each in diagnostics:
        bytes_of_note = vault.kind is Kind.MDBOOK and each.code == "not-utf8"
        (later if bytes_of_note else told).append(each)
    return tuple(later), tuple(told)


def of_texts(
    diagnostics: Iterable[Diagnostic], vault: Vault, book: Book
) -> tuple[Diagnostic, ...]:
    """The diagnostics of notes that are in the book, or are included in one that is."""
    paths = {chapter.path for chapter in book.chapters()}
    origins = {
        row.path for note in vault.notes if note.path in paths for row in note.origins
    }
    return tuple(told for told in diagnostics if told.span.path in paths | origins)


def moved(
    diagnostics: Iterable[Diagnostic],
    below: PurePosixPath,
    of_notes: Callable[[PurePosixPath], bool],
) -> tuple[Diagnostic, ...]:
    """The diagnostics with `below` before the paths that are `of_notes`."""
    return tuple(
        replace(told, span=told.span._replace(path=_below(below, told.span.path)))
        if of_notes(told.span.path)
        else told
        for told in diagnostics
    )


def _below(folder: PurePosixPath, path: PurePosixPath) -> PurePosixPath:
    """`path` as seen from where `folder` lies; includes may lead up and out of it."""
    if ".." not in path.parts:
        return folder / path
    return PurePosixPath(posixpath.normpath(folder / path))


def texts(
    diagnostics: Iterable[Diagnostic],
    known: Mapping[str, str],
    vault: Vault | None,
    load: Loader | None,
    below: PurePosixPath,
) -> FrozenMapping[str]:
    """The stored text of every file that a diagnostic points into.

    `known` are texts at hand; other files are asked of the loader. One that cannot be
    had is left out, and its diagnostics are shown without a line of it.
    """
    wanted = {told.span.path for told in diagnostics}
    found = {
        path: text for path, text in known.items() if PurePosixPath(path) in wanted
    }
    if vault is None or load is None:
        return FrozenMapping(found)
    notes = {below / note.path: note for note in vault.notes}
    for path in wanted.difference(map(PurePosixPath, found)):
        note = notes.get(path)
        if note is not None and not note.origins:
            found[path.as_posix()] = ("\ufeff" if note.bom else "") + note.text
        elif not path.is_absolute():
            try:
                data = load(PurePosixPath(posixpath.relpath(path, below)))
            except OSError:
                continue
            text = data.decode(errors="replace")
            found[path.as_posix()] = text.replace("\r\n", "\n").replace("\r", "\n")
    return FrozenMapping(found)
