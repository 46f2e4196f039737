"""What would pass in silence: files of works nobody reads, bibliographies with none."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from octavo.codes import tell
from octavo.diagnostics import Diagnostic
from octavo.model.book import Book, Chapter
from octavo.model.inlines import Citation

_MANY = 5
"""So many files are named; the others are counted."""


def unread(
    cited: Sequence[Citation], paths: Sequence[PurePosixPath]
) -> tuple[Diagnostic, ...]:
    """Told at the first citation in brackets, where none of some `.bib` files is meant.

    A single one at the top is read without being named, so it is none of these.
    """
    files = sorted(str(path) for path in paths if path.suffix.lower() == ".bib")
    first = next((node for node in cited if not node.running), None)
    if first is None or not files or (len(files) == 1 and "/" not in files[0]):
        return ()
    more = len(files) - _MANY
    names = ", ".join(files[:_MANY]) + (f" and {more} more" if more > 0 else "")
    help = f'name one under [bibliography]: `file = "{files[0]}"`'
    return (tell("bib-unnamed", first.span, help, files=names),)


def empty(book: Book, home: Chapter | None) -> tuple[Diagnostic, ...]:
    """Told of each note of type bibliography that has no text, and gets no works."""
    why = f"the works are printed in {home.path}" if home else "nothing is cited"
    return tuple(
        tell("bib-empty", chapter.span, why=why)
        for chapter in book.chapters()
        if chapter.kind == "bibliography"
        and chapter.page
        and not chapter.blocks
        and chapter is not home
    )
