"""Names → files: which file of a vault the target of a reference means.

Dialect rules R4.3 to R4.6 over all notes and attachments. Nothing is told here: what
was found says how it was found, and the passes say what a reader should know.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

from octavo.collate import in_folders, index_note
from octavo.mdbook import mdbook
from octavo.model.document import Library
from octavo.model.vault import Kind, Vault
from octavo.reference.spelling import (
    ascent,
    bare_of,
    ends_in,
    last_name,
    loosened,
    places,
    spaced,
    spellings,
    stem_of,
    suffix_of,
)
from octavo.suggest import Guesses
from octavo.value import value


@value
class Found:
    """The file a target means, and how it was found.

    `alias` is the name it was found by if not its path. `loose` says that spelling had
    to be guessed (step 8 of R4.4), `escaping` that the target left the root on its way.
    `rivals` are other files it could mean just as well (R4.5).
    """

    path: PurePosixPath
    alias: str = ""
    loose: bool = False
    escaping: bool = False
    rivals: tuple[PurePosixPath, ...] = ()


class Names:
    """Every name by which a file of the vault can be meant. Built once, then read."""

    def __init__(self, vault: Vault, library: Library) -> None:
        self._notes = tuple(library)
        self._library = library
        self._exact: dict[str, PurePosixPath] = {}
        self._folded: dict[str, list[PurePosixPath]] = {}
        self._last: dict[str, list[PurePosixPath]] = {}
        self._last_folded: dict[str, list[PurePosixPath]] = {}
        files = [*library, *(attachment.path for attachment in vault.attachments)]
        for path in files:
            name = spaced(str(path))
            last = name.rpartition("/")[2]
            self._exact.setdefault(name, path)
            self._folded.setdefault(name.casefold(), []).append(path)
            self._last.setdefault(last, []).append(path)
            self._last_folded.setdefault(last.casefold(), []).append(path)
        self._aliases: dict[str, list[PurePosixPath]] = {}
        for path, document in library.items():
            for alias in document.properties.aliases:
                name = spaced(alias).casefold()
                self._aliases.setdefault(name, []).append(path)
        self._loose: Mapping[str, list[PurePosixPath]] = {}
        self._folders: Mapping[str, PurePosixPath] = {}
        self._files: Mapping[str, PurePosixPath] = {}
        self._called: Mapping[str, PurePosixPath] = {}
        self._found: dict[tuple[str, PurePosixPath], Found | None] = {}
        self._near = Guesses(())
        self._near_files = Guesses(())
        settings = dict(vault.settings).get(PurePosixPath("book.toml"), "")
        moved = mdbook(settings).redirects if vault.kind is Kind.MDBOOK else ()
        self._moved = {old.lstrip("/"): new for old, new in moved}

    def find(self, target: str, here: PurePosixPath) -> Found | None:
        """The file that `target`, written in the note `here`, means by rule R4.4.

        None when there is none. `target` has no `#` part and is percent-decoded.
        """
        asked = (target, here)
        if asked not in self._found:
            self._found[asked] = self._find(spaced(target), here)
        return self._found[asked]

    def _find(self, target: str, here: PurePosixPath) -> Found | None:
        bare = bare_of(target)
        if not bare:
            return None
        spelled = spellings(bare)
        return (
            self._exactly(target, here, spelled)
            or self._by_ending(spelled, here, folded=False)
            or self._ignoring_case(target, here, spelled)
            or self._by_alias(bare, here)
            or self._loosely(bare, here)
        )

    def _exactly(
        self, target: str, here: PurePosixPath, spelled: tuple[str, ...]
    ) -> Found | None:
        """Steps 1 to 4."""
        for path, escaping in places(target, here, spelled):
            found = self._exact.get(path)
            if found is not None:
                return Found(path=found, escaping=escaping)
        return None

    def _by_ending(
        self, spelled: tuple[str, ...], here: PurePosixPath, *, folded: bool
    ) -> Found | None:
        """Step 5, and its part of step 6: paths that end in the target."""
        index = self._last_folded if folded else self._last
        for name in spelled:
            wanted = name.casefold() if folded else name
            last = wanted.rpartition("/")[2]
            paths = index.get(last, [])
            if last != wanted:
                paths = [path for path in paths if ends_in(path, wanted, folded)]
            if paths:
                return _nearest(paths, here)
        return None

    def _ignoring_case(
        self, target: str, here: PurePosixPath, spelled: tuple[str, ...]
    ) -> Found | None:
        """Step 6."""
        for path, escaping in places(target, here, spelled):
            paths = self._folded.get(path.casefold())
            if paths:
                return _nearest(paths, here, escaping=escaping)
        return self._by_ending(spelled, here, folded=True)

    def _by_alias(self, bare: str, here: PurePosixPath) -> Found | None:
        """Step 7."""
        paths = self._aliases.get(bare.casefold())
        return _nearest(paths, here, alias=bare) if paths else None

    def _loosely(self, bare: str, here: PurePosixPath) -> Found | None:
        """Step 8: names and aliases with blanks, `_`, `-` equal, no number in front."""
        if not self._loose:
            self._loose = self._loosened()
        segments = [loosened(segment) for segment in stem_of(bare).split("/")]
        paths = [
            path
            for path in self._loose.get(segments[-1], [])
            if len(segments) == 1
            or [loosened(part) for part in path.parts[-len(segments) : -1]]
            == segments[:-1]
        ]
        return _nearest(paths, here, loose=True) if paths and segments[-1] else None

    def _loosened(self) -> Mapping[str, list[PurePosixPath]]:
        index: dict[str, list[PurePosixPath]] = {}
        for path in self._exact.values():
            name = path.name if path not in self._library else path.stem
            index.setdefault(loosened(spaced(name)), []).append(path)
        for alias, paths in self._aliases.items():
            known = index.setdefault(loosened(alias), [])
            known.extend(path for path in paths if path not in known)
        return index

    def addressed(self, target: str, here: PurePosixPath) -> Found | None:
        """The file that the path of a markdown link means (rule R4.6).

        A folder means its index note, else its first; a page (`.html`) that is no file
        the note of the same name, as mdBook names its pages; `index` a `README` too.
        """
        found = self.find(target, here)
        if found and not found.loose and not target.endswith("/"):
            return found
        folder = self.folder(target, here)
        if folder:
            return Found(path=folder)
        if found is None and suffix_of(target) in ("html", "htm", "md"):
            stem = target.rpartition(".")[0]
            found = self.find(f"{stem}.md", here)
            if found is None and last_name(stem).lower() == "index":
                found = self.find(f"{stem[:-5]}README.md", here)
        return found or self._redirected(target, here)

    def _redirected(self, target: str, here: PurePosixPath) -> Found | None:
        """The note an old page was moved to, as `output.html.redirect` says."""
        for path, _ in places(target, here, (bare_of(target),)):
            goal = self._moved.get(path, "").partition("#")[0]
            if goal and "://" not in goal:
                note = f"{goal.rpartition('.')[0] or goal}.md"
                return self.find(note, PurePosixPath(path))
        return None

    def moved_out(self, target: str, here: PurePosixPath) -> str:
        """Where outside the book an old page was moved to; "" if it was not."""
        for path, _ in places(target, here, (bare_of(target),)):
            goal = self._moved.get(path, "")
            if goal.startswith(("https://", "http://")):
                return goal
        return ""

    def folder(self, target: str, here: PurePosixPath) -> PurePosixPath | None:
        """The note that stands for the folder `target`: its index, else its first.

        Rules R4.6 and R10.8. None when no folder of notes is meant.
        """
        target = spaced(target)
        bare = bare_of(target)
        if not self._folders:
            self._folders = {
                spaced(str(folder)): folder
                for note in self._notes
                for folder in note.parents
            }
        folders = [path for path, _ in places(target, here, (bare,))]
        if not bare:
            ups = ascent(target)[0]
            start = () if target.startswith("/") else here.parent.parts
            root = spaced("/".join(start[: len(start) - ups])) or "."
            folders = [root] if ups <= len(start) else []
        for path in folders:
            folder = self._folders.get(path)
            if folder is not None:
                inside = [note for note in self._notes if note.is_relative_to(folder)]
                return index_note(folder, inside) or in_folders(inside)[0]
        return None

    def near(self, target: str) -> tuple[tuple[str, PurePosixPath], ...]:
        """Up to three notes whose name, alias or title is near the target's last name.

        Pairs of that name and the note's path, best first, each note once.
        """
        if not self._called:
            self._called = self._callings()
            self._near = Guesses(self._called)
        found: dict[PurePosixPath, str] = {}
        for near in self._near.nearest(_last_written(target), limit=6):
            found.setdefault(self._called[near], near)
        return tuple((near, path) for path, near in found.items())[:3]

    def _callings(self) -> Mapping[str, PurePosixPath]:
        called: dict[str, PurePosixPath] = {}
        for path, document in self._library.items():
            called.setdefault(document.title, path)
            called.setdefault(path.stem, path)
            for alias in document.properties.aliases:
                called.setdefault(alias, path)
        return called

    def near_files(self, target: str) -> tuple[PurePosixPath, ...]:
        """Up to three files, notes aside, whose name is near that of the target."""
        if not self._files:
            self._files = {
                path.name: path
                for path in self._exact.values()
                if path not in self._library
            }
            self._near_files = Guesses(self._files)
        near = self._near_files.nearest(_last_written(target))
        return tuple(self._files[name] for name in near)


def _last_written(target: str) -> str:
    """The last name of a target that may be written as Windows writes paths."""
    return last_name(target.replace("\\", "/"))


def _nearest(
    paths: list[PurePosixPath],
    here: PurePosixPath,
    *,
    alias: str = "",
    loose: bool = False,
    escaping: bool = False,
) -> Found:
    """The one of several files that rule R4.5 takes, and those as near as it."""

    def distance(path: PurePosixPath) -> tuple[bool, int]:
        shared = 0
        for ours, theirs in zip(here.parent.parts, path.parent.parts, strict=False):
            if ours != theirs:
                break
            shared += 1
        return path.parent != here.parent, -shared

    least = min(map(distance, paths))
    tied = sorted(
        (path for path in paths if distance(path) == least),
        key=lambda path: (len(path.parts), str(path)),
    )
    return Found(
        path=tied[0],
        alias=alias,
        loose=loose,
        escaping=escaping,
        rivals=tuple(tied[1:]),
    )
