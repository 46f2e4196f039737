"""The files that a build reads, as they lie on the disk.

Two inventories say what was saved between them: it does not matter how an editor saves,
how many events of the system that makes and in which order they come; and what is no
source, the editions themselves and the report among it, changes nothing.
"""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeAlias

from octavo.collate import MARKDOWN
from octavo.configure import configure
from octavo.find import inside
from octavo.model.commission import Commission
from octavo.read import CONFIGURATIONS, SETTINGS, handbook
from octavo.read.category import CATEGORIES
from octavo.read.gather import gather

# What is read wherever it lies; other files only where a note asks for one.
_READ = (*MARKDOWN, ".bib", ".csl")

# Time, size and number of a file; nothing where there is none.
Written: TypeAlias = tuple[int, ...]
_SIZE = 1


class Inventory(NamedTuple):
    """The files of a book as they are, and the folders to watch, each with its number.

    Of files that are not among those `read` it only matters whether they are there.
    `editions` are the finished files that are there.
    """

    files: dict[Path, Written]
    read: set[Path]
    editions: frozenset[Path]
    places: tuple[tuple[Path, Written], ...]

    def since(self, before: "Inventory") -> set[Path]:
        """What was written, removed or is new, and may matter; editions that are gone."""
        changed = {path for path, _ in before.files.items() ^ self.files.items()}
        there = before.files.keys() & self.files.keys()
        matter = {path for path in changed if path in self.read or path not in there}
        return matter | (before.editions - self.editions)

    def emptied(self, before: "Inventory") -> bool:
        """Whether a file has lost all that was in it."""
        written = self.files.items() - before.files.items()
        return any(
            not how[_SIZE] and before.files.get(path, how)[_SIZE]
            for path, how in written
        )

    def names(self, paths: set[Path]) -> tuple[str, ...]:
        """The files by the names users know, relative to the folder each is in.

        Where the configuration is among them, it alone: it may have named other folders.
        """
        named = {path for path in paths if path.name in CONFIGURATIONS} or paths
        folders = [place for place, _ in self.places]
        return tuple(sorted(_name(path, folders) for path in named))


def take(
    asked: Commission, loaded: Iterable[PurePosixPath], own: set[Path]
) -> Inventory:
    """The inventory of a commission as things are.

    `loaded` are files that a build was seen to read, as paths in the folder of notes;
    `own` those that builds write.
    """
    found = handbook(asked.path)
    config = configure(found.text, found.name, asked.overrides).value
    folder = found.folder.resolve()
    root = found.root(config).resolve()
    read = {folder / name for name in CONFIGURATIONS}
    # What is told of the whole source is looked up in its folder, which is no file.
    read |= {place for path in loaded if not (place := root / path).is_dir()}
    for place in (folder, root):
        read |= {place / name for name in (*SETTINGS, ".gitignore")}
    for name in (config.templates.folder, config.styles.folder):
        brought = inside(folder, name) if name else None
        if brought is not None:
            read |= _below(brought, brought, (), ())
    there = _below(root, folder, config.handbook.exclude, asked.beside)
    read |= {
        place
        for place in there
        if place.suffix.lower() in _READ or place.name.lower() in CATEGORIES
    }
    if config.bibliography.file:
        read.add(root / config.bibliography.file)
    written = {place: _written(place) for place in (there | read) - own}
    folders = dict.fromkeys((folder, root, asked.out.resolve()))
    return Inventory(
        files={place: how for place, how in written.items() if how},
        read=read,
        editions=frozenset(place for place in own if _written(place)),
        places=tuple((place, number(place)) for place in folders),
    )


def number(place: Path) -> Written:
    """By what one sees that a folder is another; nothing without one."""
    return _written(place)[2:]


def _below(
    place: Path, folder: Path, exclude: tuple[str, ...], skip: tuple[Path, ...]
) -> set[Path]:
    return {each.place for each in gather(place, folder, exclude, skip).value.values()}


def _written(place: Path) -> Written:
    """By what one sees that a file was written, or is another; nothing without one."""
    try:
        about = place.stat()
    except OSError:
        return ()
    return about.st_mtime_ns, about.st_size, about.st_ino


def _name(path: Path, folders: list[Path]) -> str:
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return str(path)
