"""What outlives a build where several follow one another in one process."""

from pathlib import PurePosixPath

from octavo.model.dialect import Dialect
from octavo.model.vault import Loader, Note
from octavo.trees import Tree
from octavo.workers import Crew


class Shop:
    """A workshop that stays open between builds.

    `crew` stays at work; `trees` are those of the notes as they were last, by path,
    each with all that it was made from; `loaded` are the files, other than notes, that
    were ever read from the folder of notes.
    """

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        self.trees: dict[PurePosixPath, tuple[Note, Dialect, Tree]] = {}
        self.loaded: set[PurePosixPath] = set()

    def noting(self, load: Loader) -> Loader:
        """`load`, with a note of each path that it was asked for."""

        def noted(path: PurePosixPath) -> bytes:
            self.loaded.add(path)
            return load(path)

        return noted
