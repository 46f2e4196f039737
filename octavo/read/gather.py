"""A folder → the files that belong to a source, by path (rules R1.2, R1.3, R1.6)."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from octavo.codes import tell
from octavo.collate import MARKDOWN
from octavo.diagnostics import Diagnostic, Outcome, Severity, Span

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def contents(file: Path) -> bytes | None:
    """The bytes of a regular file; None where there is none that may be read."""
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError:
        return None


class Found(NamedTuple):
    """Where a file really lies, and its size in bytes."""

    place: Path
    size: int


class _Ignored(NamedTuple):
    """Patterns, and the folder they are relative to."""

    folder: Path
    patterns: "GitIgnoreSpec"


def gather(
    root: Path, folder: Path, exclude: tuple[str, ...], skip: tuple[Path, ...]
) -> Outcome[dict[PurePosixPath, Found]]:
    """Every file below `root` that may be read, by its path in NFC.

    Left out are hidden names, `node_modules`, Logseq's own folder of settings and copies,
    the folders in `skip` and what `exclude` or a `.gitignore` in `root` or `folder`
    matches. A symbolic link counts where it leads into the root; a note it leads to that
    is found anyway is not found twice.
    """
    walk = _Walk(root, tuple(place.resolve() for place in skip))
    if exclude:
        walk.ignored.append(_Ignored(root, _patterns(exclude)))
    for place in dict.fromkeys((root, folder)):
        walk.ignore_file(place)
    if not root.is_dir():
        return Outcome({})  # A book without notes is told of once, by `assemble`.
    walk.visit(root, PurePosixPath(), frozenset())
    while walk.links:
        walk.follow()
    return Outcome(walk.named(), tuple(walk.told))


class _Walk:
    """One reading of a folder.

    Links are followed after all that needs no link, so that what is found under its
    own name keeps it, in whatever order folders are listed.
    """

    def __init__(self, root: Path, skip: tuple[Path, ...]) -> None:
        self.root = root
        self.skip = skip
        self.ignored: list[_Ignored] = []
        self.found: dict[str, Found] = {}
        self.links: list[tuple[Path, PurePosixPath, frozenset[Path]]] = []
        self.seen: set[Path] = set()
        self.told: list[Diagnostic] = []

    def ignore_file(self, folder: Path) -> None:
        """Take the patterns of `folder`'s `.gitignore` where there is one."""
        data = contents(folder / ".gitignore")
        if data is not None:
            lines = data.decode(errors="replace").splitlines()
            self.ignored.append(_Ignored(folder, _patterns(lines)))

    def leave_out(self, place: Path, directory: bool) -> bool:
        """Whether rule R1.3 passes over this file or folder."""
        if place.name.startswith(".") or place.name == "node_modules":
            return True
        if directory and (place in self.skip or _is_of_logseq(place)):
            return True
        return any(
            patterns.match_file(
                place.relative_to(folder).as_posix() + ("/" if directory else "")
            )
            for folder, patterns in self.ignored
            if place.is_relative_to(folder)
        )

    def visit(self, place: Path, path: PurePosixPath, above: frozenset[Path]) -> None:
        """Take what is in a folder; `above` are real folders that led here by links."""
        for entry in self.entries(place, path):
            below, inside = path / entry.name, place / entry.name
            if _name_of(entry.name) is None:
                shown = PurePosixPath(os.fsencode(below).decode(errors="replace"))
                self.say("unreadable-file", shown, why="its name is not UTF-8")
            elif entry.is_symlink():
                if not self.leave_out(inside, directory=False):
                    self.links.append((inside, below, above))
            elif entry.is_dir(follow_symlinks=False):
                if not self.leave_out(inside, directory=True):
                    self.visit(inside, below, above)
            elif entry.is_file() and not self.leave_out(inside, directory=False):
                self.take(inside, below)

    def entries(self, place: Path, path: PurePosixPath) -> Iterator["os.DirEntry[str]"]:
        """What a folder holds, by name; an unreadable folder holds nothing."""
        try:
            with os.scandir(place) as listing:
                yield from sorted(listing, key=lambda entry: entry.name)
        except OSError as problem:
            self.say("unreadable-file", path, why=reason(problem))

    def take(self, place: Path, path: PurePosixPath) -> None:
        """Add one regular file."""
        self.seen.add(place)
        try:
            self.found[str(path)] = Found(place, place.stat().st_size)
        except OSError as problem:
            self.say("unreadable-file", path, why=reason(problem))

    def follow(self) -> None:
        """Follow the links met so far, in order of path, once each."""
        links, self.links = sorted(self.links, key=lambda row: str(row[1])), []
        for place, path, above in links:
            real = Path(os.path.realpath(place))
            if not real.is_relative_to(self.root):
                self.say("escaping-path", path, shown=f"{path}")
            elif not real.exists():
                if path.suffix.lower() in MARKDOWN:
                    self.say_broken(place, path)
            elif self.leave_out_link(place, real):
                continue
            elif stat.S_ISREG(real.stat().st_mode):
                if real.suffix.lower() not in MARKDOWN or (real not in self.seen):
                    self.take(real, path)
            elif real.is_dir() and real not in above and not place.is_relative_to(real):
                self.visit_linked(real, path, above)

    def leave_out_link(self, place: Path, real: Path) -> bool:
        """Whether a link is left out: its name as a folder's, or where it leads."""
        if real.is_dir() and self.leave_out(place, directory=True):
            return True
        return any(real.is_relative_to(folder) for folder in self.skip)

    def visit_linked(
        self, real: Path, path: PurePosixPath, above: frozenset[Path]
    ) -> None:
        """Take the files of a linked folder: attachments, and notes not seen yet."""
        before, seen = dict(self.found), set(self.seen)
        self.visit(real, path, above | {real})
        for name, found in list(self.found.items()):
            note = found.place.suffix.lower() in MARKDOWN
            if name not in before and note and found.place in seen:
                del self.found[name]

    def named(self) -> dict[PurePosixPath, Found]:
        """What was found, by path in NFC.

        Where two names differ in their composition only, the one in NFC has the name
        and the other keeps its spelling, so that both exist (rule R1.6).
        """
        files: dict[PurePosixPath, Found] = {}
        for name in sorted(self.found, key=lambda name: (name != _nfc(name), name)):
            path = PurePosixPath(_nfc(name))
            files[path if path not in files else PurePosixPath(name)] = self.found[name]
        return files

    def say(self, code: str, path: PurePosixPath, **words: str) -> None:
        """Add a diagnostic about a file as such."""
        severity, help = None, ""
        if "UTF-8" in words.get("why", ""):
            help = "give it another name, or add it to `exclude` in handbook.toml"
        if code == "escaping-path":
            words, severity = {"path": words["shown"]}, Severity.WARNING
            help = "put a copy of what it links to in its place"
        path = PurePosixPath(_nfc(str(path)))
        self.told.append(tell(code, Span.whole(path), help, severity, **words))

    def say_broken(self, place: Path, path: PurePosixPath) -> None:
        """Warn of a note that is a link to nothing; synchronised folders hold such."""
        shown = os.fsencode(place.readlink()).decode(errors="replace")
        name = PurePosixPath(_nfc(str(path)))
        self.told.append(
            tell(
                "unreadable-file",
                Span.whole(name),
                f"remove the link, or add “{name}” to `exclude` in handbook.toml",
                Severity.WARNING,
                why=f"it is a link that leads nowhere, to {shown}",
            )
        )


def _is_of_logseq(place: Path) -> bool:
    """Whether a folder is the one in which Logseq keeps old copies of notes."""
    return place.name == "logseq" and contents(place / "config.edn") is not None


def _patterns(lines: Iterable[str]) -> "GitIgnoreSpec":
    """The patterns among `lines`; git passes over what is none, and so do we."""
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec([])
    for line in lines:
        try:
            spec += GitIgnoreSpec.from_lines([line])
        except (ValueError, re.error):
            continue
    return spec


def _nfc(name: str) -> str:
    return normalize("NFC", name)


def _name_of(name: str) -> str | None:
    """The name, None when its bytes are no UTF-8 (it then holds lone surrogates)."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return None
    return name


def reason(problem: OSError) -> str:
    """Why the system would not read a file, in its own words."""
    return (problem.strerror or "unknown reason").lower()
