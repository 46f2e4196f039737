"""A note with mdBook's directives → the text that mdBook would read (rule R11.3).

A stage of its own between `read` and `parse`, since directives are replaced before
markdown is read, inside code too. The note remembers in which file each of its lines is
stored, so that whatever is said of it later points there. Only an mdBook has them.
"""

import hashlib
import posixpath
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.codes import tell
from octavo.diagnostics import Diagnostic, Outcome, Severity, Span, in_order
from octavo.expand.directive import Directive, directives
from octavo.expand.excerpt import Excerpt, Marked, excerpt, marked
from octavo.mdbook import mdbook
from octavo.model.vault import Kind, Loader, Note, Origin, Vault
from octavo.suggest import nearest

_DEPTH = 10
"""mdBook's own limit on files that include one another."""

_LARGEST = 4_000_000
"""Code points a note may grow to: four times the longest novel, and no bomb."""

_TOO_LARGE, _NOT_TEXT = "of a size that fits a book", "in UTF-8"
_MENDED = {
    _TOO_LARGE: "include the lines that are meant: `{{#include FILE:10:30}}`",
    _NOT_TEXT: "save it as UTF-8; a picture is shown by `![…](FILE)`",
}
"""What to do about a file that is there and cannot be included."""

_CALLS = 20_000
"""Directives a note may expand to; they may yield nothing and cost time all the same."""


def expand(note: Note, vault: Vault, load: Loader) -> Outcome[Note]:
    """The note with its directives expanded; itself where it has none.

    What cannot be expanded stays as it is written and is told, at the directive.
    """
    if vault.kind is not Kind.MDBOOK or "{{" not in note.text:
        return Outcome(note)
    if not mdbook(dict(vault.settings).get(PurePosixPath("book.toml"), "")).expands:
        return Outcome(note)
    expansion = _Expansion(note.path, vault, load)
    lines = expansion.expanded(note.path, _stored(note), (note.path,))
    text = "\n".join(line.text for line in lines)
    told = in_order(expansion.told)
    if text == note.text:
        return Outcome(note, told)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    origins = tuple(_origins(lines))
    return Outcome(replace(note, text=text, digest=digest, origins=origins), told)


class Line(NamedTuple):
    """A line of the result, and where it is stored: `shift` columns further left."""

    text: str
    path: PurePosixPath
    number: int
    shift: int


class _File(NamedTuple):
    """A file that is included: its lines, and which of them includes can mean."""

    lines: list[Line]
    marked: Marked


class _Expansion:
    """The expansion of one note: how large it has become, and what was said."""

    def __init__(self, owner: PurePosixPath, vault: Vault, load: Loader) -> None:
        self.owner = owner
        self.vault = vault
        self.load = load
        self.files: dict[PurePosixPath, _File | str] = {}
        self.size = 0
        self.calls = 0
        self.full = False
        self.told: list[Diagnostic] = []

    def expanded(
        self,
        path: PurePosixPath,
        lines: Iterable[Line],
        chain: tuple[PurePosixPath, ...],
    ) -> list[Line]:
        """The lines with every directive in them replaced.

        `path` is what paths in them are relative to; `chain` the files that led here.
        """
        out: list[Line] = []
        for line in lines:
            found = list(directives(line.text))
            if found:
                out.extend(self.line(path, line, found, chain))
            else:
                out.append(line)
        return out

    def line(
        self,
        path: PurePosixPath,
        line: Line,
        found: list[Directive],
        chain: tuple[PurePosixPath, ...],
    ) -> list[Line]:
        """One line with directives in it as the lines it becomes.

        What quotes or indents the directive stands before each line it yields.
        """
        out: list[Line] = []
        current, at = line._replace(text=""), 0
        for each in found:
            before = line.text[at : each.start]
            current = current._replace(text=current.text + before)
            at = each.end
            yielded = self.yielded(path, line, each, chain)
            if not yielded:
                continue
            lead = _lead(current.text)
            bare = not current.text.strip(" \t>")
            first = yielded[0]
            own = first if bare else current
            shift = first.shift + len(current.text) if bare else current.shift
            current = own._replace(text=current.text + first.text, shift=shift)
            for more in yielded[1:]:
                out.append(current)
                text = lead + more.text if more.text else lead.rstrip()
                current = more._replace(text=text, shift=more.shift + len(lead))
        out.append(current._replace(text=current.text + line.text[at:]))
        return out

    def yielded(
        self,
        path: PurePosixPath,
        line: Line,
        directive: Directive,
        chain: tuple[PurePosixPath, ...],
    ) -> list[Line]:
        """What a directive stands for; its own text where that is not to be had."""
        if directive.name == "title":
            return []
        as_written = line._replace(
            text=line.text[directive.start : directive.end]
            if directive.name
            else directive.words
        )
        if not directive.name or not directive.words:
            return [as_written]
        spot = self.spot(line, directive)
        words, attributes = directive.words, ""
        playground = directive.name in {"playground", "playpen"}
        if playground:
            words, _, attributes = words.partition(" ")
        target = self.target(path, words.partition(":")[0].strip(), spot)
        if target is None or not self.affordable(chain, target, spot):
            return [as_written]
        taken = self.taken(target, words, spot, directive.name == "rustdoc_include")
        if taken is None:
            return [as_written]
        self.size += sum(len(each.text) + 1 for each in taken)
        inner = self.expanded(target, taken, (*chain, target))
        if not playground:
            return inner
        marks = ",".join(["rust", *attributes.replace(",", " ").split()])
        fence = "`" * max(3, _longest_run(inner) + 1)
        return [line._replace(text=fence + marks), *inner, line._replace(text=fence)]

    def spot(self, line: Line, directive: Directive) -> Span:
        """The place of a directive in the file it is written in."""
        return Span(
            path=line.path,
            line=line.number,
            column=max(1, directive.start + 1 - line.shift),
            end_line=line.number,
            end_column=max(1, directive.end + 1 - line.shift),
        )

    def target(
        self, path: PurePosixPath, name: str, spot: Span
    ) -> PurePosixPath | None:
        """The path of an included file; None, and told, if it leads out of the book."""
        joined = posixpath.normpath(str(path.parent / name))
        target = PurePosixPath(joined)
        above = sum(1 for part in target.parts if part == "..")
        if name.startswith("/") or above > self.vault.above:
            help = "only files in the book's folder can be included"
            self.told.append(tell("escaping-path", spot, help, path=f"“{name}”"))
            return None
        return target

    def affordable(
        self, chain: tuple[PurePosixPath, ...], target: PurePosixPath, spot: Span
    ) -> bool:
        """Whether one more file may be put in."""
        self.calls += 1
        if len(chain) > _DEPTH:
            if target not in chain and len(set(chain)) < len(chain):
                return False  # Files that go round are told where they do.
            shown = " → ".join(map(str, _round(chain, target)))
            help = f"mdBook follows includes {_DEPTH} deep; take one of them out"
            self.told.append(tell("include-cycle", spot, help, chain=shown))
            return False
        if self.size > _LARGEST or self.calls > _CALLS:
            if not self.full:
                self.full = True
                help = (
                    "include fewer files, or parts of them: `{{#include file:anchor}}`"
                )
                self.told.append(tell("include-size", spot, help, note=self.owner))
            return False
        return True

    def taken(
        self, target: PurePosixPath, words: str, spot: Span, hide: bool
    ) -> list[Line] | None:
        """The lines of a file that `words` mean; None, and told, without them.

        With `hide` its other lines are there too, as hidden lines of Rust.
        """
        name, _, where = words.partition(":")
        file = self.file(target, name.strip(), spot)
        if file is None:
            return None
        chosen = excerpt(file.marked, where)
        if chosen.missing or chosen.unclosed:
            self.told.append(_lacks_anchor(chosen, file.marked, target, spot))
        if chosen.missing:
            return None
        if chosen.beyond or chosen.backwards:
            count = len(file.lines)
            help = f"its last line is {count}" if count else "it is empty"
            if chosen.backwards:
                help = "write the lower number first"
            told = tell("missing-lines", spot, help, where=where, file=target.name)
            self.told.append(told)
        if not hide:
            return [file.lines[at - 1] for at in chosen.numbers]
        shown = set(chosen.numbers)
        numbered = ((at, file.lines[at - 1]) for at in file.marked.shown)
        return [
            line if at in shown else line._replace(text=f"# {line.text}")
            for at, line in numbered
        ]

    def file(self, target: PurePosixPath, name: str, spot: Span) -> _File | None:
        """A file of the book; None, and told, if it cannot be read."""
        if target not in self.files:
            self.files[target] = self.read(target)
        found = self.files[target]
        if isinstance(found, _File):
            return found
        help = _MENDED.get(found, "see that it is a file, and that you may read it")
        if found == "missing-include":
            help = self.near(target, spot)
        why = "" if found == "missing-include" else f" {found}"
        self.told.append(tell("missing-include", spot, help, path=f"{name}{why}"))
        return None

    def near(self, target: PurePosixPath, spot: Span) -> str:
        """What to do about a file that is not there: one of its name, or one near it."""
        paths = [note.path for note in self.vault.notes]
        paths += [file.path for file in self.vault.attachments]
        same = sorted(str(path) for path in paths if path.name == target.name)
        near = same or nearest(str(target), map(str, paths), limit=1)
        if near:
            return f"did you mean “{near[0]}”?"
        return f"paths count from the folder of {spot.path.name}; write it from there"

    def read(self, target: PurePosixPath) -> _File | str:
        """A file of the book, or why there is none."""
        try:
            data = self.load(target)
        except FileNotFoundError:
            return "missing-include"
        except OSError as problem:
            return f"that can be read: {(problem.strerror or 'unknown reason').lower()}"
        if len(data) > 4 * _LARGEST:
            return _TOO_LARGE
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return _NOT_TEXT
        shift = -1 if text.startswith("\ufeff") else 0
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        texts = text.split("\n")
        if texts[-1] == "":
            texts.pop()
        lines = [
            Line(each, target, number, shift if number == 1 else 0)
            for number, each in enumerate(texts, start=1)
        ]
        return _File(lines, marked(texts))


def _round(
    chain: tuple[PurePosixPath, ...], target: PurePosixPath
) -> tuple[PurePosixPath, ...]:
    """The files from where `target` was included last to where it is again."""
    before = chain[::-1].index(target) + 1 if target in chain else len(chain)
    return (*chain[-before:], target)


def _lacks_anchor(
    chosen: Excerpt, file: Marked, target: PurePosixPath, spot: Span
) -> Diagnostic:
    """What is said of an anchor that is not there, or never closed."""
    if name := chosen.unclosed:
        help = f"write a line with `ANCHOR_END: {name}` where it ends"
        mark, severity = f"`ANCHOR_END: {name}`", Severity.WARNING
        return tell("missing-anchor", spot, help, severity, mark=mark, file=target.name)
    there = tuple(file.anchors)
    listed = ", ".join(nearest(chosen.missing, there) or there[:5])
    help = f"anchors there: {listed}" if listed else "it has no anchors"
    mark = f"`ANCHOR: {chosen.missing}`"
    return tell("missing-anchor", spot, help, mark=mark, file=target.name)


def _stored(note: Note) -> list[Line]:
    shift = -1 if note.bom else 0
    return [
        Line(text, note.path, number, shift if number == 1 else 0)
        for number, text in enumerate(note.text.split("\n"), start=1)
    ]


def _origins(lines: list[Line]) -> Iterable[Origin]:
    """Runs of lines that follow one another in one file."""
    first = 0
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if following is not None and following[1:] == (
            line.path,
            line.number + 1,
            line.shift,
        ):
            continue
        begun = lines[first]
        yield Origin(
            first=first + 1,
            last=at + 1,
            path=begun.path,
            line=begun.number,
            shift=begun.shift,
        )
        first = at + 1


def _lead(before: str) -> str:
    """What stands before each line that a directive yields: quote marks and blanks.

    The mark of a list item indents the lines below it by its width.
    """
    stripped = before.lstrip(" \t>")
    lead = before[: len(before) - len(stripped)]
    marker = stripped.rstrip()
    if marker in {"-", "*", "+"} or (marker[:-1].isdecimal() and marker[-1:] in ".)"):
        return lead + " " * len(stripped)
    return lead


def _longest_run(lines: Iterable[Line]) -> int:
    """The longest run of backticks that begins a line."""
    runs = (line.text.lstrip() for line in lines)
    return max((len(text) - len(text.lstrip("`")) for text in runs), default=0)
