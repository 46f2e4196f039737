"""The files of a source → its notes with their text, and the files that are none."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from octavo.codes import tell
from octavo.collate import MARKDOWN
from octavo.diagnostics import Diagnostic, Outcome, Span
from octavo.model.vault import Attachment, Note
from octavo.read.category import CATEGORIES, index_text
from octavo.read.gather import Found, reason

_OF_APPS = (".canvas", ".base", ".excalidraw.md")
_DRAWN: Final = "Excalidraw"
_DRAWING = re.compile(r"---\n(?:(?!---$).*\n)*?excalidraw-plugin:", re.MULTILINE)
"""How notes begin in which Obsidian's Excalidraw plugin keeps a drawing."""
_OF_OTHERS = (".adoc", ".asciidoc", ".ipynb", ".org", ".rst")


class Sorted(NamedTuple):
    """The files of a source by what they are, each in the order of their paths."""

    notes: tuple[Note, ...]
    attachments: tuple[Attachment, ...]


def sort_out(files: Mapping[PurePosixPath, Found]) -> Outcome[Sorted]:
    """The notes among the files, and the others; of those that say something, a note."""
    told: list[Diagnostic] = []
    notes: list[Note] = []
    attachments: list[Attachment] = []
    ignored: Counter[str] = Counter()
    for path, found in sorted(files.items(), key=lambda row: str(row[0])):
        lower = path.name.lower()
        endings = (*_OF_APPS, *_OF_OTHERS)
        ending = next((end for end in endings if lower.endswith(end)), "")
        ignored.update([ending] if ending else [])
        if ending:
            attachments.append(Attachment(path=path, size=found.size))
        elif lower in CATEGORIES:
            note, _ = _note(path, found)
            text = index_text(note.text) if note is not None else ""
            notes += [replace(note, text=text)] if note is not None and text else []
        elif lower.endswith(MARKDOWN):
            note, problems = _note(path, found)
            if note is not None and _DRAWING.match(note.text):
                ignored.update([_DRAWN])
                attachments.append(Attachment(path=path, size=found.size))
                continue
            told += problems
            notes += [note] if note is not None else []
        else:
            attachments.append(Attachment(path=path, size=found.size))
    told += [_left_out(ending, count) for ending, count in sorted(ignored.items())]
    return Outcome(Sorted(tuple(notes), tuple(attachments)), tuple(told))


def _left_out(kind: str, count: int) -> Diagnostic:
    """What is said of files that say something, but not in markdown."""
    theirs = kind in (*_OF_APPS, _DRAWN)
    help = "" if theirs else "to print what they say, make notes of them"
    files = f"{count} {kind} {'file is' if count == 1 else 'files are'}"
    return tell("ignored-file", Span.whole(PurePosixPath()), help, files=files)


def _note(
    path: PurePosixPath, found: Found
) -> tuple[Note | None, tuple[Diagnostic, ...]]:
    """The note stored at `found`; bytes that are no UTF-8 become U+FFFD and an error."""
    try:
        data = found.place.read_bytes()
    except OSError as problem:
        why = reason(problem)
        return None, (tell("unreadable-file", Span.whole(path), why=why),)
    text, told = decoded(path, data)
    bom = text.startswith("\ufeff")
    note = Note(
        path=path,
        text=unix(text.removeprefix("\ufeff")).replace("\0", "\ufffd"),
        digest=hashlib.sha256(data).hexdigest(),
        bom=bom,
    )
    return note, told


def decoded(path: PurePosixPath, data: bytes) -> Outcome[str]:
    """The text of a file; bytes that are no UTF-8 become U+FFFD and an error."""
    try:
        return Outcome(data.decode())
    except UnicodeDecodeError as problem:
        span = _at(path, data[: problem.start].decode())
        byte = f"{data[problem.start]:02X}"
        told = tell("not-utf8", span, "save the file as UTF-8", byte=byte)
        return Outcome(data.decode(errors="replace"), (told,))


def unix(text: str) -> str:
    """The text with the line ends of Unix."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _at(path: PurePosixPath, before: str) -> Span:
    """The span of the one character after the text `before`."""
    lines = unix(before).split("\n")
    line, column = len(lines), len(lines[-1]) + 1
    return Span(
        path=path, line=line, column=column, end_line=line, end_column=column + 1
    )
